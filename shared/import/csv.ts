/** One record of a CSV text: the line it begins on (from 1), and its cells; or why it is not to be trusted, and the line it ends on. */
export interface CsvRecord {
  readonly line: number;
  readonly lastLine: number;
  readonly cells: readonly string[];
  readonly unreadable?: string;
}

type Mode = "start" | "plain" | "quoted" | "closing";

/**
 * The records of a CSV text (RFC 4180), one after the other, in pieces of any size. Records end where a spreadsheet ends
 * them, also after a misplaced quotation mark: that one record is unreadable, and the next is read. Lines are counted as
 * an editor counts them, line breaks within quotation marks too. No record is held beyond `most` characters.
 */
export async function* csvRecords(pieces: AsyncIterable<string>, divider: string, most: number): AsyncGenerator<CsvRecord> {
  const reader = new CsvReader(divider, most);
  for await (const piece of pieces) yield* reader.read(piece);
  yield* reader.end();
}

class CsvReader {
  private readonly divider: string;
  private readonly most: number;
  private mode: Mode = "start";
  private cell = "";
  private cells: string[] = [];
  private size = 0;
  private line = 1;
  private begunOn = 1;
  private openedOn = 0;
  private afterReturn = false;
  private unreadable: string | undefined;
  private done: CsvRecord[] = [];

  constructor(divider: string, most: number) {
    this.divider = divider;
    this.most = most;
  }

  read(piece: string): readonly CsvRecord[] {
    this.done = [];
    for (const char of piece) this.take(char);
    return this.done;
  }

  end(): readonly CsvRecord[] {
    this.done = [];
    if (this.mode === "quoted") this.unreadable = `opens a quotation mark on line ${this.openedOn} that is never closed: nothing after it could be read`;
    if (this.cells.length > 0 || this.mode !== "start") this.endRecord(this.line);
    return this.done;
  }

  private take(char: string): void {
    const lineFeed = char === "\n" && this.afterReturn;
    this.afterReturn = char === "\r";
    if (this.mode === "quoted") {
      if (char === '"') this.mode = "closing";
      else {
        this.add(char);
        if (!lineFeed && (char === "\n" || char === "\r")) this.line += 1;
      }
      return;
    }
    // The second half of a line break that has ended a record.
    if (lineFeed) return;
    if (char === this.divider) this.endCell();
    else if (char === "\n" || char === "\r") {
      this.endRecord(this.line);
      this.line += 1;
      this.begunOn = this.line;
    } else if (char === '"' && this.mode === "start") {
      this.mode = "quoted";
      this.openedOn = this.line;
    } else if (char === '"' && this.mode === "closing") {
      this.add(char);
      this.mode = "quoted";
    } else {
      if (this.mode === "closing") this.unreadable ??= `opens a quotation mark on line ${this.openedOn} and does not end where it closes on line ${this.line}`;
      else if (char === '"') this.unreadable ??= "has a quotation mark in the middle of a cell";
      this.add(char);
      this.mode = "plain";
    }
  }

  private add(char: string): void {
    this.size += 1;
    if (this.size <= this.most) this.cell += char;
  }

  private endCell(): void {
    this.size += 1;
    if (this.size <= this.most) this.cells.push(this.cell);
    this.cell = "";
    this.mode = "start";
  }

  private endRecord(lastLine: number): void {
    this.endCell();
    const tooLong = this.size > this.most + 1;
    const opened = this.openedOn >= this.begunOn ? `, from the quotation mark on line ${this.openedOn}` : "";
    const unreadable = this.unreadable ?? (tooLong ? `is longer than ${this.most} characters${opened}` : undefined);
    this.done.push({ line: this.begunOn, lastLine, cells: this.cells, ...(unreadable === undefined ? {} : { unreadable }) });
    this.cells = [];
    this.size = 0;
    this.unreadable = undefined;
  }
}
