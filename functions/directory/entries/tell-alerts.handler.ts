import { servicePolicy } from "../../../shared/policy/service.ts";
import { log } from "../../../shared/runtime/log.ts";
import { dynamoDirectoryReader } from "../../../shared/snapshot/dynamo-directory-reader.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { finder } from "../search/find.ts";
import { dynamoAlertStore } from "../store/dynamo-alert-store.ts";
import { tellAlerts } from "../use-cases/tell-alerts.ts";
import { TellAlertsEnv } from "./tell-alerts.env.ts";

const { TABLE_NAME, SITE_ADDRESS } = TellAlertsEnv.parse(process.env);
const connection = awsConnectionFrom(process.env);
const deps = {
  store: dynamoAlertStore(openTable(connection, TABLE_NAME)),
  finder: finder(dynamoDirectoryReader(hotReader(connection, TABLE_NAME)), Date.now),
  site: new URL(SITE_ADDRESS),
  policy: servicePolicy.alerts,
};

/** Every morning: tells people who newly matches a search of theirs, by the time the clock gives. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  log("alerts-told", { ...(await tellAlerts(deps, at)) });
};
