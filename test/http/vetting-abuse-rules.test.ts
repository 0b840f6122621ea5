import { describe, expect, it } from "vitest";
import { beginRenewal } from "../../functions/vetting/use-cases/apply.ts";
import { noteFile } from "../../functions/vetting/use-cases/evidence-work.ts";
import { anAct } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { answers, storedCases } from "../support/vetting.ts";
import { acceptAll, all, check, clock, deps, functions, IDS, listings, move, nights, ready, store, theCase, there, through } from "../support/vetting-scene.ts";

describe("sweep", () => {
  it("evidence accepted with under 60 days left lapses", async () => {
    await ready({}, "offered", { "public-liability": { endsOn: "2027-01-05" } });
    await nights("2026-11-23", "2026-11-24");
    await through();
    const e = (await theCase()).evidence.find(({ body }) => body.id === "public-liability");
    expect.soft((e?.body.sweepOn ?? "") >= "2026-11-24", `sweepOn ${e?.body.sweepOn}`).toBe(true);
    await nights("2026-11-25", "2027-01-10");
    expect((await theCase()).case.body.state).toBe("paused");
  });
  it("evidence carried to a renewal lapses after approval", async () => {
    await ready();
    await nights("2026-11-23", "2026-11-24");
    await through();
    expect((await functions.call("/applications/pips-case/renewal", { as: "pip", form: {} })).status).toBe(303);
    const r = there((await store().casesOf("pip")).find(({ body }) => body.renews)).body;
    const carried = (await theCase(r.id)).evidence;
    expect.soft(carried.find(({ body }) => body.id === "public-liability")?.body.sweepOn, "sweepOn of insurance").toBeDefined();
    expect.soft(JSON.stringify(carried).includes("123456789012"), "the number of a certificate is not carried on").toBe(false);
    await storedCases(functions.own, {
      entity: "case",
      before: (await theCase(r.id)).case,
      after: { ...r, answers, state: "in-review", submittedAt: "2026-11-24T12:00:00.000Z", assignedTo: "ann" },
      action: "test",
    });
    expect((await move("ann", "recommend", { outcome: "provisional" }, r.id)).status).toBe(303);
    expect((await move("ben", "approve", {}, r.id)).status).toBe(303);
    await storedCases(functions.own, {
      entity: "case",
      before: (await theCase(r.id)).case,
      after: { ...(await theCase(r.id)).case.body, accreditedUntil: "2029-01-01" },
      action: "test",
    });
    await nights("2026-11-25", "2027-10-05");
    expect((await theCase(r.id)).case.body.state).toBe("paused");
  });
  it("lifting a suspension after the period ended does not list it for ever", async () => {
    await ready();
    await nights("2026-11-23", "2026-11-24");
    await through();
    expect((await move("ann", "suspend", { reason: "x" })).status).toBe(303);
    await nights("2026-11-25", "2027-06-30");
    clock.now = Date.parse("2027-07-01T12:00:00Z");
    const c = (await theCase()).case.body;
    expect(there(c.accreditedUntil) < "2027-07-01").toBe(true);
    const l = await move("ben", "lift", { reason: "y" });
    await nights("2027-07-02", "2027-07-05");
    const after = (await theCase()).case.body;
    expect.soft(l.status).toBe(303);
    expect(after.state, JSON.stringify({ u: after.accreditedUntil, s: after.sweepOn })).not.toBe("provisional");
  });
  it("evidence that ends 9999-12-31 does not break accepting", async () => {
    await ready({}, "offered", { "public-liability": { endsOn: "9999-12-31" } });
    await move("ann", "assign");
    expect((await check("ann", "public-liability")).status).toBe(303);
  });
});

describe("renewal", () => {
  const renewal = async (id = "r1") => {
    const acc = await store().account("pip");
    await beginRenewal(deps())(await theCase(), there(acc), id, undefined, anAct());
    const c = await theCase(id);
    await storedCases(functions.own, {
      entity: "case",
      before: c.case,
      after: { ...c.case.body, answers, state: "in-review", submittedAt: "2026-11-24T12:00:00.000Z", assignedTo: "ann" },
      action: "test",
    });
  };
  it("a suspended provider's renewal does not list them anew", async () => {
    await ready();
    await through();
    await renewal();
    expect((await move("ann", "suspend", { reason: "harm" })).status).toBe(303);
    await move("ann", "recommend", { outcome: "provisional" }, "r1");
    const d = await move("ben", "approve", {}, "r1");
    expect.soft(d.status).not.toBe(303);
    expect((await theCase("r1")).case.body.state).not.toBe("provisional");
  });
  it("two renewals at once end in one listing", async () => {
    await ready();
    await through();
    const acc = await store().account("pip");
    const c = await theCase();
    await Promise.all(["r1", "r2"].map((id) => beginRenewal(deps())(c, there(acc), id, undefined, anAct())));
    const made = (await store().casesOf("pip")).filter(({ body }) => body.renews);
    expect.soft(made.length).toBe(1);
    for (const {
      body: { id },
    } of made) {
      const k = await theCase(id);
      await storedCases(functions.own, {
        entity: "case",
        before: k.case,
        after: { ...k.case.body, answers, state: "in-review", submittedAt: "2026-11-24T12:00:00.000Z", assignedTo: "ann" },
        action: "test",
      });
      await move("ann", "recommend", { outcome: "provisional" }, id);
      await move("ben", "approve", {}, id);
    }
    expect((await listings()).length).toBe(1);
  });
  it("NEW_INFO is not washed away by a renewal", async () => {
    await ready();
    await through();
    expect((await check("ann", "dbs", { status: "NEW_INFO", result: "NEW_INFO", answer: "status" })).status).toBe(303);
    expect((await theCase()).case.body.state).toBe("paused");
    await renewal();
    await move("ann", "recommend", { outcome: "provisional" }, "r1");
    await move("ben", "approve", {}, "r1");
    expect((await theCase("r1")).case.body.state).not.toBe("provisional");
  });
  it("two applications begun at once are one", async () => {
    await Promise.all([1, 2, 3].map(() => functions.call("/applications", { as: "pip", form: {} })));
    expect((await store().casesOf("pip")).length).toBe(1);
  });
});

describe("officers", () => {
  it("an officer gets no upload form for an application its applicant entered", async () => {
    await ready({ state: "draft" });
    const p = await functions.call("/applications/pips-case/evidence/training", { as: "ann" });
    expect(p.body.includes("evidence/pips-case/training")).toBe(false);
  });
  it("an officer who applies does not read what referees said", async () => {
    await ready({ owner: "pat" });
    await storedCases(functions.own, {
      entity: "reference",
      after: {
        id: "ref",
        case: "pips-case",
        authority: COUNCIL,
        owner: "pat",
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
    const p = await functions.call("/cases/pips-case/evidence/references", { as: "pat" });
    expect.soft(p.status).not.toBe(200);
    expect(p.body.includes("SECRETWORK")).toBe(false);
  });
  it("an officer who filled in a paper application another entered may not decide it", async () => {
    await ready({ state: "draft", enteredBy: ["ann"] });
    expect((await functions.call("/applications/pips-case/parts/price", { as: "ben", form: { ratePence: "15.00" } })).status).toBe(303);
    expect((await functions.call("/applications/pips-case/moves/submit", { as: "ben", form: {} })).status).toBe(303);
    await move("cat", "assign");
    for (const id of IDS) await check("ben", id);
    await move("cat", "recommend", { outcome: "provisional" });
    expect((await move("ben", "approve")).status).not.toBe(303);
  });
  it("an officer who declared an interest cannot edit a paper application", async () => {
    await ready({ state: "needs-more", enteredBy: ["ann"], conflicts: ["ben"] });
    expect((await functions.call("/applications/pips-case/parts/price", { as: "ben", form: { ratePence: "15.00" } })).status).not.toBe(303);
  });
  it("facts changed since the officer's page was shown are not accepted unseen", async () => {
    await ready({}, "offered", { dbs: { level: "enhanced-barred" } });
    await move("ann", "assign");
    const page = await functions.call("/cases/pips-case/evidence/dbs", { as: "ann" });
    const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? "";
    expect(version).not.toBe("");
    const sent = await functions.call("/applications/pips-case/evidence/dbs", {
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
    expect(sent.status).toBe(303);
    const d = await check("ann", "dbs", { sentAt: "2026-11-20T09:00:00.000Z", answer: "accept", seenWhere: "The library", version });
    expect(d.status).not.toBe(303);
  });
  it("a refusal needs a reason when recommended", async () => {
    await ready();
    await move("ann", "assign");
    expect.soft((await move("ann", "recommend", { outcome: "refused" })).status).not.toBe(303);
    expect.soft((await move("ben", "approve")).status).not.toBe(303);
  });
  it("referee answers shown by a failing POST are noted as looked at", async () => {
    await ready();
    await storedCases(functions.own, {
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
  it("after overturning, those who refused do not decide again", async () => {
    await ready({
      state: "review-asked",
      recommendation: { by: "ann", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
      decision: { by: "ben", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
      review: { askedAt: "2026-11-21T09:00:00.000Z", reason: "unfair" },
    });
    expect((await move("cat", "overturn", { reason: "o" })).status).toBe(303);
    await move("ann", "recommend", { outcome: "refused", reason: "again" });
    expect((await move("ben", "approve")).status).not.toBe(303);
  });
  it("an interest can be declared by an officer on a listed case", async () => {
    await ready({}, "accepted");
    const c = (await theCase()).case;
    await storedCases(functions.own, { entity: "case", before: c, after: { ...c.body, state: "accredited", standing: "accredited" }, action: "test" });
    expect((await move("ann", "declare-interest", { reason: "cousin" })).status).toBe(303);
  });
  it("upheld review cannot be asked for again without end", async () => {
    await ready({
      state: "review-asked",
      recommendation: { by: "ann", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
      decision: { by: "ben", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
      review: { askedAt: "2026-11-21T09:00:00.000Z", reason: "unfair" },
    });
    expect((await move("cat", "uphold", { reason: "o" })).status).toBe(303);
    expect((await functions.call("/applications/pips-case/moves/ask-review", { as: "pip", form: { reason: "again" } })).status).not.toBe(303);
  });
});

describe("answers after acceptance", () => {
  const needsMore = async () => {
    await move("ann", "assign");
    await acceptAll();
    await move("ann", "ask-more", { reason: "r" });
  };
  it("a DBS accepted for less is not enough once personal care is added", async () => {
    await ready({ answers: { ...answers, work: { services: ["companionship"], clientGroups: [], skills: [] } } }, "offered", {
      dbs: { level: "basic", workforce: "any" },
    });
    await needsMore();
    expect(
      (
        await functions.call("/applications/pips-case/parts/work", {
          as: "pip",
          form: { services: ["personal-care"] as any, clientGroups: ["children"] as any },
        })
      ).status,
    ).toBe(303);
    expect.soft((await functions.call("/applications/pips-case/moves/answer", { as: "pip", form: {} })).status).toBe(303);
    expect.soft((await move("ann", "recommend", { outcome: "provisional" })).status).not.toBe(303);
    await move("ben", "approve");
    expect((await theCase()).case.body.state).not.toBe("provisional");
  });
  it("crossing the CQC line while asked for more does not end on the list", async () => {
    await ready();
    await needsMore();
    await functions.call("/applications/pips-case/parts/start", {
      as: "pip",
      form: { type: "self-employed-pa", people: "3", substitutes: "yes", driving: "no", children: "no", cqcRegistered: "no" },
    });
    await functions.call("/applications/pips-case/moves/answer", { as: "pip", form: {} });
    await move("ann", "recommend", { outcome: "provisional" });
    await move("ben", "approve");
    expect((await theCase()).case.body.state).not.toBe("provisional");
  });
  it("NEW_INFO while in review keeps it from being listed", async () => {
    await ready();
    await move("ann", "assign");
    await acceptAll();
    expect((await check("ann", "dbs", { status: "NEW_INFO", result: "NEW_INFO", answer: "status" })).status).toBe(303);
    expect((await theCase()).case.body.holds).toEqual(["dbs"]);
    await move("ann", "recommend", { outcome: "provisional" });
    await move("ben", "approve");
    expect((await theCase()).case.body.state).not.toBe("provisional");
  });
});

describe("hostile input", () => {
  it.each([
    ["ask-more", { reason: "a\u0007b" }],
    ["declare-interest", { reason: "a\u0000b" }],
  ])("%s with control characters is no fault", async (name, form) => {
    await ready();
    await move("ann", "assign");
    expect((await move("ann", name, form)).status).toBeLessThan(500);
  });
  it("control characters in where it was seen", async () => {
    await ready();
    await move("ann", "assign");
    expect((await check("ann", "identity", { answer: "accept", seenWhere: "lib\u0007rary" })).status).toBeLessThan(500);
  });
  it("half a character in where it was seen", async () => {
    await ready();
    await move("ann", "assign");
    expect((await check("ann", "identity", { answer: "accept", seenWhere: `${"a".repeat(199)}😀` })).status).toBeLessThan(500);
  });
  it.each(["__proto__-x", "constructor-x", "toString-x"])("times of %s", async (times) => {
    await ready({ state: "draft" });
    expect((await functions.call("/applications/pips-case/parts/times", { as: "pip", form: { times, hoursFree: "3" } })).status).toBeLessThan(500);
  });
  it("control characters in the applicant's request for a review", async () => {
    await ready({
      state: "refused",
      endedAt: "2026-11-20T09:00:00.000Z",
      decision: { by: "ben", at: "2026-11-20T09:00:00.000Z", outcome: "refused", reason: "r" },
    });
    expect((await functions.call("/applications/pips-case/moves/ask-review", { as: "pip", form: { reason: "a\u0001" } })).status).toBeLessThan(500);
  });
  it("a reason of 2100 characters to refuse evidence", async () => {
    await ready();
    await move("ann", "assign");
    expect((await check("ann", "identity", { answer: "ask-more", reason: "x".repeat(2100) })).status).toBeLessThan(500);
    expect((await check("ann", "identity", { answer: "ask-more", reason: "x\u0003" })).status).toBeLessThan(500);
  });
  it("insurance to 31 12 9999 sent by its applicant", async () => {
    await ready({ state: "draft" });
    const e = there((await theCase()).evidence.find(({ body }) => body.id === "hmrc"));
    expect(e).toBeDefined();
    const r = await functions.call("/applications/pips-case/evidence/right-to-work", {
      as: "pip",
      form: { method: "document", "followUpOn-day": "31", "followUpOn-month": "12", "followUpOn-year": "9999" },
    });
    expect(r.status).toBe(400);
  });
});

describe("notices", () => {
  it("an applicant's name brings no link into mail to somebody they choose", async () => {
    await ready({ state: "draft" });
    const evil = "Your council\n\n# Payment failed\n\nhttps://evil.example/pay";
    const s = await functions.call("/applications/pips-case/parts/profile", { as: "pip", form: { displayName: evil, about: "x" } });
    const r = await functions.call("/applications/pips-case/evidence/references", {
      as: "pip",
      form: { "name-0": "Go to https://evil.example", "email-0": "victim@people.example", "relation-0": "x" },
    });
    const notice = (await all()).find((i) => i.entity === "notice");
    expect.soft(s.status).not.toBe(303);
    expect.soft(r.status).not.toBe(303);
    expect(JSON.stringify(notice?.values ?? {})).not.toContain("evil.example");
  });
  it("a referee form cannot be used for any amount of mail", async () => {
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
});

describe("files", () => {
  it("a file for a DBS certificate is never noted", async () => {
    await ready();
    const d = await noteFile(deps())(await theCase(), "dbs", { id: "f1", outcome: { type: "jpeg" } }, anAct());
    expect(d.ok).toBe(false);
  });
  it("no more files than the checklist allows", async () => {
    await ready();
    for (let i = 0; i < 12; i += 1) await noteFile(deps())(await theCase(), "training", { id: `f${i}`, outcome: { type: "jpeg" } }, anAct());
    expect((await theCase()).evidence.find(({ body }) => body.id === "training")?.body.files.length).toBeLessThanOrEqual(5);
  });
  it("a form sent again cannot change a file that was noted", async () => {
    await ready();
    await noteFile(deps())(await theCase(), "training", { id: "f", mark: "one", outcome: { type: "pdf" } }, anAct());
    const again = await noteFile(deps())(await theCase(), "training", { id: "f", mark: "another", outcome: { type: "jpeg" } }, anAct());
    expect(again.ok).toBe(false);
  });
});
