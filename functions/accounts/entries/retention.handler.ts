import { systemContext } from "../../../shared/audit/context.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { log } from "../../../shared/runtime/log.ts";
import { storedSecret } from "../../../shared/runtime/secret.ts";
import { addressHasher, keyKeeper, keyRing } from "../../../shared/session/key-ring.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dataSubject } from "../../data-subject.ts";
import { everyEntity, recordRegister } from "../../record-register.ts";
import { dynamoRetentionStore } from "../store/dynamo-retention-store.ts";
import { applyRetention } from "../use-cases/apply-retention.ts";
import { RetentionEnv } from "./retention.env.ts";

const { TABLE_NAME, KEYS_SECRET, SITE_ADDRESS } = RetentionEnv.parse(process.env);
const table = openTable(awsConnectionFrom(process.env), TABLE_NAME);
const store = dynamoRetentionStore(table, everyEntity);
const keys = storedSecret(process.env, KEYS_SECRET);

const deps = {
  store,
  addressHash: addressHasher(keyRing(keys, Date.now, servicePolicy)),
  dataSubject: dataSubject(table, new URL(SITE_ADDRESS)),
  register: recordRegister,
};

/** Every night: erases and deletes what the register of records says is over, and renews the keys that seal sessions. */
export const handler = async (): Promise<void> => {
  const now = Date.now();
  const day = londonDate(now);
  const report = await applyRetention(deps, day, systemContext("retention", now));
  log("retention-applied", { day, ...report });
  if ((await keyKeeper(keys, servicePolicy).rotate(now)) === "rotated") log("keys-rotated", {});
};
