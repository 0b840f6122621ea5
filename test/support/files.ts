import { crc32, deflateSync } from "node:zlib";

const chunk = (name: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

/** A grey PNG of one dot, with chunks of one's own before the picture. */
export function png(...extra: readonly (readonly [string, Buffer])[]): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...extra.map(([name, data]) => chunk(name, data)),
    chunk("IDAT", deflateSync(Buffer.from([0, 128]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const segment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};

/** A JPEG's frame: every marker that must be there, and compressed data with stuffed bytes and a restart in it. */
export const jpeg = (...extra: readonly (readonly [number, Buffer])[]): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from("JFIF\0\x01\x01\0\0\x01\0\x01\0\0", "latin1")),
    ...extra.map(([marker, data]) => segment(marker, data)),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
    segment(0xc4, Buffer.alloc(20, 0)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9]),
  ]);

export const box = (name: string, data: Buffer = Buffer.alloc(0)): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length + 8);
  head.write(name, 4, "latin1");
  return Buffer.concat([head, data]);
};

export const heic = (...extra: readonly Buffer[]): Buffer =>
  Buffer.concat([box("ftyp", Buffer.from("heic\0\0\0\0mif1heic", "latin1")), box("meta", Buffer.alloc(40)), ...extra, box("mdat", Buffer.alloc(30, 7))]);

/** A PDF of one empty page, with objects of one's own. */
export const pdf = (...objects: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat([
    Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"),
    ...objects.map((one) => Buffer.from(one)),
    Buffer.from("xref\n0 3\ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n110\n%%EOF\n"),
  ]);

/** An object stream, compressed unless its dictionary is said otherwise. */
export const objectStream = (text: string, dictionary = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"): Buffer =>
  Buffer.concat([Buffer.from(`5 0 obj\n<< ${dictionary} >>\nstream\n`), deflateSync(Buffer.from(text)), Buffer.from("\nendstream\nendobj\n")]);

/** An empty zip, and so the beginning of any JAR: its last record alone. */
export const zip = (): Buffer => Buffer.concat([Buffer.from("PK\x05\x06", "latin1"), Buffer.alloc(18)]);

/** A PNG of a size, colour type and depth, all zero bytes, or with rows of one's own; and chunks before its picture or behind it. */
export function pngOf(
  { width, height, depth = 8, colour = 2, row }: { width: number; height: number; depth?: 8 | 16; colour?: 0 | 2 | 4 | 6; row?: (y: number) => Buffer },
  before: readonly (readonly [string, Buffer])[] = [],
  behind: readonly (readonly [string, Buffer])[] = [],
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  const bytes = (width * { 0: 1, 2: 3, 4: 2, 6: 4 }[colour] * depth) / 8;
  const rows = Array.from({ length: height }, (_, y) => Buffer.concat([Buffer.from([0]), row?.(y) ?? Buffer.alloc(bytes)]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...before.map(([name, data]) => chunk(name, data)),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    ...behind.map(([name, data]) => chunk(name, data)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** An EXIF segment of a JPEG: how it is held, where it was taken, and by whom. */
export function exif(orientation: number, order: "II" | "MM" = "II"): readonly [number, Buffer] {
  const two = (value: number) => {
    const bytes = Buffer.alloc(2);
    if (order === "II") bytes.writeUInt16LE(value);
    else bytes.writeUInt16BE(value);
    return bytes;
  };
  const four = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (order === "II") bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const entry = (tag: number, type: number, count: number, value: Buffer) =>
    Buffer.concat([two(tag), two(type), four(count), value, Buffer.alloc(4 - value.length)]);
  const entries = [entry(0x0112, 3, 1, two(orientation)), entry(0x8825, 4, 1, four(50)), entry(0x9999, 2, 4, Buffer.from("Pip\0"))];
  const directory = Buffer.concat([two(entries.length), ...entries, four(0)]);
  const gps = Buffer.concat([two(1), entry(0x0001, 2, 2, Buffer.from("N\0")), four(0), Buffer.from("GPS 52.7661 -0.8849 Melton")]);
  return [0xe1, Buffer.concat([Buffer.from("Exif\0\0", "latin1"), Buffer.from(order), two(42), four(8), directory, gps])];
}

/** A JPEG with segments put in behind its beginning. */
export const withSegments = (file: Uint8Array, ...extra: readonly (readonly [number, Buffer])[]): Buffer =>
  Buffer.concat([file.subarray(0, 2), ...extra.map(([marker, data]) => segment(marker, data)), file.subarray(2)]);

/** Every marker of a JPEG, in order, up to its end, and how many bytes stand behind that. */
export function markersOf(file: Uint8Array): { readonly markers: readonly number[]; readonly behind: number } {
  const markers: number[] = [];
  let at = 0;
  while (at < file.length) {
    if (file[at] !== 0xff) throw new Error(`No marker at ${at}`);
    const marker = file[at + 1] ?? 0;
    markers.push(marker);
    if (marker === 0xd9) return { markers, behind: file.length - at - 2 };
    at += 2;
    if (marker === 0xd8) continue;
    at += ((file[at] ?? 0) << 8) | (file[at + 1] ?? 0);
    if (marker === 0xda) while (file[at] !== 0xff || file[at + 1] === 0 || ((file[at + 1] ?? 0) & 0xf8) === 0xd0) at += 1;
  }
  throw new Error("No end");
}
