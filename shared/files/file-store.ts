import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { LARGEST_FILE_BYTES } from "../domain/file-size.ts";
import { ok, type Result, refused } from "../domain/result.ts";
import { awsConnectionFrom } from "../table/aws-connection.ts";
import { attachment, fileNameFrom, metadataText } from "./file-name.ts";

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
  /** Whether the file's own name comes with it; see `StoredFile`. */
  readonly named?: true;
  /** Where the browser goes once the file is stored; `bucket`, `key` and `etag` are added to its query. */
  readonly returnTo: URL;
}

/** `held-back`: not known to be clean, or not there (the bucket does not tell them apart). `changed`: sent again since. */
export type ReadRefusal = "missing" | "held-back" | "changed" | "too-big";

/** A file as it was sent. */
export interface StoredFile {
  readonly bytes: Uint8Array;
  /** What it was called on the device it came from, cleaned for being shown; absent where its form did not ask, or it has none. */
  readonly name?: string | undefined;
}

/** The files people hand in. Bytes go from the browser straight to the bucket and never pass through a function on their way in. */
export interface FileStore {
  uploadForm(wanted: WantedUpload): Promise<UploadForm>;
  /** A file, and only of the upload with this mark where one is named. */
  read(key: string, etag?: string): Promise<Result<StoredFile, ReadRefusal>>;
  /** Keeps a file's bytes under a key that no form is made for, to be saved under a name where one is given. */
  keep(key: string, bytes: Uint8Array, downloadName?: string): Promise<void>;
  /** Removes a file. Removing it again changes nothing. */
  remove(key: string): Promise<void>;
  /**
   * An address that gives the file for some seconds, always to be saved and never to be shown in a page. The name stands in the address: a file that was
   * kept with one of its own, which may be somebody's, is given without.
   */
  link(key: string, seconds: number, downloadName?: string): Promise<string>;
}

/** The field that says what a file is called. Its value is not ours: S3 puts the file's own name there, without its folder. Source: Amazon S3 API reference, POST Object. */
const NAME_FIELD = "x-amz-meta-name";
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is S3 that fills it in
const FILLED_IN = "${filename}";
type PolicyCondition = ["starts-with", string, string];

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
    async uploadForm({ key, type, largestBytes, seconds, returnTo, named }) {
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
        Conditions: [["content-length-range", 1, largestBytes], ...(named ? [["starts-with", `$${NAME_FIELD}`, ""] satisfies PolicyCondition] : [])],
      });
      return { url, fields: named ? { ...fields, [NAME_FIELD]: FILLED_IN } : fields };
    },
    async read(key, etag) {
      try {
        const { Body, ContentLength = 0, Metadata } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...(etag ? { IfMatch: etag } : {}) }));
        if (!Body || ContentLength > LARGEST_FILE_BYTES) {
          if (Body && "destroy" in Body) Body.destroy();
          return refused("too-big");
        }
        const name = fileNameFrom(metadataText(Metadata?.["name"] ?? ""));
        return ok({ bytes: await Body.transformToByteArray(), ...(name === undefined ? {} : { name }) });
      } catch (error) {
        const refusal = error instanceof Error ? REFUSALS[error.name] : undefined;
        if (refusal) return refused(refusal);
        throw error;
      }
    },
    async keep(key, bytes, downloadName) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: plainKey(key),
          Body: bytes,
          ContentType: "application/octet-stream",
          ...(downloadName === undefined ? {} : { ContentDisposition: attachment(downloadName) }),
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
          ...(downloadName === undefined ? {} : { ResponseContentDisposition: attachment(downloadName) }),
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

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
