import { describe, expect, it } from "vitest";
import { dynamoSweepStore } from "../../../functions/vetting/store/dynamo-sweep-store.ts";
import { processDueItem } from "../../../functions/vetting/use-cases/nightly-sweep.ts";
import { factsOf } from "../../support/applications.ts";
import {
  acceptAll,
  all,
  check,
  clock,
  deps,
  functions,
  listed,
  move,
  nights,
  ready,
  setCase,
  setEvidence,
  store,
  theCase,
  there,
  through,
} from "../../support/vetting-scene.ts";

describe("evidence that runs out", () => {
  it("lapses also when it was accepted with under 60 days left", async () => {
    await ready({}, "offered", { "public-liability": { endsOn: "2027-01-05" } });
    await nights("2026-11-23", "2026-11-24");
    await through();
    const e = (await theCase()).evidence.find(({ body }) => body.id === "public-liability");
    expect.soft((e?.body.nextSweepOn ?? "") >= "2026-11-24", `nextSweepOn ${e?.body.nextSweepOn}`).toBe(true);
    await nights("2026-11-25", "2027-01-10");
    expect((await theCase()).case.body.state).toBe("paused");
  });
  it("is told of once by several sweeps at once", async () => {
    await listed();
    await setEvidence("public-liability", { nextSweepOn: "2027-08-02" });
    const sweeps = dynamoSweepStore(functions.accounts.table);
    const deal = processDueItem({ ...deps(), sweeps, removeFile: async () => undefined });
    const at = Date.parse("2027-08-03T03:00:00Z");
    const n0 = (await all()).filter((i) => i.entity === "notice").length;
    await Promise.all([1, 2, 3].map(() => deal({ case: "pips-case", evidence: "public-liability" }, at)));
    expect((await all()).filter((i) => i.entity === "notice").length - n0).toBe(1);
    await Promise.all([1, 2, 3].map(() => deal({ case: "pips-case", evidence: "public-liability" }, Date.parse("2027-10-03T03:00:00Z"))));
    expect((await theCase()).case.body.state).toBe("paused");
    expect((await all()).filter((i) => i.entity === "notice" && i.code === "listing-paused").length).toBe(1);
  });
  it("while its provider is suspended pauses the listing when the suspension is lifted", async () => {
    await listed();
    await move("ann", "suspend", { reason: "x" });
    await setCase({ accreditedUntil: "2028-01-01" });
    await nights("2026-11-25", "2027-10-03");
    clock.now = Date.parse("2027-10-03T12:00:00Z");
    await move("ben", "lift", { reason: "y" });
    expect((await theCase()).case.body.state).toBe("paused");
  });
  it("and is renewed brings the listing back", async () => {
    await listed();
    await setCase({ accreditedUntil: "2028-01-01" });
    await nights("2026-11-25", "2027-10-03");
    clock.now = Date.parse("2027-10-03T12:00:00Z");
    expect((await theCase()).case.body.state).toBe("paused");
    await setEvidence("public-liability", { offered: { facts: { endsOn: "2028-09-01" }, at: "2027-10-03T10:00:00.000Z", state: "with-us" } });
    await check("ann", "public-liability");
    expect((await theCase()).case.body.state).toBe("provisional");
  });
  it("is due on a day to come, also when it is accepted late", async () => {
    await ready();
    await move("ann", "assign");
    await acceptAll();
    await setEvidence("dbs", { statusChecks: [{ on: "2025-01-01", by: "ann", result: "BLANK_NO_NEW_INFO" }] });
    await setEvidence("dbs", { offered: { facts: factsOf("dbs"), at: "2026-11-24T12:00:00.000Z", state: "with-us" } });
    await check("ann", "dbs");
    const e = (await theCase()).evidence.find(({ body }) => body.id === "dbs")?.body;
    expect(there(e?.nextSweepOn) >= "2026-11-24", e?.nextSweepOn).toBe(true);
  });
});

describe("a period", () => {
  it("that ended during a suspension does not go on when it is lifted", async () => {
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
    expect(after.state).toBe("lapsed");
  });
  it("of an abandoned draft ends some day", async () => {
    await functions.call("/applications", { as: "pip", form: {} });
    const [c] = await store().casesOf("pip");
    await functions.call(`/applications/${c?.body.id}/parts/price`, { as: "pip", form: { ratePence: "14.00" } });
    expect((await theCase(c?.body.id)).case.body.nextSweepOn).toBeDefined();
  });
});

describe("the facts of a certificate", () => {
  it("sent after the first were erased are erased too", async () => {
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
  it("that were offered and never decided are not kept for ever", async () => {
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
});
