import { describe, expect, it } from "vitest";
import { anAccount, stored } from "../../support/accounts.ts";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { functions, listed, move, ready, setCase, theCase } from "../../support/vetting-scene.ts";

// Asking to be erased is no clean slate for somebody who was suspended or refused.

const REFUSED = { state: "refused", endedAt: "2026-11-20T09:00:00.000Z", decision: { by: "ben", at: "2026-11-20T09:00:00.000Z", outcome: "refused" } } as const;
const administrator = () =>
  stored(functions.accounts, { entity: "account", after: anAccount({ id: "adi", grants: [{ role: "administrator", authority: COUNCIL }] }), action: "test" });
const wish = async (): Promise<string> => {
  expect((await functions.call("/account/erase", { as: "pip", form: {} })).status).toBe(303);
  return (await functions.accounts.store.erasuresOf("pip"))[0]?.body.id ?? "";
};
const decide = (id: string, decision = "erase") => functions.call(`/erasures/${id}`, { as: "adi", form: { decision, reason: "You asked." } });

describe("somebody who asks to be erased while suspended, refused or under review", () => {
  it("is looked at by a vetting officer first, who finds it on the list, and whose words the administrator reads", async () => {
    await administrator();
    await ready(REFUSED);
    const id = await wish();
    expect((await functions.call(`/councils/${COUNCIL}/vetting?view=tasks`, { as: "ann" })).body).toContain("/cases/pips-case");
    const page = await functions.call("/cases/pips-case", { as: "ann" });
    expect(page.body).toContain("The applicant has asked us to delete their data");
    const early = await decide(id);
    expect([early.status, early.body.includes("A vetting officer must check this first")]).toEqual([422, true]);
    expect((await functions.call(`/api/erasures/${id}/decision`, { as: "adi", json: { decision: "erase", reason: "x" } })).json().type).toBe(
      "/problems/looked-at-first",
    );
    expect(outcomeOf(await move("ann", "answer-erasure"))).toBe("422 reason-missing");
    expect((await move("ann", "answer-erasure", { reason: "Nothing stands against it." })).status).toBe(303);
    expect((await theCase()).case.body.tasks).toEqual([]);
    expect((await functions.call(`/erasures/${id}`, { as: "adi" })).body).toContain("A vetting officer has checked it: Nothing stands against it.");
    expect((await decide(id)).status).toBe(303);
    expect((await functions.accounts.store.account("pip"))?.body.erasedAt).toBeDefined();
  });
  it("is looked at anew where they ask again, and may be refused without that", async () => {
    await administrator();
    await ready({ ...REFUSED, erasureAnswered: { by: "ann", at: "2026-11-21T09:00:00.000Z", reason: "Of another time." } });
    const id = await wish();
    expect((await decide(id)).status).toBe(422);
    expect((await decide(id, "refuse")).status).toBe(303);
  });
  it("is put before an officer once, and is of no case that ended well", async () => {
    await administrator();
    await listed();
    const id = await wish();
    expect((await theCase()).case.body.tasks).toEqual([]);
    expect((await decide(id)).status).toBe(303);
    await ready({
      id: "second",
      owner: "cat",
      state: "suspended",
      accreditation: "accredited",
      suspension: { by: "ann", at: "2026-11-20T09:00:00.000Z", reason: "r" },
    });
    for (let time = 0; time < 2; time += 1)
      await functions.accounts.dataSubject.askBeforeErasure("cat", { actor: { subject: "t", role: "t" }, at: 0, requestId: "r" });
    expect((await theCase("second")).case.body.tasks.map(({ code }) => code)).toEqual(["erasure"]);
  });
});

describe("a later application of the same person", () => {
  const again = (email: string) =>
    stored(functions.accounts, { entity: "account", after: anAccount({ id: "pip-2", email, grants: [{ role: "provider" }] }), action: "test" });

  it("shows officers that an earlier one ended badly, though the account was erased and another begins with nothing", async () => {
    await administrator();
    await listed();
    expect((await move("ann", "suspend", { reason: "Harm." })).status).toBe(303);
    const id = await wish();
    expect((await move("ann", "answer-erasure", { reason: "Keep what the case says." })).status).toBe(303);
    expect((await decide(id)).status).toBe(303);
    expect((await theCase()).case.body.state).toBe("withdrawn");
    await again("PIP@people.example");
    const begun = await functions.call("/applications", { as: "pip-2", form: {} });
    const [, later = ""] = /applications\/([^?]+)/.exec(String(begun.headers["location"])) ?? [];
    expect((await theCase(later)).case.body.answers).toEqual({});
    const page = await functions.call(`/cases/${later}`, { as: "ben" });
    expect([page.body.includes("An earlier application of this person ended badly"), page.body.includes('href="/cases/pips-case"')]).toEqual([true, true]);
  });
  it("says nothing of one that ended well, of another person's, or to another council's officers", async () => {
    await ready(REFUSED);
    await setCase({ addressHash: await functions.accounts.addressHash("pip@people.example") });
    await again("other@people.example");
    await ready({ id: "later", owner: "pip-2", state: "submitted" });
    expect((await functions.call("/cases/later", { as: "ben" })).body).not.toContain("ended badly");
    await ready({ id: "mine", owner: "pip", state: "submitted" });
    expect((await functions.call("/cases/mine", { as: "ben" })).body).toContain("ended badly");
  });
  it("shows one that was refused although its review was asked for and then withdrawn", async () => {
    await administrator();
    await ready(REFUSED);
    const apply = (name: string, form = {}) => functions.call(`/applications/pips-case/moves/${name}`, { as: "pip", form });
    expect((await apply("ask-review", { reason: "It is wrong." })).status).toBe(303);
    expect((await apply("withdraw")).status).toBe(303);
    expect((await theCase()).case.body.state).toBe("withdrawn");
    const id = await wish();
    expect((await theCase()).case.body.tasks.map(({ code }) => code)).toEqual(["erasure"]);
    expect((await decide(id)).status).toBe(422);
    await again("pip@people.example");
    await ready({ id: "later", owner: "pip-2", state: "submitted" });
    expect((await functions.call("/cases/later", { as: "ben" })).body).toContain("ended badly");
  });
  it("is known by the address from when somebody is refused or suspended, and no longer where that is lifted", async () => {
    await listed();
    const hash = await functions.accounts.addressHash("pip@people.example");
    const earlier = async () => (await functions.checking.store.earlierCases(hash)).map(({ body }) => body.id);
    expect([(await theCase()).case.body.addressHash, await earlier()]).toEqual([undefined, []]);
    await move("ann", "suspend", { reason: "Harm." });
    expect([(await theCase()).case.body.addressHash, await earlier()]).toEqual([hash, ["pips-case"]]);
    await move("ben", "lift", { reason: "Looked into." });
    expect([(await theCase()).case.body.addressHash, await earlier()]).toEqual([undefined, []]);
  });
});
