import { createHash } from "node:crypto";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import * as z from "zod/mini";
import { awsConnectionFrom } from "../table/aws-connection.ts";
import { type Head, type Seal, sealed, sealIn } from "./seal.ts";

/** So many seals are read at the same time. */
const READ_AT_ONCE = 16;

const Removal = z.object({ record: z.string(), at: z.number() });

/** Says that a record, with its trail, is about to be removed because its time is over. */
export type NoteRemoval = (record: string) => Promise<void>;

/** What is known of trails outside the table. */
export interface TrailSeals {
  /** Every seal there is. `forged` are the places of those that nobody with the key made. */
  all(): Promise<{ readonly seals: readonly Seal[]; readonly forged: readonly string[] }>;
  /** By record, when it was lawfully removed, in epoch milliseconds. */
  removals(): Promise<ReadonlyMap<string, number>>;
}

/** The write-once bucket: what was put there is never changed, nor removed before its time. */
export interface SealBucket {
  /** Keeps a seal of entries under a name; one of that name that is there already stays as it is. */
  seal(key: string, name: string, at: number, heads: readonly Head[]): Promise<void>;
  noteRemoval(record: string, at: number): Promise<void>;
  /** What is there, read with the key. */
  sealsWith(key: string): TrailSeals;
}

/** Opens the bucket by its name. */
export function sealBucket(environment: Readonly<Record<string, string | undefined>>, Bucket: string): SealBucket {
  const { region, credentials } = awsConnectionFrom(environment);
  const endpoint = environment["AWS_ENDPOINT_URL_S3"];
  const client = new S3Client({
    region,
    credentials: async () => credentials(),
    maxAttempts: 5,
    responseChecksumValidation: "WHEN_REQUIRED",
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
  });

  const putOnce = async (Key: string, content: object): Promise<void> => {
    try {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(content), ContentType: "application/json", IfNoneMatch: "*" }));
    } catch (error) {
      if (!(error instanceof S3ServiceException && error.name === "PreconditionFailed")) throw error;
    }
  };

  const placesIn = async (Prefix: string): Promise<readonly string[]> => {
    const places: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ...(ContinuationToken ? { ContinuationToken } : {}) }));
      places.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    return places;
  };

  const textOf = async (Key: string): Promise<string> => (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString() ?? "";

  const eachIn = async (prefix: string, take: (place: string, text: string) => void): Promise<void> => {
    const places = await placesIn(prefix);
    for (let from = 0; from < places.length; from += READ_AT_ONCE)
      await Promise.all(places.slice(from, from + READ_AT_ONCE).map(async (place) => take(place, await textOf(place))));
  };

  return {
    async seal(key, name, at, heads) {
      const place = `sealed/${new Date(at).toISOString().slice(0, 10)}/${name}.json`;
      await putOnce(place, sealed(key, place, at, heads));
    },
    noteRemoval: (record, at) => putOnce(`removed/${createHash("sha256").update(record).digest("hex")}.json`, { record, at }),
    sealsWith: (key) => ({
      async all() {
        const seals: Seal[] = [];
        const forged: string[] = [];
        await eachIn("sealed/", (place, text) => {
          const seal = sealIn(key, place, text);
          if (seal) seals.push(seal);
          else forged.push(place);
        });
        return { seals, forged };
      },
      async removals() {
        const removed = new Map<string, number>();
        await eachIn("removed/", (_, text) => {
          const { record, at } = Removal.parse(JSON.parse(text));
          removed.set(record, at);
        });
        return removed;
      },
    }),
  };
}
