import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { checklistLines } from "../../functions/vetting/rules/evidence.ts";
import type { Change } from "../../functions/vetting/use-cases/ports.ts";
import { firstChecklist } from "../../shared/policy/checklists.ts";
import { type AccountFunctions, accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { aCase, someEvidence, storedCases } from "../support/vetting.ts";

let table: TestTable;
let functions: AccountFunctions;
let now = Date.parse("2026-11-24T12:00:00Z");
const OFFICERS = ["ann", "ben", "cat"] as const;

beforeEach(async () => {
  now = Date.parse("2026-11-24T12:00:00Z");
  table = await aTable();
  functions = accountFunctions(table, { now: () => (now += 1000) });
  for (const id of OFFICERS)
    await stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id, email: `${id}@council.example`, grants: [{ role: "vetting-officer", authority: COUNCIL }] }),
      action: "test",
    });
  await stored(functions.accounts, {
    entity: "account",
    after: anAccount({ id: "pip", email: "pip@people.example", grants: [{ role: "provider" }] }),
    action: "test",
  });
});

const ready = async (state: "submitted" | "draft" = "submitted"): Promise<void> => {
  const vettingCase = aCase({
    id: "pips-case",
    owner: "pip",
    state,
    ...(state === "draft" ? {} : { submittedAt: "2026-11-20T09:00:00.000Z", decideBy: "2026-12-05" }),
  });
  const evidence = checklistLines(vettingCase, firstChecklist(COUNCIL)).flatMap(({ id, item, need }): Change[] =>
    need === "required"
      ? [
          {
            entity: "evidence",
            after: someEvidence({
              id,
              case: vettingCase.id,
              owner: vettingCase.owner,
              code: item.code,
              offered: {
                facts:
                  item.code === "dbs"
                    ? { level: "enhanced-barred", workforce: "adult", updateService: true }
                    : item.code === "public-liability"
                      ? { endsOn: "2027-02-01" }
                      : {},
                at: "2026-11-20T09:00:00.000Z",
                state: "with-us",
              },
            }),
            action: "test",
          },
        ]
      : [],
  );
  const references = ["rita", "ravi"].map(
    (name): Change => ({
      entity: "reference",
      after: {
        id: name,
        case: vettingCase.id,
        authority: COUNCIL,
        owner: "pip",
        about: "Pip",
        tokenHash: name,
        name,
        relation: "x",
        state: "given",
        askedOn: "2026-11-20",
        until: "2026-12-20",
      },
      action: "test",
    }),
  );
  await storedCases(functions.accounts, { entity: "case", after: vettingCase, action: "test" }, ...evidence, ...(state === "draft" ? [] : references));
};

const stateOf = async (): Promise<any> => (await functions.call("/api/applications/pips-case", { as: "pip", throughCouncil: false })).json();
const move = (as: string, name: string, form: Readonly<Record<string, string>> = {}) => functions.call(`/cases/pips-case/moves/${name}`, { as, form });

describe("a case, by its pages", () => {
  it("is taken, checked, recommended and decided by another, and its pages open at every step", async () => {
    await ready();
    expect((await move("ann", "assign")).status).toBe(303);
    for (const id of ["identity", "right-to-work", "dbs", "references", "training", "public-liability", "hmrc"]) {
      expect((await functions.call(`/cases/pips-case/evidence/${id}`, { as: "ann" })).status).toBe(200);
      const done = await functions.call(`/cases/pips-case/evidence/${id}`, {
        as: "ann",
        form: { answer: "accept", seenWhere: "The library", sentAt: "2026-11-20T09:00:00.000Z" },
      });
      expect(done.status, `${id}: ${done.body}`).toBe(303);
    }
    expect((await move("ann", "recommend", { outcome: "provisional" })).status).toBe(303);
    expect((await move("ann", "approve")).status).toBe(422);
    expect((await move("ben", "approve")).status).toBe(303);
    for (const as of OFFICERS) expect((await functions.call("/cases/pips-case?done=recommend", { as })).status).toBe(200);
    expect((await functions.call("/applications/pips-case", { as: "pip" })).body).toContain("On the list, provisional");
  });

  const checked = async (): Promise<void> => {
    await ready();
    await move("ann", "assign");
    for (const id of ["identity", "right-to-work", "dbs", "references", "training", "public-liability", "hmrc"])
      await functions.call(`/cases/pips-case/evidence/${id}`, {
        as: "ann",
        form: { answer: "accept", seenWhere: "The library", sentAt: "2026-11-20T09:00:00.000Z" },
      });
  };
  const listed = async (): Promise<void> => {
    await checked();
    await move("ann", "recommend", { outcome: "provisional" });
    expect((await move("ben", "approve")).status).toBe(303);
  };

  it("cannot be recommended while something required is not accepted, and says so", async () => {
    await ready();
    await move("ann", "assign");
    const answer = await move("ann", "recommend", { outcome: "provisional" });
    expect([answer.status, answer.body.includes("Something is missing or not accepted yet")]).toEqual([422, true]);
    expect((await stateOf()).state).toBe("in-review");
  });
  it("needs the original to have been seen, a certificate of the right level, and a reason to send something back", async () => {
    await ready();
    await move("ann", "assign");
    const check = (id: string, form: Readonly<Record<string, string>>) =>
      functions.call(`/cases/pips-case/evidence/${id}`, { as: "ann", form: { sentAt: "2026-11-20T09:00:00.000Z", ...form } });
    expect((await check("identity", { answer: "accept" })).body).toContain("Enter where you saw the original");
    expect((await check("training", { answer: "ask-more" })).body).toContain("Say why");
    expect((await check("training", {})).status).toBe(400);
    await functions.call("/applications/pips-case/evidence/dbs", { as: "pip", form: {} });
    expect((await check("dbs", { answer: "accept", seenWhere: "The library" })).status).toBe(303);
  });
  it("is decided by nobody who recommended it, entered it or declared an interest, by page or by API", async () => {
    await checked();
    await move("cat", "declare-interest", { reason: "My neighbour" });
    await move("ann", "recommend", { outcome: "provisional" });
    for (const [as, status, type] of [
      ["ann", 422, "/problems/same-officer"],
      ["cat", 404, "/problems/not-found"],
    ] as const) {
      expect((await move(as, "approve")).status, as).toBe(status);
      const api = await functions.call("/api/cases/pips-case/moves/approve", { as, json: {} });
      expect([api.status, api.json().type], as).toEqual([status, type]);
    }
    expect(
      (await functions.call("/cases/pips-case/evidence/hmrc", { as: "cat", form: { answer: "refuse", reason: "x", sentAt: "2026-11-20T09:00:00.000Z" } }))
        .status,
    ).toBe(404);
    expect((await functions.call("/api/cases/pips-case/moves/approve", { as: "ben", json: {} })).status).toBe(200);
    expect((await stateOf()).state).toBe("provisional");
  });
  it("makes a move once, however often and by however many it is asked for at once", async () => {
    await checked();
    await move("ann", "recommend", { outcome: "provisional" });
    const answers = await Promise.all(["ben", "cat", "ben", "cat"].map((as) => move(as, "approve")));
    expect(answers.map(({ status }) => status).filter((status) => status === 303).length).toBe(1);
    for (const { status } of answers) expect([303, 412, 422]).toContain(status);
    const trail = await functions.checking.store.caseTrail(
      (await functions.checking.store.caseWithEvidence("pips-case"))?.case.body ?? aCase({ id: "none", owner: "none" }),
    );
    expect(trail.filter(({ action }) => action === "case:approve").length).toBe(1);
  });
  it("refuses what was made from an older version, and changes nothing", async () => {
    await checked();
    const answer = await move("ann", "recommend", { outcome: "provisional", version: "1" });
    expect(answer.status).toBe(412);
    expect((await stateOf()).state).toBe("in-review");
  });
  it("is reviewed by a third person after a refusal, and reopened by them", async () => {
    await checked();
    await move("ann", "recommend", { outcome: "refused", reason: "The references are not enough." });
    await move("ben", "approve");
    expect((await functions.call("/applications/pips-case", { as: "pip" })).body).toContain("The references are not enough.");
    expect((await functions.call("/applications/pips-case/moves/ask-review", { as: "pip", form: { reason: "They were away." } })).status).toBe(303);
    for (const as of ["ann", "ben"]) expect((await move(as, "overturn", { reason: "x" })).status).toBe(422);
    expect((await move("cat", "overturn", { reason: "New references came." })).status).toBe(303);
    expect((await stateOf()).state).toBe("in-review");
  });
  it("suspends at once, for a reason that nobody but officers sees, and is lifted by another officer", async () => {
    await listed();
    const reason = "Someone told us of bruises";
    expect((await move("ann", "suspend", { reason })).status).toBe(303);
    const { listing } = await stateOf();
    expect((await functions.checking.store.listing(listing))?.status).toBe("suspended");
    for (const path of ["/applications/pips-case", "/account/data", "/account/data/download", "/api/applications/pips-case"]) {
      const seen = await functions.call(path, { as: "pip", throughCouncil: false });
      expect([path, seen.status, seen.body.includes("bruises")]).toEqual([path, 200, false]);
    }
    expect((await move("ann", "lift", { reason: "Cleared" })).status).toBe(422);
    expect((await move("ben", "lift", { reason: "Cleared" })).status).toBe(303);
    expect((await functions.checking.store.listing(listing))?.status).toBe("provisional");
  });
  it("pauses on news from the DBS Update Service, gives an officer something to do, and goes on when there is none", async () => {
    await listed();
    const status = (result: string) => functions.call("/cases/pips-case/evidence/dbs", { as: "ann", form: { answer: "status", result } });
    expect((await status("NEW_INFO")).status).toBe(303);
    expect((await stateOf()).state).toBe("paused");
    expect((await functions.call(`/councils/${COUNCIL}/vetting?view=tasks`, { as: "ann" })).body).toContain("Pip Tryout");
    expect((await status("BLANK_NO_NEW_INFO")).status).toBe(303);
    expect((await stateOf()).state).toBe("provisional");
  });
  it("is not filled in by an officer for somebody who applied themselves, but is for somebody it was entered for, and never decided by them", async () => {
    await ready("draft");
    const part = { signedBy: "Someone else", agreed: "yes" };
    expect((await functions.call("/applications/pips-case/parts/conduct", { as: "ann", form: part })).status).toBe(422);
    const entered = await functions.call(`/councils/${COUNCIL}/vetting/new`, { as: "ann", form: { displayName: "Paper Person" } });
    const [, id = ""] = /applications\/([\w-]+)/.exec(entered.headers["location"] ?? "") ?? [];
    expect((await functions.call(`/applications/${id}/parts/price`, { as: "ann", form: { ratePence: "13.50" } })).status).toBe(303);
    expect((await functions.checking.store.caseWithEvidence(id))?.case.body).toMatchObject({ enteredBy: ["ann"], answers: { price: { ratePence: 1350 } } });
  });
  it("stops and refers where the CQC may have to register somebody, and goes on when the answers change", async () => {
    await ready("draft");
    const start = { type: "micro-provider", people: "3", substitutes: "no", driving: "no", children: "no", cqcRegistered: "no" };
    await functions.call("/applications/pips-case/parts/start", { as: "pip", form: start });
    expect((await stateOf()).state).toBe("referred");
    expect((await functions.call("/applications/pips-case/moves/submit", { as: "pip", form: {} })).status).toBe(422);
    await functions.call("/applications/pips-case/parts/start", { as: "pip", form: { ...start, cqcRegistered: "yes" } });
    const { state, evidence } = await stateOf();
    expect([state, evidence.find(({ code }: any) => code === "cqc").need]).toEqual(["draft", "required"]);
  });
  it("names every field that is wrong, and keeps what was typed and what was stored", async () => {
    await ready("draft");
    const sent = await functions.call("/applications/pips-case/parts/place", { as: "pip", form: { base: "Nowhere-on-Sea", travelMiles: "far" } });
    expect(sent.status).toBe(400);
    for (const text of ["Nowhere-on-Sea", "is not a place we know", "Enter a number of miles from 0 to 200"])
      expect([text, sent.body.includes(text)]).toEqual([text, true]);
    const dbs = { certificateNumber: "12", "issuedOn-day": "30", "issuedOn-month": "2", "issuedOn-year": "2026" };
    const wrong = await functions.call("/applications/pips-case/evidence/dbs", { as: "pip", form: dbs });
    expect(wrong.status).toBe(400);
    for (const text of ["The certificate number must be 12 numbers", "The date of issue must be a real date", "Select the level"])
      expect([text, wrong.body.includes(text)]).toEqual([text, true]);
    expect((await functions.checking.store.caseWithEvidence("pips-case"))?.case.body.answers.place?.base).toBe("Melton Mowbray");
  });
  it("never offers to take a file of a DBS certificate or an identity document, and takes none without one where it is required", async () => {
    await ready("draft");
    for (const id of ["dbs", "identity", "references", "cqc"]) {
      const page = await functions.call(`/applications/pips-case/evidence/${id}`, { as: "pip" });
      expect([id, page.body.includes('type="file"')]).toEqual([id, false]);
    }
    const page = await functions.call("/applications/pips-case/evidence/training?step=file", { as: "pip" });
    expect(page.body).toContain('<form action="/upload/applications/pips-case/evidence/training" method="post" enctype="multipart/form-data"');
    expect(page.headers["content-security-policy"]).toContain("form-action 'self';");
    for (const [fault, words] of [
      ["over", "this page was open for more than"],
      ["unfit", "it is empty, larger than 10 MB, or the connection broke off"],
      ["trouble", "there is a problem with the service"],
    ] as const) {
      const back = await functions.call(`/applications/pips-case/evidence/training?upload=${fault}`, { as: "pip" });
      expect([back.body.includes("<title>Error: "), back.body.split(words).length - 1, back.body.includes('href="#file"')], fault).toEqual([true, 2, true]);
    }
    // Others may link to it, and nothing was sent.
    const linked = await functions.call("/applications/pips-case/evidence/training?upload=over", { as: "pip", headers: { "sec-fetch-site": "cross-site" } });
    expect(linked.body).not.toContain("this page was open for more than");
    const form = {
      "safeguardingOn-day": "1",
      "safeguardingOn-month": "6",
      "safeguardingOn-year": "2026",
      "mcaOn-day": "1",
      "mcaOn-month": "6",
      "mcaOn-year": "2026",
    };
    const saved = await functions.call("/applications/pips-case/evidence/training", { as: "pip", form });
    expect(saved.headers["location"]).toBe("/applications/pips-case/evidence/training?step=file");
    const kept = (await functions.checking.store.caseWithEvidence("pips-case"))?.evidence.find(({ body }) => body.id === "training");
    expect(kept?.body.typed).toEqual(form);
  });
  it("follows the checklist it began with, until an officer moves it with a reason", async () => {
    await stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id: "ada", grants: [{ role: "administrator", authority: COUNCIL }] }),
      action: "test",
    });
    await ready();
    const page = await functions.call(`/councils/${COUNCIL}/checklist/new`, { as: "ada" });
    const form = Object.fromEntries([...page.body.matchAll(/<(?:select|input)[^>]*? name="([\w.-]+)"/g)].map(([, name = ""]) => [name, ""]));
    for (const { code, need, validMonths } of firstChecklist(COUNCIL).items) {
      for (const [type, value] of Object.entries(need))
        form[`${code}.${type}`] = code === "court-judgments" && type === "self-employed-pa" ? "required" : value;
      if (validMonths) form[`${code}.months`] = String(validMonths);
    }
    for (const [name, value] of Object.entries(firstChecklist(COUNCIL).figures)) if (name in form) form[name] = String(value);
    const { csrf: _, once: _once, ...values } = form;
    const set = await functions.call(`/councils/${COUNCIL}/checklist/new`, {
      as: "ada",
      form: { ...values, version: "1", "effectiveFrom-day": "24", "effectiveFrom-month": "11", "effectiveFrom-year": "2026", reason: "The board decided" },
    });
    expect(set.status, set.body).toBe(303);
    const need = async () => (await stateOf()).evidence.find(({ code }: any) => code === "court-judgments").need;
    expect(await need()).toBe("optional");
    expect((await move("ann", "change-checklist")).status).toBe(422);
    expect((await move("ann", "change-checklist", { reason: "They agreed" })).status).toBe(303);
    expect([await need(), (await stateOf()).checklist]).toEqual(["required", 2]);
  });
  it("renews: what still counts is not asked again, and the place on the list goes over to the new one", async () => {
    await listed();
    const { listing } = await stateOf();
    const begun = await functions.call("/applications/pips-case/renewal", { as: "pip", form: {} });
    const [, id = ""] = /applications\/([\w-]+)/.exec(begun.headers["location"] ?? "") ?? [];
    const renewal = await functions.checking.store.caseWithEvidence(id);
    expect(renewal?.evidence.map(({ body }) => body.accepted !== undefined)).toEqual(Array.from({ length: 7 }, () => true));
    await functions.call(`/applications/${id}/parts/consent`, { as: "pip", form: { list: "yes", feed: "no" } });
    await functions.call(`/applications/${id}/parts/conduct`, { as: "pip", form: { signedBy: "Pip Tryout", agreed: "yes" } });
    expect((await functions.call(`/applications/${id}/moves/submit`, { as: "pip", form: {} })).status).toBe(303);
    const renew = (as: string, name: string, form = {}) => functions.call(`/cases/${id}/moves/${name}`, { as, form });
    await renew("ann", "assign");
    expect((await renew("ann", "recommend", { outcome: "provisional" })).status).toBe(303);
    expect((await renew("ben", "approve")).status).toBe(303);
    expect((await stateOf()).state).toBe("renewed");
    expect((await functions.checking.store.caseWithEvidence(id))?.case.body).toMatchObject({ state: "provisional", listing });
    expect((await functions.checking.store.listing(listing))?.status).toBe("provisional");
  });
});

describe("a reference", () => {
  it("is asked for by a link that works once, even for two at once, and is for the council's eyes", async () => {
    await ready("draft");
    const form = {
      "name-0": "Rita",
      "email-0": "rita@people.example",
      "relation-0": "Neighbour",
      "name-1": "Ravi",
      "email-1": "ravi@people.example",
      "relation-1": "Employer",
    };
    const asked = await functions.call("/applications/pips-case/evidence/references", { as: "pip" });
    const seen = /name="seen" value="([^"]+)"/.exec(asked.body)?.[1] ?? "";
    // Sent twice, those people are asked once, and the answer is the same.
    const sent = [1, 2].map(async () => functions.call("/applications/pips-case/evidence/references", { as: "pip", form: { ...form, seen } }));
    const locations = (await Promise.all(sent)).map(({ headers }) => headers["location"]);
    expect([locations[0], new Set(locations).size]).toEqual([expect.stringMatching(/done=saved$/), 1]);
    const { Items = [] } = await table.table.client.send(new ScanCommand({ TableName: table.name }));
    const link = Items.find(({ entity, to }) => entity === "notice" && to.address === "rita@people.example")?.["values"].link;
    const path = new URL(link).pathname;
    const said = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" } };
    const body = { known: "Since 2020", work: "Kind and careful", again: "yes" };
    expect((await functions.call(path)).body).toContain("Pip Tryout");
    expect((await functions.call(path, { ...said, form: { known: "x" } })).status).toBe(400);
    const both = await Promise.all([functions.call(path, { ...said, form: body }), functions.call(path, { ...said, form: body })]);
    // Sent twice, the second says the same thank-you; another answer is not taken.
    expect(both.map(({ status, body: page }) => [status, page.includes("The council has your answer")])).toEqual([
      [200, true],
      [200, true],
    ]);
    expect((await functions.call(path, { ...said, form: { ...body, work: "Otherwise" } })).status).toBe(410);
    expect((await functions.call(path)).status).toBe(410);
    expect((await functions.call(`/references/${"0".repeat(48)}`)).status).toBe(410);
    const shown = await Promise.all(["/applications/pips-case/evidence/references", "/account/data/download"].map((one) => functions.call(one, { as: "pip" })));
    for (const one of shown) expect(one.body.includes("Kind and careful")).toBe(false);
    expect((await functions.call("/cases/pips-case/evidence/references", { as: "ann" })).body).toContain("Kind and careful");
    // Who asks and answers is kept; the address they were asked at is not.
    const after = await table.table.client.send(new ScanCommand({ TableName: table.name }));
    expect(JSON.stringify((after.Items ?? []).filter(({ entity }) => entity === "reference")).includes("rita@people.example")).toBe(false);
  });
});

describe("people who support somebody", () => {
  it("may be anybody: a choice off the list is kept with what was checked, never refused, and invites them without a name", async () => {
    await stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id: "rose", displayName: "Rose Recipient", grants: [{ role: "recipient" }] }),
      action: "test",
    });
    const form = { name: "My Neighbour", checked: ["met", "identity"], email: "neighbour@people.example" };
    const without = await functions.call("/people/me/support/unlisted", { as: "rose", form });
    expect([without.status, without.body.includes("My Neighbour"), without.body.includes("Confirm you understand the risks")]).toEqual([400, true, true]);
    expect((await functions.call("/people/me/support/unlisted", { as: "rose", form: { ...form, knowingly: "yes" } })).status).toBe(303);
    const page = await functions.call("/people/me/support", { as: "rose" });
    for (const text of ["My Neighbour", "You checked 2 of 8 things", "Not on the list"]) expect([text, page.body.includes(text)]).toEqual([text, true]);
    const { Items = [] } = await table.table.client.send(new ScanCommand({ TableName: table.name }));
    const invitation = Items.find(({ entity }) => entity === "notice");
    expect([invitation?.["code"], JSON.stringify(invitation).includes("Rose")]).toEqual(["invited-to-apply", false]);
  });
});

describe("somebody who is erased", () => {
  it("leaves the list and ends their arrangements first; what the law requires to stay is named", async () => {
    await ready();
    const leave = functions.accounts.dataSubject.endForErasure("pip", anAuditContext({ at: now }));
    await leave;
    await functions.accounts.dataSubject.endForErasure("pip", anAuditContext({ at: now }));
    expect((await stateOf()).state).toBe("withdrawn");
    const page = await functions.call("/account/erase", { as: "pip" });
    expect(page.body).toContain("Decisions about who can support people must be traceable for six years: that they were made, when, who by");
  });
});
