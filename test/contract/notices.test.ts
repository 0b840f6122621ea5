import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { deliver } from "../../functions/notices/deliver.ts";
import { dynamoWaitingNotices } from "../../functions/notices/dynamo-waiting-notices.ts";
import { type DeliverMessage, type FindWaitingDeps, findWaiting } from "../../functions/notices/find-waiting.ts";
import { notifySender } from "../../functions/notices/notify-sender.ts";
import { PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { aNotice, MINUTE, setUp } from "../support/delivering.ts";
import { minutesPass } from "../support/minutes-pass.ts";

// Delivering, on a real table and against a server that speaks Notify's API through Notify's own client.

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
  it("brings the link to stop such mails for a mail program's button too, where its text has one", async () => {
    const { one, notify, write } = await setUp();
    const stop = "https://trellis.example/f/0123/stop";
    const form = { council: "Leicestershire", link: "https://trellis.example/f/0123", page: "https://trellis.example/f", code: "K", until: "1 May 2027", stop };
    for (const notice of [aNotice({ code: "feedback-form", values: form }), aNotice()]) {
      await write(notice);
      await one(notice.id);
    }
    expect(notify.mailbox.all().map(({ code, oneClick }) => [code, oneClick])).toEqual([
      ["listing-back", undefined],
      ["feedback-form", stop],
    ]);
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
