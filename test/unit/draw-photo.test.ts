import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { checkContent } from "../../shared/files/content-check.ts";
import { drawPhoto } from "../../shared/files/draw-photo.ts";
import { decodeJpeg, encodeJpeg } from "../../shared/files/picture-codecs.ts";
import { pictureHeader } from "../../shared/files/picture-header.ts";
import { coveredBy, drawnSquare, type Pixels, squareIn, uprightOf } from "../../shared/files/picture-square.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { exif, heic, jpeg, markersOf, pdf, pngOf, withSegments, zip } from "../support/files.ts";
import { runs } from "../support/runs.ts";

/** Red, green, blue and yellow, from the upper left, each a quarter of the picture. */
const CORNERS = [
  [220, 30, 30],
  [30, 200, 30],
  [30, 30, 220],
  [220, 220, 30],
] as const;

function quarters(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) data.set([...(CORNERS[(y * 2 >= height ? 2 : 0) + (x * 2 >= width ? 1 : 0)] ?? [0, 0, 0]), 255], (y * width + x) * 4);
  return { width, height, data };
}

/** Which of the four colours a pixel is nearest to. */
function colourAt({ width, data }: Pixels, x: number, y: number): number {
  const at = (y * width + x) * 4;
  const away = CORNERS.map((colour) => colour.reduce((sum, value, index) => sum + Math.abs(value - (data[at + index] ?? 0)), 0));
  return away.indexOf(Math.min(...away));
}

const cornersOf = (picture: Pixels): readonly number[] => {
  const [near, far] = [Math.floor(picture.width / 8), Math.floor((picture.width * 7) / 8)];
  return [colourAt(picture, near, near), colourAt(picture, far, near), colourAt(picture, near, far), colourAt(picture, far, far)];
};

/** Where the four quarters of what is stored are seen, by orientation. Source: Exif 2.32, 4.6.4. */
const SEEN: Readonly<Record<number, readonly number[]>> = {
  1: [0, 1, 2, 3],
  2: [1, 0, 3, 2],
  3: [3, 2, 1, 0],
  4: [2, 3, 0, 1],
  5: [0, 2, 1, 3],
  6: [2, 0, 3, 1],
  7: [3, 1, 2, 0],
  8: [1, 3, 0, 2],
};

let photo: Uint8Array;
let wide: Uint8Array;
beforeAll(async () => {
  photo = await encodeJpeg(quarters(600, 600), 90);
  wide = await encodeJpeg(quarters(900, 300), 90);
});

const drawn = async (file: Uint8Array, type: "jpeg" | "png" = "jpeg") => {
  const made = await drawPhoto(file, type);
  if (!made.ok) throw new Error(made.refusal);
  return made.value;
};

describe("pictures made of a photo", () => {
  it("are two squares of the policy's sizes, each within its bytes", async () => {
    const { small, large } = servicePolicy.photos;
    const pictures = await drawn(wide);
    const [one, other] = [await decodeJpeg(pictures.small), await decodeJpeg(pictures.large)];
    expect([one.width, one.height, other.width, other.height]).toEqual([small.pixels, small.pixels, large.pixels, large.pixels]);
    expect(pictures.small.length).toBeLessThanOrEqual(small.mostBytes);
    expect(pictures.large.length).toBeLessThanOrEqual(large.mostBytes);
  });
  it("stay within their bytes whatever is in them", async () => {
    const noise = new Uint8ClampedArray(600 * 600 * 4);
    for (let at = 0; at < noise.length; at += 1) noise[at] = (at * 2654435761) >>> 13;
    const pictures = await drawn(await encodeJpeg({ width: 600, height: 600, data: noise }, 95));
    expect(pictures.large.length).toBeLessThanOrEqual(servicePolicy.photos.large.mostBytes);
  });
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("are upright where the camera was held as orientation %i says, in either order of bytes", async (orientation) => {
    for (const order of ["II", "MM"] as const) {
      const { large, small } = await drawn(withSegments(photo, exif(orientation, order)));
      expect(cornersOf(await decodeJpeg(large))).toEqual(SEEN[orientation]);
      expect(cornersOf(await decodeJpeg(small))).toEqual(SEEN[orientation]);
    }
  });
  it.each([0, 9, 65535])("are as stored where orientation is %i, which is none", async (orientation) => {
    expect(cornersOf(await decodeJpeg((await drawn(withSegments(photo, exif(orientation)))).large))).toEqual(SEEN[1]);
  });
  it("hold none of what stood beside the pixels: place, name, profile, notes, and bytes behind the end", async () => {
    const icc = Buffer.concat([Buffer.from("ICC_PROFILE\0\x01\x01", "latin1"), Buffer.from("Secret profile of Pip")]);
    const sent = Buffer.concat([
      withSegments(
        photo,
        exif(6),
        [0xe2, icc],
        [0xfe, Buffer.from("Pip lives in Melton")],
        [0xed, Buffer.from("Photoshop 3.0 Pip")],
        [0xe1, Buffer.from("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Pip")],
      ),
    ]);
    expect(sent.includes("GPS")).toBe(true);
    const checked = checkContent(Buffer.concat([sent, Buffer.alloc(8)]));
    if (!checked.ok) throw new Error(checked.refusal);
    for (const file of Object.values(await drawn(checked.value.bytes))) {
      const { markers, behind } = markersOf(file);
      // JFIF's own segment, tables, one frame, its scans: no other segment of any kind.
      expect(markers.filter((marker) => ![0xd8, 0xe0, 0xdb, 0xc0, 0xc2, 0xc4, 0xda, 0xd9].includes(marker))).toEqual([]);
      expect(behind).toBe(0);
      for (const word of ["Pip", "GPS", "Exif", "Melton", "ICC", "xmp", "Adobe"]) expect(Buffer.from(file).includes(word)).toBe(false);
      expect(Buffer.from(file).toString("latin1", 6, 10)).toBe("JFIF");
    }
  });
  it("are the same whatever stood beside the pixels", async () => {
    const [plain, noted] = [await drawn(photo), await drawn(withSegments(photo, exif(1), [0xfe, Buffer.from("a note")]))];
    expect(Buffer.from(noted.large).equals(plain.large)).toBe(true);
  });
  it("are made of a PNG too: of sixteen bits, grey, and on white where it can be seen through", async () => {
    const clear = await drawn(pngOf({ width: 200, height: 200, colour: 6 }), "png");
    expect((await decodeJpeg(clear.small)).data[0]).toBeGreaterThan(250);
    for (const colour of [0, 2, 4, 6] as const)
      for (const depth of [8, 16] as const) expect((await drawn(pngOf({ width: 200, height: 240, depth, colour }), "png")).small.length).toBeGreaterThan(0);
  });
  it("show the first picture of one that moves, and no other", async () => {
    const control = Buffer.alloc(8);
    control.writeUInt32BE(2);
    const frame = Buffer.alloc(26);
    frame.writeUInt32BE(200, 4);
    frame.writeUInt32BE(200, 8);
    const moving = pngOf(
      { width: 200, height: 200, row: () => Buffer.alloc(600, 255) },
      [
        ["acTL", control],
        ["fcTL", frame],
      ],
      [["fdAT", Buffer.alloc(40, 1)]],
    );
    const { small } = await drawn(moving, "png");
    expect((await decodeJpeg(small)).data[0]).toBeGreaterThan(250);
  });
});

describe("a photo that no pictures are made of", () => {
  const outcome = async (file: Uint8Array, type: "jpeg" | "png" | "heic" | "pdf" = "jpeg") => {
    const made = await drawPhoto(file, type);
    return made.ok ? "drawn" : made.refusal;
  };
  it("is a PDF or a HEIC", async () => {
    expect(await outcome(pdf(), "pdf")).toBe("not-a-photo");
    expect(await outcome(heic(), "heic")).toBe("heic");
  });
  it("has more pixels than the policy says, by its header alone: a bomb is never unpacked", async () => {
    const began = process.memoryUsage().arrayBuffers;
    const bomb = pngOf({ width: 200, height: 200 });
    bomb.writeUInt32BE(65_535, 16);
    bomb.writeUInt32BE(65_535, 20);
    expect(await outcome(bomb, "png")).toBe("too-many-pixels");
    const large = Buffer.from(photo);
    const at = large.indexOf(Buffer.from([0xff, 0xc2])) >= 0 ? large.indexOf(Buffer.from([0xff, 0xc2])) : large.indexOf(Buffer.from([0xff, 0xc0]));
    large.writeUInt16BE(65_000, at + 5);
    large.writeUInt16BE(65_000, at + 7);
    expect(await outcome(large)).toBe("too-many-pixels");
    expect(process.memoryUsage().arrayBuffers - began).toBeLessThan(50_000_000);
  });
  it("is smaller than the policy says, on either side", async () => {
    const { leastPixels } = servicePolicy.photos;
    expect(await outcome(pngOf({ width: leastPixels - 1, height: 400 }), "png")).toBe("too-small");
    expect(await outcome(pngOf({ width: 400, height: leastPixels - 1 }), "png")).toBe("too-small");
    expect(await outcome(pngOf({ width: leastPixels, height: leastPixels }), "png")).toBe("drawn");
  });
  it("is for print (CMYK), of twelve bits, has two frames, or no size", async () => {
    const frame = (data: readonly number[]) => Buffer.from(data);
    const base = (data: readonly number[], ...more: readonly (readonly [number, Buffer])[]) => jpeg([0xc1, frame(data)], ...more);
    expect(pictureHeader(base([8, 1, 0, 1, 0, 4, 1, 0x11, 0]), "jpeg")).toEqual({ ok: false, refusal: "unreadable" });
    const at = photo.findIndex((byte, index) => byte === 0xff && (photo[index + 1] === 0xc2 || photo[index + 1] === 0xc0));
    const changed = (offset: number, value: number) => {
      const file = Buffer.from(photo);
      file[at + offset] = value;
      return file;
    };
    expect(await outcome(changed(4, 12))).toBe("unreadable");
    expect(await outcome(changed(9, 4))).toBe("unreadable");
    const nothing = Buffer.from(photo);
    nothing.writeUInt16BE(0, at + 5);
    expect(await outcome(nothing)).toBe("unreadable");
  });
  it("goes over the whole picture more often than the policy says", async () => {
    const at = photo.findIndex((byte, index) => byte === 0xff && photo[index + 1] === 0xda);
    const scan = photo.subarray(at, photo.length - 2);
    const many = Buffer.concat([
      photo.subarray(0, photo.length - 2),
      ...Array.from({ length: servicePolicy.photos.mostScans }, () => scan),
      Buffer.from([0xff, 0xd9]),
    ]);
    expect(await outcome(many)).toBe("unreadable");
  });
  it("is damaged within, and the next photo is drawn as if there had been none", async () => {
    const broken = pngOf({ width: 200, height: 200, row: () => Buffer.alloc(3) });
    expect(await outcome(broken, "png")).toBe("unreadable");
    const without = Buffer.from(photo);
    const tables = without.findIndex((byte, index) => byte === 0xff && without[index + 1] === 0xc4);
    without.fill(0xff, tables + 5, tables + 20);
    expect(await outcome(without)).toBe("unreadable");
    expect(await outcome(photo)).toBe("drawn");
    expect(await outcome(pngOf({ width: 200, height: 200 }), "png")).toBe("drawn");
  });
  it("is cut off, or has a second file behind it: the file check takes neither", () => {
    expect(checkContent(photo.subarray(0, photo.length - 20))).toEqual({ ok: false, refusal: "not-whole" });
    expect(checkContent(Buffer.concat([photo, zip()]))).toMatchObject({ ok: false });
    expect(checkContent(Buffer.concat([photo, pdf()]))).toMatchObject({ ok: false });
    expect(checkContent(Buffer.concat([photo, Buffer.from("<script>alert(1)</script>")]))).toEqual({ ok: false, refusal: "more-inside" });
  });
  it("never stops the check, whatever bytes of it are changed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ at: fc.nat(photo.length - 1), value: fc.nat(255) }), { minLength: 1, maxLength: 6 }), async (changes) => {
        const file = Buffer.from(photo);
        for (const { at, value } of changes) file[at] = value;
        const checked = checkContent(file);
        if (!checked.ok || checked.value.type !== "jpeg") return;
        const made = await drawPhoto(checked.value.bytes, "jpeg");
        if (made.ok) expect(markersOf(made.value.small).behind).toBe(0);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("the arithmetic of sizes and crops", () => {
  const side = fc.integer({ min: 1, max: 9000 });
  const orientation = fc.integer({ min: 1, max: 8 });

  it("finds every pixel of an upright picture once in what is stored", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), orientation, (width, height, how) => {
        const { first, right, down, ...upright } = uprightOf(width, height, how);
        expect(upright.width * upright.height).toBe(width * height);
        const found = new Set<number>();
        for (let y = 0; y < upright.height; y += 1) for (let x = 0; x < upright.width; x += 1) found.add(first + x * right + y * down);
        expect([...found].toSorted((a, b) => a - b)).toEqual(Array.from({ length: width * height }, (_, index) => index));
      }),
    );
  });
  it("keeps the square within the picture, as large as can be", () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const square = squareIn(width, height);
        expect(square.side).toBe(Math.min(width, height));
        expect(square.x).toBeGreaterThanOrEqual(0);
        expect(square.y).toBeGreaterThanOrEqual(0);
        expect(square.x + square.side).toBeLessThanOrEqual(width);
        expect(square.y + square.side).toBeLessThanOrEqual(height);
      }),
    );
  });
  it("covers a larger side whole, with no gap and no overlap", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 480 }), side, (pixels, of) => {
        fc.pre(of >= pixels);
        let end = 0;
        for (let pixel = 0; pixel < pixels; pixel += 1) {
          const [from, to] = coveredBy(pixel, pixels, of);
          expect(from).toBe(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBe(of);
      }),
    );
  });
  it("never reads outside a smaller side", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 480 }), fc.integer({ min: 1, max: 480 }), fc.nat(479), (pixels, of, pixel) => {
        fc.pre(pixel < pixels);
        const [from, to] = coveredBy(pixel, pixels, of);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(of);
      }),
    );
  });
  it("keeps a picture of one colour that colour, whatever its size and how it is held", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        orientation,
        fc.integer({ min: 1, max: 20 }),
        fc.nat(255),
        (width, height, how, pixels, grey) => {
          const data = new Uint8ClampedArray(width * height * 4).fill(grey);
          for (let at = 3; at < data.length; at += 4) data[at] = 255;
          const { data: made } = drawnSquare({ width, height, data }, how, pixels);
          expect(made.length).toBe(pixels * pixels * 4);
          expect(made.every((value, index) => value === (index % 4 === 3 ? 255 : grey))).toBe(true);
        },
      ),
    );
  });
});
