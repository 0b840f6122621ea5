import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attachment, downloadName, FILE_NAME_MOST, fileNameFrom, metadataText } from "../../shared/files/file-name.ts";
import { FILE_TYPES } from "../../shared/files/file-types.ts";
import { runs } from "../support/runs.ts";

const RUNS = { numRuns: runs(2000) };
const anyName = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc
    .array(fc.constantFrom("/", "\\", "..", ".", " ", "\u202e", "\u0000", "\n", "%0D", "%22", "a", "é", "😀", "\ud800", "e\u0301", ".pdf"), { maxLength: 80 })
    .map((parts) => parts.join("")),
);

describe("the name of a file", () => {
  it.each([
    ["DBS update.pdf", "DBS update.pdf"],
    ["C:\\Users\\Pip\\Desktop\\scan.png", "scan.png"],
    ["/home/pip/../../etc/passwd", "passwd"],
    ["પ્રમાણપત્ર.pdf", "પ્રમાણપત્ર.pdf"],
    ["Zoë’s certificate (2).JPG", "Zoë’s certificate (2).JPG"],
    ["photo\u202egnp.exe", "photognp.exe"],
    ["a\u0000b\tc\r\nd.pdf", "ab c d.pdf"],
    ["%22quoted%22%0D%0A.pdf", '"quoted" .pdf'],
    ["<script>alert(1)</script>.pdf", "script>.pdf"],
    ["...hidden.pdf. ", "hidden.pdf"],
    ["", undefined],
    [".", undefined],
    ["\u200b\u202e", undefined],
    ["..\\..\\", undefined],
    [undefined, undefined],
  ])("that comes as %j is kept as %j", (given, kept) => {
    expect(fileNameFrom(given)).toBe(kept);
  });
  it("loses its middle where it is long, and keeps its ending", () => {
    expect(fileNameFrom(`${"x".repeat(300)}.pdf`)).toBe(`${"x".repeat(95)}….pdf`);
    expect(fileNameFrom("😀a".repeat(90))?.isWellFormed()).toBe(true);
  });
  it("is one line of what can be seen, without folders and not too long, and is not changed by doing it again", () => {
    fc.assert(
      fc.property(anyName, (given) => {
        const name = fileNameFrom(given);
        if (name === undefined) return;
        expect(name.length).toBeLessThanOrEqual(FILE_NAME_MOST);
        expect(/[\p{C}\p{Zl}\p{Zp}/\\]|^[. ]|[. ]$/u.test(name)).toBe(false);
        expect(name.isWellFormed() && name === name.normalize("NFC")).toBe(true);
        expect(fileNameFrom(name)).toBe(name);
      }),
      RUNS,
    );
  });
  it("ends, once it is saved, as what was found in the file says", () => {
    expect(downloadName("invoice.exe", "pdf")).toBe("invoice.exe.pdf");
    expect(downloadName("Scan.JPEG", "jpeg")).toBe("Scan.JPEG");
    expect(downloadName("scan", "heic")).toBe("scan.heic");
    fc.assert(
      fc.property(anyName, fc.constantFrom("pdf", "jpeg", "png", "heic" as const), (given, type) => {
        const name = downloadName(fileNameFrom(given) ?? "x", type);
        return FILE_TYPES[type].endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`));
      }),
      RUNS,
    );
  });
  it("stands in a header as nothing but letters, and is read from it as it was", () => {
    fc.assert(
      fc.property(anyName, (given) => {
        const name = fileNameFrom(given) ?? "x";
        const [, plain = "", whole = ""] = /^attachment; filename="([\w. -]*)"; filename\*=UTF-8''([\w.!#$&+^`|~%-]*)$/.exec(attachment(name)) ?? [];
        expect(plain.length).toBe(name.length);
        expect(decodeURIComponent(whole)).toBe(name);
      }),
      RUNS,
    );
  });
});

describe("what S3 gives back with a file", () => {
  it("is read as the encoded words of mail where it has letters beyond ASCII, and as it is where not", () => {
    for (const [value, read] of [
      ["scan.png", "scan.png"],
      ["=?UTF-8?Q?Zo=C3=AB=27s_scan.png?=", "Zoë's scan.png"],
      ["=?UTF-8?B?Wm/Dqy5wbmc=?=", "Zoë.png"],
      // A letter of two bytes, one in each word.
      ["=?UTF-8?B?Wm/D?= =?utf-8?B?qw==?= (2).png", "Zoë (2).png"],
      ["=?ISO-8859-1?Q?a?=", "=?ISO-8859-1?Q?a?="],
      ["=?UTF-8?X?a?=", "=?UTF-8?X?a?="],
    ])
      expect(metadataText(value ?? "")).toBe(read);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(metadataText(`=?UTF-8?B?${Buffer.from(text).toString("base64")}?=`)).toBe(text);
      }),
      RUNS,
    );
  });
});
