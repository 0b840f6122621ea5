import type { EpochMillis } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { dynamoDirectoryReader } from "../../../shared/snapshot/dynamo-directory-reader.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoRequestStore } from "../store/dynamo-request-store.ts";
import { matchFinder } from "../use-cases/find-matches.ts";
import type { TellDeps } from "../use-cases/tell-providers.ts";
import { RequestTellEnv } from "./request-tell.env.ts";

/** What telling providers is made of, from the environment; built once a process. */
export function requestTell(environment: Readonly<Record<string, string | undefined>>, now: () => EpochMillis = Date.now): TellDeps {
  const { TABLE_NAME, SITE_ADDRESS } = RequestTellEnv.parse(environment);
  const connection = awsConnectionFrom(environment);
  return {
    store: dynamoRequestStore(openTable(connection, TABLE_NAME)),
    policy: servicePolicy.requests,
    site: new URL(SITE_ADDRESS),
    now,
    findMatches: matchFinder(dynamoDirectoryReader(hotReader(connection, TABLE_NAME)), now),
  };
}
