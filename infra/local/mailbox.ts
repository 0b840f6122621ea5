import { appendFile, readFile } from "node:fs/promises";

/** A message as the stand-in of Notify has it. */
export interface Mail {
  readonly id: string;
  readonly reference?: string | undefined;
  readonly type: string;
  readonly template: { readonly id: string; readonly version: number };
  readonly code: string;
  readonly format: string;
  readonly language: string;
  readonly to: string;
  readonly subject?: string | undefined;
  readonly body: string;
  readonly createdAt: string;
  /** Where a mail program's button to stop such mails leads. */
  readonly oneClick?: string | undefined;
}

/** The messages sent on this machine, kept in a file. */
export interface Mailbox {
  /** Newest first. */
  all(): readonly Mail[];
  add(mail: Mail): Promise<void>;
}

/** Opens the mailbox of a file; a new one where there is none. */
export async function openMailbox(file: string): Promise<Mailbox> {
  const text = await readFile(file, "utf8").catch(() => "");
  const kept: Mail[] = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  return {
    all: () => kept.toReversed(),
    async add(mail) {
      await appendFile(file, `${JSON.stringify(mail)}\n`);
      kept.push(mail);
    },
  };
}
