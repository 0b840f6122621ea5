import { describe, expect, it } from "vitest";
import { deliver } from "../../functions/notices/deliver.ts";
import { dynamoWaitingNotices } from "../../functions/notices/dynamo-waiting-notices.ts";
import { type DeliverMessage, findWaiting } from "../../functions/notices/find-waiting.ts";
import type { Notice } from "../../shared/notices/notice.ts";
import { aNotice, MINUTE, setUp } from "../support/delivering.ts";
import { minutesPass } from "../support/minutes-pass.ts";

// What becomes of a notice whose address takes nothing, on a real table and against a server that speaks Notify's API.

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
