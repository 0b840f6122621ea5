import { londonDate } from "../../../shared/domain/time.ts";
import { queueSender } from "../../../shared/due/queue-sender.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { log } from "../../../shared/runtime/log.ts";
import { storedSecret } from "../../../shared/runtime/secret.ts";
import { keyKeeper } from "../../../shared/session/key-ring.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoRetentionPlan } from "../store/dynamo-retention-store.ts";
import { planRetention, type RetentionMessage } from "../use-cases/apply-retention.ts";
import { RetentionEnv } from "./retention.env.ts";

const { TABLE_NAME, KEYS_SECRET, RETENTION_ONE_QUEUE_URL } = RetentionEnv.parse(process.env);
const table = openTable(awsConnectionFrom(process.env), TABLE_NAME);
const keeper = keyKeeper(storedSecret(process.env, KEYS_SECRET), servicePolicy);
const send = queueSender<RetentionMessage>(process.env, RETENTION_ONE_QUEUE_URL);

/** Every night: hands on what the register of records says is over, by the time the clock gives, and renews the keys that seal sessions. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  const { due } = await planRetention(dynamoRetentionPlan(table), send, at);
  log("retention-found", { day: londonDate(at), due });
  if ((await keeper.rotate(at)) === "rotated") log("keys-rotated", {});
};
