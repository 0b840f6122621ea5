import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPublic, type VettingCase } from "../../functions/vetting/rules/case.ts";
import { afterMove, type MoveInput, type Situation, standingOpen } from "../../functions/vetting/rules/decide-case.ts";
import { afterChecking, afterSending } from "../../functions/vetting/rules/decide-evidence.ts";
import { afterNight, caseAfterNight } from "../../functions/vetting/rules/decide-sweep.ts";
import { askedOf, counts, type Evidence } from "../../functions/vetting/rules/evidence.ts";
import { listingOf } from "../../functions/vetting/rules/listing-of-case.ts";
import { CASE_MOVES, CASE_STATES, type CaseMove, type MovedBy } from "../../functions/vetting/rules/moves.ts";
import { recordEntities } from "../../functions/vetting/store/entities.ts";
import { changesBetween } from "../../shared/audit/changes.ts";
import { type AuditEntry, NO_ENTRIES, nextEntry } from "../../shared/audit/entry.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { publicProfileOf } from "../../shared/listing/public-listing.ts";
import { EVIDENCE_CODES, firstChecklist } from "../../shared/policy/checklists.ts";
import { checkWords } from "../../shared/policy/council.ts";
import { runs } from "../support/runs.ts";
import { aCase, someEvidence } from "../support/vetting.ts";

// What may happen to a case, said once more and plainly, by hand: from where, by whom, and where it leads. The
// table the product goes by is held against it.
const OPEN = ["submitted", "in-review", "needs-more", "recommended"];
const LEGAL: Readonly<Record<CaseMove, { readonly from: readonly string[]; readonly by: string; readonly to: readonly string[] }>> = {
  refer: { from: ["draft"], by: "applicant", to: ["referred"] },
  reconsider: { from: ["referred"], by: "applicant", to: ["draft"] },
  submit: { from: ["draft"], by: "applicant", to: ["submitted"] },
  withdraw: { from: ["draft", "referred", ...OPEN, "accredited", "provisional", "paused", "review-asked"], by: "applicant", to: ["withdrawn"] },
  close: { from: ["draft", "referred", ...OPEN, "accredited", "provisional", "paused", "suspended", "review-asked"], by: "system", to: ["withdrawn"] },
  assign: { from: ["submitted"], by: "officer", to: ["in-review"] },
  reassign: { from: ["in-review", "needs-more", "recommended"], by: "officer", to: [] },
  "declare-interest": { from: [...OPEN, "review-asked", "accredited", "provisional", "paused", "suspended"], by: "officer", to: [] },
  "change-checklist": { from: ["draft", "submitted", "in-review", "needs-more"], by: "officer", to: [] },
  "ask-more": { from: ["in-review"], by: "officer", to: ["needs-more"] },
  answer: { from: ["needs-more"], by: "applicant", to: ["in-review"] },
  recommend: { from: ["in-review"], by: "officer", to: ["recommended"] },
  return: { from: ["recommended"], by: "second", to: ["in-review"] },
  approve: { from: ["recommended"], by: "second", to: ["accredited", "provisional", "refused"] },
  refuse: { from: ["recommended"], by: "second", to: ["refused"] },
  "ask-review": { from: ["refused"], by: "applicant", to: ["review-asked"] },
  uphold: { from: ["review-asked"], by: "third", to: ["refused"] },
  overturn: { from: ["review-asked"], by: "third", to: ["in-review"] },
  pause: { from: ["accredited", "provisional"], by: "system", to: ["paused"] },
  resume: { from: ["paused"], by: "system", to: ["accredited", "provisional"] },
  suspend: { from: ["accredited", "provisional", "paused"], by: "officer", to: ["suspended"] },
  lift: { from: ["suspended"], by: "second", to: ["accredited", "provisional", "paused", "lapsed"] },
  lapse: { from: ["accredited", "provisional", "paused"], by: "system", to: ["lapsed"] },
  renew: { from: ["accredited", "provisional", "paused", "lapsed"], by: "system", to: ["renewed"] },
};

const MOVES = Object.keys(CASE_MOVES).filter((name): name is CaseMove => name in CASE_MOVES);
const PEOPLE: readonly MovedBy[] = [
  { subject: "owner", kind: "applicant" },
  { subject: "stranger", kind: "applicant" },
  { subject: "ann", kind: "officer" },
  { subject: "ben", kind: "officer" },
  { subject: "cat", kind: "officer" },
  { subject: "owner", kind: "officer" },
  { subject: "system:vetting", kind: "system" },
];
const checklist = firstChecklist("E10000018");
const FACTS: Readonly<Record<string, Evidence["files"] | Readonly<Record<string, string | number | boolean>>>> = {
  dbs: { certificateNumber: "000000000000", issuedOn: "2026-10-01", level: "enhanced-barred", workforce: "adult", updateService: true },
  "public-liability": { insurer: "A", policyNumber: "1", coverPence: 500_000_000, endsOn: "2027-03-01" },
  training: { safeguardingOn: "2026-01-01", mcaOn: "2026-01-01" },
  "trading-history": { tradingSince: "2024-01-01" },
};

/** Somebody's own part in a case, told by who did what so far and not by the case. */
interface History {
  recommendedBy?: string;
  decidedBy?: string;
  suspendedBy?: string;
  entered: Set<string>;
  /** Whoever did anything with it as an officer. */
  did: Set<string>;
  /** Whose decision a review opened again. */
  overturned: Set<string>;
  interests: Set<string>;
}

/** Why a move must not succeed, as far as who and from where goes. */
function forbidden(move: CaseMove, { subject, kind }: MovedBy, own: VettingCase, history: History): boolean {
  const { from, by } = LEGAL[move];
  if (!from.includes(own.state)) return true;
  if (by === "system") return kind !== "system";
  if (by === "applicant")
    return !(
      (kind === "applicant" && subject === own.owner) ||
      (kind === "officer" && history.entered.size > 0 && subject !== own.owner && !history.interests.has(subject))
    );
  if (kind !== "officer" || subject === own.owner) return true;
  if (move === "declare-interest") return false;
  if (history.interests.has(subject)) return true;
  if (by === "second")
    return (
      subject === (move === "lift" ? history.suspendedBy : history.recommendedBy) ||
      (move !== "lift" && (history.entered.has(subject) || history.overturned.has(subject)))
    );
  if (by === "third") return history.did.has(subject) || history.entered.has(subject);
  return false;
}

/** What a trail says a case is, from its first entry to its last. */
function replayed(entries: readonly AuditEntry[]): Readonly<Record<string, unknown>> {
  const state = new Map<string, unknown>();
  for (const { changes } of entries) {
    for (const { field, to } of changes) {
      if (!recordEntities.case.told.includes(field)) continue;
      if (to === undefined) state.delete(field);
      else state.set(field, typeof to === "string" && /^[[{]/.test(to) ? JSON.parse(to) : to);
    }
  }
  return Object.fromEntries(state);
}

/** The same of the case itself. */
const said = (own: VettingCase): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(own).filter(([field, value]) => recordEntities.case.told.includes(field) && value !== undefined));

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      pick: fc.nat(),
      by: fc.nat(PEOPLE.length - 1),
      wild: fc.boolean(),
      reason: fc.boolean(),
      refuse: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("night" as const), days: fc.integer({ min: 1, max: 200 }), evidence: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("evidence" as const), item: fc.nat(), by: fc.nat(PEOPLE.length - 1), accept: fc.boolean() }) },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

// Some walks begin further on, by the same steps: by chance alone few would get there.
const move = (name: CaseMove, by: number): Step => ({ kind: "move", pick: MOVES.indexOf(name), by, wild: true, reason: true, refuse: false });
const CHECKING: readonly Step[] = [
  move("submit", 0),
  move("assign", 3),
  ...Array.from({ length: 12 }, (_, item): Step => ({ kind: "evidence", item, by: 3, accept: true })),
];
const LISTED: readonly Step[] = [...CHECKING, move("recommend", 3), move("approve", 4)];
const BEGINNINGS: readonly (readonly Step[])[] = [
  [],
  CHECKING,
  LISTED,
  [...CHECKING, { kind: "move", pick: MOVES.indexOf("recommend"), by: 3, wild: true, reason: true, refuse: true }, move("approve", 4)],
];

function begun(entered: boolean, young: boolean): { situation: Situation; history: History } {
  const own = aCase({ id: "a-case", owner: "owner", ...(entered ? { enteredBy: ["ann"] } : {}) });
  const evidence = askedOf(own, checklist).flatMap(({ id, item, need }): Evidence[] =>
    need === "not-needed"
      ? []
      : [
          someEvidence({
            id,
            case: own.id,
            owner: own.owner,
            code: item.code,
            files: [{ id: "f", state: "clean", addedAt: "" }],
            offered: { facts: young && item.code === "trading-history" ? { tradingSince: "2026-10-01" } : factsOf(item.code), at: "", state: "with-us" },
          }),
        ],
  );
  return {
    situation: { case: own, evidence, checklist, today: "2026-11-24", at: "2026-11-24T12:00:00.000Z" },
    history: { interests: new Set(), did: new Set(), overturned: new Set(), entered: new Set(entered ? ["ann"] : []) },
  };
}

function factsOf(code: string): Readonly<Record<string, string | number | boolean>> {
  const facts = FACTS[code];
  return facts === undefined || Array.isArray(facts) ? {} : { ...facts };
}

describe("what the public is told", () => {
  it("has plain words for every kind of evidence that may be checked", () => {
    for (const code of EVIDENCE_CODES) expect(checkWords(code).plain, code).not.toBe(code);
  });
});

describe("a case", () => {
  it("is public, or not, in every state there is", () => {
    expect(CASE_STATES.filter((state) => isPublic({ state }))).toEqual(["accredited", "provisional"]);
  });
  it("only ever makes legal moves, keeps two and three pairs of eyes apart, is found exactly when it says so, and is what its trail says: 10,000 walks", () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(...BEGINNINGS),
        fc.array(step, { minLength: 4, maxLength: 28 }),
        (entered, young, beginning, walk) => {
          const steps: readonly Step[] = [...beginning, ...walk];
          let { situation, history } = begun(entered, young);
          const trail: AuditEntry[] = [];
          const note = (before: VettingCase | undefined, after: VettingCase, action: string): void => {
            const last = trail.at(-1);
            const changes = changesBetween(before, after, recordEntities.case.told);
            const told = { record: "case", action, changes, actor: { subject: "x", role: "x" }, at: "2026-11-24T12:00:00.000Z", requestId: "r" };
            trail.push(nextEntry(last ? { sequence: last.sequence, hash: last.hash } : NO_ENTRIES, told));
          };
          note(undefined, situation.case, "case:begin");
          const settle = (next: VettingCase, changed: readonly Evidence[], action: string): void => {
            if (JSON.stringify(next) !== JSON.stringify(situation.case)) note(situation.case, next, action);
            const kept = situation.evidence.filter(({ id }) => !changed.some((one) => one.id === id));
            situation = { ...situation, case: next, evidence: [...kept, ...changed] };
          };
          for (const one of steps) {
            const before = situation.case;
            if (one.kind === "move") {
              const mover = PEOPLE[one.by] ?? { subject: "stranger", kind: "applicant" };
              // Half of them anything at all, half of them something that could be next.
              const likely = MOVES.filter((move) => LEGAL[move].from.includes(before.state));
              const from = one.wild || likely.length === 0 ? MOVES : likely;
              const move = from[one.pick % from.length] ?? "submit";
              const input: MoveInput = {
                ...(one.reason ? { reason: "Because." } : {}),
                outcome: one.refuse ? "refused" : standingOpen(situation),
                listing: "listing-1",
                checklist: { ...checklist, version: 2 },
              };
              const done = afterMove(situation, move, mover, input);
              if (forbidden(move, mover, before, history)) expect(done.ok, `${move} from ${before.state} by ${mover.subject}`).toBe(false);
              if (!done.ok) continue;
              const { state } = done.value.case;
              if (LEGAL[move].to.length > 0) expect(LEGAL[move].to).toContain(state);
              else expect(state).toBe(before.state);
              if (mover.kind === "officer") (LEGAL[move].by === "applicant" ? history.entered : history.did).add(mover.subject);
              if (move === "overturn") for (const one of [history.recommendedBy, history.decidedBy]) if (one !== undefined) history.overturned.add(one);
              if (move === "recommend") history.recommendedBy = mover.subject;
              if (move === "return" || move === "overturn") delete history.recommendedBy;
              if (move === "approve" || move === "refuse") history.decidedBy = mover.subject;
              if (move === "suspend") history.suspendedBy = mover.subject;
              if (move === "declare-interest") history.interests.add(mover.subject);
              // A case that has got to the list was recommended by one and decided by another.
              if (isPublic({ state }) && move === "approve") expect(history.recommendedBy).not.toBe(history.decidedBy);
              settle(done.value.case, done.value.evidence, `case:${move}`);
            } else if (one.kind === "night") {
              const today = daysAfter(situation.today, one.days);
              situation = { ...situation, today, at: `${today}T03:00:00.000Z` };
              for (const { id } of situation.evidence) {
                const night = afterNight(situation, id);
                settle(night.case, night.evidence, "case:night");
                // The second time there is nothing left to do.
                const again = afterNight(situation, id);
                expect([again.case === situation.case, again.evidence, again.tellings]).toEqual([true, [], []]);
              }
              const night = caseAfterNight(situation);
              settle(night.case, night.evidence, "case:night");
            } else {
              const asked = askedOf(before, checklist).filter(({ need }) => need !== "not-needed");
              const item = asked[one.item % asked.length];
              const mover = PEOPLE[one.by] ?? { subject: "stranger", kind: "applicant" };
              if (!item) continue;
              const sent = one.accept
                ? undefined
                : afterSending(situation, item.id, {
                    ...factsOf(item.item.code),
                    ...(factsOf(item.item.code)["endsOn"] ? { endsOn: daysAfter(situation.today, 300) } : {}),
                  });
              if (sent?.ok) settle(sent.value.case, sent.value.evidence, "evidence:send");
              const done = afterChecking(situation, item.id, mover, { answer: "accept", seenWhere: "At the office" });
              if (mover.kind !== "officer" || mover.subject === "owner" || history.interests.has(mover.subject)) expect(done.ok).toBe(false);
              if (done.ok) history.did.add(mover.subject);
              if (done.ok) settle(done.value.case, done.value.evidence, "evidence:accept");
            }
            reached.add(situation.case.state);
            const own = situation.case;
            const listing = listingOf(own, situation.evidence, checklist, situation.today);
            // Found exactly when the case says so; and never while something required does not count.
            expect(listing !== undefined && publicProfileOf(listing) !== undefined).toBe(own.state === "accredited" || own.state === "provisional");
            if (isPublic(own) && one.kind !== "evidence") {
              const known = new Map(situation.evidence.map((each) => [each.id, each]));
              const lacking = askedOf(own, checklist).filter(({ id, need }) => need === "required" && known.get(id)?.lapsedOn !== undefined);
              expect(lacking.map(({ id }) => id)).toEqual([]);
            }
            expect(said(own)).toEqual(replayed(trail));
            for (const each of situation.evidence) if (counts(each, situation.today)) expect(each.accepted).toBeDefined();
          }
        },
      ),
      { numRuns: runs(10_000) },
    );
    // The walks get everywhere: nothing above holds merely because nothing happens.
    expect([...CASE_STATES].filter((state) => !reached.has(state))).toEqual([]);
  });
});
