/** A file that does not follow the grammar of PDF (ISO 32000-1, 7.2 and 7.3), or is deeper or larger than we read. */
export class PdfFault extends Error {
  override readonly name = "PdfFault";
}

export interface PdfName {
  readonly name: string;
}
/** Every entry as it is written, so that none hides behind another of the same name. */
export interface PdfDictionary {
  readonly entries: readonly (readonly [key: string, value: PdfValue])[];
}
export interface PdfReference {
  readonly reference: number;
}
/** What a string says and which of true, false and null stands somewhere is of no weight here: both are `plain`. */
export type PdfValue = number | "plain" | PdfName | PdfReference | PdfDictionary | readonly PdfValue[];

export const isName = (value: PdfValue): value is PdfName => typeof value === "object" && "name" in value;
export const isReference = (value: PdfValue): value is PdfReference => typeof value === "object" && "reference" in value;
export const isDictionary = (value: PdfValue): value is PdfDictionary => typeof value === "object" && "entries" in value;

/** How deep arrays and dictionaries may lie in each other, and how many values a file may have: far more than any document we were shown. */
const DEEPEST = 100;
const MOST_VALUES = 1_500_000;

const codes = (text: string): ReadonlySet<number> => new Set(Buffer.from(text, "latin1"));
const BLANKS = codes("\0\t\n\f\r ");
const DELIMITERS = codes("()<>[]{}/%");
const DIGITS = codes("0123456789");
const [PERCENT, SLASH, OPEN, CLOSE, LESS, GREATER, ESCAPE, LINE, RETURN] = [0x25, 0x2f, 0x28, 0x29, 0x3c, 0x3e, 0x5c, 0x0a, 0x0d];

export const isBlank = (byte: number | undefined): boolean => byte !== undefined && BLANKS.has(byte);
export const isDigit = (byte: number | undefined): boolean => byte !== undefined && DIGITS.has(byte);
const isRegular = (byte: number | undefined): boolean => byte !== undefined && !BLANKS.has(byte) && !DELIMITERS.has(byte);

/** How many values may still be read, over everything that is read of one file. */
export interface ValuesLeft {
  values: number;
}
export const allValues = (): ValuesLeft => ({ values: MOST_VALUES });

/** Reads values one after another. Throws `PdfFault` at the first thing that is none; looks at each byte a bounded number of times. */
export class PdfReader {
  readonly bytes: Buffer;
  at: number;
  readonly #left: ValuesLeft;

  constructor(bytes: Buffer, at: number, left: ValuesLeft) {
    this.bytes = bytes;
    this.at = at;
    this.#left = left;
  }

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** Moves on past white space and comments. */
  skip(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (isBlank(byte)) this.at += 1;
      else if (byte === PERCENT) while (!this.atEnd && this.bytes[this.at] !== LINE && this.bytes[this.at] !== RETURN) this.at += 1;
      else return;
    }
  }

  /** The word that stands here; empty where none does. */
  word(): string {
    const start = this.at;
    while (isRegular(this.bytes[this.at])) this.at += 1;
    return this.bytes.toString("latin1", start, this.at);
  }

  /** Takes the word if it is the next. */
  takes(word: string): boolean {
    this.skip();
    const end = this.at + word.length;
    if (this.bytes.toString("latin1", this.at, end) !== word || isRegular(this.bytes[end])) return false;
    this.at = end;
    return true;
  }

  /** A whole number of at most ten digits. */
  whole(): number {
    this.skip();
    const word = this.word();
    if (!/^\d{1,10}$/.test(word)) throw new PdfFault("Not a whole number");
    return Number(word);
  }

  value(depth = 0): PdfValue {
    this.#left.values -= 1;
    if (this.#left.values < 0 || depth > DEEPEST) throw new PdfFault("Too much");
    this.skip();
    switch (this.bytes[this.at]) {
      case SLASH:
        return { name: this.#name() };
      case OPEN:
        return this.#string();
      case LESS:
        return this.bytes[this.at + 1] === LESS ? this.#dictionary(depth) : this.#hexString();
      case 0x5b:
        return this.#array(depth);
      default:
        return this.#plain();
    }
  }

  #name(): string {
    this.at += 1;
    const spelled = this.word();
    return spelled.includes("#") ? spelled.replace(/#([\da-fA-F]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16))) : spelled;
  }

  #string(): "plain" {
    let open = 0;
    do {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new PdfFault("A string without an end");
      if (byte === ESCAPE) this.at += 1;
      else if (byte === OPEN) open += 1;
      else if (byte === CLOSE) open -= 1;
      this.at += 1;
    } while (open > 0);
    return "plain";
  }

  #hexString(): "plain" {
    const end = this.bytes.indexOf(GREATER, this.at);
    if (end < 0 || !/^[\da-fA-F\0\t\n\f\r ]*$/.test(this.bytes.toString("latin1", this.at + 1, end))) throw new PdfFault("Not a string");
    this.at = end + 1;
    return "plain";
  }

  #dictionary(depth: number): PdfDictionary {
    this.at += 2;
    const entries: [string, PdfValue][] = [];
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === GREATER && this.bytes[this.at + 1] === GREATER) break;
      if (this.bytes[this.at] !== SLASH) throw new PdfFault("An entry without a name");
      entries.push([this.#name(), this.value(depth + 1)]);
    }
    this.at += 2;
    return { entries };
  }

  #array(depth: number): readonly PdfValue[] {
    this.at += 1;
    const items: PdfValue[] = [];
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x5d) break;
      items.push(this.value(depth + 1));
    }
    this.at += 1;
    return items;
  }

  /** A number, a reference ("7 0 R"), or one of the three words. */
  #plain(): PdfValue {
    const word = this.word();
    if (word === "true" || word === "false" || word === "null") return "plain";
    if (!/^[+-]{0,2}(?:\d+\.?\d*|\.\d+)(?:-\d*)?$/.test(word)) throw new PdfFault("Not a value");
    if (!/^\d{1,10}$/.test(word)) return Number.parseFloat(word);
    const past = this.at;
    this.skip();
    if (isDigit(this.bytes[this.at]) && /^\d{1,5}$/.test(this.word()) && this.takes("R")) return { reference: Number(word) };
    this.at = past;
    return Number(word);
  }
}
