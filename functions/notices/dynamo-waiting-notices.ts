import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { instantOf } from "../../shared/domain/time.ts";
import { duePages } from "../../shared/due/dynamo-due.ts";
import { sentPartitions, waitingPartitions, waitingSort } from "../../shared/notices/waiting.ts";
import { keys } from "../../shared/table/keys.ts";
import type { Table } from "../../shared/table/table-client.ts";
import type { WaitingNotices } from "./find-waiting.ts";

/** So many are handed on before they are put off: a stop in between repeats no more than these. */
const AT_A_TIME = 50;
const NOTICE = keys.notice("").pk;

/** The notices that wait, by the index that holds them and no others. */
export const dynamoWaitingNotices = (table: Table): WaitingNotices => ({
  async *dueBy(which, at) {
    for (const partition of which === "waiting" ? waitingPartitions : sentPartitions)
      for await (const page of duePages(table, partition, { until: instantOf(at) }))
        for (let from = 0; from < page.length; from += AT_A_TIME) yield page.slice(from, from + AT_A_TIME).map(({ pk }) => pk.slice(NOTICE.length));
  },
  async lookAgain(id, at, next) {
    try {
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.notice(id),
          UpdateExpression: "SET gsi3sk = :next",
          // Sent meanwhile it stands there no more, and put off by another it has its time.
          ConditionExpression: "gsi3sk <= :until",
          ExpressionAttributeValues: { ":next": waitingSort(id, next), ":until": instantOf(at) },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});
