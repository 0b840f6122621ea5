import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../functions/route.ts";
import { routes } from "../../functions/routes.ts";
import { SECTIONS } from "../../functions/vetting/rules/case.ts";
import { CASE_MOVES } from "../../functions/vetting/rules/moves.ts";
import type { Change } from "../../functions/vetting/use-cases/ports.ts";
import { EVIDENCE_CODES } from "../../shared/policy/checklists.ts";
import { type AccountFunctions, accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";
import { runs } from "../support/runs.ts";
import { aTable } from "../support/tables.ts";
import { aCase, someEvidence, storedCases } from "../support/vetting.ts";

let functions: AccountFunctions;
beforeAll(async () => {
  // Time goes on, so that a session begun after signing out everywhere counts again.
  let clock = Date.parse("2026-11-24T12:00:00Z");
  functions = accountFunctions(await aTable(), { now: () => (clock += 1000) });
  await stored(
    functions.accounts,
    {
      entity: "account",
      after: anAccount({
        id: "both",
        email: "both@people.example",
        grants: [
          { role: "recipient" },
          { role: "provider" },
          { role: "administrator", authority: COUNCIL },
          { role: "review-officer", authority: COUNCIL },
          { role: "vetting-officer", authority: COUNCIL },
        ],
      }),
      action: "test",
    },
    { entity: "erasure", after: { id: "e", person: "somebody-else", authority: COUNCIL, state: "asked", askedAt: "2026-11-20T09:00:00.000Z" }, action: "test" },
  );
  for (const state of ["draft", "needs-more", "in-review", "recommended", "accredited", "paused", "suspended", "refused"] as const) {
    const vettingCase = aCase({
      id: `c-${state}`,
      owner: state === "draft" ? "both" : `owner-${state}`,
      state,
      enteredBy: ["both"],
      ...(state === "draft" ? {} : { submittedAt: "2026-11-20T09:00:00.000Z" }),
    });
    const offered = { facts: { level: "basic", updateService: true }, at: "2026-11-20T09:00:00.000Z", state: "with-us" as const };
    const evidence = (["dbs", "training", "references"] as const).map(
      (code): Change => ({
        entity: "evidence",
        after: someEvidence({ id: code, case: vettingCase.id, owner: vettingCase.owner, code, offered }),
        action: "test",
      }),
    );
    if (vettingCase.owner !== "both") await stored(functions.accounts, { entity: "account", after: anAccount({ id: vettingCase.owner }), action: "test" });
    await storedCases(functions.accounts, { entity: "case", after: vettingCase, action: "test" }, ...evidence);
  }
});

const all: readonly Route[] = routes;
const guarded = all.filter(({ who }) => who !== "anyone");
const id = fc.oneof(
  fc.constantFrom(
    "..",
    ".",
    "c-draft",
    "c-needs-more",
    "c-in-review",
    "c-recommended",
    "c-accredited",
    "c-paused",
    "c-suspended",
    "c-refused",
    "both",
    "me",
    COUNCIL,
    "e",
    "nobody",
    "..",
    "%00",
    "a#b",
    "a|b",
    "x".repeat(300),
  ),
  fc.string({ maxLength: 20 }),
);
/** What else a path may name: mostly something that is there. */
const besides = fc.record({
  part: fc.constantFrom<string>(...SECTIONS, "nothing"),
  move: fc.constantFrom<string>(...Object.keys(CASE_MOVES), "nothing"),
  evidence: fc.constantFrom<string>(...EVIDENCE_CODES, "dbs.worker", "nothing"),
});
const NAMES = [
  "displayName",
  "phone",
  "email",
  "role",
  "kind",
  "scopes",
  "until-day",
  "until-month",
  "until-year",
  "from",
  "until",
  "basis",
  "decision",
  "reason",
  "beginning",
  "answer",
  "effectiveFrom-day",
  "effectiveFrom",
  "fit.closeness",
  "figures",
  "type",
  "people",
  "substitutes",
  "about",
  "services",
  "times",
  "hoursFree",
  "ratePence",
  "base",
  "travelMiles",
  "list",
  "signedBy",
  "agreed",
  "outcome",
  "result",
  "seenWhere",
  "sentAt",
  "certificateNumber",
  "issuedOn-day",
  "issuedOn-month",
  "issuedOn-year",
  "name-0",
  "by-0",
  "email-0",
  "phone-0",
  "address-0",
  "relation-0",
  "listing",
  "checked",
  "knowingly",
  "identity.agency",
  "version",
  "csrf",
  "once",
];
const value = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "1", "-1", "1e999", "null", "recipient", "accept", "erase", "2026-02-30", "both@people.example", "x".repeat(3000), "__proto__", "\u0000"),
);
const form = fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(value, fc.array(value, { maxLength: 3 })), { maxKeys: 8 });
const json = fc.oneof(
  fc.json(),
  fc.string(),
  fc.dictionary(fc.constantFrom(...NAMES), fc.jsonValue(), { maxKeys: 8 }).map((body) => JSON.stringify(body)),
);

describe("hostile requests of somebody signed in", () => {
  it("are answered, refused or redirected, and never a fault of ours", async () => {
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...guarded),
        fc.tuple(id, besides),
        form,
        json,
        fc.option(fc.string(), { nil: undefined }),
        fc.string(),
        async (route, [record, named], fields, body, match, query) => {
          const path = route.path.replace(
            /\{(\w+)\}/g,
            (_, name) => Object.entries(named).find(([known]) => known === name)?.[1] ?? encodeURIComponent(record).replaceAll("%23", "#"),
          );
          const api = route.path.startsWith("/api/");
          const answer = await functions.call(`${path}?${query}`, {
            as: "both",
            method: route.method,
            ...(route.method === "GET" ? {} : api ? { json: body, headers: match === undefined ? {} : { "if-match": match } } : { form: fields }),
          });
          // Signed out everywhere along the way: in again, so that the next one gets as far as this one did.
          if (route.handler.toLowerCase().includes("everywhere") || route.handler === "apiEndSessions") return;
          seen.add(answer.status);
          expect(answer.status, `${route.method} ${path}`).toBeLessThan(500);
        },
      ),
      { numRuns: runs(1500) },
    );
    for (const status of [200, 303, 400, 403, 404]) expect([...seen]).toContain(status);
  });
});
