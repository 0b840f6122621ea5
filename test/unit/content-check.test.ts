import { crc32 } from "node:zlib";
import fc from "fast-check";
import { fileTypeFromBuffer } from "file-type";
import { describe, expect, it } from "vitest";
import { fileWords } from "../../functions/vetting/pages/words.ts";
import { FILE_REFUSALS } from "../../functions/vetting/rules/evidence.ts";
import { EICAR } from "../../infra/local/scanner.ts";
import { LARGEST_FILE_BYTES } from "../../shared/domain/file-size.ts";
import { checkContent } from "../../shared/files/content-check.ts";
import { FILE_TYPES, type FileType } from "../../shared/files/file-types.ts";
import { box, heic, jpeg, objectStream, pdf, png, zip } from "../support/files.ts";
import { runs } from "../support/runs.ts";

const good: Readonly<Record<FileType, Buffer>> = { pdf: pdf(), jpeg: jpeg(), png: png(), heic: heic() };
const verdict = (file: Uint8Array): string => {
  const checked = checkContent(file);
  return checked.ok ? checked.value.type : checked.refusal;
};
const text = (words: string): Buffer => Buffer.from(words, "latin1");
const joined = (...parts: readonly Buffer[]): Buffer => Buffer.concat(parts);

describe("a file's content", () => {
  it("says what it is, as a library that only looks at first bytes agrees", async () => {
    for (const [type, file] of Object.entries(good)) {
      expect(verdict(file)).toBe(type);
      expect(Object.values(FILE_TYPES).map(({ mime }) => mime)).toContain((await fileTypeFromBuffer(file))?.mime);
    }
  });
  it("is refused when there is nothing or too much of it", () => {
    expect(verdict(Buffer.alloc(0))).toBe("empty");
    expect(verdict(joined(good.pdf, Buffer.alloc(11 * 1024 * 1024)))).toBe("too-big");
    expect(verdict(Buffer.alloc(LARGEST_FILE_BYTES, 32))).toBe("wrong-type");
  });
  it("is of no kind we take, whatever the file is called", () => {
    const others = [EICAR, "<!doctype html><script>1</script>", '<svg xmlns="http://www.w3.org/2000/svg"/>', "GIF89a;", "PK\x03\x04", "MZ", "\xff\xd8"];
    for (const other of others) expect(verdict(text(other)), other).toBe("wrong-type");
    expect(verdict(joined(zip(), good.pdf))).toBe("more-inside");
    expect(verdict(joined(box("ftyp", text("isom\0\0\0\0mp42")), box("mdat")))).toBe("wrong-type");
  });
  it("may hold no second file behind its end: no zip, no JAR, no PDF, no page", () => {
    for (const [type, file] of Object.entries(good)) {
      for (const other of [zip(), joined(text("PK\x03\x04 x"), zip()), good.pdf, good.png, text("<script>1</script>"), text(EICAR)]) {
        expect(verdict(joined(file, other)), `${type} and more`).toBe("more-inside");
      }
    }
  });
  it("may hold no zip inside either, where readers of zips would find it", () => {
    expect(verdict(png(["tEXt", zip()]))).toBe("more-inside");
    expect(verdict(jpeg([0xfe, zip()]))).toBe("more-inside");
    expect(verdict(heic(box("free", zip())))).toBe("more-inside");
    expect(verdict(pdf(joined(text("% "), zip(), text("\n"))))).toBe("more-inside");
  });
});

describe("a zip inside", () => {
  it("is found however long a comment follows its last record, as far as readers of zips look", () => {
    const followedBy = (bytes: number) => verdict(png(["tEXt", joined(zip(), Buffer.alloc(bytes, 32))]));
    // What follows the comment in this picture: the chunk's check sum, its dot and its end.
    const behind = good.png.length - 33 + 4;
    for (const bytes of [256, 1000, 30_000, 0xffff - behind]) expect(followedBy(bytes), `${bytes}`).toBe("more-inside");
    expect(followedBy(0xffff - behind + 1)).toBe("png");
  });
});

describe("a picture", () => {
  const chunk = (name: string, data: Buffer): Buffer => {
    const named = joined(text(name), data);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return joined(length, named, sum);
  };

  it("that is a PNG has a header of thirteen bytes, and it comes first and once", () => {
    const signature = good.png.subarray(0, 8);
    const header = good.png.subarray(8, 33);
    const rest = good.png.subarray(33);
    const longer = chunk("IHDR", joined(header.subarray(8, 21), Buffer.from([0])));
    const shorter = chunk("IHDR", header.subarray(8, 20));
    expect(verdict(joined(signature, header, rest))).toBe("png");
    for (const wrong of [longer, shorter, joined(header, header)]) expect(verdict(joined(signature, wrong, rest))).toBe("not-whole");
    expect(verdict(joined(signature, rest))).toBe("not-whole");
  });
  it("that is a JPEG has no marker that stands alone among its parts, and begins once", () => {
    for (const marker of [0x01, 0x02, 0xbf, 0xd0, 0xd7, 0xd8]) expect(verdict(jpeg([marker, Buffer.alloc(4)])), marker.toString(16)).toBe("not-whole");
    for (const marker of [0xc1, 0xcf, 0xe1, 0xfe]) expect(verdict(jpeg([marker, Buffer.alloc(4)])), marker.toString(16)).toBe("jpeg");
  });
  it("is whole: cut anywhere, or with a byte of a PNG changed, it is refused", () => {
    for (const type of ["jpeg", "png", "heic"] as const) {
      for (let length = 1; length < good[type].length; length += 1)
        expect(["not-whole", "wrong-type"], `${type} ${length}`).toContain(verdict(good[type].subarray(0, length)));
    }
    const changed = Buffer.from(good.png);
    changed[20] = 99;
    expect(verdict(changed)).toBe("not-whole");
  });
  it("that is a JPEG may have a little padding, and further pictures only where it announces them", () => {
    expect(verdict(joined(good.jpeg, Buffer.alloc(16)))).toBe("jpeg");
    expect(verdict(joined(good.jpeg, Buffer.alloc(500)))).toBe("more-inside");
    expect(verdict(joined(good.jpeg, good.jpeg))).toBe("more-inside");
    const announcing = jpeg([0xe2, text("MPF\0II*\0")]);
    expect(verdict(joined(announcing, good.jpeg))).toBe("jpeg");
    expect(verdict(joined(announcing, good.jpeg, text("x")))).toBe("more-inside");
    expect(verdict(joined(announcing, good.jpeg.subarray(0, -2)))).toBe("more-inside");
  });
  it("that is a HEIC is one still picture", () => {
    expect(verdict(heic(box("free", Buffer.alloc(9))))).toBe("heic");
    for (const extra of ["moov", "mpvd"]) expect(verdict(heic(box(extra))), extra).toBe("film");
    for (const extra of ["ftyp", "meta", "uuid"]) expect(verdict(heic(box(extra))), extra).toBe("more-inside");
    const open = Buffer.from(good.heic);
    open.writeUInt32BE(0, open.length - 38);
    expect(verdict(open)).toBe("not-whole");
  });
});

describe("a PDF", () => {
  it("ends at its end mark, and has one beginning", () => {
    expect(verdict(text("%PDF-1.7\nnothing"))).toBe("not-whole");
    expect(verdict(text("%PDF-1.7\n%%EOF"))).toBe("not-whole");
    expect(verdict(joined(good.pdf, text(" \r\n\0")))).toBe("pdf");
    expect(verdict(pdf("%PDF-1.4\n"))).toBe("more-inside");
  });
});

describe("a picture from a telephone", () => {
  const kept = (file: Buffer): Buffer => {
    const checked = checkContent(file);
    return checked.ok ? Buffer.from(checked.value.bytes) : Buffer.from(checked.refusal);
  };
  const film = joined(box("ftyp", text("mp42\0\0\0\0isom")), box("moov", Buffer.alloc(20)), box("mdat", Buffer.alloc(50, 3)));
  const notes = joined(text("\0\0\x30\x0aMotionPhoto_Data"), film, text("SEFH\x01\0\0\0"), Buffer.alloc(12), text("SEFT"));

  it("is kept without the film or the maker's notes behind it", () => {
    for (const behind of [film, notes, joined(Buffer.alloc(8), film), joined(film, zip()), joined(film, notes)]) {
      expect(kept(joined(good.jpeg, behind)).equals(good.jpeg)).toBe(true);
    }
    const several = joined(jpeg([0xe2, text("MPF\0II*\0")]), good.jpeg);
    expect(kept(joined(several, film)).equals(several)).toBe(true);
    for (const behind of [box("mpvd", film), joined(box("free"), box("mpvd", film)).subarray(8), box("sefd", notes), notes])
      expect(kept(joined(good.heic, behind)).equals(good.heic)).toBe(true);
    expect(verdict(joined(good.heic.subarray(0, -10), film))).not.toBe("heic");
  });
  it("may be a sequence, and may have its index behind its data", () => {
    for (const brand of ["msf1", "hevc", "hevx"]) {
      const start = box("ftyp", text(`${brand}\0\0\0\0mif1heic`));
      const rest = [box("meta", Buffer.alloc(40)), box("moov", Buffer.alloc(40)), box("mdat", Buffer.alloc(30))];
      expect(verdict(joined(start, ...rest)), brand).toBe("heic");
      expect(verdict(joined(start, ...rest.toReversed())), brand).toBe("heic");
    }
    expect(verdict(joined(good.heic.subarray(0, 24), box("mdat", Buffer.alloc(30)), box("meta", Buffer.alloc(40))))).toBe("heic");
  });
  it("is never called a program", () => {
    for (const why of FILE_REFUSALS) expect(fileWords(why, { largestFileBytes: LARGEST_FILE_BYTES }), why).not.toMatch(/program/i);
  });
});

describe("checking", () => {
  it("never throws, whatever the bytes", () => {
    const starts = Object.values(good).map((file) => file.subarray(0, 24));
    fc.assert(
      fc.property(fc.constantFrom(Buffer.alloc(0), ...starts), fc.uint8Array({ maxLength: 300 }), (start, rest) => {
        checkContent(joined(start, Buffer.from(rest)));
      }),
      { numRuns: runs(2000) },
    );
  });
  it("never throws on a good file with some bytes changed", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(good), pdf(objectStream("4 0 << >>"))),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }),
        (file, changes) => {
          const changed = Buffer.from(file);
          for (const [at, byte] of changes) changed[at % changed.length] = byte;
          checkContent(changed);
        },
      ),
      { numRuns: runs(2000) },
    );
  });
  it("refuses every good file with something behind it", () => {
    const something = fc.uint8Array({ minLength: 1, maxLength: 200 }).filter((bytes) => bytes.some((byte) => ![0, 9, 10, 12, 13, 32].includes(byte)));
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(good)), something, (file, more) => {
        expect(checkContent(joined(file, Buffer.from(more))).ok).toBe(false);
      }),
      { numRuns: runs(2000) },
    );
  });
  it("comes to an end over a file made to take long", () => {
    // What looks again and again at what it has seen takes hours over these: there is no clock here but the run's own.
    for (const word of ["stream\n", "/First 4 stream\n", " ", "obj <<", "/J#61", "endstream", "\xff"]) {
      const filling = text(word.repeat(Math.floor((LARGEST_FILE_BYTES - 500) / word.length)));
      expect(verdict(pdf(filling))).toBeTypeOf("string");
      expect(verdict(joined(good.jpeg.subarray(0, -2), filling))).toBeTypeOf("string");
    }
  });
});
