import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRecords } from "../../shared/import/csv.ts";
import { csvRows } from "../../shared/import/rows.ts";
import { runs } from "../support/runs.ts";
import { aFileOfBytes, utf16, windows1252 } from "../support/spreadsheets.ts";

const COLUMNS = { displayName: { required: true }, postcode: { required: true }, about: {} } as const;
const NAMES = ["displayName", "postcode", "about"] as const;

const encodings = { utf8: (text: string) => Buffer.from(text), marked: (text: string) => Buffer.from(`\uFEFF${text}`), utf16, windows1252 };
const spellings = [
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => ` ${name} `,
  (name: string) => name.replace(/(?=[A-Z])/, " "),
];

/** Text with what spreadsheets make trouble of; every letter of it stands in each of the encodings. */
const cell = fc.string({ unit: fc.constantFrom("a", "B", "7", " ", ",", '"', ";", "ö", "’", "\n", "\r\n", "\t"), maxLength: 8 });
const row = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("good" as const), cells: fc.tuple(cell, cell, cell), quoted: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("blank" as const, "long" as const, "short" as const, "stray" as const, "after" as const) }) },
);

const written = (text: string, quoted: boolean): string => (quoted || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

describe("the rows of a CSV file", () => {
  it("are taken as a spreadsheet shows them or refused by their line, every one, in any encoding, spelling of the header and line ends", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.constantFrom(...(Object.keys(encodings) as (keyof typeof encodings)[])),
        fc.constantFrom(...spellings),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        async (rows, encoding, spelling, lineEnd, lastEnd) => {
          const expected: { line: number; values?: Record<string, string> }[] = [];
          let line = 2;
          const lines = rows.map((one) => {
            const cells = one.kind === "good" ? one.cells : one.kind === "short" ? ["s", "", ""] : undefined;
            const text =
              one.kind === "good"
                ? one.cells.map((value, index) => written(value, one.quoted[index] ?? false)).join(",")
                : { blank: " ,,", long: "a,b,c,,d", short: "s", stray: 'a,b "c" d,e', after: 'a,"b" c,"d,' + 'e"' }[one.kind];
            const shown = cells?.some((value) => value.trim() !== "");
            if (cells && shown)
              expected.push({ line, values: Object.fromEntries(NAMES.map((name, index) => [name, (cells[index] ?? "").replace(/\r\n?/g, "\n")])) });
            else if (!cells && one.kind !== "blank") expected.push({ line });
            line += 1 + (text.match(/\r\n|\n|\r/g) ?? []).length;
            return text;
          });
          const text = [NAMES.map(spelling).join(","), ...lines].join(lineEnd) + (lastEnd ? lineEnd : "");
          const read = await Array.fromAsync(csvRows(aFileOfBytes("any.csv", encodings[encoding](text)), COLUMNS));
          expect(read.map((one) => ("values" in one ? { line: one.line, values: one.values } : { line: one.line }))).toEqual(expected);
        },
      ),
      { numRuns: runs(1500) },
    );
  });
  it("are the same wherever the text is cut into pieces", async () => {
    const noise = fc.string({ unit: fc.constantFrom("a", ",", '"', "\r", "\n", "é"), maxLength: 60 });
    const records = async (pieces: readonly string[]) =>
      Array.fromAsync(
        csvRecords(
          (async function* () {
            yield* pieces;
          })(),
          ",",
          40,
        ),
      );
    await fc.assert(
      fc.asyncProperty(noise, fc.nat(60), async (text, at) => {
        const whole = await records([text]);
        expect(await records([text.slice(0, at), text.slice(at)])).toEqual(whole);
        // Each record begins on the line after the last one ended: none is lost between.
        for (const [index, record] of whole.entries()) expect(record.line).toBe((whole[index - 1]?.lastLine ?? 0) + 1);
        for (const { cells } of whole) expect(cells.join(",").length).toBeLessThanOrEqual(40);
      }),
      { numRuns: runs(5000) },
    );
  });
});
