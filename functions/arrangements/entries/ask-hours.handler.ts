import { servicePolicy } from "../../../shared/policy/service.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoHoursPlan, dynamoHoursStore } from "../store/dynamo-hours-store.ts";
import { askFreeHours } from "../use-cases/ask-free-hours.ts";
import { AskHoursEnv } from "./ask-hours.env.ts";

const { TABLE_NAME, SITE_ADDRESS } = AskHoursEnv.parse(process.env);
const table = openTable(awsConnectionFrom(process.env), TABLE_NAME);
const deps = { store: dynamoHoursStore(table), plan: dynamoHoursPlan(table), site: new URL(SITE_ADDRESS), policy: servicePolicy.freeHours };

/** Every morning: asks the providers who are due whether they still have so many hours free, by the time the clock gives. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  log("hours-asked", { ...(await askFreeHours(deps, at)) });
};
