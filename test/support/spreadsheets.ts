import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

/** What Windows-1252 has that Latin-1 has not, by its byte from 0x80 on (WHATWG Encoding, index windows-1252). */
const FROM_80 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** A text as an older spreadsheet saves it. Throws for a letter that Windows-1252 does not have. */
export const windows1252 = (text: string): Buffer =>
  Buffer.from(
    [...text].map((char) => {
      const special = FROM_80.indexOf(char);
      const code = char.charCodeAt(0);
      if (special >= 0) return 0x80 + special;
      if (code > 0xff) throw new Error(`Windows-1252 has no ${char}`);
      return code;
    }),
  );

/** UTF-16 with its mark, as spreadsheets save “Unicode text”. */
export const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, "utf16le");

/** Writes a file of this run from bytes and gives its path. */
export function aFileOfBytes(name: string, bytes: Uint8Array): string {
  const path = join(inject("scratch"), `${crypto.randomUUID()}-${name}`);
  writeFileSync(path, bytes);
  return path;
}
