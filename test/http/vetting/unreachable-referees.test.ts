import { describe, expect, it } from "vitest";
import { deliver } from "../../../functions/notices/deliver.ts";
import { dynamoNoticeStore } from "../../../functions/notices/dynamo-notice-store.ts";
import type { Arrival, Handed } from "../../../functions/notices/ports.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { addressMark } from "../../../shared/runtime/address-mark.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { aCase, storedCases } from "../../support/vetting.ts";
import { all, clock, functions, setCase, table, there } from "../../support/vetting-scene.ts";

const CANNOT = "422 We cannot email one of these addresses. Add other people, or contact the council";
const MANY = expect.stringMatching(/^422 /);

const begin = (id: string) => storedCases(functions.accounts, { entity: "case", after: aCase({ id, owner: "pip" }), action: "test" });
/** Names people by their addresses, as the applicant does. */
const name = async (id: string, ...emails: readonly string[]) =>
  outcomeOf(
    await functions.call(`/applications/${id}/evidence/references`, {
      as: "pip",
      form: Object.fromEntries(
        emails.flatMap((email, at) => [
          [`name-${at}`, email.split("@")[0] ?? ""],
          [`email-${at}`, email],
          [`relation-${at}`, "Employer"],
        ]),
      ),
    }),
  );
const mailTo = async (email: string): Promise<any> => there((await all()).find(({ entity, to }) => entity === "notice" && to.address === email));
const stop = async (email: string) => functions.call(new URL((await mailTo(email)).values.stop).pathname, { form: { to: "stopped" } });
/** Has a notice delivered, with what GOV.UK Notify makes of it. */
const delivered = (id: string, handed: Handed, arrival?: Arrival) =>
  deliver({
    store: dynamoNoticeStore(table.tableOf("deliver")),
    sender: { find: async () => arrival && { notifyId: "n1", arrival }, send: async () => handed },
    now: () => clock.now,
    markOf: addressMark,
    ...servicePolicy.notices,
    tell: () => undefined,
  })(id);
const NEVER: Handed = { outcome: "never", fault: "address" };
const applicantSees = async () => (await functions.call("/applications/c1/evidence/references", { as: "pip" })).body;
const officerSees = async () => {
  await setCase({ state: "in-review", submittedAt: "2026-11-24T12:00:00.000Z", assignedTo: "ann" }, "c1");
  return (await functions.call("/cases/c1/evidence/references", { as: "ann" })).body;
};
const PLEASE = "we cannot email this address. Correct it, or name someone else";
const UNREACHABLE = "No answer yet, and we cannot email them.";

describe("a referee who cannot be written to", () => {
  it("because they want no more mails, fills no place: somebody else is named, and nobody hears why", async () => {
    await begin("c1");
    expect(await name("c1", "rae@work.example", "ben@work.example")).toBe("303");
    expect(await name("c1", "kim@work.example")).toEqual(MANY);
    await stop("rae@work.example");
    expect(await applicantSees()).toContain(PLEASE);
    expect(await name("c1", "RAE@work.example")).toBe(CANNOT);
    expect(await name("c1", "kim@work.example", "lou@work.example")).toEqual(MANY);
    expect(await name("c1", "kim@work.example")).toBe("303");
    const seen = await officerSees();
    expect([seen.split(UNREACHABLE).length - 1, /stopp|no more|wants? no/i.test(seen)]).toEqual([1, false]);
  });
  it("because the mail failed for its address, is shown to who named them and to the officer, and the address is corrected by the rules for any", async () => {
    await begin("c1");
    expect(await name("c1", "rae@wrok.example", "ben@work.example")).toBe("303");
    const { id } = await mailTo("rae@wrok.example");
    for (const _ of ["failed", "delivered again"]) expect(await delivered(id, NEVER)).toBe("failed");
    expect(await delivered((await mailTo("ben@work.example")).id, { outcome: "sent", notifyId: "n1" })).toBe("sent");
    const page = await applicantSees();
    expect([page.split(PLEASE).length - 1, page.includes("wrok")]).toEqual([1, false]);
    expect(await name("c1", "pip@people.example")).toBe("422 Add other people. One of these addresses is yours");
    expect(await name("c1", "rae@work.example", "lou@work.example")).toEqual(MANY);
    expect(await name("c1", "rae@work.example")).toBe("303");
    expect(await name("c1", "lou@work.example")).toEqual(MANY);
    expect((await officerSees()).split(UNREACHABLE).length - 1).toBe(1);
  });
  it("because GOV.UK Notify said later that the mail did not arrive, is shown as well, and one that is still on its way is not", async () => {
    await begin("c1");
    await name("c1", "rae@gone.example", "ben@work.example");
    const sent: Handed = { outcome: "sent", notifyId: "n1" };
    const [rae, ben] = [await mailTo("rae@gone.example"), await mailTo("ben@work.example")];
    for (const { id } of [rae, ben]) expect(await delivered(id, sent)).toBe("sent");
    expect(await applicantSees()).not.toContain(PLEASE);
    for (const _ of ["asked", "asked again"]) expect(await delivered(rae.id, sent, "never")).toBe("failed");
    await delivered(ben.id, sent, "under-way");
    expect((await applicantSees()).split(PLEASE).length - 1).toBe(1);
    expect((await officerSees()).split(UNREACHABLE).length - 1).toBe(1);
  });
  it("and answers all the same, has given a reference", async () => {
    await begin("c1");
    await name("c1", "rae@work.example");
    const { values } = await mailTo("rae@work.example");
    await stop("rae@work.example");
    expect((await functions.call(new URL(values.link).pathname, { form: { known: "k", work: "w", again: "yes" } })).status).toBe(200);
    expect((await applicantSees()).includes("has answered")).toBe(true);
    expect((await officerSees()).includes(UNREACHABLE)).toBe(false);
  });
  it("uses up nothing of what whoever names them may have sent", async () => {
    await begin("c1");
    await name("c1", "rae@work.example");
    await stop("rae@work.example");
    for (let at = 0; at < servicePolicy.mailToStrangers.dailyOfAccount; at += 1) expect(await name("c1", "rae@work.example")).toBe(CANNOT);
    // Named beside one who can be written to, nobody is written to and nothing is counted.
    for (let at = 0; at < servicePolicy.mailToStrangers.monthlyToAddress; at += 1)
      expect(await name("c1", "ben@work.example", "rae@work.example")).toBe(CANNOT);
    expect(await name("c1", "ben@work.example")).toBe("303");
  });
});

describe("an invitation that fails for its address", () => {
  it("is shown to whoever gave the address, until they end it; corrected, it goes out by the rules for any", async () => {
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "rose", grants: [{ role: "recipient" }] }), action: "test" });
    const invite = (email: string) =>
      functions.call("/people/me/support/unlisted", { as: "rose", form: { name: "Rae", checked: ["met"], email, knowingly: "yes" } });
    const told = async () => (await functions.call("/people/me/support", { as: "rose" })).body.split("We could not email them an invitation").length - 1;
    expect((await invite("rae@wrok.example")).status).toBe(303);
    const { id } = await mailTo("rae@wrok.example");
    expect(await told()).toBe(0);
    for (const _ of ["failed", "delivered again"]) expect(await delivered(id, NEVER)).toBe("failed");
    expect(await told()).toBe(1);
    expect((await invite("rae@work.example")).status).toBe(303);
    expect(await delivered((await mailTo("rae@work.example")).id, { outcome: "sent", notifyId: "n1" })).toBe("sent");
    expect(await told()).toBe(1);
    const [year = "", month = "", day = ""] = londonDate(clock.now).split("-");
    const ended = { version: "1", why: "other", "on-day": day, "on-month": month, "on-year": year };
    expect((await functions.call(`/arrangements/${id.slice("invited.".length)}/moves/end`, { as: "rose", form: ended })).status).toBe(303);
    expect(await told()).toBe(0);
  });
});
