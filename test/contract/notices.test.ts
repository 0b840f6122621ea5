import { GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, expect, it } from "vitest";
import { type DeliverDeps, deliver } from "../../functions/notices/deliver.ts";
import { dynamoNoticeStore } from "../../functions/notices/dynamo-notice-store.ts";
import { dynamoWaitingNotices } from "../../functions/notices/dynamo-waiting-notices.ts";
import { type DeliverMessage, type FindWaitingDeps, findWaiting } from "../../functions/notices/find-waiting.ts";
import { notifySender } from "../../functions/notices/notify-sender.ts";
import { type Notice, noticeWrite } from "../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { addressMark } from "../../shared/runtime/address-mark.ts";
import { keys } from "../../shared/table/keys.ts";
import { transactUntilClear } from "../../shared/table/table-client.ts";
import { minutesPass } from "../support/minutes-pass.ts";
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
    // Sent with the first request; with the second it was asked whether it arrived, and then nothing more.
    expect(notify.requests()).toBe(2);
    expect(left?.["gsi3pk"]).toBeUndefined();
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
    // Addresses that our rules take, and the sender does not.
    const wrong = ["ada@people.xn--p1ai", "ada@people.xn--90ais"].map((email) => aNotice({ to: { account: "ada", email } }));
    for (const notice of wrong) {
      await write(notice);
      expect(await one(notice.id)).toBe("failed");
      expect(await item(notice.id)).toMatchObject({ state: "failed", fault: "address" });
      expect(JSON.stringify(await item(notice.id))).not.toMatch(/ada@|Example/);
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
  it("is gone once its time to live is over, though the table has not removed it yet", async () => {
    const { one, notify, write, later } = await setUp();
    const notice = aNotice();
    await write(notice);
    later(servicePolicy.notices.keptDays * 24 * 60);
    expect(await one(notice.id)).toBe("gone");
    expect(notify.requests()).toBe(0);
  });
  it("goes by text message and by letter too", async () => {
    const { one, notify, write } = await setUp();
    const sms = aNotice({ to: { account: "ada", phone: "07700 900001" } });
    const letter = aNotice({
      to: { account: "ada", name: "Ada", postalAddress: "1 High Street\nOakham\nLE15 6AA" },
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

describe("notices that still wait", () => {
  const { waitingMinutes, againMinutes, keptDays } = servicePolicy.notices;

  /** The hourly look over a table, and what it puts in the queue. */
  async function hours() {
    const { deps, write, item, one, table } = await setUp();
    const sent: string[] = [];
    const send = async (messages: readonly DeliverMessage[]) => void sent.push(...messages.map(({ notice }) => notice));
    const store = dynamoWaitingNotices(table);
    const look = async (minutes: number, changes: Partial<FindWaitingDeps> = {}) => {
      await minutesPass(table);
      return await findWaiting({ store, send, againMinutes, ...changes })(Date.parse("2026-11-24T12:00:00Z") + minutes * MINUTE);
    };
    return { deps, write, item, one, sent, look, store, table };
  }

  it("are put in the queue again when their time has come, and not before", async () => {
    const { write, sent, look } = await hours();
    const notices = Array.from({ length: 120 }, () => aNotice());
    for (const notice of notices) await write(notice);
    expect([await look(waitingMinutes - 1), sent]).toEqual([0, []]);
    expect(await look(waitingMinutes + 1)).toBe(120);
    expect(sent.toSorted()).toEqual(notices.map(({ id }) => id).toSorted());
  });
  it("are left to the queue for as long as it tries, and put in it again after that until they are sent", async () => {
    const { write, sent, look, one } = await hours();
    const notice = aNotice();
    await write(notice);
    for (let minute = waitingMinutes + 1; minute < waitingMinutes + againMinutes; minute += 60) await look(minute);
    expect(sent).toEqual([notice.id]);
    expect(await look(waitingMinutes + againMinutes + 2)).toBe(1);
    await one(notice.id);
    expect(await look(keptDays * 24 * 60)).toBe(0);
  });
  it("are those alone: what has arrived, has failed or has nobody to go to costs nothing", async () => {
    const { write, look, one, item, table } = await hours();
    const [sentOne, failed, nobodys, waiting] = [aNotice(), aNotice({ to: { account: "ada", email: "ada@people.xn--p1ai" } }), aNotice({ to: {} }), aNotice()];
    for (const notice of [sentOne, failed, nobodys, waiting]) await write(notice);
    expect([await one(sentOne.id), await one(failed.id), await one(sentOne.id)]).toEqual(["sent", "failed", "sent"]);
    for (const { id } of [sentOne, failed, nobodys]) expect((await item(id))?.["gsi3pk"], id).toBeUndefined();
    const { Count } = await table.client.send(new ScanCommand({ TableName: table.name, IndexName: "gsi3" }));
    expect([Count, await look(waitingMinutes + 1)]).toEqual([1, 1]);
  });
  it("are handed on twice rather than never where the look is stopped, and sent once all the same", async () => {
    const { write, sent, look, one, store, item } = await hours();
    const notice = aNotice();
    await write(notice);
    const stopped = { ...store, lookAgain: async () => Promise.reject(new Error("stopped")) };
    await expect(look(waitingMinutes + 1, { store: stopped })).rejects.toThrow("stopped");
    await Promise.all([look(waitingMinutes + 1), look(waitingMinutes + 1)]);
    expect(sent.length).toBeGreaterThanOrEqual(2);
    const results = await Promise.allSettled(sent.map((id) => one(id)));
    expect(results.some((result) => result.status === "fulfilled" && result.value === "sent")).toBe(true);
    expect((await item(notice.id))?.["state"]).toBe("sent");
    expect(await look(waitingMinutes + 2)).toBe(0);
  });
  it("stay where they are when the queue takes nothing, and are found the next hour", async () => {
    const { write, look, sent } = await hours();
    await write(aNotice());
    await expect(look(waitingMinutes + 1, { send: async () => Promise.reject(new Error("no queue")) })).rejects.toThrow("no queue");
    expect(await look(waitingMinutes + 61)).toBe(1);
    expect(sent.length).toBe(1);
  });
});

describe("a notice that does not arrive", () => {
  const EVERYWHERE = { account: "ada", name: "Ada", phone: "07700 900001", postalAddress: "1 High Street\nOakham\nLE15 6AA" };
  const GONE = "perm-fail@simulator.notify.gov.uk";
  const FULL = "temp-fail@simulator.notify.gov.uk";
  const NONE = "ada@people.xn--p1ai";
  const types = (notify: Awaited<ReturnType<typeof setUp>>["notify"]) =>
    notify.mailbox
      .all()
      .map(({ type }) => type)
      .toReversed();

  it("goes at once by the next way we know where its address is none, and the address is remembered by a hash alone", async () => {
    const { one, notify, write, item, told } = await setUp();
    const notice = aNotice({ to: { ...EVERYWHERE, email: NONE } });
    await write(notice);
    expect(await one(notice.id)).toBe("sent");
    expect(types(notify)).toEqual(["sms"]);
    const left = await item(notice.id);
    expect(left).toMatchObject({ state: "sent", way: 2, template: { channel: "sms" }, undelivered: [{ channel: "email" }] });
    expect(JSON.stringify([left?.["undelivered"], told])).not.toContain("ada@");
    expect(told).toEqual([
      ["notice-failed", { code: "listing-back", channel: "email", fault: "address" }],
      ["notice-sent", { code: "listing-back", channel: "sms" }],
    ]);
  });
  it("goes by the next way once the sender says that nobody has its address, and only then is what it says forgotten", async () => {
    for (const [email, remembered] of [
      [GONE, 1],
      [FULL, 0],
    ] as const) {
      const { one, notify, write, item, later } = await setUp();
      const notice = aNotice({ to: { ...EVERYWHERE, email } });
      await write(notice);
      expect(await one(notice.id)).toBe("sent");
      expect(await item(notice.id)).toMatchObject({ state: "sent", values: { name: "Ada Example" }, gsi3pk: expect.stringContaining("NOTICES-SENT#") });
      later(60);
      expect(await one(notice.id)).toBe("sent");
      expect(types(notify)).toEqual(["email", "sms"]);
      later(60);
      expect(await one(notice.id)).toBe("sent");
      const left = await item(notice.id);
      expect(left).toMatchObject({ state: "sent", way: 2, template: { channel: "sms" } });
      // A full mailbox is no wrong address.
      expect((left?.["undelivered"] ?? []).length).toBe(remembered);
      expect(JSON.stringify(left)).not.toMatch(/Example|@|07700|High Street/);
      expect([left?.["values"], left?.["otherWays"], left?.["gsi3pk"]]).toEqual([undefined, undefined, undefined]);
    }
  });
  it("has failed where no way is left, however it was tried", async () => {
    const { one, notify, write, item, later } = await setUp();
    const notice = aNotice({ to: { account: "ada", email: GONE, phone: "07700 900002" } });
    await write(notice);
    for (let hour = 0; hour < 3; hour += 1) {
      await one(notice.id);
      later(60);
    }
    expect(types(notify)).toEqual(["email", "sms"]);
    const left = await item(notice.id);
    expect(left).toMatchObject({ state: "failed", fault: "undelivered", undelivered: [{ channel: "email" }, { channel: "sms" }] });
    expect(JSON.stringify(left)).not.toMatch(/Example|@|07700/);
    expect(await one(notice.id)).toBe("failed");
  });
  it("has the next notices to that person go another way, until they have another address", async () => {
    const { one, notify, write, later, table } = await setUp();
    const first = aNotice({ to: { ...EVERYWHERE, email: GONE } });
    await write(first);
    await one(first.id);
    later(60);
    await one(first.id);
    await minutesPass(table);
    const send = async (to: Notice["to"]) => {
      const notice = aNotice({ to });
      await write(notice);
      await one(notice.id);
      return types(notify).at(-1);
    };
    expect(await send({ ...EVERYWHERE, email: GONE })).toBe("sms");
    expect(await send({ ...EVERYWHERE, email: "ada@people.example" })).toBe("email");
    // With no other way it is tried all the same; and what was found of one person says nothing of another.
    expect(await send({ account: "ada", email: GONE })).toBe("email");
    expect(await send({ ...EVERYWHERE, account: "ben", email: GONE })).toBe("email");
  });
  it("is asked about until it has arrived or the sender gives up, and not for ever", async () => {
    const { deps, notify, write, item, later } = await setUp();
    const sender = { ...deps.sender, find: async () => ({ notifyId: "n", arrival: "under-way" as const }) };
    const one = deliver({ ...deps, sender });
    const notice = aNotice({ to: { ...EVERYWHERE, email: GONE } });
    await write(notice);
    await one(notice.id);
    later(95 * 60);
    await one(notice.id);
    expect((await item(notice.id))?.["values"]).toBeDefined();
    later(60);
    await one(notice.id);
    expect(await item(notice.id)).not.toHaveProperty("values");
    expect(types(notify)).toEqual(["email"]);
  });
  it("is passed on once by two at once", async () => {
    const { one, notify, write, later, item } = await setUp();
    const notice = aNotice({ to: { ...EVERYWHERE, email: GONE } });
    await write(notice);
    await one(notice.id);
    later(60);
    await Promise.allSettled(Array.from({ length: 5 }, () => one(notice.id)));
    later(6);
    await one(notice.id);
    expect(types(notify)).toEqual(["email", "sms"]);
    expect(await item(notice.id)).toMatchObject({ way: 2 });
  });
  it("is found by the hour after it was sent, apart from those that wait", async () => {
    const { write, one, later, table } = await setUp();
    const notice = aNotice({ to: { ...EVERYWHERE, email: GONE } });
    await write(notice);
    await one(notice.id);
    await minutesPass(table);
    const sent: string[] = [];
    const send = async (messages: readonly DeliverMessage[]) => void sent.push(...messages.map(({ notice: id }) => id));
    const look = async (minutes: number) =>
      findWaiting({ store: dynamoWaitingNotices(table), send, againMinutes: 720 })(Date.parse("2026-11-24T12:00:00Z") + minutes * MINUTE);
    expect([await look(59), sent]).toEqual([0, []]);
    expect([await look(61), sent]).toEqual([0, [notice.id]]);
    later(1);
  });
});
