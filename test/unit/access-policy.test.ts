import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Action, decide, policyTable } from "../../shared/access/policy.ts";
import { type Caller, DELEGATE_KINDS, isStaffRole, ROLES, SCOPES } from "../../shared/access/roles.ts";

const COUNCILS = ["E10000018", "E06000016"];
const PEOPLE = ["rosemary", "nadia", "ada"];
const TODAY = "2026-11-24";
const actions = Object.keys(policyTable).filter((name): name is Action => name in policyTable);
const day = fc.constantFrom("2026-11-23", TODAY, "2026-11-25");
const caller: fc.Arbitrary<Caller> = fc.record({
  subject: fc.constantFrom(...PEOPLE),
  grants: fc.array(fc.record({ role: fc.constantFrom(...ROLES), authority: fc.option(fc.constantFrom(...COUNCILS), { nil: undefined }) }), { maxLength: 3 }),
  actsFor: fc.array(
    fc.record({
      delegation: fc.constant("d"),
      person: fc.constantFrom(...PEOPLE),
      kind: fc.constantFrom(...DELEGATE_KINDS),
      scopes: fc.subarray([...SCOPES]),
      from: day,
      until: fc.option(day, { nil: undefined }),
    }),
    { maxLength: 2 },
  ),
  throughCouncil: fc.boolean(),
});
const record = fc.option(
  fc.record({
    owner: fc.option(fc.constantFrom(...PEOPLE), { nil: undefined }),
    authority: fc.option(fc.constantFrom(...COUNCILS), { nil: undefined }),
    parties: fc.option(fc.subarray(PEOPLE), { nil: undefined }),
  }),
  { nil: undefined },
);

describe("deciding", () => {
  it("never lets staff of one council near another's records", () => {
    fc.assert(
      fc.property(caller, fc.constantFrom(...actions), record, (who, action, what) => {
        const decision = decide(who, action, what, TODAY);
        if (!decision.allowed || !isStaffRole(decision.as)) return;
        expect(who.throughCouncil).toBe(true);
        const grant = who.grants.find(({ role }) => role === decision.as && (what === undefined || who.grants.some((own) => own.authority === what.authority)));
        expect(grant).toBeDefined();
      }),
      { numRuns: 3000 },
    );
  });
  it("lets somebody act for another only by a delegation that holds today, and says for whom", () => {
    fc.assert(
      fc.property(caller, fc.constantFrom(...actions), record, (who, action, what) => {
        const decision = decide(who, action, what, TODAY);
        if (!decision.allowed || decision.onBehalfOf === undefined) return;
        expect(decision.onBehalfOf).toBe(what?.owner);
        expect(who.actsFor.some(({ person, from, until }) => person === what?.owner && from <= TODAY && (until === undefined || until >= TODAY))).toBe(true);
        expect(decision.noted || action === "account:update" || action === "account:request-erasure").toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
  it("refuses whoever has no role, no record and nobody to act for, whatever they want of others", () => {
    const nobody: Caller = { subject: "nobody", grants: [], actsFor: [], throughCouncil: true };
    fc.assert(
      fc.property(fc.constantFrom(...actions), record, (action, what) => {
        expect(decide(nobody, action, what, TODAY).allowed).toBe(false);
      }),
    );
  });
  it("gives more to whoever may more: a role never takes anything away", () => {
    fc.assert(
      fc.property(caller, fc.constantFrom(...ROLES), fc.constantFrom(...actions), record, (who, role, action, what) => {
        if (!decide(who, action, what, TODAY).allowed) return;
        expect(decide({ ...who, grants: [...who.grants, { role, authority: COUNCILS[0] }] }, action, what, TODAY).allowed).toBe(true);
      }),
    );
  });
});
