import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Smaller bodies gain nothing. */
const WORTHWHILE_BYTES = 1000;
const BROTLI_QUALITY = 4;

export interface EncodedBody {
  readonly body: string;
  readonly isBase64Encoded: boolean;
  readonly encoding?: "br" | "gzip";
}

/** A text body in the best encoding the caller takes. */
export function encodeBody(body: string, acceptEncoding: string): EncodedBody {
  if (body.length >= WORTHWHILE_BYTES) {
    if (/\bbr\b/.test(acceptEncoding)) {
      const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
      return { body: brotliCompressSync(body, { params }).toString("base64"), isBase64Encoded: true, encoding: "br" };
    }
    if (/\bgzip\b/.test(acceptEncoding)) {
      return { body: gzipSync(body).toString("base64"), isBase64Encoded: true, encoding: "gzip" };
    }
  }
  return { body, isBase64Encoded: false };
}
