import { describe, expect, it } from "vitest";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { all, functions, listed, move, setCase, store, table, theCase } from "../../support/vetting-scene.ts";

const ABOUT = "I like walking and cooking.";
const saveProfile = (displayName: string, about = ABOUT, as = "pip") =>
  functions.call("/applications/pips-case/parts/profile", { as, form: { displayName, about } });

const onThePage = async () => {
  const id = (await theCase()).case.body.listing ?? "";
  const profile = await table.directory.profile(id);
  return [profile?.row.listing.displayName, profile?.about];
};
const noticesTo = (account: string, items: readonly Record<string, any>[]) =>
  items.filter(({ entity, to }) => entity === "notice" && to?.account === account).map(({ code }) => code);

describe("the name of somebody on the list", () => {
  it("stays as it was on the public page until an officer has compared the new one, and the trail says with what", async () => {
    await listed();
    expect(outcomeOf(await saveProfile("Pippa Newname"))).toBe("303");
    expect(await onThePage()).toEqual(["Pip Tryout", ABOUT]);
    const { tasks, pageChange } = (await theCase()).case.body;
    expect(tasks.map(({ code }) => code)).toEqual(["page-changed"]);
    expect(pageChange?.displayName).toBe("Pippa Newname");
    expect((await functions.call(`/councils/${COUNCIL}/vetting?view=tasks`, { as: "ann" })).body).toContain("Pip Tryout");
    const seen = (await functions.call("/cases/pips-case", { as: "ben" })).body;
    expect(seen).toContain("Pippa Newname");
    expect((await functions.call("/applications/pips-case", { as: "pip" })).body).toContain("People will see your old name");

    expect(outcomeOf(await move("ben", "agree-page"))).toBe("422 reason-missing");
    expect(outcomeOf(await move("ben", "agree-page", { reason: "Passport seen on 3 May" }))).toBe("303");
    expect(await onThePage()).toEqual(["Pippa Newname", ABOUT]);
    expect((await theCase()).case.body.tasks).toEqual([]);
    const entry = (await store().caseTrail((await theCase()).case.body)).find(({ action }) => action === "case:agree-page");
    expect(entry).toMatchObject({ actor: { subject: "ben" }, reason: "Passport seen on 3 May" });
    expect(noticesTo("pip", await all())).toContain("page-looked-at");
  });
  it("is not that of an officer who fills in for them, nor the provider's own, to agree to", async () => {
    await listed();
    await setCase({ enteredBy: ["ann"] });
    await saveProfile("Pippa Newname", ABOUT, "ann");
    expect(outcomeOf(await move("ann", "agree-page", { reason: "x" }))).toBe("422 same-officer");
    expect((await functions.call("/applications/pips-case/moves/agree-page", { as: "pip", form: { reason: "x" } })).status).toBe(404);
    expect(await onThePage()).toEqual(["Pip Tryout", ABOUT]);
  });
  it("refused, is gone; and typed back, leaves nothing to do", async () => {
    await listed();
    await saveProfile("Pippa Newname");
    expect(outcomeOf(await move("ben", "refuse-page", { reason: "It is not the name on your passport." }))).toBe("303");
    expect((await theCase()).case.body.pageChange).toBeUndefined();
    expect(outcomeOf(await move("ben", "refuse-page", { reason: "again" }))).toBe("422 not-a-move");
    await saveProfile("Pippa Newname");
    await saveProfile("Pip Tryout");
    expect((await theCase()).case.body).toMatchObject({ tasks: [] });
    expect(await onThePage()).toEqual(["Pip Tryout", ABOUT]);
  });
});

describe("the words of somebody on the list", () => {
  it("are shown at once, give an officer something to do, and are taken back where they refuse", async () => {
    await listed();
    await saveProfile("Pip Tryout", "I like swimming.");
    expect(await onThePage()).toEqual(["Pip Tryout", "I like swimming."]);
    await saveProfile("Pip Tryout", "I like swimming and running.");
    expect((await theCase()).case.body.tasks.map(({ code }) => code)).toEqual(["page-changed"]);
    await move("ben", "refuse-page", { reason: "Please say what you do." });
    expect(await onThePage()).toEqual(["Pip Tryout", ABOUT]);
  });
  it("wait where they claim an office or a council's word, which both the provider and the officer are told", async () => {
    await listed();
    const claim = "I am an NHS nurse, recommended by Melton Borough Council.";
    await saveProfile("Pip Tryout", claim);
    expect(await onThePage()).toEqual(["Pip Tryout", ABOUT]);
    for (const [as, path] of [
      ["pip", "/applications/pips-case"],
      ["ben", "/cases/pips-case"],
    ] as const) {
      const { body } = await functions.call(path, { as });
      expect(body, path).toContain("NHS");
      expect(body, path).toContain("Melton Borough Council");
    }
    await move("ben", "agree-page", { reason: "Seen their contract." });
    expect(await onThePage()).toEqual(["Pip Tryout", claim]);
  });
  it("that lead past the list are not taken, and what was found is named", async () => {
    await listed();
    for (const [about, named] of [
      ["Ring me on 07700 900 123.", "07700 900 123"],
      ["Write to pip@example.com", "pip@example.com"],
      ["All about me at www.pip.example", "www.pip.example"],
      ["I live at 12 High Street", "12 High Street"],
    ] as const) {
      const answer = await saveProfile("Pip Tryout", about);
      expect(answer.status, about).toBe(400);
      expect(answer.body, about).toContain(`must not hold '${named}`);
    }
    expect(await onThePage()).toEqual(["Pip Tryout", ABOUT]);
  });
  it.each(["12345", "P\u0456p Tryout", "Pip 07700900123"])("a name such as %j is refused with the reason", async (name) => {
    await listed();
    const answer = await saveProfile(name);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatch(/Your name must (?:not|have)/);
  });
  it.each([
    ["\u202eevil", "evil"],
    ["a\u200bb", "ab"],
  ])("a name such as %j is kept as what can be seen of it", async (typed, kept) => {
    await listed();
    expect((await saveProfile(typed)).status).toBe(303);
    expect((await theCase()).case.body.pageChange?.displayName).toBe(kept);
  });
  it("a name of which nothing can be seen is none", async () => {
    await listed();
    expect((await saveProfile("\u3164")).status).toBe(400);
  });
});
