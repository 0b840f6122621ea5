import { describe, expect, it } from "vitest";
import { dynamoSweepStore } from "../../functions/vetting/store/dynamo-sweep-store.ts";
import { beginRenewal } from "../../functions/vetting/use-cases/apply.ts";
import { tokenHash } from "../../functions/vetting/use-cases/evidence-work.ts";
import { dealWith } from "../../functions/vetting/use-cases/nightly-sweep.ts";
import { firstChecklist } from "../../shared/policy/checklists.ts";
import { anAccount, stored } from "../support/accounts.ts";
import { anAct } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { answers, storedCases } from "../support/vetting.ts";
import {
  acceptAll,
  all,
  check,
  clock,
  deps,
  factsOf,
  functions,
  IDS,
  listed,
  listings,
  move,
  nights,
  ready,
  setCase,
  setEvidence,
  store,
  theCase,
  there,
} from "../support/vetting-scene.ts";

describe("races", () => {
  it("withdraw and approve at once: one wins", async () => {
    await ready();
    await move("ann", "assign");
    await acceptAll();
    await move("ann", "recommend", { outcome: "provisional" });
    const [a, b] = await Promise.all([move("ben", "approve"), functions.call("/applications/pips-case/moves/withdraw", { as: "pip", form: {} })]);
    const c = (await theCase()).case.body;
    expect([a.status, b.status].filter((s) => s === 303).length).toBe(1);
    expect(c.state === "withdrawn" ? c.decision === undefined : c.decision !== undefined).toBe(true);
  });
  it("two approvals, one listing", async () => {
    await ready();
    await move("ann", "assign");
    await acceptAll();
    await move("ann", "recommend", { outcome: "provisional" });
    await Promise.all([move("ben", "approve"), move("cat", "approve")]);
    expect((await listings()).length).toBe(1);
  });
  it("two sweeps at once tell once", async () => {
    await listed();
    await setEvidence("public-liability", { sweepOn: "2027-08-02" });
    const sweeps = dynamoSweepStore(functions.own.table);
    const deal = dealWith({ ...deps(), sweeps, removeFile: async () => undefined });
    const at = Date.parse("2027-08-03T03:00:00Z");
    const n0 = (await all()).filter((i) => i.entity === "notice").length;
    await Promise.all([1, 2, 3].map(() => deal({ case: "pips-case", evidence: "public-liability" }, at)));
    expect((await all()).filter((i) => i.entity === "notice").length - n0).toBe(1);
    await Promise.all([1, 2, 3].map(() => deal({ case: "pips-case", evidence: "public-liability" }, Date.parse("2027-10-03T03:00:00Z"))));
    expect((await theCase()).case.body.state).toBe("paused");
    expect((await all()).filter((i) => i.entity === "notice" && i.code === "listing-paused").length).toBe(1);
  });
  it("a referee answers once", async () => {
    const token = "a".repeat(48);
    await ready();
    await storedCases(functions.own, {
      entity: "reference",
      after: {
        id: "ref",
        case: "pips-case",
        authority: COUNCIL,
        owner: "pip",
        about: "Pip",
        tokenHash: tokenHash(token),
        name: "Rae",
        relation: "boss",
        state: "asked",
        askedOn: "2026-11-20",
        until: "2026-12-20",
      },
      action: "test",
    });
    const d = await Promise.all([1, 2, 3].map(() => functions.call(`/references/${token}`, { form: { known: "k", work: "w", again: "yes" } })));
    expect(d.filter(({ status }) => status === 200).length).toBe(1);
  });
  it("a referee is not asked once the case is over", async () => {
    const token = "a".repeat(48);
    await ready({ state: "withdrawn", endedAt: "2026-11-20T09:00:00.000Z" });
    await storedCases(functions.own, {
      entity: "reference",
      after: {
        id: "ref",
        case: "pips-case",
        authority: COUNCIL,
        owner: "pip",
        about: "Pip",
        tokenHash: tokenHash(token),
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
  it("two accept at once", async () => {
    await ready();
    await move("ann", "assign");
    const d = await Promise.all([check("ann", "dbs"), check("ben", "dbs")]);
    expect(d.filter(({ status }) => status === 303).length).toBe(1);
  });
});
describe("held", () => {
  it("wrong routes and councils", async () => {
    await ready({ state: "recommended", recommendation: { by: "ann", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" } });
    await stored(functions.own, {
      entity: "account",
      after: anAccount({ id: "oth", grants: [{ role: "vetting-officer", authority: "E06000016" }] }),
      action: "test",
    });
    expect((await functions.call("/applications/pips-case/moves/approve", { as: "pip", form: {} })).status).toBe(404);
    expect((await functions.call("/applications/pips-case/moves/approve", { as: "ben", form: {} })).status).toBe(404);
    for (const m of ["submit", "withdraw", "pause", "resume", "lapse", "renew", "answer"]) expect((await move("ben", m)).status).toBe(404);
    for (const p of ["/cases/pips-case", "/applications/pips-case", "/cases/pips-case/evidence/dbs", "/cases/pips-case/moves/approve"])
      expect((await functions.call(p, { as: "oth" })).status).toBe(404);
    expect((await move("oth", "approve")).status).toBe(404);
    expect((await functions.call("/applications/pips-case/moves/withdraw", { as: "ben", form: {} })).status).toBe(422);
    expect((await functions.call("/applications/pips-case/parts/price", { as: "ben", form: { ratePence: "1.00" } })).status).toBe(422);
  });
  it("hostile after", async () => {
    for (const a of ["%00", "#", "zzzz", "%F0%9F", "..", "a".repeat(500), "'"])
      expect((await functions.call(`/councils/${COUNCIL}/vetting?view=waiting&after=${a}`, { as: "ann" })).status).toBe(200);
    for (const v of ["mine", "at-risk", "expiring", "nothing", "__proto__"])
      expect((await functions.call(`/councils/${COUNCIL}/vetting?view=${v}&after=x`, { as: "ann" })).status).toBe(200);
  });
  it("lapsed evidence while suspended: lifting pauses", async () => {
    await listed();
    await move("ann", "suspend", { reason: "x" });
    await setCase({ accreditedUntil: "2028-01-01" });
    await nights("2026-11-25", "2027-10-03");
    clock.now = Date.parse("2027-10-03T12:00:00Z");
    await move("ben", "lift", { reason: "y" });
    expect((await theCase()).case.body.state).toBe("paused");
  });
  it("renewed item brings the listing back", async () => {
    await listed();
    await setCase({ accreditedUntil: "2028-01-01" });
    await nights("2026-11-25", "2027-10-03");
    clock.now = Date.parse("2027-10-03T12:00:00Z");
    expect((await theCase()).case.body.state).toBe("paused");
    await setEvidence("public-liability", { offered: { facts: { endsOn: "2028-09-01" }, at: "2027-10-03T10:00:00.000Z", state: "with-us" } });
    await check("ann", "public-liability");
    expect((await theCase()).case.body.state).toBe("provisional");
  });
  it("odd evidence ids and parts", async () => {
    await ready();
    for (const id of ["dbs.", "dbs.w1", "__proto__", "constructor", "dbs%2F..", "%00", "a".repeat(65)]) {
      expect((await functions.call(`/cases/pips-case/evidence/${id}`, { as: "ann" })).status).toBeLessThan(500);
      expect((await check("ann", id)).status).toBeLessThan(500);
      expect((await functions.call(`/applications/pips-case/parts/${id}`, { as: "pip" })).status).toBeLessThan(500);
    }
  });
});
describe("more", () => {
  it("somebody with a part in it does not review it", async () => {
    await ready();
    await move("cat", "assign");
    for (const id of IDS) await check("cat", id);
    await move("cat", "ask-more", { reason: "r" });
    await functions.call("/applications/pips-case/moves/answer", { as: "pip", form: {} });
    await move("ann", "recommend", { outcome: "refused", reason: "r" });
    await move("ben", "approve");
    await functions.call("/applications/pips-case/moves/ask-review", { as: "pip", form: { reason: "u" } });
    expect((await theCase()).case.body.state).toBe("review-asked");
    expect((await move("cat", "uphold", { reason: "o" })).status).not.toBe(303);
  });
  it("DBS facts sent after the first were erased go too", async () => {
    await listed();
    await setCase({ accreditedUntil: "2029-12-01" });
    await nights("2026-11-25", "2027-06-01");
    clock.now = Date.parse("2027-06-01T12:00:00Z");
    const e = () => theCase().then((c) => c.evidence.find(({ body }) => body.id === "dbs")?.body);
    expect((await e())?.factsErasedOn).toBeDefined();
    await functions.call("/applications/pips-case/evidence/dbs", {
      as: "pip",
      form: {
        certificateNumber: "999999999999",
        "issuedOn-day": "1",
        "issuedOn-month": "1",
        "issuedOn-year": "2025",
        level: "enhanced-barred",
        workforce: "adult",
      },
    });
    expect((await check("ann", "dbs", { answer: "refuse", reason: "no" })).status).toBe(303);
    await nights("2027-06-02", "2028-02-01");
    expect(JSON.stringify(await e())).not.toContain("999999999999");
  });
  it("the file of evidence carried to a renewal opens", async () => {
    await listed();
    await setEvidence("training", { files: [{ id: "f1", state: "clean", type: "pdf", addedAt: "2026-11-20T09:00:00.000Z" }] });
    await beginRenewal(deps())(await theCase(), there(await store().account("pip")), "r1", undefined, anAct());
    await setCase({ state: "in-review", answers }, "r1");
    const r = await functions.call("/cases/r1/evidence/training/files/f1", { as: "ann" });
    expect(r.headers["location"]).toContain("evidence/pips-case/training");
  });
  it("new insurance needs a new file", async () => {
    await listed();
    await setEvidence("public-liability", { files: [{ id: "f1", state: "clean", type: "pdf", addedAt: "2026-11-20T09:00:00.000Z" }] });
    const r = await functions.call("/applications/pips-case/evidence/public-liability", {
      as: "pip",
      form: { insurer: "x", policyNumber: "1", coverPence: "5000000", "endsOn-day": "1", "endsOn-month": "1", "endsOn-year": "2030" },
    });
    expect(r.status).not.toBe(303);
  });
  it("an abandoned draft is removed some day", async () => {
    await functions.call("/applications", { as: "pip", form: {} });
    const [c] = await store().casesOf("pip");
    await functions.call(`/applications/${c?.body.id}/parts/price`, { as: "pip", form: { ratePence: "14.00" } });
    expect((await theCase(c?.body.id)).case.body.sweepOn).toBeDefined();
  });
  it("a checklist that checks nothing is refused", async () => {
    await stored(functions.own, {
      entity: "account",
      after: anAccount({ id: "adm", grants: [{ role: "administrator", authority: COUNCIL }] }),
      action: "test",
    });
    const page = await functions.call(`/councils/${COUNCIL}/checklist/new`, { as: "adm" });
    const fields: Record<string, string> = { version: "1", "effectiveFrom-day": "25", "effectiveFrom-month": "11", "effectiveFrom-year": "2026", reason: "x" };
    for (const { code, validMonths } of firstChecklist(COUNCIL).items) {
      for (const t of ["employed-pa", "self-employed-pa", "micro-provider", "agency"]) fields[`${code}.${t}`] = "not-needed";
      if (validMonths) fields[`${code}.months`] = "120";
    }
    Object.assign(fields, {
      targetDays: "1",
      accreditedMonths: "60",
      provisionalMonths: "1",
      statusCheckMonths: "36",
      dbsFactsMonths: "6",
      referenceDays: "7",
      askForReviewDays: "14",
    });
    expect(page.status).toBe(200);
    expect((await functions.call(`/councils/${COUNCIL}/checklist/new`, { as: "adm", form: fields })).status).not.toBe(303);
  });
  it("one referee where two are asked for", async () => {
    await ready({ state: "draft" });
    expect(
      (
        await functions.call("/applications/pips-case/evidence/references", {
          as: "pip",
          form: { "name-0": "Me", "email-0": "pip@people.example", "relation-0": "me" },
        })
      ).status,
    ).not.toBe(303);
  });
  it("an officer does not withdraw a listed provider as if they were them", async () => {
    await ready({ enteredBy: ["ann"] });
    await move("ben", "assign");
    for (const id of IDS) await check("ben", id);
    await move("ben", "recommend", { outcome: "provisional" });
    await move("cat", "approve");
    expect((await theCase()).case.body.state).toBe("provisional");
    expect((await functions.call("/applications/pips-case/moves/withdraw", { as: "ann", form: {} })).status).not.toBe(303);
  });
  it("a huge reference form", async () => {
    const token = "a".repeat(48);
    await ready();
    await storedCases(functions.own, {
      entity: "reference",
      after: {
        id: "ref",
        case: "pips-case",
        authority: COUNCIL,
        owner: "pip",
        about: "Pip",
        tokenHash: tokenHash(token),
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
  it("evidence swept twice: lift and approve keep holds", async () => {
    await ready();
    await move("ann", "assign");
    await acceptAll();
    await setEvidence("dbs", { statusChecks: [{ on: "2025-01-01", by: "ann", result: "BLANK_NO_NEW_INFO" }] });
    await setEvidence("dbs", { offered: { facts: factsOf("dbs"), at: "2026-11-24T12:00:00.000Z", state: "with-us" } });
    await check("ann", "dbs");
    const e = (await theCase()).evidence.find(({ body }) => body.id === "dbs")?.body;
    expect(there(e?.sweepOn) >= "2026-11-24", e?.sweepOn).toBe(true);
  });
  it("an erasing night keeps no offered facts for ever", async () => {
    await listed();
    await setCase({ accreditedUntil: "2029-12-01" });
    clock.now = Date.parse("2027-05-20T12:00:00Z");
    await functions.call("/applications/pips-case/evidence/dbs", {
      as: "pip",
      form: {
        certificateNumber: "999999999999",
        "issuedOn-day": "1",
        "issuedOn-month": "1",
        "issuedOn-year": "2025",
        level: "enhanced-barred",
        workforce: "adult",
      },
    });
    await nights("2026-11-25", "2028-02-01");
    expect(JSON.stringify((await theCase()).evidence.map(({ body }) => body))).not.toContain("999999999999");
  });
  it("the applicant is told by what they entered about officer notes in the API", async () => {
    await listed();
    await move("ann", "suspend", { reason: "harm to Mary" });
    const p = await functions.call("/applications/pips-case", { as: "pip" });
    const a = await functions.call("/api/applications/pips-case", { as: "pip" });
    expect(p.body + a.body).not.toContain("harm to Mary");
    expect.soft(a.body).not.toContain("ann");
    expect(JSON.stringify((await all()).filter((i) => String(i.pk).startsWith("PUBLIC#")))).not.toMatch(/harm|Melton|"ann"/);
  });
});
