import { describe, expect, it } from "vitest";
import { linkHash } from "../../../shared/links/one-time-link.ts";
import { COUNCIL } from "../../support/councils.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { aCase, storedCases } from "../../support/vetting.ts";
import { all, check, functions, ready } from "../../support/vetting-scene.ts";

describe("a reference", () => {
  it("shown again with a form that was refused is noted as looked at", async () => {
    await ready();
    await storedCases(functions.accounts, {
      entity: "reference",
      after: {
        id: "ref",
        case: "pips-case",
        authority: COUNCIL,
        owner: "pip",
        about: "Pat",
        tokenHash: "h",
        name: "Rae",
        relation: "boss",
        state: "given",
        askedOn: "2026-11-20",
        until: "2026-12-20",
        answers: { known: "k", work: "SECRETWORK", again: "no" },
        answeredOn: "2026-11-21",
      },
      action: "test",
    });
    const p = await check("ann", "references", { answer: "nonsense" });
    const looked = (await all()).filter((i) => i.pk === "AUDIT#ACCOUNT#pip" || String(i.pk).startsWith("AUDIT#ACCOUNT#pip"));
    expect(p.body.includes("SECRETWORK"), `${p.status}`).toBe(true);
    expect(looked.length).toBeGreaterThan(1);
  });
  it("is not asked for without end: the form sends no more mail than it may", async () => {
    await ready({ state: "draft" });
    let sent = 0;
    for (let i = 0; i < 12; i += 1) {
      const r = await functions.call("/applications/pips-case/evidence/references", {
        as: "pip",
        form: Object.fromEntries(
          [0, 1, 2, 3, 4].flatMap((n) => [
            [`name-${n}`, "R"],
            [`email-${n}`, `v${i}-${n}@people.example`],
            [`relation-${n}`, "x"],
          ]),
        ),
      });
      if (r.status === 303) sent += 5;
    }
    expect(sent).toBeLessThan(20);
  });
  it("is given once, however often it is sent at once", async () => {
    const token = "a".repeat(48);
    await ready();
    await storedCases(functions.accounts, {
      entity: "reference",
      after: {
        id: "ref",
        case: "pips-case",
        authority: COUNCIL,
        owner: "pip",
        about: "Pip",
        tokenHash: linkHash(token),
        name: "Rae",
        relation: "boss",
        state: "asked",
        askedOn: "2026-11-20",
        until: "2026-12-20",
      },
      action: "test",
    });
    const d = await Promise.all([1, 2, 3].map(() => functions.call(`/references/${token}`, { form: { known: "k", work: "w", again: "yes" } })));
    expect(d.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await functions.call(`/references/${token}`, { form: { known: "k", work: "another", again: "yes" } })).status).toBe(410);
    expect((await functions.call(`/references/${token}`, { form: { decline: "sure" } })).status).toBe(410);
  });
  it("is declined only when that was asked once more, and what was typed is there for whoever goes back", async () => {
    const token = "b".repeat(48);
    await ready();
    await storedCases(functions.accounts, {
      entity: "reference",
      after: {
        id: "ref",
        case: "pips-case",
        authority: COUNCIL,
        owner: "pip",
        about: "Pip",
        tokenHash: linkHash(token),
        name: "Rae",
        relation: "boss",
        state: "asked",
        askedOn: "2026-11-20",
        until: "2026-12-20",
      },
      action: "test",
    });
    const send = (form: Readonly<Record<string, string>>) => functions.call(`/references/${token}`, { form });
    const question = await send({ known: "from the shop", decline: "yes" });
    expect([question.status, question.body.includes("Are you sure"), question.body.includes("from the shop")]).toEqual([200, true, true]);
    const back = await send({ known: "from the shop", back: "yes" });
    expect([back.status, back.body.includes("from the shop"), back.body.includes("There is a problem")]).toEqual([200, true, false]);
    const sure = [await send({ decline: "sure" }), await send({ decline: "sure" })];
    expect(sure.map(({ status, body }) => [status, body.includes("We will not ask you again")])).toEqual([
      [200, true],
      [200, true],
    ]);
    expect((await send({ known: "k", work: "w", again: "yes" })).status).toBe(410);
  });
  it("is not given once the case is over", async () => {
    const token = "a".repeat(48);
    await ready({ state: "withdrawn", endedAt: "2026-11-20T09:00:00.000Z" });
    await storedCases(functions.accounts, {
      entity: "reference",
      after: {
        id: "ref",
        case: "pips-case",
        authority: COUNCIL,
        owner: "pip",
        about: "Pip",
        tokenHash: linkHash(token),
        name: "Rae",
        relation: "boss",
        state: "asked",
        askedOn: "2026-11-20",
        until: "2026-12-20",
      },
      action: "test",
    });
    expect((await functions.call(`/references/${token}`, { form: { known: "k", work: "w", again: "yes" } })).status).toBe(410);
  });
  it("is not asked of the applicant", async () => {
    await storedCases(functions.accounts, { entity: "case", after: aCase({ id: "pips-case", owner: "pip" }), action: "test" });
    const naming = async (email: string) =>
      outcomeOf(
        await functions.call("/applications/pips-case/evidence/references", { as: "pip", form: { "name-0": "Rae", "email-0": email, "relation-0": "boss" } }),
      );
    expect(await naming("pip@people.example")).toBe("422 Add other people. One of these addresses is yours");
    expect(await naming("rae@people.example")).toBe("303");
  });
  it("of two million characters is refused without giving them back", async () => {
    const token = "a".repeat(48);
    await ready();
    await storedCases(functions.accounts, {
      entity: "reference",
      after: {
        id: "ref",
        case: "pips-case",
        authority: COUNCIL,
        owner: "pip",
        about: "Pip",
        tokenHash: linkHash(token),
        name: "Rae",
        relation: "boss",
        state: "asked",
        askedOn: "2026-11-20",
        until: "2026-12-20",
      },
      action: "test",
    });
    const d = await functions.call(`/references/${token}`, { form: { known: "<".repeat(2_000_000), work: "w", again: "yes" } });
    expect(d.body.length).toBeLessThan(200_000);
  });
});
