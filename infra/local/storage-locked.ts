import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { objectIn } from "./json.ts";
import type { LocalObjects } from "./storage-objects.ts";
import type { SynthesizedSystem } from "./template.ts";

/** The template's buckets with an object lock: each key is put once, and nothing there is changed or removed. */
export const lockedBuckets = (system: Pick<SynthesizedSystem, "ofType">): ReadonlySet<string> =>
  new Set(
    system
      .ofType("AWS::S3::Bucket")
      .filter(({ properties }) => properties["ObjectLockEnabled"] === true && objectIn(properties["VersioningConfiguration"])["Status"] === "Enabled")
      .map(({ id }) => id),
  );

/** Why a put is refused: by the bucket's policy, which wants `If-None-Match`, or for an object is there. */
type PutFault = "AccessDenied" | "PreconditionFailed" | "BadDigest";

/** Puts an object where none is yet. Undefined once it is there. */
export async function putOnce(objects: LocalObjects, bucket: string, key: string, request: IncomingMessage): Promise<PutFault | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (request.headers["if-none-match"] !== "*") return "AccessDenied";
  const signed = request.headers["x-amz-content-sha256"];
  if (signed !== createHash("sha256").update(bytes).digest("hex") && signed !== "UNSIGNED-PAYLOAD") return "BadDigest";
  if (await objects.get(bucket, key)) return "PreconditionFailed";
  const note = {
    key,
    type: request.headers["content-type"] ?? "binary/octet-stream",
    etag: createHash("md5").update(bytes).digest("hex"),
    encryption: {},
    tags: {},
  };
  await objects.put(bucket, { note, bytes });
  return undefined;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Answers with the keys of a bucket that begin so, as ListObjectsV2 does: a thousand at a time, in order. */
export async function listObjects(objects: LocalObjects, bucket: string, query: URLSearchParams, response: ServerResponse): Promise<void> {
  const after = query.get("continuation-token") ?? "";
  const keys = (await objects.keys(bucket)).filter((key) => key.startsWith(query.get("prefix") ?? "") && key > after).toSorted();
  const page = keys.slice(0, 1000);
  const more = keys.length > page.length;
  const contents = page.map((key) => `<Contents><Key>${escaped(key)}</Key></Contents>`).join("");
  const next = more ? `<NextContinuationToken>${escaped(page.at(-1) ?? "")}</NextContinuationToken>` : "";
  response.writeHead(200, { "content-type": "application/xml" });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>${bucket}</Name><KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>${contents}${next}</ListBucketResult>`,
  );
}
