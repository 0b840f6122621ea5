import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import decodeJpegFile, { init as startJpegDecoder } from "@jsquash/jpeg/decode.js";
import encodeJpegFile, { init as startJpegEncoder } from "@jsquash/jpeg/encode.js";
import decodePngFile, { init as startPngDecoder } from "@jsquash/png/decode.js";
import { CODEC_FILES, type CodecFile, codecFileName } from "./picture-codec-files.ts";
import type { Pixels } from "./picture-square.ts";

// Codecs compiled to WebAssembly: whatever is wrong with one, it reaches its own memory and nothing else (docs/decisions/0039-photos.md).

/** What the codecs hand pixels over in. Node has none. */
class PlainImageData implements Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}
if (!("ImageData" in globalThis)) Object.defineProperty(globalThis, "ImageData", { value: PlainImageData });

const compiled = new Map<CodecFile, Promise<WebAssembly.Module>>();

/** A codec's code: beside the bundle, or of the library itself where nothing is bundled. */
function codeOf(codec: CodecFile): Promise<WebAssembly.Module> {
  const beside = new URL(codecFileName(codec), import.meta.url);
  const file = () => (existsSync(beside) ? beside : new URL(import.meta.resolve(CODEC_FILES[codec])));
  const code = compiled.get(codec) ?? readFile(file()).then((bytes) => WebAssembly.compile(bytes));
  compiled.set(codec, code);
  return code;
}

const nothing = () => undefined;

/** How a codec starts: with its own code, and saying nothing of a file to anybody's log. */
async function startOf(codec: CodecFile) {
  const code = await codeOf(codec);
  const instantiateWasm = (imports: WebAssembly.Imports, started: (instance: WebAssembly.Instance) => unknown) => {
    const instance = new WebAssembly.Instance(code, imports);
    started(instance);
    return instance.exports;
  };
  return { noInitialRun: true, instantiateWasm, print: nothing, printErr: nothing };
}

const wholeBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** The pixels of a JPEG as it is stored, not turned. Throws where it cannot be decoded. */
export async function decodeJpeg(bytes: Uint8Array): Promise<Pixels> {
  // Anew for each picture: memory that one needed is given back, and one that stopped half-way leaves nothing behind.
  await startJpegDecoder(await startOf("jpeg-decoder"));
  return decodeJpegFile(wholeBuffer(bytes), { preserveOrientation: false });
}

/** The pixels of a PNG, the first of an animated one, eight bits a colour. Throws where it cannot be decoded. */
export async function decodePng(bytes: Uint8Array): Promise<Pixels> {
  await startPngDecoder(await codeOf("png-decoder"));
  return decodePngFile(wholeBuffer(bytes));
}

/** A JPEG of some pixels, at a quality of 1 to 100: a frame, its tables and its data, and nothing else. */
export async function encodeJpeg({ width, height, data }: Pixels, quality: number): Promise<Uint8Array> {
  await startJpegEncoder(await startOf("jpeg-encoder"));
  return new Uint8Array(await encodeJpegFile({ width, height, data: new Uint8ClampedArray(data), colorSpace: "srgb" }, { quality }));
}
