import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { inject } from "vitest";
import type { FunctionName } from "../../functions/functions.ts";
import { headsIn } from "../../functions/operations/stream-heads.ts";
import { credentialsOf } from "../../infra/local/callers.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { startStorage } from "../../infra/local/storage-alone.ts";
import { lockedBuckets } from "../../infra/local/storage-locked.ts";
import { sealBucket } from "../../shared/audit/seal-bucket.ts";
import type { TestTable } from "./tables.ts";

export const SEAL_KEY = "the key that seals are made with here";

/** The write-once bucket of the synthesized template, on the local storage: as a function may use it, or the administrator. */
export async function aSealBucket() {
  const system = { ofType: (type: string) => (type === "AWS::S3::Bucket" ? inject("bucketResources") : []), text: String };
  const storage = await startStorage(system, { storage: await mkdtemp(join(inject("scratch"), "seals-")) }, inject("roles"));
  const [name = ""] = lockedBuckets(system);
  const environmentOf = (of?: FunctionName): Readonly<Record<string, string>> => ({
    ...localAwsEnvironment("http://127.0.0.1:1"),
    AWS_ENDPOINT_URL_S3: storage.url,
    ...(of ? credentialsOf(inject("functionIds")[of] ?? "") : {}),
  });
  const as = (of: FunctionName) => sealBucket(environmentOf(of), name);
  return {
    name,
    environmentOf,
    as,
    seals: as("verify").sealsWith(SEAL_KEY),
    /** Seals every entry that a table holds, as the function that follows its stream does of what is written. */
    async sealAll({ table }: Pick<TestTable, "table">, batch: string, at = Date.now()) {
      const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
      const records = Items.filter(({ entity }) => entity?.S === "audit-entry").map((NewImage) => ({
        eventID: "e",
        dynamodb: { ApproximateCreationDateTime: at / 1000, NewImage },
      }));
      await as("seal").seal(SEAL_KEY, batch, at, headsIn(records));
    },
    stop: () => storage.stop(),
  };
}
export type TestSeals = Awaited<ReturnType<typeof aSealBucket>>;
