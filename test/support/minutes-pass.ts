import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { MOST_REQUESTS_LATE } from "../../infra/local/late-reads.ts";
import { keys } from "../../shared/table/keys.ts";
import type { Table } from "../../shared/table/table-client.ts";

/** Lets a table be as it is when minutes have passed: whatever an index or a replica was late with, it has by now. Lateness here is counted in requests. */
export async function minutesPass({ client, name }: Table): Promise<void> {
  for (let request = 0; request <= MOST_REQUESTS_LATE; request += 1) {
    await client.send(new GetCommand({ TableName: name, Key: keys.notice("none"), ConsistentRead: true }));
  }
}
