import { describe, expect, it } from "vitest";
import { MOST_AT_ONCE } from "../../../functions/vetting/use-cases/notices.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { anArrangement, storedCases } from "../../support/vetting.ts";
import { all, functions, listed, move, ready, theCase, there } from "../../support/vetting-scene.ts";
import { withoutIds } from "../../support/without-ids.ts";

describe("what people are told", () => {
  it("holds no link that an applicant put into their name", async () => {
    await ready({ state: "draft" });
    const evil = "Your council\n\n# Payment failed\n\nhttps://evil.example/pay";
    const s = await functions.call("/applications/pips-case/parts/profile", { as: "pip", form: { displayName: evil, about: "x" } });
    const r = await functions.call("/applications/pips-case/evidence/references", {
      as: "pip",
      form: { "name-0": "Go to https://evil.example", "email-0": "victim@people.example", "relation-0": "x" },
    });
    const notice = (await all()).find((i) => i.entity === "notice");
    expect(outcomeOf(s)).toBe("400 Your name must not contain a line break");
    expect(outcomeOf(r)).toBe("400 Enter their name");
    expect(notice).toBeUndefined();
  });
  it("holds no link that a listed provider put into their name later", async () => {
    await listed();
    const l = there((await theCase()).case.body.listing);
    await stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id: "rec", email: "rec@people.example", grants: [{ role: "recipient" }] }),
      action: "test",
    });
    await functions.call("/people/me/support/listed", { as: "rec", form: { listing: l } });
    await functions.call("/applications/pips-case/parts/profile", {
      as: "pip",
      form: { displayName: "Your payment is due: https://evil.example", about: "x" },
    });
    await move("ann", "suspend", { reason: "harm" });
    const n = (await all()).find((i) => i.entity === "notice" && i.code === "arrangement-paused");
    expect(n.values.name).toBe("Pip Tryout");
  });
  it("holds nothing of what officers noted, nor who they are", async () => {
    await listed();
    await move("ann", "suspend", { reason: "harm to Mary" });
    const p = await functions.call("/applications/pips-case", { as: "pip" });
    const a = await functions.call("/api/applications/pips-case", { as: "pip" });
    expect(p.body + a.body).not.toContain("harm to Mary");
    expect.soft(withoutIds(a.body)).not.toContain("ann");
    expect(JSON.stringify((await all()).filter((i) => String(i.pk).startsWith("PUBLIC#")))).not.toMatch(/harm|Melton|"ann"/);
  });
  it("reaches a recipient of another council when somebody they use is suspended", async () => {
    await listed();
    const l = there((await theCase()).case.body.listing);
    await stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id: "rec", authority: "E06000016", email: "rec@people.example", grants: [{ role: "recipient" }] }),
      action: "test",
    });
    expect((await functions.call("/people/me/support/listed", { as: "rec", form: { listing: l } })).status).toBe(303);
    await move("ann", "suspend", { reason: "harm" });
    expect((await all()).filter((i) => i.entity === "notice" && i.code === "arrangement-paused").length).toBe(1);
  });
  it("reaches everybody who uses somebody, however many they are", async () => {
    await listed();
    const listing = ListingId.parse((await theCase()).case.body.listing);
    for (let from = 0; from < MOST_AT_ONCE + 10; from += 10) {
      const ids = Array.from({ length: 10 }, (_, index) => `user-${from + index}`);
      await stored(
        functions.accounts,
        ...ids.map((id) => ({ entity: "account" as const, after: anAccount({ id, email: `${id}@people.example` }), action: "test" })),
      );
      await storedCases(
        functions.accounts,
        ...ids.map((id) => {
          const { unlisted: _, ...use } = anArrangement(`use-of-${id}`, id);
          return { entity: "arrangement" as const, after: { ...use, listing }, action: "test" };
        }),
      );
    }
    expect((await move("ann", "suspend", { reason: "harm" })).status).toBe(303);
    const reached = (await all()).filter(({ entity, code }) => entity === "notice" && code === "arrangement-paused").map(({ to }) => to.account);
    expect(reached.length).toBe(MOST_AT_ONCE + 10);
    expect(new Set(reached).size).toBe(MOST_AT_ONCE + 10);
  });
  it("does not tell recipients that somebody is suspended", async () => {
    await listed();
    const l = there((await theCase()).case.body.listing);
    await move("ann", "suspend", { reason: "harm" });
    await stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id: "rec", email: "rec@people.example", grants: [{ role: "recipient" }] }),
      action: "test",
    });
    const r = await functions.call("/people/me/support/listed", { as: "rec", form: { listing: l } });
    const p = await functions.call("/people/me/support", { as: "rec" });
    expect(outcomeOf(r)).toBe("400 No one has this reference. Copy it from their page");
    expect(p.body).not.toMatch(/Pip Tryout|uspended/);
  });
});
