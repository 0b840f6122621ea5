import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { StoredObject } from "./storage-objects.ts";
import { formFault, type PostFault, policyIn, sizesIn } from "./storage-policy.ts";
import type { SecretOf } from "./storage-signature.ts";

/** The form fields of an upload must fit in this much before the file, and what follows the file too. */
const MOST_FIELD_BYTES = 64 * 1024;

/** Where S3 puts the name of the file itself. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: S3 writes it so
const OWN_NAME = "${filename}";

/** What goes with a file, and how much of it S3 takes. */
const METADATA = "x-amz-meta-";
const MOST_METADATA_BYTES = 2048;

export interface Upload {
  readonly stored: StoredObject;
  /** The key the form is signed with. */
  readonly signer: string;
  /** Where the form wants the browser to go. */
  readonly returnTo: string | undefined;
}

/** Reads an upload form and holds it to its policy. Reading stops as soon as there is more than the policy allows. */
export async function readUpload(request: IncomingMessage, bucket: string, secretOf: SecretOf): Promise<Upload | PostFault> {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return "MalformedPOSTRequest";
  const body = await bodyWithin(request);
  if (!body) return "EntityTooLarge";
  const form = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => undefined);
  if (!form) return "MalformedPOSTRequest";
  const fields = new Map<string, string>();
  let file: Blob | undefined;
  for (const [name, value] of form) {
    // As S3 does: the file is the last field, and what follows it is not read.
    if (name === "file") {
      file = typeof value === "string" ? new Blob([value]) : value;
      break;
    }
    if (typeof value !== "string") return "MalformedPOSTRequest";
    if (fields.has(name.toLowerCase())) return "MalformedPOSTRequest";
    fields.set(name.toLowerCase(), value);
  }
  // As S3 does, before the policy is held to: a file's own name, without its folder, wherever a field asks for it.
  const called = (file instanceof File ? file.name : "").replace(/^.*[\\/]/s, "");
  for (const [name, value] of fields)
    fields.set(
      name,
      value.replaceAll(OWN_NAME, () => called),
    );
  const metadata = Object.fromEntries([...fields].flatMap(([name, value]) => (name.startsWith(METADATA) ? [[name.slice(METADATA.length), value]] : [])));
  if (Buffer.byteLength(Object.entries(metadata).flat().join("")) > MOST_METADATA_BYTES) return "MetadataTooLarge";
  const key = fields.get("key");
  if (!file || !key) return "MalformedPOSTRequest";
  const fault = formFault(fields, bucket, secretOf, Date.now());
  if (fault) return fault;
  const policy = policyIn(fields.get("policy") ?? "");
  if (!policy) return "InvalidPolicyDocument";
  const { least, most } = sizesIn(policy);
  if (file.size > most) return "EntityTooLarge";
  if (file.size < least) return "EntityTooSmall";
  const bytes = Buffer.from(await file.arrayBuffer());
  const note = {
    key,
    type: fields.get("content-type") ?? "binary/octet-stream",
    etag: createHash("md5").update(bytes).digest("hex"),
    encryption: Object.fromEntries([...fields].filter(([name]) => name.startsWith("x-amz-server-side-encryption"))),
    tags: {},
    metadata,
  };
  const signer = fields.get("x-amz-credential")?.split("/")[0] ?? "";
  return { stored: { note, bytes }, signer, returnTo: fields.get("success_action_redirect") };
}

/** The whole body, or undefined once it is larger than the form's own policy allows. */
async function bodyWithin(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  let most: number | undefined;
  // Left open where reading stops: the answer goes out on the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    size += chunk.length;
    if (most === undefined && size > MOST_FIELD_BYTES) most = sizeAllowed(Buffer.concat(chunks));
    if (most !== undefined && size > most + 2 * MOST_FIELD_BYTES) return undefined;
  }
  return Buffer.concat(chunks);
}

/** The largest file that the policy at the beginning of a body allows; nothing where there is none. */
function sizeAllowed(beginning: Buffer): number {
  const base64 = /name="policy"\r\n(?:[^\r\n]+\r\n)*\r\n([A-Za-z0-9+/=]+)\r\n/i.exec(beginning.toString("latin1"))?.[1];
  const policy = base64 === undefined ? undefined : policyIn(base64);
  return policy ? sizesIn(policy).most : 0;
}
