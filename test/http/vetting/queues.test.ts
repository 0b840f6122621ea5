import { describe, expect, it } from "vitest";
import type { Account } from "../../../shared/people/account.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { COUNCIL, OTHER_COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { aCase, answers, storedCases } from "../../support/vetting.ts";
import { check, functions, IDS, move, ready, setCase, store, theCase, there } from "../../support/vetting-scene.ts";

const LIST = `/councils/${COUNCIL}/vetting`;
const list = async (query = "", as = "ann"): Promise<string> => (await functions.call(`${LIST}${query}`, { as })).body;
const find = async (wanted: string, as = "ann") => functions.call(`${LIST}/find`, { as, form: { wanted } });
const profile = (displayName: string) => ({ ...answers, profile: { displayName, about: "I cook." } });
/** The cases a page lists, in its order. */
const casesIn = (page: string): readonly string[] => [...new Set([...page.matchAll(/href="\/cases\/([\w-]+)"/g)].map(([, id]) => id ?? ""))];
const inList = async (id: string, displayName: string, more: object = {}) =>
  storedCases(functions.accounts, {
    entity: "case",
    after: aCase({
      id,
      owner: `owner-of-${id}`,
      state: "submitted",
      answers: profile(displayName),
      submittedAt: "2026-11-20T09:00:00.000Z",
      decideBy: "2026-12-05",
      ...more,
    }),
    action: "test",
  });
const seen = async (id: string): Promise<string> => `${id}:${(await theCase(id)).case.version}`;
const assign = async (as: string, officer: string, ...cases: readonly string[]) => {
  return functions.call(`${LIST}/assign`, { as, form: { officer, case: cases } });
};

describe("an officer's list of cases", () => {
  it("says the type, what is accepted of what is required, who it waits for, how long there is and whose it is", async () => {
    await ready();
    await move("ann", "assign");
    await check("ann", "identity");
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "dee", displayName: "Dee Officer", grants: [] }), action: "test" });
    const page = await list();
    for (const words of ["Personal assistant, self-employed", `1 of ${IDS.length}`, 'data-label="Waiting for">Us', "11, by 5 December 2026", ">You<"])
      expect(page).toContain(words);
    await setCase({ assignedTo: "dee" });
    expect(await list()).toContain("<bdi>Dee Officer</bdi>");
  });
  it("waits for referees where nothing but their answers is left, and for the applicant where something is asked of them", async () => {
    await ready();
    await move("ann", "assign");
    for (const id of IDS.filter((one) => one !== "references")) await check("ann", id);
    expect(await list()).toMatch(/>Us<\/td>/);
    for (const name of ["r1", "r2", "r3"]) {
      const reference = (await store().referencesOf("pips-case")).find(({ body: one }) => one.name === name);
      if (reference)
        await storedCases(functions.accounts, { entity: "reference", before: reference, after: { ...reference.body, state: "asked" }, action: "test" });
    }
    expect(await list()).toMatch(/>Referee<\/td>/);
    await move("ann", "ask-more", { reason: "r" });
    expect(await list("?view=asked")).toMatch(/>Applicant<\/td>/);
  });
  it("counts the open cases of each view", async () => {
    await inList("a", "Ada");
    await inList("b", "Ben", { state: "in-review", assignedTo: "ann", decideBy: "2026-11-25" });
    await inList("c", "Cyd", { state: "needs-more" });
    const page = await list();
    for (const words of ["Waiting for us (2)", "At risk of being late (1)", "My cases (1)", "Waiting for applicant (1)", "Actions (0)"])
      expect(page).toContain(words);
  });
  it("shows all, mine, or what is not assigned", async () => {
    await inList("a", "Ada");
    await inList("b", "Ben", { state: "in-review", assignedTo: "ann" });
    await inList("c", "Cyd", { state: "in-review", assignedTo: "ben" });
    expect(casesIn(await list("?whose=all")).toSorted()).toEqual(["a", "b", "c"]);
    expect(casesIn(await list("?whose=mine"))).toEqual(["b"]);
    expect(casesIn(await list("?whose=unassigned"))).toEqual(["a"]);
  });
  it("is sorted by the column that is chosen, which the table says", async () => {
    await inList("a", "Zoe", { submittedAt: "2026-11-19T09:00:00.000Z", decideBy: "2026-12-09" });
    await inList("b", "Ádám", { decideBy: "2026-12-01" });
    expect(casesIn(await list())).toEqual(["a", "b"]);
    expect(casesIn(await list("?sort=name"))).toEqual(["b", "a"]);
    expect(casesIn(await list("?sort=name&order=down"))).toEqual(["a", "b"]);
    expect(casesIn(await list("?sort=decide-by"))).toEqual(["b", "a"]);
    expect(await list("?sort=name&order=down")).toMatch(/aria-sort="descending"[^>]*>Name/);
  });
  it("names somebody who applied on paper, before any part is filled in", async () => {
    await functions.call(`${LIST}/new`, { as: "ann", form: { displayName: "Paper Penny" } });
    expect(await list("?view=draft")).toContain("<bdi>Paper Penny</bdi>");
  });
  it("goes on page by page, and says which cases it shows", async () => {
    const { onAPage } = servicePolicy.caseLists;
    for (let index = 0; index <= onAPage; index += 1) await inList(`case-${index}`, `Name ${index}`);
    const first = await list();
    expect(first).toContain(`Showing 1 to ${onAPage} of ${onAPage + 1} cases`);
    const second = await list(`?from=${onAPage}`);
    expect(second).toContain(`Showing ${onAPage + 1} to ${onAPage + 1} of`);
    expect(casesIn(first).length + casesIn(second).length).toBe(onAPage + 1);
    expect(casesIn(first)).not.toContain(casesIn(second)[0]);
  });
  it("is nothing for a stranger, nor for an officer of another council", async () => {
    for (const as of ["pip", "nobody"]) expect(outcomeOf(await functions.call(LIST, { as }))).not.toMatch(/^200/);
  });
});

describe("finding a case", () => {
  it("is by part of a name in any case and without accents, and no name is in an address", async () => {
    await inList("a", "Ádám O'Neill");
    await inList("b", "Beth");
    expect(casesIn((await find("adam beth")).body)).toEqual([]);
    for (const wanted of ["ADAM", "neill ádám"]) expect(casesIn((await find(wanted)).body)).toEqual(["a"]);
    expect(await list()).not.toMatch(/href="[^"]*(dam|Neill)/);
  });
  it("is by reference in any case, with or without the dash, whatever became of the case", async () => {
    await inList("LEI-4KX7", "Ada", { state: "withdrawn", endedAt: "2026-11-21T09:00:00.000Z" });
    for (const wanted of ["LEI-4KX7", "lei4kx7", "Lei 4kx7"]) expect(casesIn((await find(wanted)).body)).toEqual(["LEI-4KX7"]);
  });
  it("finds who an officer entered from paper, by the name on the account", async () => {
    await functions.call(`${LIST}/new`, { as: "ann", form: { displayName: "Paper Penny" } });
    expect((await find("penny")).body).toContain("<bdi>Paper Penny</bdi>");
  });
  it("never finds an officer's own case, one they declared an interest in, or another council's", async () => {
    await inList("LEI-4KX7", "Ada", { owner: "ann" });
    await inList("LEI-4KX8", "Ada", { conflicts: ["ann"] });
    await inList("RUT-4KX9", "Ada", { authority: "E06000017" });
    for (const wanted of ["Ada", "LEI-4KX7", "LEI-4KX8", "RUT-4KX9"]) expect(casesIn((await find(wanted)).body), wanted).toEqual([]);
  });
  it("says what to enter where nothing was", async () => {
    expect(outcomeOf(await find(" "))).toMatch(/^400/);
    expect((await find(" ")).body).toContain("Enter a name of 100 characters or fewer, or a reference like LEI-4KX7");
  });
});

describe("assigning from the list", () => {
  it("gives several cases at once to an officer of the council, and each case's trail says it", async () => {
    await inList("a", "Ada");
    await inList("b", "Ben", { state: "in-review", assignedTo: "cat" });
    expect(outcomeOf(await assign("ann", "ben", await seen("a"), await seen("b")))).toMatch(/^303/);
    for (const id of ["a", "b"]) expect((await theCase(id)).case.body).toMatchObject({ assignedTo: "ben", state: "in-review" });
    expect((await theCase("a")).case.body.involved).toEqual(["ann"]);
  });
  it("gives none where one of them has changed, cannot be assigned, or is not theirs to see", async () => {
    await inList("a", "Ada");
    await inList("b", "Ben", { state: "needs-more", owner: "ann" });
    await inList("c", "Cyd", { state: "withdrawn", endedAt: "2026-11-21T09:00:00.000Z" });
    for (const other of [await seen("b"), await seen("c"), "a:99", "none:1"])
      expect(outcomeOf(await assign("ann", "ben", await seen("a"), other)), other).toMatch(/^422/);
    expect((await theCase("a")).case.body.assignedTo).toBeUndefined();
  });
  it("gives no case to its applicant, to whoever declared an interest, or to anyone who is not a vetting officer there", async () => {
    await inList("a", "Ada", { owner: "pat", conflicts: ["cat"] });
    for (const officer of ["pat", "cat", "pip", "no-one", ""]) {
      const answer = await assign("ann", officer, await seen("a"));
      expect(outcomeOf(answer), officer).toMatch(/^422/);
      expect(answer.body).toContain("Choose another officer");
    }
  });
  it("takes no more cases at once than one transaction holds, and at least one", async () => {
    const most = servicePolicy.caseLists.assignedAtOnce;
    const ids = Array.from({ length: most + 1 }, (_, index) => `case-${index}`);
    for (const id of ids) await inList(id, id);
    const all = await Promise.all(ids.map(seen));
    expect(outcomeOf(await assign("ann", "ben", ...all))).toMatch(/^422/);
    expect(outcomeOf(await assign("ann", "ben"))).toMatch(/^422/);
    expect(outcomeOf(await assign("ann", "ben", ...all.slice(1)))).toMatch(/^303/);
  });
});

describe("who a case can be assigned to", () => {
  const OFFICER = { role: "vetting-officer", authority: COUNCIL } as const;
  const person = async (id: string, grants: Account["grants"], more: Partial<Account> = {}) =>
    stored(functions.accounts, { entity: "account", after: anAccount({ id, displayName: `${id} Someone`, grants, ...more }), action: "test" });
  /** The accounts a page offers to assign to. */
  const offered = (page: string): readonly string[] => [...page.matchAll(/<option value="([^"]*)"/g)].map(([, id]) => id ?? "");

  it("is every vetting officer of the council, also one who never had a case: offered by name, and given it", async () => {
    await person("dee", [OFFICER]);
    await inList("a", "Ada");
    const page = await list();
    expect(offered(page).toSorted()).toEqual(["ann", "ben", "cat", "dee", "pat"]);
    expect(page).toContain(">dee Someone</option>");
    expect(outcomeOf(await assign("ann", "dee", await seen("a")))).toMatch(/^303/);
    expect((await theCase("a")).case.body).toMatchObject({ assignedTo: "dee", state: "in-review" });
    expect(await list()).toContain("<bdi>dee Someone</bdi>");
  });
  it("is also an officer whose role was given beside one in another council", async () => {
    await person("two", [{ role: "vetting-officer", authority: OTHER_COUNCIL }, OFFICER]);
    await inList("a", "Ada");
    expect(offered(await list())).toContain("two");
  });
  it("is never one of another council, of another role, whose role was taken away, or whose account is being deleted", async () => {
    await person("far", [{ role: "vetting-officer", authority: OTHER_COUNCIL }]);
    await person("rev", [{ role: "review-officer", authority: COUNCIL }]);
    for (const id of ["gone", "shut"]) await person(id, [OFFICER]);
    await inList("a", "Ada");
    await inList("b", "Ben", { state: "in-review", assignedTo: "gone" });
    expect(offered(await list())).toEqual(expect.arrayContaining(["gone", "shut"]));
    const change = async (id: string, changes: Partial<Account>) => {
      const before = there(await functions.accounts.store.account(id));
      await stored(functions.accounts, { entity: "account", before, after: { ...before.body, ...changes }, action: "test" });
    };
    await change("gone", { grants: [] });
    await change("shut", { closingAt: "2026-11-24T11:00:00.000Z" });
    const page = await list();
    // Whose a case is, is still said.
    expect(page).toContain("<bdi>gone Someone</bdi>");
    for (const id of ["far", "rev", "gone", "shut"]) {
      expect(offered(page), id).not.toContain(id);
      expect(outcomeOf(await assign("ann", id, await seen("a"))), id).toMatch(/^422/);
    }
    expect((await theCase("a")).case.body.assignedTo).toBeUndefined();
  });
  it("is, once a case is recommended, only an officer who may decide it: neither whoever recommended it nor whoever entered it", async () => {
    const recommendation = { by: "cat", at: "2026-11-23T09:00:00.000Z", outcome: "accredited" };
    await inList("a", "Ada", { owner: "pip", state: "recommended", assignedTo: "ann", involved: ["cat"], enteredBy: ["pat"], recommendation });
    for (const officer of ["cat", "pat"]) expect(outcomeOf(await assign("ann", officer, await seen("a"))), officer).toMatch(/^422/);
    expect((await assign("ann", "cat", await seen("a"))).body).toContain("Choose another officer");
    // Whoever recommended it may give it to another, but not take it back themselves.
    expect(outcomeOf(await move("cat", "reassign", {}, "a"))).toBe("422 same-officer");
    expect(outcomeOf(await assign("cat", "ben", await seen("a")))).toMatch(/^303/);
    expect((await theCase("a")).case.body).toMatchObject({ assignedTo: "ben", state: "recommended", recommendation });
  });
});
