import { sealKeyIn } from "../../shared/audit/seal.ts";
import { sealBucket } from "../../shared/audit/seal-bucket.ts";
import { log } from "../../shared/runtime/log.ts";
import { readSecret } from "../../shared/runtime/secret.ts";
import { SealEnv } from "./seal.env.ts";
import { headsIn, StreamEvent } from "./stream-heads.ts";

const { TRAILS_BUCKET, SEAL_SECRET } = SealEnv.parse(process.env);
const bucket = sealBucket(process.env, TRAILS_BUCKET);
let key: Promise<string> | undefined;

/** Seals the entries of a batch of the table's stream. A batch that comes again is sealed again under the same name, which changes nothing. */
export const handler = async (event: unknown): Promise<void> => {
  const { Records } = StreamEvent.parse(event);
  const [first] = Records;
  const heads = headsIn(Records);
  if (!first || heads.length === 0) return;
  key ??= readSecret(process.env, SEAL_SECRET).then(sealKeyIn);
  const sealing = await key.catch((error: unknown) => {
    key = undefined;
    throw error;
  });
  await bucket.seal(sealing, first.eventID, first.dynamodb.ApproximateCreationDateTime * 1000, heads);
  log("trails-sealed", { entries: heads.length });
};
