import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { LARGEST_FILE_BYTES } from "../domain/file-size.ts";
import { ok, type Result, refused } from "../domain/result.ts";
import { awsConnectionFrom } from "../table/aws-connection.ts";

/** What a browser is to send, besides the file, and the bucket's address: forms of pages go there by `uploadPath`. The file's own field must be named `file` and come last. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface WantedUpload {
  readonly key: string;
  /** The one MIME type it may be sent as. */
  readonly type: string;
  readonly largestBytes: number;
  /** How long the form can be used. */
  readonly seconds: number;
  /** Where the browser goes once the file is stored; `bucket`, `key` and `etag` are added to its query. */
  readonly returnTo: URL;
}

/** `held-back`: not known to be clean, or not there (the bucket does not tell them apart). `changed`: sent again since. */
export type ReadRefusal = "missing" | "held-back" | "changed" | "too-big";

/** The files people hand in. Bytes go from the browser straight to the bucket and never pass through a function on their way in. */
export interface FileStore {
  uploadForm(wanted: WantedUpload): Promise<UploadForm>;
  /** A file's bytes, and only of the upload with this mark where one is named. */
  read(key: string, etag?: string): Promise<Result<Uint8Array, ReadRefusal>>;
  /** Keeps a file's bytes under a key that no form is made for. */
  keep(key: string, bytes: Uint8Array): Promise<void>;
  /** Removes a file. Removing it again changes nothing. */
  remove(key: string): Promise<void>;
  /** An address that gives the file for some seconds, always to be saved and never to be shown in a page. */
  link(key: string, seconds: number, downloadName: string): Promise<string>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const REFUSALS: Readonly<Record<string, ReadRefusal>> = {
  NoSuchKey: "missing",
  NotFound: "missing",
  AccessDenied: "held-back",
  PreconditionFailed: "changed",
};

/** Opens the store that the environment names: `FILES_BUCKET`, and `FILES_KEY` where forms are made. */
export function fileStore(environment: Environment): FileStore {
  const bucket = required(environment, "FILES_BUCKET");
  const { region, credentials } = awsConnectionFrom(environment);
  const endpoint = environment["AWS_ENDPOINT_URL_S3"];
  const client = new S3Client({
    region,
    credentials: async () => credentials(),
    maxAttempts: 5,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
  });
  return {
    async uploadForm({ key, type, largestBytes, seconds, returnTo }) {
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: plainKey(key),
        Expires: seconds,
        // Each of these becomes a condition that the bucket holds the form to.
        Fields: {
          "Content-Type": type,
          success_action_redirect: returnTo.href,
          "x-amz-server-side-encryption": "aws:kms",
          "x-amz-server-side-encryption-aws-kms-key-id": required(environment, "FILES_KEY"),
        },
        Conditions: [["content-length-range", 1, largestBytes]],
      });
      return { url, fields };
    },
    async read(key, etag) {
      try {
        const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...(etag ? { IfMatch: etag } : {}) }));
        if (!Body || ContentLength > LARGEST_FILE_BYTES) {
          if (Body && "destroy" in Body) Body.destroy();
          return refused("too-big");
        }
        return ok(await Body.transformToByteArray());
      } catch (error) {
        const refusal = error instanceof Error ? REFUSALS[error.name] : undefined;
        if (refusal) return refused(refusal);
        throw error;
      }
    },
    async keep(key, bytes) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: plainKey(key),
          Body: bytes,
          ContentType: "application/octet-stream",
          ServerSideEncryption: "aws:kms",
          SSEKMSKeyId: required(environment, "FILES_KEY"),
        }),
      );
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    link: (key, seconds, downloadName) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ResponseContentType: "application/octet-stream",
          ResponseContentDisposition: attachment(downloadName),
        }),
        { expiresIn: seconds },
      ),
  };
}

/** A key that says where it is and nothing else: S3 would put a file's own name in for `${filename}`. */
function plainKey(key: string): string {
  if (!/^[\w/-]+$/.test(key)) throw new Error("A file's key is made of letters, digits and dashes");
  return key;
}

/** RFC 6266: a name every browser reads, and the one that has all letters. */
function attachment(name: string): string {
  const plain = name.replace(/[^\w. -]/g, "_");
  const whole = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
