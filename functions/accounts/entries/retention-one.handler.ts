import { sealBucket } from "../../../shared/audit/seal-bucket.ts";
import { eachItem } from "../../../shared/due/each-item.ts";
import { queueWorker } from "../../../shared/due/queue-worker.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { log } from "../../../shared/runtime/log.ts";
import { storedSecret } from "../../../shared/runtime/secret.ts";
import { addressHasher, keyRing } from "../../../shared/session/key-ring.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dataSubject } from "../../data-subject.ts";
import { everyEntity, recordRegister } from "../../record-register.ts";
import { dynamoRetentionStore } from "../store/dynamo-retention-store.ts";
import { applyRetention, RetentionMessage } from "../use-cases/apply-retention.ts";
import { RetentionOneEnv } from "./retention-one.env.ts";

const { TABLE_NAME, KEYS_SECRET, SITE_ADDRESS, TRAILS_BUCKET } = RetentionOneEnv.parse(process.env);
const table = openTable(awsConnectionFrom(process.env), TABLE_NAME);
const trails = sealBucket(process.env, TRAILS_BUCKET);
const apply = applyRetention({
  store: dynamoRetentionStore(table, everyEntity, (record) => trails.noteRemoval(record, Date.now())),
  addressHash: addressHasher(keyRing(storedSecret(process.env, KEYS_SECRET), Date.now, servicePolicy)),
  dataSubject: dataSubject(table, new URL(SITE_ADDRESS), process.env),
  register: recordRegister,
});

/** Erases and deletes what retention found to be over. A message that fails comes again, and the others do not. */
export const handler = queueWorker(
  async (message) => {
    const { at, records } = RetentionMessage.parse(message);
    const counts = { erased: 0, deleted: 0, postponed: 0, nothing: 0 };
    await eachItem(records, async (key) => {
      counts[await apply(key, at)] += 1;
    });
    log("retention-applied", { erased: counts.erased, deleted: counts.deleted, postponed: counts.postponed });
  },
  (error) => log("retention-failed", { fault: error instanceof Error ? error.name : typeof error }),
);
