import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { noteLook } from "../../../shared/audit/looks.ts";
import { dayMarks, duePages } from "../../../shared/due/dynamo-due.ts";
import { noticeWrite } from "../../../shared/notices/notice.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { recordName } from "../../../shared/table/keys.ts";
import { itemsOf } from "../../../shared/table/pages.ts";
import { markOf, readItem } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { DueReviews, ReviewRecords, ReviewStore } from "../use-cases/ports.ts";
import { reviewsEntities } from "./entities.ts";
import { reviewsIndexes, reviewsKeys } from "./keys.ts";
import { figuresShape, heldShape, queuedShape } from "./shapes.ts";

const MONTH_CHARACTERS = 7;
const PAYMENT = reviewsKeys.review("").pk;
const INVITATION = reviewsKeys.invitation("").pk;

/** The store of reviews. */
export function dynamoReviewStore(table: Table): ReviewStore {
  const records = recordTable<ReviewRecords>(table, reviewsEntities);
  return {
    review: (payment) => records.get("review", reviewsKeys.review(payment)),
    reviewsOf: (person) => records.byPerson("review", reviewsIndexes.reviewsOf(person)),
    async queue(council) {
      return (await itemsOf(table, reviewsKeys.queued(council, "").pk, "")).map((item) => readItem(queuedShape, item));
    },
    async heldIn(council, month) {
      return (await itemsOf(table, reviewsKeys.held(council, month, "", "").pk, "")).map((item) => readItem(heldShape, item));
    },
    async figures(council, months) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": reviewsKeys.figures(council, "").pk },
          ScanIndexForward: false,
          Limit: months,
        }),
      );
      return Items.map((item) => ({ month: String(item["sk"]), ...readItem(figuresShape, item) }));
    },
    async noteFigures(council, figures) {
      const key = reviewsKeys.figures(council, figures.day.slice(0, MONTH_CHARACTERS));
      await table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, ...markOf(figuresShape), ...figures } }));
    },
    trailOf: (review) => records.trail("review", review),
    async noteLook({ id }, context, action) {
      const key = reviewsKeys.review(id);
      await noteLook(table, context, { account: id, key, action: `looked:${action}`, about: recordName(key) });
    },
    commit: (context, changes, notices = []) => records.commit(context, changes, [], () => notices.map((notice) => noticeWrite(table.name, notice))),
  };
}

/** What of reviews is due, and how far the daily job came. */
export const dynamoDueReviews = (table: Table): DueReviews => ({
  ...dayMarks(table, "reviewPlan"),
  async *dueOn(day, council, read) {
    for await (const page of duePages(table, reviewsIndexes.reviewsDue(day, council), { read })) yield page.map(({ pk }) => pk.slice(PAYMENT.length));
  },
  async *invitationsDueOn(day, council) {
    for await (const page of duePages(table, reviewsIndexes.invitationsDue(day, council))) yield page.map(({ pk }) => pk.slice(INVITATION.length));
  },
});
