import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { noteLook } from "../../../shared/audit/looks.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { recordName } from "../../../shared/table/keys.ts";
import { itemsOf } from "../../../shared/table/pages.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { FeedbackRecords, FeedbackStore } from "../use-cases/ports.ts";
import { feedbackEntities } from "./entities.ts";
import { feedbackIndexes, feedbackKeys } from "./keys.ts";
import { answersShape, publicYouSaidShape, quoteShape } from "./shapes.ts";

const ENTRIES_A_PAGE = 20;

/** The store of feedback, of what the council says became of it, and of the working group. */
export function dynamoFeedbackStore(table: Table): FeedbackStore {
  const records = recordTable<FeedbackRecords>(table, feedbackEntities);
  return {
    feedback: (id) => records.get("open-feedback", feedbackKeys.feedback(id)),
    list: (council, shelf, after) =>
      records.byCouncil("open-feedback", feedbackIndexes.feedbackOf(council, shelf), after, shelf === "open" ? "rising" : "falling"),
    async quotes(council) {
      return (await itemsOf(table, feedbackKeys.quote(council, "").pk, "")).map((item) => readItem(quoteShape, item));
    },
    async answersIn(council, month) {
      return (await itemsOf(table, feedbackKeys.answers(council, month, "").pk, "")).map((item) => readItem(answersShape, item));
    },
    async noteLook({ id }, context, action) {
      const key = feedbackKeys.feedback(id);
      await noteLook(table, context, { account: id, key, action: `looked:${action}`, about: recordName(key) });
    },
    youSaid: (id) => records.get("you-said", feedbackKeys.youSaid(id)),
    youSaidList: (council, after) => records.byCouncil("you-said", feedbackIndexes.youSaidOf(council), after, "falling"),
    async publicYouSaid(council, before) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: before === undefined ? "pk = :pk" : "pk = :pk AND sk < :before",
          ExpressionAttributeValues: { ":pk": feedbackKeys.publicYouSaid(council, "").pk, ...(before === undefined ? {} : { ":before": before }) },
          ScanIndexForward: false,
          Limit: ENTRIES_A_PAGE + 1,
        }),
      );
      const shown = Items.slice(0, ENTRIES_A_PAGE);
      const next = Items.length > shown.length ? shown.at(-1)?.["sk"] : undefined;
      return { entries: shown.map((item) => readItem(publicYouSaidShape, item)), ...(next === undefined ? {} : { next: String(next) }) };
    },
    member: (person) => records.get("group-member", feedbackKeys.member(person)),
    members: (council, after) => records.byCouncil("group-member", feedbackIndexes.membersOf(council), after),
    memberTrail: (member) => records.trail("group-member", member),
    commit: (context, changes) => records.commit(context, changes),
  };
}
