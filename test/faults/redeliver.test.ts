import { join } from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import { deliver } from "../../functions/notices/deliver.ts";
import { dynamoNoticeStore } from "../../functions/notices/dynamo-notice-store.ts";
import { notifySender } from "../../functions/notices/notify-sender.ts";
import { freePort } from "../../infra/local/engine.ts";
import type { LocalFunction } from "../../infra/local/functions.ts";
import { startQueues } from "../../infra/local/queues.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import { placeOnPort } from "../../infra/local/template.ts";
import { queueWorker } from "../../shared/due/queue-worker.ts";
import { noticeWrite } from "../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { transactUntilClear } from "../../shared/table/table-client.ts";
import { aNotify } from "../support/notify.ts";
import { aTable } from "../support/tables.ts";
import { until } from "../support/until.ts";

const NOTICES = 120;
const stops: (() => unknown)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

describe("a queue that delivers late, out of order and twice", () => {
  it("has every notice sent, and none of them twice", async () => {
    const { table, tableOf } = await aTable();
    const notify = await aNotify();
    const place = placeOnPort(3000, await freePort());
    const system = synthesizeLocal(join(inject("scratch"), crypto.randomUUID()), place);
    const queues = await startQueues(system, place, { faults: { seed: 1, shares: { redeliver: 0.05 } } });
    stops.push(notify.stop, queues.stop);
    const one = deliver({
      store: dynamoNoticeStore(tableOf("deliver")),
      sender: notifySender(notify.url, async () => notify.key),
      now: Date.now,
      claimMinutes: 5,
      arrivalMinutes: 60,
      arrivalHours: 96,
      markOf: (account, address) => `mark of ${account} ${address.length}`,
      tell: () => undefined,
    });
    const given: string[] = [];
    let dealt = 0;
    const worker = queueWorker(
      async (message) => {
        const { notice } = message as { readonly notice: string };
        given.push(notice);
        await one(notice);
        dealt += 1;
      },
      () => undefined,
    );
    const consumer: LocalFunction = { invoke: (event: any) => worker(event) };
    const sent = Array.from({ length: NOTICES }, (_, index) => `listing-back.${String(index).padStart(3, "0")}`);
    for (const id of sent) {
      const notice = {
        id,
        authority: "E10000018",
        code: "listing-back",
        to: { account: "ada", email: "ada@people.example" },
        preferences: PLAIN_PREFERENCES,
        values: { name: id, link: "https://trellis.example/account" },
        createdAt: "2026-11-24T12:00:00.000Z",
      } as const;
      expect((await transactUntilClear(table, [noticeWrite(table.name, notice)])).ok).toBe(true);
    }
    const queue = system.ofType("AWS::SQS::Queue").find(({ id }) => id.startsWith("DeliverWorkQueue"))?.id ?? "";
    for (const notice of sent) await queues.send(queue, { notice });
    queues.feed(new Map(system.ofType("AWS::Lambda::Function").map(({ id }) => [id, consumer])));

    // Late, and twice: more came than was sent, and not in the order it was sent in.
    await until(() => (new Set(given).size === NOTICES && dealt > NOTICES && dealt === given.length ? true : undefined));
    expect(given.slice(0, NOTICES)).not.toEqual(sent);
    const delivered = notify.mailbox.all().map(({ reference }) => reference);
    expect(delivered.toSorted()).toEqual(sent);
  });
});
