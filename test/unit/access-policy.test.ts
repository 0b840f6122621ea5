import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Action, decide, policyTable } from "../../shared/access/policy.ts";
import { type ActsFor, type Caller, DELEGATE_KINDS, type DelegateKind, isStaffRole, ROLES, type Role, SCOPES } from "../../shared/access/roles.ts";
import { runs } from "../support/runs.ts";

const COUNCILS = ["E10000018", "E06000016"];
const SUBJECTS = ["rosemary", "nadia", "ada"];
const TODAY = "2026-11-24";
const actions = Object.keys(policyTable).filter((name): name is Action => name in policyTable);
const day = fc.constantFrom("2026-11-23", TODAY, "2026-11-25");
const caller: fc.Arbitrary<Caller> = fc.record({
  subject: fc.constantFrom(...SUBJECTS),
  grants: fc.array(fc.record({ role: fc.constantFrom(...ROLES), authority: fc.option(fc.constantFrom(...COUNCILS), { nil: undefined }) }), { maxLength: 3 }),
  actsFor: fc.array(
    fc.record({
      delegation: fc.constant("d"),
      person: fc.constantFrom(...SUBJECTS),
      kind: fc.constantFrom(...DELEGATE_KINDS),
      scopes: fc.subarray([...SCOPES]),
      from: day,
      until: fc.option(day, { nil: undefined }),
    }),
    { maxLength: 2 },
  ),
  throughCouncil: fc.option(fc.constantFrom(...COUNCILS), { nil: undefined }),
});
const record = fc.option(
  fc.record({
    owner: fc.option(fc.constantFrom(...SUBJECTS), { nil: undefined }),
    authority: fc.option(fc.constantFrom(...COUNCILS), { nil: undefined }),
    parties: fc.option(fc.subarray(SUBJECTS), { nil: undefined }),
    barred: fc.option(fc.subarray(SUBJECTS), { nil: undefined }),
  }),
  { nil: undefined },
);

describe("deciding", () => {
  it("lets nobody near a record that bars them, whatever they are", () => {
    fc.assert(
      fc.property(caller, fc.constantFrom(...actions), record, (who, action, what) => {
        if (!what?.barred?.includes(who.subject)) return;
        expect(decide(who, action, what, TODAY)).toEqual({ allowed: false, why: "record" });
      }),
      { numRuns: runs(3000) },
    );
  });
  it("never lets staff of one council near another's records", () => {
    fc.assert(
      fc.property(caller, fc.constantFrom(...actions), record, (who, action, what) => {
        const decision = decide(who, action, what, TODAY);
        if (!decision.allowed || !isStaffRole(decision.as)) return;
        // By a role of the council they came through, on a record of no other.
        expect(who.throughCouncil).toBeDefined();
        expect(who.grants.some(({ role, authority }) => role === decision.as && authority === who.throughCouncil)).toBe(true);
        if (what !== undefined) expect(what.authority).toBe(who.throughCouncil);
      }),
      { numRuns: runs(3000) },
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
      { numRuns: runs(3000) },
    );
  });
  it("refuses whoever has no role, no record and nobody to act for, whatever they want of others", () => {
    const nobody: Caller = { subject: "nobody", grants: [], actsFor: [], throughCouncil: COUNCIL };
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

const COUNCIL = "E10000018";
const somebody = (changes: Partial<Caller> = {}): Caller => ({ subject: "nadia", grants: [], actsFor: [], throughCouncil: COUNCIL, ...changes });
const delegation = (kind: DelegateKind, changes: Partial<ActsFor> = {}): ActsFor => ({
  delegation: "d",
  person: "rosemary",
  kind,
  scopes: [],
  from: "2026-01-01",
  ...changes,
});
/** Whoever acts for Rosemary; a support organisation as the council made it. */
const acting = (kind: DelegateKind, changes: Partial<ActsFor> = {}): Caller =>
  somebody({
    actsFor: [delegation(kind, changes)],
    grants: kind === "support-organisation" ? [{ role: "support-organisation", authority: COUNCIL }] : [],
  });
const ROSEMARYS = { owner: "rosemary", authority: COUNCIL };
const NADIAS = { owner: "nadia", authority: COUNCIL };
const withRole = (role: Role): Caller => somebody({ grants: [{ role, authority: COUNCIL }] });

/** Everybody who may do something, found by trying each position by itself. */
function whoMay(action: Action): readonly string[] {
  const allowed = (who: Caller, what: Parameters<typeof decide>[2]): boolean => decide(who, action, what, TODAY).allowed;
  const self = allowed(somebody(), NADIAS);
  return [
    ...(self ? ["self"] : []),
    ...(allowed(somebody(), { ...ROSEMARYS, parties: ["nadia"] }) ? ["party"] : []),
    ...(allowed(somebody(), undefined) ? ["anybody"] : []),
    ...ROLES.flatMap((role) => [
      ...(!self && allowed(withRole(role), { owner: "nadia" }) ? [`${role} themselves`] : []),
      ...(allowed(withRole(role), undefined) ? [`${role} on no record`] : []),
      ...(allowed(withRole(role), ROSEMARYS) ? [`${role} of the council`] : []),
    ]),
    ...DELEGATE_KINDS.flatMap((kind) => {
      if (allowed(acting(kind), ROSEMARYS)) return [`${kind}`];
      const scopes = SCOPES.filter((scope) => allowed(acting(kind, { scopes: [scope] }), ROSEMARYS));
      return scopes.length > 0 ? [`${kind} for ${scopes.join(" or ")}`] : [];
    }),
  ];
}

// Who may do what, said once more and by hand: the table the product goes by is held against it.
const ADMINISTRATORS = "administrator of the council";
const REVIEWERS = ["review-officer of the council", ADMINISTRATORS];
const VETTERS = "vetting-officer of the council";
const STAFF = [VETTERS, "finance-officer of the council", "review-officer of the council", "commissioner of the council", ADMINISTRATORS];
const SEARCHERS = DELEGATE_KINDS.map((kind) => `${kind} for search-and-contact`);
const WHO: Readonly<Record<Action, readonly string[]>> = {
  "balance:read": ["self", ...DELEGATE_KINDS.map((kind) => `${kind} for money`)],
  "balance:answer": ["self", ...DELEGATE_KINDS.map((kind) => `${kind} for money`)],
  "statement:send": ["self", ...DELEGATE_KINDS.map((kind) => `${kind} for money`)],
  "balance-case:list": ["finance-officer of the council"],
  "balance-case:read": ["finance-officer of the council"],
  "balance-case:work": ["finance-officer of the council"],
  "set-aside:read": ["finance-officer of the council", ...REVIEWERS],
  "set-aside:write": ["finance-officer of the council", "review-officer of the council"],
  "closing-balance:write": ["finance-officer of the council"],
  "agreed-spending:read": ["finance-officer of the council", "review-officer of the council"],
  "agreed-spending:write": ["finance-officer of the council", "review-officer of the council"],
  "invoice:list": ["self", ...DELEGATE_KINDS.map((kind) => `${kind} for money`)],
  "invoice:read": ["self", "party", ...DELEGATE_KINDS.map((kind) => `${kind} for money`)],
  "invoice:write": ["self", "party", ...DELEGATE_KINDS.map((kind) => `${kind} for money`)],
  "final-statement:read": ["finance-officer of the council"],
  "review:list": REVIEWERS,
  "review:figures": ["review-officer of the council", "commissioner of the council", ADMINISTRATORS],
  "review:read": REVIEWERS,
  "review:work": REVIEWERS,
  "feedback:list": REVIEWERS,
  "feedback:read": REVIEWERS,
  "feedback:work": REVIEWERS,
  "safety:list": REVIEWERS,
  "safety:read": REVIEWERS,
  "safety:work": REVIEWERS,
  "open-feedback:list": REVIEWERS,
  "open-feedback:read": REVIEWERS,
  "open-feedback:work": REVIEWERS,
  "you-said:write": ["review-officer of the council", "commissioner of the council", ADMINISTRATORS],
  "working-group:take-part": ["recipient themselves", ...DELEGATE_KINDS.map((kind) => `${kind} for reviews`)],
  "working-group:list": REVIEWERS,
  "feedback:figures": ["review-officer of the council", "commissioner of the council", ADMINISTRATORS],
  "market:read": ["review-officer of the council", "commissioner of the council", ADMINISTRATORS],
  "market:wanted": ["self"],
  "market:manage": ["commissioner of the council", ADMINISTRATORS],
  "reply:write": ["self"],
  "reply:list": REVIEWERS,
  "reply:judge": REVIEWERS,
  "review:see": ["self", ...DELEGATE_KINDS.map((kind) => `${kind} for reviews`)],
  "account:read": ["self", ...REVIEWERS, "authorised-person", "nominated-person", "support-organisation"],
  "account:update": ["self", "authorised-person"],
  "account:begin": ["self"],
  "account:download": ["self", "authorised-person"],
  "account:request-erasure": ["self", "authorised-person"],
  "account:end-sessions": ["self", ADMINISTRATORS],
  "worker:manage": ["provider themselves"],
  "person:register": REVIEWERS,
  "delegation:list": ["self", ...REVIEWERS, "authorised-person"],
  "delegation:read": ["self", "party", ...REVIEWERS],
  "delegation:nominate": ["recipient themselves"],
  "delegation:authorise": REVIEWERS,
  "delegation:decide": REVIEWERS,
  "delegation:object": ["self", ...REVIEWERS, "authorised-person", "nominated-person", "support-organisation"],
  "delegation:answer": ["party"],
  "delegation:end": ["self", "party", ...REVIEWERS],
  "council:delegations": REVIEWERS,
  "council:erasures": [ADMINISTRATORS],
  "erasure:decide": [ADMINISTRATORS],
  "staff:home": STAFF.map((who) => who.replace("of the council", "on no record")),
  "staff:list": [ADMINISTRATORS],
  "staff:appoint": [ADMINISTRATORS],
  "staff:confirm": [ADMINISTRATORS],
  "staff:dismiss": [ADMINISTRATORS],
  "policy:read": STAFF,
  "policy:write": [ADMINISTRATORS],
  "application:list": ["self"],
  "application:begin": ["self"],
  "application:read": ["self", VETTERS],
  "application:write": ["self", VETTERS],
  "case:queue": [VETTERS],
  "case:assign": [VETTERS],
  "case:enter": [VETTERS],
  "case:read": [VETTERS],
  "case:work": [VETTERS],
  "visit:arrange": [VETTERS],
  "visit:answer": ["self"],
  "support:read": ["self", ...SEARCHERS],
  "support:write": ["self", ...SEARCHERS],
  "arrangement:read": ["self", "party", "finance-officer of the council", ...REVIEWERS, ...SEARCHERS],
  "arrangement:move": ["self", "party", ...SEARCHERS],
  "arrangement:questions": REVIEWERS,
  "arrangement:answer": REVIEWERS,
  "clients:read": ["provider themselves"],
  "pool:read": ["self", ...SEARCHERS],
  "pool:write": ["self", ...SEARCHERS],
  "concern:look-up": REVIEWERS,
  "saved:read": ["self", ...SEARCHERS],
  "saved:write": ["self", ...SEARCHERS],
  "alerts:read": ["self", ...SEARCHERS],
  "alerts:write": ["self", ...SEARCHERS],
  "hours:say": ["self"],
  "checklist:read": STAFF,
  "checklist:write": [ADMINISTRATORS],
  "recipient:find": ["finance-officer of the council", ...REVIEWERS],
  "recipient:read": ["finance-officer of the council", ...REVIEWERS],
  "recipient:link": REVIEWERS,
  "direct-payment:read": ["self", ...DELEGATE_KINDS.map((kind) => `${kind} for money`)],
  "request:read": ["self", ...SEARCHERS],
  "request:write": ["self", ...SEARCHERS],
  "nearby:read": ["provider themselves"],
  "nearby:answer": ["provider themselves"],
  "need:list": ["review-officer of the council", "commissioner of the council", "administrator of the council"],
  "contact:ask": ["self", ...SEARCHERS],
  "contact:list": ["self", ...SEARCHERS],
  "contact:received": ["self"],
  "contact:read": ["self", "party", ...SEARCHERS],
  "contact:write": ["self", "party", ...SEARCHERS],
  "contact:council": REVIEWERS,
  "contact:pass-on": REVIEWERS,
  "contact:answer-report": REVIEWERS,
  "set-up:read": ["review-officer of the council", "commissioner of the council", ADMINISTRATORS],
};
/** What tells so much of a person that they may see who else has looked. */
const SENSITIVE = [
  "balance:read",
  "statement:send",
  "balance:answer",
  "balance-case:read",
  "balance-case:work",
  "set-aside:read",
  "set-aside:write",
  "agreed-spending:read",
  "closing-balance:write",
  "agreed-spending:write",
  "invoice:list",
  "invoice:read",
  "invoice:write",
  "final-statement:read",
  "feedback:read",
  "feedback:work",
  "review:read",
  "review:work",
  "review:see",
  "working-group:take-part",
  "account:read",
  "account:update",
  "account:download",
  "delegation:list",
  "delegation:read",
  "delegation:decide",
  "delegation:object",
  "application:read",
  "application:write",
  "case:read",
  "case:work",
  "visit:arrange",
  "support:read",
  "support:write",
  "arrangement:read",
  "arrangement:move",
  "arrangement:answer",
  "pool:read",
  "pool:write",
  "recipient:read",
  "recipient:link",
  "direct-payment:read",
  "saved:read",
  "alerts:read",
  "alerts:write",
  "saved:write",
  "request:read",
  "request:write",
  "contact:ask",
  "contact:list",
  "contact:read",
  "contact:write",
  "contact:pass-on",
];

describe("the table of who may do what", () => {
  it("lets these do each thing, and nobody else", () => {
    expect(Object.fromEntries(actions.map((action) => [action, whoMay(action)]))).toEqual(WHO);
  });
  it("lets officers do nothing for a case of theirs, whatever else they are", () => {
    const theirs = (action: Action) => decide(withRole("vetting-officer"), action, NADIAS, TODAY);
    for (const action of ["case:read", "case:work", "visit:arrange"] as const) expect(theirs(action)).toEqual({ allowed: false, why: "record" });
    expect(theirs("application:read")).toMatchObject({ allowed: true, as: "self" });
  });
  it("has each look of another at what is sensitive noted, and nobody's at their affairs", () => {
    for (const action of actions) {
      for (const who of [...ROLES.map(withRole), ...DELEGATE_KINDS.map((kind) => acting(kind, { scopes: SCOPES }))]) {
        const decision = decide(who, action, ROSEMARYS, TODAY);
        if (decision.allowed) expect(decision.noted, action).toBe(SENSITIVE.includes(action));
        const theirs = decide(who, action, NADIAS, TODAY);
        if (theirs.allowed) expect(theirs.noted, action).toBe(false);
      }
    }
  });
  it("notes nothing of whoever is party to a record", () => {
    expect(decide(somebody(), "delegation:read", { ...ROSEMARYS, parties: ["nadia"] }, TODAY)).toEqual({ allowed: true, as: "self", noted: false });
  });
});

describe("a role", () => {
  it("holds for its council and for no other, and for no record of none", () => {
    const who = withRole("administrator");
    expect(decide(who, "policy:write", { authority: COUNCIL }, TODAY)).toEqual({ allowed: true, as: "administrator", noted: false });
    for (const what of [{ authority: "E06000016" }, { owner: "rosemary" }, undefined]) expect(decide(who, "policy:write", what, TODAY).allowed).toBe(false);
    const homeless = somebody({ grants: [{ role: "administrator" }] });
    for (const what of [{ authority: COUNCIL }, { owner: "rosemary" }]) expect(decide(homeless, "policy:write", what, TODAY).allowed).toBe(false);
  });
  it("of a council's staff counts only for a sign-in through the council; others count however somebody came", () => {
    const outside = { ...withRole("administrator"), throughCouncil: undefined };
    expect(decide(outside, "policy:write", { authority: COUNCIL }, TODAY)).toEqual({ allowed: false, why: "role" });
    const provider = { ...withRole("provider"), throughCouncil: undefined };
    expect(decide(provider, "worker:manage", NADIAS, TODAY)).toEqual({ allowed: true, as: "self", noted: false });
  });
});

describe("a refusal", () => {
  it("says that the record is not theirs only to those in whose position it could be", () => {
    const why = (who: Caller, action: Action, what: Parameters<typeof decide>[2] = ROSEMARYS) => {
      const decision = decide(who, action, what, TODAY);
      return decision.allowed ? "allowed" : decision.why;
    };
    expect(why(somebody(), "account:read")).toBe("record");
    expect(why(somebody(), "policy:write")).toBe("role");
    expect(why(withRole("provider"), "policy:write")).toBe("role");
    expect(why(withRole("administrator"), "policy:write", { authority: "E06000016" })).toBe("record");
    expect(why(withRole("provider"), "worker:manage")).toBe("record");
    expect(why(acting("authorised-person"), "policy:write")).toBe("role");
  });
});

describe("a delegation", () => {
  const may = (who: Caller, action: Action = "support:read", what: Parameters<typeof decide>[2] = ROSEMARYS) => decide(who, action, what, TODAY).allowed;
  const scopes = ["search-and-contact"] as const;

  it("covers what its scopes name, and nothing beside them", () => {
    for (const kind of DELEGATE_KINDS) {
      for (const action of ["support:read", "support:write"] as const) {
        expect(may(acting(kind, { scopes }), action), kind).toBe(true);
        expect(may(acting(kind, { scopes: SCOPES }), action), kind).toBe(true);
        expect(may(acting(kind, { scopes: ["money", "reviews"] }), action), kind).toBe(false);
        expect(may(acting(kind, { scopes: [] }), action), kind).toBe(false);
      }
      expect(may(acting(kind, { scopes: [] }), "account:read"), kind).toBe(true);
    }
  });
  it("is said, with whose it is", () => {
    expect(decide(acting("nominated-person", { scopes }), "support:read", ROSEMARYS, TODAY)).toEqual({
      allowed: true,
      as: "nominated-person",
      onBehalfOf: "rosemary",
      noted: true,
    });
  });
  it("holds from its first day to its last, both included", () => {
    const on = (from: string, until?: string) => may(acting("nominated-person", { scopes, from, ...(until === undefined ? {} : { until }) }));
    expect([on(TODAY), on(TODAY, TODAY), on("2026-11-23", TODAY), on("2026-11-23", "2026-11-25")]).toEqual([true, true, true, true]);
    expect([on("2026-11-25"), on("2026-11-01", "2026-11-23")]).toEqual([false, false]);
  });
  it("is for the person it names, and for no record that is nobody's", () => {
    expect(may(acting("nominated-person", { scopes }), "support:read", { owner: "ada", authority: COUNCIL })).toBe(false);
    expect(may(acting("nominated-person", { scopes }), "support:read", { authority: COUNCIL })).toBe(false);
    expect(decide(acting("nominated-person", { scopes }), "support:read", undefined, TODAY).allowed).toBe(false);
  });
  it("may be one of several", () => {
    const several = somebody({
      actsFor: [
        delegation("nominated-person", { person: "ada", scopes }),
        delegation("nominated-person", { scopes: [] }),
        delegation("nominated-person", { scopes }),
      ],
    });
    expect(may(several)).toBe(true);
  });
  it("of a support organisation is worth nothing without the role, of the council whose record it is", () => {
    const organisation = acting("support-organisation", { scopes });
    expect(may(organisation)).toBe(true);
    expect(may({ ...organisation, grants: [] })).toBe(false);
    expect(may({ ...organisation, grants: [{ role: "support-organisation", authority: "E06000016" }] })).toBe(false);
    expect(may({ ...organisation, grants: [{ role: "provider", authority: COUNCIL }] })).toBe(false);
    expect(may({ ...organisation, grants: [{ role: "support-organisation" }] }, "support:read", { owner: "rosemary" })).toBe(false);
    expect(may({ ...organisation, grants: [{ role: "provider" }, { role: "support-organisation", authority: COUNCIL }] })).toBe(true);
  });
  it("of another kind needs no role", () => {
    for (const kind of ["authorised-person", "nominated-person"] as const) expect(may({ ...acting(kind, { scopes }), grants: [] })).toBe(true);
  });
});
