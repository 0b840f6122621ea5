import { describe, expect, it } from "vitest";
import { beginRenewal } from "../../../functions/vetting/use-cases/apply.ts";
import { moveCase } from "../../../functions/vetting/use-cases/commit-outcome.ts";
import type { CaseStore } from "../../../functions/vetting/use-cases/ports.ts";
import { anAuditContext } from "../../support/builders.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { answers, storedCases } from "../../support/vetting.ts";
import {
  check,
  deps,
  functions,
  listed,
  listings,
  move,
  nights,
  ready,
  renewalInReview,
  setCase,
  setEvidence,
  store,
  theCase,
  there,
  through,
} from "../../support/vetting-scene.ts";

describe("a renewal", () => {
  it("carries evidence on, without the number of a certificate, and it lapses after the approval", async () => {
    await ready();
    await nights("2026-11-23", "2026-11-24");
    await through();
    expect((await functions.call("/applications/pips-case/renewal", { as: "pip", form: {} })).status).toBe(303);
    const r = there((await store().casesOf("pip")).find(({ body }) => body.renews)).body;
    const carried = (await theCase(r.id)).evidence;
    expect.soft(carried.find(({ body }) => body.id === "public-liability")?.body.nextSweepOn, "nextSweepOn of insurance").toBeDefined();
    expect.soft(JSON.stringify(carried).includes("123456789012"), "the number of a certificate is not carried on").toBe(false);
    await storedCases(functions.accounts, {
      entity: "case",
      before: (await theCase(r.id)).case,
      after: { ...r, answers, state: "in-review", submittedAt: "2026-11-24T12:00:00.000Z", assignedTo: "ann" },
      action: "test",
    });
    expect((await move("ann", "recommend", { outcome: "provisional" }, r.id)).status).toBe(303);
    expect((await move("ben", "approve", {}, r.id)).status).toBe(303);
    await storedCases(functions.accounts, {
      entity: "case",
      before: (await theCase(r.id)).case,
      after: { ...(await theCase(r.id)).case.body, accreditedUntil: "2029-01-01" },
      action: "test",
    });
    await nights("2026-11-25", "2027-10-05");
    expect((await theCase(r.id)).case.body.state).toBe("paused");
  });
  it("reads both cases once, and what their council checks once, in the move that approves it", async () => {
    await ready();
    await through();
    await renewalInReview();
    expect((await move("ann", "recommend", { outcome: "provisional" }, "r1")).status).toBe(303);
    const reads: string[] = [];
    const counted: CaseStore = {
      ...store(),
      caseWithEvidence: (id) => {
        reads.push(`case ${id}`);
        return store().caseWithEvidence(id);
      },
      checklistVersions: (council) => {
        reads.push("checklists");
        return store().checklistVersions(council);
      },
    };
    const done = await moveCase({ ...deps(), store: counted })(await theCase("r1"), "approve", { subject: "ben", kind: "officer" }, {}, anAuditContext());
    expect([done.ok, reads]).toEqual([true, ["checklists", "case pips-case"]]);
    expect((await theCase()).case.body.state).toBe("renewed");
  });
  it("of somebody suspended does not list them anew", async () => {
    await ready();
    await through();
    await renewalInReview();
    expect((await move("ann", "suspend", { reason: "harm" })).status).toBe(303);
    await move("ann", "recommend", { outcome: "provisional" }, "r1");
    const d = await move("ben", "approve", {}, "r1");
    expect(outcomeOf(d)).toBe("422 renewal");
    expect((await theCase("r1")).case.body.state).toBe("recommended");
  });
  it("begun twice at once ends in one listing", async () => {
    await ready();
    await through();
    const acc = await store().account("pip");
    const c = await theCase();
    await Promise.all(["r1", "r2"].map((id) => beginRenewal(deps())(c, there(acc), id, undefined, anAuditContext())));
    const made = (await store().casesOf("pip")).filter(({ body }) => body.renews);
    expect.soft(made.length).toBe(1);
    for (const {
      body: { id },
    } of made) {
      const k = await theCase(id);
      await storedCases(functions.accounts, {
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
  it("does not wash away that there is new information on a certificate", async () => {
    await ready();
    await through();
    expect((await check("ann", "dbs", { status: "NEW_INFO", result: "NEW_INFO", answer: "status" })).status).toBe(303);
    expect((await theCase()).case.body.state).toBe("paused");
    await renewalInReview();
    await move("ann", "recommend", { outcome: "provisional" }, "r1");
    await move("ben", "approve", {}, "r1");
    expect((await theCase("r1")).case.body.state).toBe("in-review");
  });
  it("of somebody entered from paper can be begun by an officer", async () => {
    await listed();
    await setCase({ enteredBy: ["cat"] });
    expect((await functions.call("/applications/pips-case/renewal", { as: "ann", form: {} })).status).toBe(303);
  });
  it("opens the files of what was carried on", async () => {
    await listed();
    await setEvidence("training", { files: [{ id: "f1", state: "clean", type: "pdf", addedAt: "2026-11-20T09:00:00.000Z" }] });
    await beginRenewal(deps())(await theCase(), there(await store().account("pip")), "r1", undefined, anAuditContext());
    await setCase({ state: "in-review", answers }, "r1");
    const r = await functions.call("/cases/r1/evidence/training/files/f1", { as: "ann" });
    expect(r.headers["location"]).toContain("checked/pips-case/training");
  });
});
