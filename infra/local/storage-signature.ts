import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** What is signed of a request: AWS's fourth version of signing, as far as S3's clients and forms use it. */
export interface SignedRequest {
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The secret that goes with a key; undefined where there is no such key. */
export type SecretOf = (accessKeyId: string) => string | undefined;

/** Why a request is not let in, in S3's words. */
export type SignatureFault = "AccessDenied" | "InvalidAccessKeyId" | "SignatureDoesNotMatch" | "RequestTimeTooSkewed" | "ExpiredToken";

const ALGORITHM = "AWS4-HMAC-SHA256";
const MOST_SKEW_MS = 15 * 60_000;
const MOST_PRESIGNED_SECONDS = 7 * 86_400;
const UNSIGNED = "UNSIGNED-PAYLOAD";

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
/** RFC 3986, as the signing has it. */
const encoded = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** Whether `signature` is what the credential's own secret makes of a text, in the scope it names. */
export function signatureFault(secretOf: SecretOf, credential: string, text: string, signature: string): SignatureFault | undefined {
  const [key = "", day = "", region = "", service, end] = credential.split("/");
  const secretAccessKey = secretOf(key);
  if (secretAccessKey === undefined) return "InvalidAccessKeyId";
  if (service !== "s3" || end !== "aws4_request") return "SignatureDoesNotMatch";
  const signingKey = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, day), region), "s3"), "aws4_request");
  const right = hmac(signingKey, text);
  const given = Buffer.from(signature, "hex");
  return given.length === right.length && timingSafeEqual(given, right) ? undefined : "SignatureDoesNotMatch";
}

/** Epoch milliseconds of `20261125T010203Z`. */
export const signedAt = (date: string): number => Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

/** The key a request says it is signed with. */
export const signerOf = ({ query, headers }: SignedRequest): string =>
  (query.get("X-Amz-Credential") ?? /Credential=([^,\s]+)/.exec(headers["authorization"] ?? "")?.[1] ?? "").split("/")[0] ?? "";

/** Checks a request that carries its signature in its query (a presigned address) or in its headers (an SDK). */
export function requestFault(secretOf: SecretOf, request: SignedRequest, now: number): SignatureFault | undefined {
  const { query, headers } = request;
  if (query.has("X-Amz-Signature")) {
    const [credential = "", date = "", signed = "", signature = ""] = ["Credential", "Date", "SignedHeaders", "Signature"].map(
      (name) => query.get(`X-Amz-${name}`) ?? "",
    );
    const seconds = Number(query.get("X-Amz-Expires"));
    const since = signedAt(date);
    if (query.get("X-Amz-Algorithm") !== ALGORITHM || !(seconds > 0 && seconds <= MOST_PRESIGNED_SECONDS) || Number.isNaN(since)) return "AccessDenied";
    const fault = signatureFault(secretOf, credential, toSign(request, signed, UNSIGNED, date, credential), signature);
    return fault ?? (now > since + seconds * 1000 || now < since - MOST_SKEW_MS ? "AccessDenied" : undefined);
  }
  const [, credential = "", signed = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]+)$/.exec(headers["authorization"] ?? "") ?? [];
  if (!signature) return "AccessDenied";
  const date = headers["x-amz-date"] ?? "";
  const fault = signatureFault(secretOf, credential, toSign(request, signed, headers["x-amz-content-sha256"] ?? UNSIGNED, date, credential), signature);
  return fault ?? (Math.abs(now - signedAt(date)) <= MOST_SKEW_MS ? undefined : "RequestTimeTooSkewed");
}

function toSign({ method, path, query, headers }: SignedRequest, signed: string, payload: string, date: string, credential: string): string {
  const pairs = [...query].filter(([name]) => name !== "X-Amz-Signature").map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  const lines = signed.split(";").map((name) => `${name}:${(headers[name] ?? "").trim().replace(/ +/g, " ")}\n`);
  const canonical = [method, path, pairs.sort().join("&"), lines.join(""), signed, payload].join("\n");
  return [ALGORITHM, date, credential.split("/").slice(1).join("/"), sha256(canonical)].join("\n");
}
