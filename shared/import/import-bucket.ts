import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { awsConnectionFrom } from "../table/aws-connection.ts";

/** The bucket councils hand their files over in. */
export interface ImportBucket {
  /** Copies one version of an object to a file here. Throws where it is not there. */
  copy(key: string, version: string | undefined, file: string): Promise<void>;
  /** Puts a text beside the files, for whoever brought them. Putting it again changes nothing. */
  put(key: string, text: string): Promise<void>;
}

/** Opens a bucket by its name. */
export function importBucket(environment: Readonly<Record<string, string | undefined>>, Bucket: string): ImportBucket {
  const { region, credentials } = awsConnectionFrom(environment);
  const endpoint = environment["AWS_ENDPOINT_URL_S3"];
  const client = new S3Client({
    region,
    credentials: async () => credentials(),
    responseChecksumValidation: "WHEN_REQUIRED",
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
  });
  return {
    async copy(key, version, file) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key, ...(version === undefined ? {} : { VersionId: version }) }));
      if (!(Body instanceof Readable)) throw new Error("An object without a body");
      await pipeline(Body, createWriteStream(file));
    },
    async put(key, text) {
      await client.send(new PutObjectCommand({ Bucket, Key: key, Body: text, ContentType: "text/plain; charset=utf-8" }));
    },
  };
}
