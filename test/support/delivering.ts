import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll } from "vitest";
import { type DeliverDeps, deliver } from "../../functions/notices/deliver.ts";
import { dynamoNoticeStore } from "../../functions/notices/dynamo-notice-store.ts";
import { notifySender } from "../../functions/notices/notify-sender.ts";
import { type Notice, noticeWrite } from "../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { addressMark } from "../../shared/runtime/address-mark.ts";
import { keys } from "../../shared/table/keys.ts";
import { transactUntilClear } from "../../shared/table/table-client.ts";
import { aNotify } from "./notify.ts";
import { aTable } from "./tables.ts";

export const MINUTE = 60_000;
const stops: (() => unknown)[] = [];
afterAll(() => Promise.all(stops.map((stop) => stop())));

/** Somebody to be told that their listing is back. */
export const aNotice = (changes: Partial<Notice> = {}): Notice => ({
  id: `listing-back.${crypto.randomUUID()}`,
  authority: "E10000018",
  code: "listing-back",
  to: { account: "ada", email: "ada@people.example" },
  preferences: PLAIN_PREFERENCES,
  values: { name: "Ada Example", link: "https://trellis.example/account" },
  createdAt: "2026-11-24T12:00:00.000Z",
  ...changes,
});

/** A table, a server that speaks the API of Notify, and delivering between them at a time that a test moves. */
export async function setUp(fails?: { readonly times: number; readonly status?: number }) {
  const { table, tableOf } = await aTable();
  const notify = await aNotify(fails);
  stops.push(notify.stop);
  let now = Date.parse("2026-11-24T12:00:00Z");
  const told: unknown[] = [];
  const deps: DeliverDeps = {
    store: dynamoNoticeStore(tableOf("deliver")),
    sender: notifySender(notify.url, async () => notify.key),
    now: () => now,
    claimMinutes: 5,
    arrivalMinutes: 60,
    arrivalHours: 96,
    markOf: addressMark,
    tell: (event, fields) => told.push([event, fields]),
  };
  const write = (notice: Notice) => transactUntilClear(table, [noticeWrite(table.name, notice)]);
  const item = async (id: string) => (await table.client.send(new GetCommand({ TableName: table.name, Key: keys.notice(id), ConsistentRead: true }))).Item;
  const later = (minutes: number) => {
    now += minutes * MINUTE;
  };
  return { deps, notify, write, item, later, told, table, one: deliver(deps) };
}
