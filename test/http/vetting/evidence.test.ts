import { describe, expect, it } from "vitest";
import { noteFile } from "../../../functions/vetting/use-cases/evidence-work.ts";
import { anAuditContext } from "../../support/builders.ts";
import { outcomeOf } from "../../support/outcome.ts";
import { answers } from "../../support/vetting.ts";
import { acceptAll, check, deps, functions, listed, move, needsMore, ready, setEvidence, theCase } from "../../support/vetting-scene.ts";

describe("evidence", () => {
  it("that ends on the last day there is can be accepted", async () => {
    await ready({}, "offered", { "public-liability": { endsOn: "9999-12-31" } });
    await move("ann", "assign");
    expect((await check("ann", "public-liability")).status).toBe(303);
  });
  it("that was sent anew since an officer opened their page is not accepted unseen", async () => {
    await ready({}, "offered", { dbs: { level: "enhanced-barred" } });
    await move("ann", "assign");
    const page = await functions.call("/cases/pips-case/evidence/dbs", { as: "ann" });
    const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? "";
    expect(version).toMatch(/^\d+$/);
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
    expect(outcomeOf(d)).toBe("412 Someone changed this while you had it open");
  });
  it("accepted for less is not enough once personal care is added", async () => {
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
    expect(outcomeOf(await move("ann", "recommend", { outcome: "provisional" }))).toBe("422 unfinished");
    await move("ben", "approve");
    expect((await theCase()).case.body.state).toBe("in-review");
  });
  it("with new information on it while in review keeps somebody from being listed", async () => {
    await ready();
    await move("ann", "assign");
    await acceptAll();
    expect((await check("ann", "dbs", { status: "NEW_INFO", result: "NEW_INFO", answer: "status" })).status).toBe(303);
    expect((await theCase()).case.body.blockingEvidence).toEqual(["dbs"]);
    await move("ann", "recommend", { outcome: "provisional" });
    await move("ben", "approve");
    expect((await theCase()).case.body.state).toBe("in-review");
  });
  it("of an enhanced check is not sent with the workforce of a basic one", async () => {
    await ready({ state: "draft" });
    const sent = await functions.call("/applications/pips-case/evidence/dbs", {
      as: "pip",
      form: {
        certificateNumber: "999999999999",
        "issuedOn-day": "1",
        "issuedOn-month": "1",
        "issuedOn-year": "2025",
        level: "enhanced-barred",
        workforce: "any",
      },
    });
    expect(outcomeOf(sent)).toBe("422 not-enough");
    expect((await theCase()).evidence.find(({ body }) => body.id === "dbs")?.body.offered?.facts["workforce"]).toBe("adult");
  });
  it("accepted by two at once is accepted by one", async () => {
    await ready();
    await move("ann", "assign");
    const d = await Promise.all([check("ann", "dbs"), check("ben", "dbs")]);
    expect(d.filter(({ status }) => status === 303).length).toBe(1);
  });
  it("that replaces an insurance needs a file of its own", async () => {
    await listed();
    await setEvidence("public-liability", { files: [{ id: "f1", state: "clean", type: "pdf", addedAt: "2026-11-20T09:00:00.000Z" }] });
    const r = await functions.call("/applications/pips-case/evidence/public-liability", {
      as: "pip",
      form: { insurer: "x", policyNumber: "1", coverPence: "5000000", "endsOn-day": "1", "endsOn-month": "1", "endsOn-year": "2030" },
    });
    expect(r.headers["location"]).toBe("/applications/pips-case/evidence/public-liability?step=file");
    const { offered, typed } = (await theCase()).evidence.find(({ body }) => body.id === "public-liability")?.body ?? {};
    expect([offered, typed?.["insurer"]]).toEqual([undefined, "x"]);
  });
});

describe("a file", () => {
  it("of a DBS certificate is never noted", async () => {
    await ready();
    const d = await noteFile(deps())(await theCase(), "dbs", { id: "f1", outcome: { type: "jpeg" } }, anAuditContext());
    expect(d.ok).toBe(false);
  });
  it("is not noted beyond as many as are allowed", async () => {
    await ready();
    for (let i = 0; i < 12; i += 1) await noteFile(deps())(await theCase(), "training", { id: `f${i}`, outcome: { type: "jpeg" } }, anAuditContext());
    expect((await theCase()).evidence.find(({ body }) => body.id === "training")?.body.files.length).toBeLessThanOrEqual(5);
  });
  it("that was noted is not changed by a form sent again", async () => {
    await ready();
    await noteFile(deps())(await theCase(), "training", { id: "f", mark: "one", outcome: { type: "pdf" } }, anAuditContext());
    const again = await noteFile(deps())(await theCase(), "training", { id: "f", mark: "another", outcome: { type: "jpeg" } }, anAuditContext());
    expect(again.ok).toBe(false);
  });
});
