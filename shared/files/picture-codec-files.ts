/** The codecs' code, by what it does: which file of which library. */
export const CODEC_FILES = {
  "jpeg-decoder": "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm",
  "jpeg-encoder": "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm",
  "png-decoder": "@jsquash/png/codec/pkg/squoosh_png_bg.wasm",
} as const;
export type CodecFile = keyof typeof CODEC_FILES;

export const codecNames = ["jpeg-decoder", "jpeg-encoder", "png-decoder"] as const satisfies readonly CodecFile[];

/** What it is called beside the bundle of a function that draws pictures. */
export const codecFileName = (codec: CodecFile): string => `${codec}.wasm`;
