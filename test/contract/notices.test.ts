import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, expect, it } from "vitest";
import { type DeliverDeps, deliver } from "../../functions/notices/deliver.ts";
import { dynamoNoticeStore } from "../../functions/notices/dynamo-notice-store.ts";
import { notifySender } from "../../functions/notices/notify-sender.ts";
import { type Notice, noticeWrite } from "../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { keys } from "../../shared/table/keys.ts";
import { transactUntilClear } from "../../shared/table/table-client.ts";
import { aNotify } from "../support/notify.ts";
import { aTable } from "../support/tables.ts";

// Delivering, on a real table and against a server that speaks Notify's API through Notify's own client.

const MINUTE = 60_000;
const stops: (() => unknown)[] = [];
afterAll(() => Promise.all(stops.map((stop) => stop())));

const aNotice = (changes: Partial<Notice> = {}): Notice => ({
  id: `listing-back.${crypto.randomUUID()}`,
  authority: "E10000018",
  code: "listing-back",
  to: { account: "ada", email: "ada@people.example" },
  preferences: PLAIN_PREFERENCES,
  values: { name: "Ada Example", link: "https://trellis.example/account" },
  createdAt: "2026-11-24T12:00:00.000Z",
  ...changes,
});

async function setUp(fails?: { readonly times: number; readonly status?: number }) {
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
    tell: (event, fields) => told.push([event, fields]),
  };
  const write = (notice: Notice) => transactUntilClear(table, [noticeWrite(table.name, notice)]);
  const item = async (id: string) => (await table.client.send(new GetCommand({ TableName: table.name, Key: keys.notice(id), ConsistentRead: true }))).Item;
  const later = (minutes: number) => {
    now += minutes * MINUTE;
  };
  return { deps, notify, write, item, later, told, one: deliver(deps) };
}

describe("a notice", () => {
  it("is written once, however often the same thing happens", async () => {
    const { write } = await setUp();
    const notice = aNotice();
    expect((await write(notice)).ok).toBe(true);
    expect(await write(notice)).toEqual({ ok: false, refusal: "stale" });
  });
  it("is sent once, however often it is delivered, and nothing personal is left of it", async () => {
    const { one, notify, write, item, told } = await setUp();
    const notice = aNotice();
    await write(notice);
    for (let time = 0; time < 3; time += 1) expect(await one(notice.id)).toBe("sent");
    expect(notify.mailbox.all()).toMatchObject([{ reference: notice.id, to: "ada@people.example", subject: "Your listing is back" }]);
    expect(notify.mailbox.all()[0]?.body).toContain("Hello Ada Example.");
    const left = await item(notice.id);
    expect(left).toMatchObject({ state: "sent", code: "listing-back", to: { account: "ada" }, notifyId: notify.mailbox.all()[0]?.id });
    expect(JSON.stringify([left, told])).not.toMatch(/Example|@|https/);
    expect(notify.requests()).toBe(1);
  });
  it("is sent once by two at once: the one who is late leaves it for later", async () => {
    const { one, notify, write } = await setUp();
    const notice = aNotice();
    await write(notice);
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => one(notice.id)));
    expect(tries.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    expect(notify.mailbox.all().length).toBe(1);
    expect(await one(notice.id)).toBe("sent");
  });
  it("is found by its reference after a crash between sending and noting that it was sent", async () => {
    const { deps, one, notify, write, item, later } = await setUp();
    const notice = aNotice();
    await write(notice);
    const crash = async () => Promise.reject(new Error("crash"));
    await expect(deliver({ ...deps, store: { ...deps.store, sent: crash } })(notice.id)).rejects.toThrow("crash");
    await expect(one(notice.id)).rejects.toThrow("Another attempt has this notice");
    later(6);
    expect(await one(notice.id)).toBe("sent");
    expect(notify.mailbox.all().length).toBe(1);
    expect(await item(notice.id)).toMatchObject({ state: "sent", attempts: 2, notifyId: notify.mailbox.all()[0]?.id });
  });
  it("comes again at once where Notify refused it for now: too many, or out of order", async () => {
    for (const status of [429, 500, 403]) {
      const { one, notify, write, item } = await setUp({ times: 2, status });
      const notice = aNotice();
      await write(notice);
      for (let time = 0; time < 2; time += 1) await expect(one(notice.id)).rejects.toThrow(`Notify answered ${status}`);
      expect(await item(notice.id)).toMatchObject({ state: "waiting", attempts: 2 });
      expect(await one(notice.id)).toBe("sent");
      expect(notify.mailbox.all().length).toBe(1);
    }
  });
  it("keeps its claim where nobody can say whether it was taken", async () => {
    const { one, write, later } = await setUp({ times: 1, status: 504 });
    const notice = aNotice();
    await write(notice);
    await expect(one(notice.id)).rejects.toThrow("It answered 504");
    await expect(one(notice.id)).rejects.toThrow("Another attempt");
    later(6);
    expect(await one(notice.id)).toBe("sent");
  });
  it("fails for good where its address is none, and says so", async () => {
    const { one, notify, write, item, told } = await setUp();
    const wrong = [aNotice({ to: { email: "ada@people.x9" } }), aNotice({ to: { phone: "1234567" } }), aNotice({ to: { email: "ada@-.b" } })];
    for (const notice of wrong) {
      await write(notice);
      expect(await one(notice.id)).toBe("failed");
      expect(await item(notice.id)).toMatchObject({ state: "failed", fault: "address" });
      expect(JSON.stringify(await item(notice.id))).not.toMatch(/ada@|1234567|Example/);
    }
    expect(notify.mailbox.all()).toEqual([]);
    expect(told.length).toBe(wrong.length);
    expect(told[0]).toEqual(["notice-failed", { code: "listing-back", channel: "email", fault: "address" }]);
  });
  it("waits where it is our fault: a key or a template Notify does not know", async () => {
    const { deps, notify, write, item } = await setUp();
    const notice = aNotice();
    await write(notice);
    const keysGiven = [`test-${crypto.randomUUID()}-${crypto.randomUUID()}`, notify.key];
    const one = deliver({ ...deps, sender: notifySender(notify.url, async () => keysGiven.shift() ?? "") });
    await expect(one(notice.id)).rejects.toThrow("Notify answered 403 AuthError");
    expect(await item(notice.id)).toMatchObject({ state: "waiting" });
    // The key in the secret was put right meanwhile.
    expect(await one(notice.id)).toBe("sent");
  });
  it("goes by text message and by letter too", async () => {
    const { one, notify, write } = await setUp();
    const sms = aNotice({ to: { phone: "07700 900001" } });
    const letter = aNotice({
      to: { name: "Ada", postalAddress: "1 High Street\nOakham\nLE15 6AA" },
      preferences: { ...PLAIN_PREFERENCES, format: "large-print" },
    });
    for (const notice of [sms, letter]) {
      await write(notice);
      expect(await one(notice.id)).toBe("sent");
    }
    expect(notify.mailbox.all()).toMatchObject([
      { type: "letter", to: "Ada\n1 High Street\nOakham\nLE15 6AA", format: "large-print" },
      { type: "sms", to: "07700 900001" },
    ]);
  });
  it("that is not there, or has nobody to go to, needs nothing", async () => {
    const { one, write, notify } = await setUp();
    const notice = aNotice({ to: {} });
    await write(notice);
    expect([await one(notice.id), await one("not-there")]).toEqual(["nobody-to-tell", "gone"]);
    expect(notify.requests()).toBe(0);
  });
});
