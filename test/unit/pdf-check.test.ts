import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LARGEST_FILE_BYTES } from "../../shared/domain/file-size.ts";
import { checkContent } from "../../shared/files/content-check.ts";
import { objectStream, pdf, png } from "../support/files.ts";
import { runs } from "../support/runs.ts";

const verdict = (file: Uint8Array): string => {
  const checked = checkContent(file);
  return checked.ok ? checked.value.type : checked.refusal;
};
const object = (number: number, text: string): string => `${number} 0 obj\n${text}\nendobj\n`;
const stream = (dictionary: string, data: Buffer, word = "stream\n"): Buffer =>
  Buffer.concat([Buffer.from(`9 0 obj\n<< ${dictionary} >>\n${word}`, "latin1"), data, Buffer.from("\nendstream\nendobj\n")]);
const SCRIPT = "<< /S /JavaScript /JS (app.alert(1)) >>";
const packed = (times: number, text = `4 0 ${SCRIPT}`): Buffer => Array.from({ length: times }).reduce<Buffer>((data) => deflateSync(data), Buffer.from(text));

describe("what a PDF may do", () => {
  it("is to go to a place of its own, and nothing else, wherever an action may stand", () => {
    const actions = [
      "/JavaScript /JS (1)",
      "/J#61vaScript /#4aS (1)",
      "/#4A#61vaScript",
      "/SubmitForm /F (https://evil.example)",
      "/ImportData /F (x)",
      "/URI /URI (https://evil.example)",
      "/GoToR /F (x.pdf)",
      "/GoToE /T << >>",
      "/Launch /F (x.exe)",
      "/RichMediaExecute",
      "/Rendition",
      "/Named /N /Print",
      "/Hide /T (x)",
      "/SomethingNew",
      "7 0 R",
    ];
    for (const action of actions) {
      for (const place of [
        `<< /Type /Catalog /OpenAction << /S ${action} >> >>`,
        `<< /Type /Annot /Subtype /Link /Rect [0 0 1 1] /A << /S ${action} >> >>`,
        `<< /Type /Page /AA << /O << /S ${action} >> >> >>`,
        `<< /A << /S /GoTo /D [1 0 R /Fit] /Next [<< /S ${action} >>] >> >>`,
        `<< /PA << /S ${action} >> >>`,
        `<< /Type /Action /S ${action} >>`,
      ])
        expect(verdict(pdf(object(4, place), object(7, "/Launch"))), place).toBe("active");
      expect(verdict(pdf(object(4, "<< /A 8 0 R >>"), object(8, `<< /S ${action} >>`), object(7, "/Launch"))), action).toBe("active");
    }
    expect(verdict(pdf(object(4, "<< /OpenAction [1 0 R /Fit] /A << /S /GoTo /D [1 0 R /Fit] >> /AA << /O << /S /#47oTo /D (x) >> >> >>")))).toBe("pdf");
  });
  it("is not said by the last version of an object alone, nor by the last of two entries", () => {
    expect(verdict(pdf(object(4, "<< /A 5 0 R >>"), object(5, SCRIPT), object(5, "<< /S /GoTo >>")))).toBe("active");
    expect(verdict(pdf(object(4, "<< /A << /S /Launch >> /A << /S /GoTo >> >>")))).toBe("active");
    expect(verdict(pdf(object(4, "<< /A << /S /Launch /S /GoTo >> >>")))).toBe("active");
  });
  it("is not hidden where a table could point at it: in a stream, a text or a comment", () => {
    for (const hidden of [
      stream("/Length 60", Buffer.from(`88 0 obj ${SCRIPT} endobj`.padEnd(60))),
      object(4, `(88 0 obj ${SCRIPT} endobj)`),
      `% 88 0 obj ${SCRIPT} endobj\n`,
      stream("/Length 80", Buffer.from(`88 0%comment\nobj ${SCRIPT} endobj`.padEnd(80))),
      `% 88 0${" ".repeat(300)}obj ${SCRIPT} endobj\n`,
    ])
      expect(verdict(pdf(hidden)), String(hidden)).toBe("not-whole");
  });
  it("carries no file, script, film or form of another kind", () => {
    for (const held of [
      "<< /Names << /EmbeddedFiles << /Names [(x) 5 0 R] >> >> >>",
      "<< /Names << /JavaScript << >> >> >>",
      "<< /Names << /J#61vaScript 5 0 R >> >>",
      "<< /Type /Filespec /EF << /F 5 0 R >> >>",
      "<< /AcroForm << /XFA [(x) 5 0 R] /Fields [] >> >>",
      "<< /Collection << >> >>",
      "<< /Type /Annot /Rect [0 0 1 1] /Subtype /FileAttachment >>",
      "<< /Rect [0 0 1 1] /Subtype /RichMedia >>",
      "<< /Rect [0 0 1 1] /Subtype /Screen >>",
      "<< /JS 7 0 R >>",
    ])
      expect(verdict(pdf(object(4, held))), held).toBe("active");
    expect(verdict(pdf(stream("/Type /EmbeddedFile", Buffer.from("x"))))).toBe("active");
    expect(verdict(pdf(stream("/F (https://evil.example/x)", Buffer.from("x"))))).toBe("active");
  });
  it("may be a form to fill in, tagged text, and words that only sound like something else", () => {
    expect(
      verdict(
        pdf(
          object(4, "<< /AcroForm << /Fields [5 0 R] /DA (/Helv 0 Tf 0 g) >> /Lang (see 2 objects) >>"),
          object(5, "<< /FT /Tx /T (JavaScript \\(and \\) JS) /Type /Annot /Subtype /Widget /Rect [0 0 1 1] /V <4a53> >>"),
          object(6, "<< /Type /StructTreeRoot /RoleMap << /JavaScript /P /URI /Span >> /ClassMap << /x << /O /Layout >> >> >>"),
          object(7, "<< /Type /StructElem /S /JavaScript /P 6 0 R /A << /O /Layout /Placement /Block >> /ActualText (JavaScript /JS /Launch) >>"),
          object(8, "<< /Title (/JavaScript) /F1 -.5 /F2 +1. /F3 --3 /F4 true /F5 null >>"),
          stream("/Length 30", Buffer.from("/JavaScript BDC (app) Tj EMC")),
        ),
      ),
    ).toBe("pdf");
  });
});

describe("the compressed objects of a PDF", () => {
  const ways: Readonly<Record<string, Buffer>> = {
    once: objectStream(`4 0 ${SCRIPT}`),
    "blanks behind the word": stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed(1), "stream  \r\n"),
    "a carriage return alone": stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed(1), "stream\r"),
    "twice compressed": stream("/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]", packed(2)),
    "where its first object is said elsewhere": Buffer.concat([
      stream("/Type /ObjStm /N 1 /First 8 0 R /Filter /FlateDecode", packed(1)),
      Buffer.from(object(8, "4")),
    ]),
    "its kind not named": stream("/N 1 /F#69rst 4 /Filter /Fl", packed(1)),
    "its way to write named elsewhere": stream("/N 1 /First 4 /Filter 8 0 R", packed(1)),
    "with a predictor": stream("/N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>", packed(1)),
    "in digits": stream("/N 1 /First 4 /Filter /ASCIIHexDecode", Buffer.from(Buffer.from(`4 0 ${SCRIPT}`).toString("hex"))),
    "not compressed": stream("/N 1 /First 4", Buffer.from(`4 0 ${SCRIPT}`)),
    "in an array of one": stream("/N 1 /First 4 /Filter [ /FlateDecode ]", packed(1)),
    "behind the announced ones": stream("/N 1 /First 4 /Filter /FlateDecode", packed(1, `4 0 << >> ${SCRIPT}`)),
    "before the first": stream("/N 1 /First 4 /Filter /FlateDecode", packed(1, `4 99 ${SCRIPT}`)),
  };
  it("hide nothing, however they are packed", () => {
    for (const [way, file] of Object.entries(ways)) expect(["active", "not-whole"], way).toContain(verdict(pdf(file)));
    expect(verdict(pdf(ways["once"] ?? ""))).toBe("active");
    expect(verdict(pdf(ways["blanks behind the word"] ?? ""))).toBe("active");
  });
  it("are read where they are honest", () => {
    expect(verdict(pdf(objectStream("4 0 5 4 << >> [1 2]", "/N 2 /First 8 /Type /ObjStm /Filter /FlateDecode")))).toBe("not-whole");
    expect(verdict(pdf(objectStream("4 0 5 6 << >> [1 2]", "/N 2 /First 8 /Type /ObjStm /Filter /FlateDecode")))).toBe("pdf");
    expect(verdict(pdf(objectStream("4 0 5 6 << >> [1 2]", "/N 2 /First 8 /Filter [/FlateDecode] /DecodeParms null")))).toBe("pdf");
  });
  it("cost no more than is allowed for all of them, opened or not", () => {
    const bomb = deflateSync(Buffer.alloc(12 * 1024 * 1024, 32), { level: 9 });
    const one = (number: number) =>
      Buffer.concat([Buffer.from(`${number} 0 obj\n<< /N 0 /First 0 /Filter /FlateDecode >>\nstream\n`), bomb, Buffer.from("\nendstream\nendobj\n")]);
    expect(verdict(pdf(one(10), one(11)))).toBe("pdf");
    expect(verdict(pdf(one(10), one(11), one(12)))).toBe("not-whole");
    const broken = Buffer.concat([
      Buffer.from("10 0 obj\n<< /N 0 /First 0 /Filter /FlateDecode >>\nstream\n"),
      bomb.subarray(0, -8),
      Buffer.from("\nendstream\nendobj\n"),
    ]);
    expect(verdict(pdf(...Array.from({ length: 300 }, () => broken)))).toBe("not-whole");
  });
});

describe("the frame of a PDF", () => {
  it("may have up to 1,024 bytes before it, and no picture has one there", () => {
    expect(verdict(Buffer.concat([Buffer.from("\ufeff\r\njunk from a mail program\n"), pdf()]))).toBe("pdf");
    expect(verdict(Buffer.concat([Buffer.alloc(1024, 32), pdf()]))).toBe("pdf");
    expect(verdict(Buffer.concat([Buffer.alloc(1025, 32), pdf()]))).toBe("wrong-type");
    expect(verdict(png(["tEXt", Buffer.from("x\0%PDF-1.7")]))).toBe("more-inside");
  });
  it("says that it is locked where it is, and is not opened", () => {
    const locked = (trailer: string) => Buffer.from(pdf().toString("latin1").replace("/Size 3", trailer), "latin1");
    expect(verdict(locked("/Size 3 /Encrypt 5 0 R"))).toBe("locked");
    expect(verdict(locked("/Size 3 /#45ncrypt << /Filter /Standard /V 2 >>"))).toBe("locked");
    expect(verdict(pdf(stream("/Type /XRef /Encrypt 5 0 R", Buffer.from("x"))))).toBe("locked");
  });
  it("has nothing in it that is no object", () => {
    for (const odd of [
      "hello\n",
      "4 0 R\n",
      "4 0 obj\n<< /A >>\nendobj\n",
      "4 0 obj\n<< >>\n",
      "4 0 obj (open\nendobj\n",
      "4 0 obj\n<< >>\nstream\nx\nendobj\n",
    ])
      expect(verdict(pdf(odd)), odd).toBe("not-whole");
  });
});

describe("a PDF made to do harm", () => {
  const marked = [
    pdf(object(4, `<< /OpenAction ${SCRIPT} >>`)),
    pdf(objectStream(`4 0 << /OpenAction ${SCRIPT} >>`)),
    pdf(object(4, "<< /A 5 0 R >>"), object(5, "<< /S /Launch /F (x) >>")),
  ];
  it("never throws and never passes, wherever blanks, comments, objects or a spelling are put in", () => {
    const names = ["OpenAction", "JavaScript", "JS", "Launch"];
    const spelled = (name: string, at: number) => {
      const letter = at % name.length;
      return `${name.slice(0, letter)}#${name.charCodeAt(letter).toString(16)}${name.slice(letter + 1)}`;
    };
    fc.assert(
      fc.property(
        fc.constantFrom(marked[0], marked[2]),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(" ", "\n", "%x\n", "\0", "<< >>", "(", ")", "endobj ", "stream\n", ">>", "/Length 3 ")), { maxLength: 3 }),
        fc.nat(),
        (file, inserts, at) => {
          let text = (file ?? Buffer.alloc(0)).toString("latin1");
          for (const name of names) text = text.replace(`/${name} `, `/${spelled(name, at)} `);
          // Between tokens: within a name it would be another name, which does nothing.
          const gaps = [...text.matchAll(/[ \n]/g)].map(({ index }) => index);
          for (const [where, insert] of inserts) {
            const gap = gaps[where % gaps.length] ?? 0;
            text = `${text.slice(0, gap)}\n${insert} ${text.slice(gap + 1)}`;
          }
          const said = verdict(Buffer.from(text, "latin1"));
          expect(said).not.toBe("pdf");
        },
      ),
      { numRuns: runs(2000) },
    );
  });
  it("never throws, with any bytes changed", () => {
    fc.assert(
      fc.property(fc.constantFrom(...marked), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }), (file, changes) => {
        const changed = Buffer.from(file);
        for (const [at, byte] of changes) changed[at % changed.length] = byte;
        expect(verdict(changed)).toBeTypeOf("string");
      }),
      { numRuns: runs(3000) },
    );
  });
  it("is refused for an action that nothing leads to, for a reader that mends a file may find its way there", () => {
    expect(verdict(pdf(object(4, "<< /A 5 /Length 3 0 R >>"), object(5, "<< /S /Launch /F (x) >>")))).toBe("active");
  });
  it("comes to an end, however it was made to take long", () => {
    for (const word of ["[", "<<", "(", "4 0 obj ", "4 0 obj 1 endobj\n", "/A 5 0 R ", "obj ", "endstream ", "1 "]) {
      const filling = word.repeat(Math.floor((LARGEST_FILE_BYTES - 1000) / word.length));
      expect(verdict(pdf(filling)), word).toBeTypeOf("string");
      expect(verdict(pdf(`4 0 obj [${filling}] endobj\n`)), word).toBeTypeOf("string");
    }
    const versions = "5 0 obj 5 0 R endobj\n".repeat(20_000);
    expect(verdict(pdf(versions, `4 0 obj [${"<< /A 5 0 R >>".repeat(20_000)}] endobj\n`))).toBe("not-whole");
  });
});
