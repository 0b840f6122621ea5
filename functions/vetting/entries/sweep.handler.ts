import { londonDate } from "../../../shared/domain/time.ts";
import { queueSender } from "../../../shared/due/queue-sender.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoSweepStore } from "../store/dynamo-sweep-store.ts";
import { planSweep, type SweepMessage } from "../use-cases/nightly-sweep.ts";
import { SweepEnv } from "./sweep.env.ts";

const { TABLE_NAME, SWEEP_ONE_QUEUE_URL } = SweepEnv.parse(process.env);
const store = dynamoSweepStore(openTable(awsConnectionFrom(process.env), TABLE_NAME));
const send = queueSender<SweepMessage>(process.env, SWEEP_ONE_QUEUE_URL);

/** Every night: finds what falls due, by the time the clock gives, and hands it on. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  const { due } = await planSweep(store, send, at);
  log("sweep-found", { day: londonDate(at), due });
};
