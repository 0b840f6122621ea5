import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterUploadFault, UPLOADS, uploadPageOf } from "../../shared/domain/upload-path.ts";
import { type Roles, refusalOf, secretOf } from "./callers.ts";
import { listIn, objectIn } from "./json.ts";
import type { LocalScanner } from "./scanner.ts";
import { listObjects, lockedBuckets, putOnce } from "./storage-locked.ts";
import type { LocalObjects, StoredObject } from "./storage-objects.ts";
import type { PostFault } from "./storage-policy.ts";
import { requestFault, type SignedRequest, signerOf } from "./storage-signature.ts";
import { readUpload } from "./storage-upload.ts";
import type { LocalPlace, SynthesizedSystem } from "./template.ts";

/** Stands in for S3: the template's buckets, under a path of the front, with S3's rules for forms and signed requests. */
export interface LocalStorage {
  /** Whether an address is the storage's. */
  takes(url: string): boolean;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

type Fault = PostFault | "BadDigest" | "NoSuchBucket" | "NoSuchKey" | "MethodNotAllowed" | "PreconditionFailed" | "XAmzContentSHA256Mismatch";

const STATUS: Readonly<Record<Fault, number>> = {
  AccessDenied: 403,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  ExpiredToken: 400,
  InvalidAccessKeyId: 403,
  InvalidPolicyDocument: 400,
  MalformedPOSTRequest: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  XAmzContentSHA256Mismatch: 400,
};

/** How long a browser that still sends what was refused is listened to, so that it reads the answer. */
const DRAIN_MS = 5000;

/** What the storage needs of the template: its buckets, and their policies. */
type StoredBuckets = Pick<SynthesizedSystem, "ofType" | "text">;

/** What a function may hold of one file, and more. */
const MOST_PUT_BYTES = 64 * 1024 * 1024;

interface StorageRequest {
  readonly bucket: string;
  readonly key: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What a role must be allowed for each kind of request. */
const ACTIONS: Readonly<Record<string, string>> = {
  GET: "s3:GetObject",
  HEAD: "s3:GetObject",
  DELETE: "s3:DeleteObject",
  POST: "s3:PutObject",
  PUT: "s3:PutObject",
};

/** The local storage over stored objects. Only what a known caller signed is let in, and of that what its role allows. */
export function localStorage(
  system: StoredBuckets,
  place: Pick<LocalPlace, "storage">,
  objects: LocalObjects,
  scanner: LocalScanner,
  roles: Roles,
): LocalStorage {
  const base = new URL(place.storage).pathname;
  const buckets = new Map(system.ofType("AWS::S3::Bucket").map(({ id }) => [id, tagToRead(system, id)]));

  const locked = lockedBuckets(system);

  const secrets = secretOf(roles);
  const mayNot = (signer: string, method: string, bucket: string, key: string): boolean =>
    refusalOf(roles, signer, () => [{ action: ACTIONS[method] ?? method, resource: `arn:local:${bucket}/${key}` }]) !== undefined;

  const upload = async (request: IncomingMessage, response: ServerResponse, bucket: string, refusing: (fault: Fault) => void) => {
    const read = await readUpload(request, bucket, secrets);
    const fault = typeof read === "string" ? read : mayNot(read.signer, "POST", bucket, read.stored.note.key) ? "AccessDenied" : undefined;
    if (typeof read === "string" || fault !== undefined) {
      refusing(fault ?? "AccessDenied");
      request.resume();
      setTimeout(() => request.destroy(), DRAIN_MS).unref();
      return;
    }
    const { stored, returnTo } = read;
    await objects.put(bucket, stored);
    if (returnTo === undefined) response.writeHead(204).end();
    else response.writeHead(303, { location: returnAddress(returnTo, bucket, stored) }).end();
    await scanner.scan(bucket, stored).catch((error: unknown) => process.stderr.write(`A file was not scanned: ${String(error)}\n`));
  };

  /** A form of a page, as what stands in front of the site takes it to the bucket and answers for it. */
  const throughEdge = (request: IncomingMessage, response: ServerResponse): void | Promise<void> => {
    const page = uploadPageOf((request.url ?? "").split("?")[0] ?? "");
    const goTo = (location: string) => void response.writeHead(303, { location }).end();
    const [bucket] = [...buckets].find(([, tag]) => tag !== undefined) ?? [];
    if (request.method !== "POST" || bucket === undefined) return goTo(page);
    return upload(request, response, bucket, (fault) => goTo(afterUploadFault(page, STATUS[fault])));
  };

  const read = async (request: IncomingMessage, response: ServerResponse, { bucket, key, query }: StorageRequest) => {
    const stored = await objects.get(bucket, key);
    if (!stored) return refuse(response, "NoSuchKey");
    const needed = buckets.get(bucket);
    if (needed && !key.startsWith(needed.besides) && stored.note.tags[needed.tag] !== needed.value) return refuse(response, "AccessDenied");
    const wanted = request.headers["if-match"]?.replaceAll('"', "");
    if (wanted !== undefined && wanted !== stored.note.etag) return refuse(response, "PreconditionFailed");
    const disposition = query.get("response-content-disposition") ?? stored.note.disposition;
    response.writeHead(200, {
      "content-type": query.get("response-content-type") ?? stored.note.type,
      "content-length": stored.bytes.length,
      etag: `"${stored.note.etag}"`,
      ...(disposition ? { "content-disposition": disposition } : {}),
      ...stored.note.encryption,
      ...Object.fromEntries(Object.entries(stored.note.metadata ?? {}).map(([name, value]) => [`x-amz-meta-${name}`, inHeader(value)])),
    });
    response.end(request.method === "HEAD" ? undefined : stored.bytes);
  };

  /** Stores what a signed request brings, in place of what may be there. */
  const put = async (request: IncomingMessage, response: ServerResponse, { bucket, key }: StorageRequest) => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_PUT_BYTES) return refuse(response, "EntityTooLarge");
    }
    const bytes = Buffer.concat(chunks);
    const said = request.headers["x-amz-content-sha256"];
    if (said !== undefined && said !== "UNSIGNED-PAYLOAD" && said !== createHash("sha256").update(bytes).digest("hex"))
      return refuse(response, "XAmzContentSHA256Mismatch");
    const encryption = Object.entries(request.headers).flatMap(([name, value]) =>
      name.startsWith("x-amz-server-side-encryption") ? [[name, String(value)] as const] : [],
    );
    const etag = createHash("md5").update(bytes).digest("hex");
    const disposition = request.headers["content-disposition"];
    const note = {
      key,
      type: request.headers["content-type"] ?? "binary/octet-stream",
      etag,
      encryption: Object.fromEntries(encryption),
      tags: {},
      ...(disposition === undefined ? {} : { disposition }),
    };
    await objects.put(bucket, { note, bytes });
    response.writeHead(200, { etag: `"${etag}"` }).end();
    await scanner.scan(bucket, { note, bytes }).catch((error: unknown) => process.stderr.write(`A file was not scanned: ${String(error)}\n`));
  };

  return {
    takes: (url) => url === base || url.startsWith(`${base}/`) || url.startsWith(`${UPLOADS}/`),
    async handle(request, response) {
      if (request.url?.startsWith(`${UPLOADS}/`)) return throughEdge(request, response);
      const storageRequest = askedOf(request.url ?? "", base);
      if (!buckets.has(storageRequest.bucket)) return refuse(response, "NoSuchBucket");
      if (request.method === "POST" && storageRequest.key === "") return upload(request, response, storageRequest.bucket, (fault) => refuse(response, fault));
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]));
      const signed: SignedRequest = { method: request.method ?? "", path: storageRequest.path, query: storageRequest.query, headers };
      const fault = requestFault(secrets, signed, Date.now());
      if (fault) return refuse(response, fault);
      const { bucket, key, query } = storageRequest;
      if (request.method === "GET" && key === "" && query.get("list-type") === "2") {
        const list = [{ action: "s3:ListBucket", resource: `arn:local:${bucket}` }];
        return refusalOf(roles, signerOf(signed), () => list) ? refuse(response, "AccessDenied") : listObjects(objects, bucket, query, response);
      }
      if (mayNot(signerOf(signed), signed.method, bucket, key)) return refuse(response, "AccessDenied");
      if (locked.has(bucket) && request.method === "PUT") {
        const refused = await putOnce(objects, bucket, key, request);
        return refused ? refuse(response, refused) : void response.writeHead(200).end();
      }
      // The bucket's own policy lets nobody remove what is there.
      if (locked.has(bucket) && request.method === "DELETE") return refuse(response, "AccessDenied");
      if (request.method === "GET" || request.method === "HEAD") return read(request, response, storageRequest);
      if (request.method === "PUT") return put(request, response, storageRequest);
      if (request.method !== "DELETE") return refuse(response, "MethodNotAllowed");
      await objects.remove(bucket, key);
      response.writeHead(204).end();
    },
  };
}

/** As S3 writes what goes with a file: letters beyond ASCII as an encoded word of mail. Source: RFC 2047. */
const inHeader = (value: string): string => (/^[\x20-\x7e]*$/.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString("base64")}?=`);

function askedOf(url: string, base: string): StorageRequest {
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  const [bucket = "", ...key] = path.slice(base.length + 1).split("/");
  return { bucket, key: decodeURIComponent(key.join("/")), path, query: new URLSearchParams(query) };
}

/** The tag without which a bucket's own policy lets nobody read an object, and the beginning of the keys that are free of it. */
function tagToRead(system: StoredBuckets, bucket: string): { readonly tag: string; readonly value: string; readonly besides: string } | undefined {
  for (const { properties } of system.ofType("AWS::S3::BucketPolicy")) {
    if (system.text(properties["Bucket"]) !== bucket) continue;
    const none = "\0";
    for (const statement of listIn(objectIn(properties["PolicyDocument"])["Statement"])) {
      const { Effect, Condition, NotResource } = objectIn(statement);
      const [[name = "", value] = []] = Object.entries(objectIn(objectIn(Condition)["StringNotEquals"]));
      const tag = /^s3:ExistingObjectTag\/(.+)$/.exec(name)?.[1];
      if (Effect === "Deny" && tag !== undefined)
        return { tag, value: String(value), besides: NotResource === undefined ? none : keysOf(system.text(NotResource)) };
    }
  }
  return undefined;
}

/** The beginning of the keys that an ARN of objects names (`…/checked/*`). */
const keysOf = (arn: string): string => arn.slice(arn.indexOf("/") + 1).replace(/\*$/, "");

function returnAddress(returnTo: string, bucket: string, { note: { key, etag } }: StoredObject): string {
  const url = new URL(returnTo);
  for (const [name, value] of Object.entries({ bucket, key, etag: `"${etag}"` })) url.searchParams.append(name, value);
  return url.href;
}

function refuse(response: ServerResponse, code: Fault): void {
  response.writeHead(STATUS[code], { "content-type": "application/xml" });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message><RequestId>local</RequestId></Error>`);
}
