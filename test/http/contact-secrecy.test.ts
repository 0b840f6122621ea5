import { describe, expect, it } from "vitest";
import { anAuditContext } from "../support/builders.ts";
import { ASKED, type ContactScene, contactScene, DAY, ROSEMARY, SAME } from "../support/contact-scene.ts";

// A stranger learns nothing by asking: not whether somebody is away, suspended or supported, nor whether they have an account.

/** What differs between requests, left out: ids, tokens, links, and which of the providers and people of a test it is. */
const plain = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?:\.[0-9a-f]{48})?/g, "ID")
    .replace(/name="(?:once|csrf|pass)" value="[^"]*"/g, "TOKEN")
    .replace(/no-more-emails\/[\w.-]+/g, "STOP")
    .replace(/data-person="\w+"/g, "MARK")
    .replace(/(pa|asker|amber)-\d\b/g, "$1");

type Standing = (scene: ContactScene, listing: ContactScene["AS_LISTED"]) => Promise<unknown>;

/** How a provider stands by the time a request is sent: what changed between the page being opened and its form coming back. */
const STANDINGS: Readonly<Record<string, Standing>> = {
  listed: async () => undefined,
  suspended: ({ list }, listing) => list({ ...listing, status: "suspended" }),
  paused: ({ list }, listing) => list({ ...listing, status: "paused" }),
  lapsed: ({ list }, listing) => list({ ...listing, accreditedUntil: "2026-11-23" }),
  withdrawn: ({ list }, listing) => list({ ...listing, status: "withdrawn" }),
  full: ({ list }, listing) => list({ ...listing, hoursFree: 0 }),
  "without an account": ({ list }, { provider: _, ...listing }) => list(listing),
  "with an account that is closed": async ({ functions }, { provider: owner }) => {
    const { store } = functions.accounts;
    const before = await store.account(owner);
    if (!before) throw new Error("No account");
    await store.commit(anAuditContext(), [{ entity: "account", before, after: { ...before.body, closingAt: "2026-11-24T11:00:00.000Z" }, action: "test" }]);
  },
};

describe("a request to be contacted", () => {
  it("is answered alike however the provider stands: pages, mails, what is written, what is downloaded", async () => {
    const scene = await contactScene();
    const { call, passOn, scan, account, list, sweep, clock } = scene;
    const outcomes = new Map<string, unknown>();
    const laterLooks: (() => Promise<void>)[] = [];
    for (const [index, [name, stand]] of Object.entries(STANDINGS).entries()) {
      const [asker, reference, owner] = [`asker-${index}`, `pa-${index}`, `amber-${index}`];
      // Nobody is slowed by those before them.
      clock.at += DAY / 24;
      await account(asker, { displayName: "Rosemary Testwell", email: `${asker}@people.example` });
      await account(owner, { displayName: "Amber", email: `${owner}@pa.example` });
      const listing = { id: reference, displayName: "Amber Applewhistle", provider: owner, services: ["meals", "shopping"] };
      await list(listing);
      const opened = passOn((await call(`/listings/${reference}/contact`)).body);
      const mine = passOn((await call(`/people/me/contacts/to/${reference}`, { as: asker })).body);
      await stand(scene, listing);
      const names = async () => new Set((await scan()).map(({ pk, sk }) => `${pk}|${sk}`));
      const before = await names();
      const seen: string[] = [];
      const see = async (...asking: Parameters<typeof call>) => {
        const answer = await call(...asking);
        seen.push(plain(`${answer.status} ${answer.headers["location"]} ${answer.body}`).replace(/\d+(?:\.\d+)?(?:am|pm)/g, "TIME"));
        return answer;
      };
      // Without an account.
      const email = `${asker}@elsewhere.example`;
      await see(`/listings/${reference}/contact`, { form: { ...ASKED, email, message: "", pass: opened }, headers: SAME });
      await see(`/listings/${reference}/contact`, { form: { ...ASKED, email, pass: opened }, headers: SAME });
      const confirm = (await scene.notices("contact-confirm")).at(-1);
      const path = new URL(confirm.values.link).pathname;
      await see(path);
      const onward = (await see(path, { form: { move: "confirm" } })).headers["location"] ?? "";
      await see(onward);
      await see(`${onward.split("?")[0]}?step=withdraw`);
      // With one.
      const form = { ...ASKED, name: "Rosemary", email: `${asker}@people.example`, pass: mine };
      const made = (await see(`/people/me/contacts/to/${reference}`, { as: asker, form })).headers["location"] ?? "";
      await see(made, { as: asker });
      await see("/people/me/contacts", { as: asker });
      const written = (await scan()).filter(({ pk, sk }) => !before.has(`${pk}|${sk}`)).map(({ entity }) => String(entity));
      const timeless = (held: unknown) =>
        plain(JSON.stringify(held)).replace(/"(?:hash|previous|body|requestId|reasonHash|at|createdAt|sentAt|to)":"[^"]*",?/g, "");
      const held = async () => {
        const file = (await call("/account/data/download", { as: asker })).json();
        const of = (kind: string) => file.records.find((one: any) => one.kind === kind)?.held;
        const entries = of("audit-entry").filter(({ record }: any) => record.startsWith("CONTACT#"));
        return timeless([of("contact"), entries]);
      };
      const outcome = {
        seen,
        confirm: plain(JSON.stringify(Object.entries(confirm.values).toSorted())),
        written: written.toSorted(),
        told: await held(),
        later: [""],
      };
      outcomes.set(name, outcome);
      laterLooks.push(async () => {
        seen.length = 9;
        await see(made, { as: asker });
        outcome.later = [seen.at(-1) ?? "", await held()];
        seen.length = 9;
      });
    }
    // Some mornings later, within the time for an answer: nothing that the person can see has changed.
    for (const day of [1, 2]) await sweep(clock.at + day * DAY);
    for (const look of laterLooks) await look();
    const listed = outcomes.get("listed");
    expect(listed).toMatchObject({ written: expect.arrayContaining(["contact", "notice"]), told: expect.stringContaining("contact:ask") });
    for (const [name, outcome] of outcomes) expect(outcome, name).toEqual(listed);
  });
  it("of somebody who is not on the list begins nowhere: its page is the one of whoever never was", async () => {
    const scene = await contactScene();
    const never = await scene.call("/listings/never-was/contact");
    expect([never.status, never.body.includes("not on the list")]).toEqual([404, true]);
    for (const status of ["suspended", "paused", "withdrawn", "applied"]) {
      await scene.list({ ...scene.AS_LISTED, status });
      const answer = await scene.call("/listings/pa-1/contact");
      expect([answer.status, plain(answer.body)], status).toEqual([404, plain(never.body)]);
      const [mine, theirs] = [
        await scene.call("/people/me/contacts/to/pa-1", { as: "rosemary" }),
        await scene.call("/people/me/contacts/to/never-was", { as: "rosemary" }),
      ];
      expect([mine.status, plain(mine.body)], status).toEqual([422, plain(theirs.body)]);
    }
  });
  it("reaches nobody who is suspended; who comes back in time gets it then, and the person sees no difference", async () => {
    const scene = await contactScene();
    const { askAs, see, list, AS_LISTED, sweep, clock, notices, contactOf, move } = scene;
    const opened = scene.passOn((await see("/people/me/contacts/to/pa-1", { as: "rosemary" })).body);
    await list({ ...AS_LISTED, status: "suspended" });
    const form = { ...ASKED, email: ROSEMARY.email, pass: opened };
    const path = ((await see("/people/me/contacts/to/pa-1", { as: "rosemary", form })).headers["location"] ?? "").replace(/\?.*/, "");
    expect((await contactOf(path))?.handling).toEqual({ by: "held" });
    expect((await notices("contact-asked")).map(({ state, to }) => [state, to])).toEqual([["nobody-to-tell", {}]]);
    expect((await see(path, { as: "amber" })).status).toBe(404);
    await sweep(clock.at + DAY);
    expect((await contactOf(path))?.handling).toEqual({ by: "held" });
    await list(AS_LISTED);
    await sweep(clock.at + 2 * DAY);
    await sweep(clock.at + 2 * DAY);
    expect((await contactOf(path))?.handling).toEqual({ by: "provider", account: "amber" });
    expect((await notices("contact-asked")).filter(({ to }) => to.account === "amber").length).toBe(1);
    expect((await see(path, { as: "amber" })).body).toContain("cook with me");
    // Suspended again before they answered: they read and answer nothing, and their list is empty.
    await list({ ...AS_LISTED, status: "suspended" });
    const barred = await see(path, { as: "amber" });
    expect([barred.body.includes("You cannot answer at the moment"), barred.body.includes("cook with me")]).toEqual([true, false]);
    expect((await move("amber", path, "answer", { message: "Yes" })).status).toBe(422);
    expect((await see("/received-contacts", { as: "amber" })).body).toContain("No one yet");
    expect((await see(path, { as: "rosemary" })).body).toContain("We sent your request");
    expect(await askAs("rosemary", "pa-2")).toMatch(/^\/contacts\//);
  });
});
