/** Content that HTTP API hands on as text. Forms are not among it. */
const TEXT = /^(text\/|application\/(json|xml|javascript)\b)/i;

/** A request's body as HTTP API's events carry it, payload format 2.0: text as it is, and everything else in base64. */
export function gatewayBody(contentType: string | undefined, bytes: Buffer): { readonly body?: string; readonly isBase64Encoded: boolean } {
  if (bytes.length === 0) return { isBase64Encoded: false };
  return TEXT.test(contentType ?? "") ? { body: bytes.toString("utf8"), isBase64Encoded: false } : { body: bytes.toString("base64"), isBase64Encoded: true };
}
