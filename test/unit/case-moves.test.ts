import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPublic, type VettingCase } from "../../functions/vetting/rules/case.ts";
import { afterMove } from "../../functions/vetting/rules/decide-case.ts";
import { afterChecking, afterSending } from "../../functions/vetting/rules/decide-evidence.ts";
import { caseDueOn, evidenceDueOn, sweepCase, sweepEvidence } from "../../functions/vetting/rules/decide-sweep.ts";
import { checklistLines, type Evidence, isValidOn } from "../../functions/vetting/rules/evidence.ts";
import { listingOf } from "../../functions/vetting/rules/listing-of-case.ts";
import { CASE_MOVES, CASE_STATES, type CaseMove, type MovedBy } from "../../functions/vetting/rules/moves.ts";
import type { MoveInput } from "../../functions/vetting/rules/obstacles.ts";
import type { Situation } from "../../functions/vetting/rules/situation.ts";
import { vettingEntities } from "../../functions/vetting/store/entities.ts";
import { changesBetween } from "../../shared/audit/changes.ts";
import { type AuditEntry, NO_ENTRIES, nextEntry } from "../../shared/audit/entry.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { publicProfileOf } from "../../shared/listing/public-listing.ts";
import { EVIDENCE_CODES, firstChecklist } from "../../shared/policy/checklists.ts";
import { checkWords } from "../../shared/policy/council.ts";
import { runs } from "../support/runs.ts";
import { aCase, someEvidence } from "../support/vetting.ts";
import { caseNeeds, covers, evidenceNeeds, isFirstDay, lastDayOf, obstacles, placeOpen, requiredOf } from "./vetting/case-oracle.ts";
import { LEGAL } from "./vetting/legal-moves.ts";
import { startingAs } from "./vetting/scene.ts";

const MOVES = Object.keys(CASE_MOVES).filter((name): name is CaseMove => name in CASE_MOVES);
const PEOPLE: readonly MovedBy[] = [
  { subject: "owner", kind: "applicant" },
  { subject: "stranger", kind: "applicant" },
  { subject: "ann", kind: "officer", same: ["ann-b"] },
  { subject: "ben", kind: "officer" },
  { subject: "cat", kind: "officer" },
  { subject: "owner", kind: "officer" },
  { subject: "system:vetting", kind: "system" },
  // The same people under second accounts, as their verified address tells.
  { subject: "ann-b", kind: "officer", same: ["ann"] },
  { subject: "owner-b", kind: "officer", same: ["owner"] },
];
/** The person behind an account. */
const personOf = (account: string): string => account.replace(/-b$/, "");
const checklist = firstChecklist("E10000018");
const FACTS: Readonly<Record<string, Evidence["files"] | Readonly<Record<string, string | number | boolean>>>> = {
  dbs: { certificateNumber: "000000000000", issuedOn: "2026-10-01", level: "enhanced-barred", workforce: "adult", updateService: true },
  "public-liability": { insurer: "A", policyNumber: "1", coverPence: 500_000_000, endsOn: "2027-03-01" },
  training: { safeguardingOn: "2026-01-01", mcaOn: "2026-01-01" },
  "trading-history": { tradingSince: "2024-01-01" },
};

/** Who had which part in a case, as persons: told by who did what so far, and not by the case. */
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
  /** By piece of evidence: the officer who sent it in the applicant's place, and the one who accepted it. */
  sentBy: Map<string, string>;
  acceptedBy: Map<string, string>;
  /** Whether somebody who decided it declared an interest since it was listed, and nobody confirmed it. */
  toConfirm: boolean;
  /** The last day of what was accepted, worked out from what was offered. */
  lastDays: Map<string, string | undefined>;
}

/** Why a move must not succeed, as far as who and from where goes. */
function forbidden(move: CaseMove, { subject: account, kind }: MovedBy, vettingCase: VettingCase, history: History): boolean {
  const { from, by } = LEGAL[move];
  const subject = personOf(account);
  if (!from.includes(vettingCase.state)) return true;
  if (by === "system") return kind !== "system";
  if (by === "applicant")
    return !(
      (kind === "applicant" && account === vettingCase.owner) ||
      (kind === "officer" && history.entered.size > 0 && subject !== vettingCase.owner && !history.interests.has(subject))
    );
  if (kind !== "officer" || subject === vettingCase.owner) return true;
  if (move === "declare-interest") return false;
  if (history.interests.has(subject)) return true;
  // Whoever takes a recommended case is to decide it.
  if (by === "second" || (move === "reassign" && vettingCase.state === "recommended"))
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
      if (!vettingEntities.case.auditedFields.includes(field)) continue;
      if (to === undefined) state.delete(field);
      else state.set(field, typeof to === "string" && /^[[{]/.test(to) ? JSON.parse(to) : to);
    }
  }
  return Object.fromEntries(state);
}

/** The same of the case itself. */
const said = (vettingCase: VettingCase): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(vettingCase).filter(([field, value]) => vettingEntities.case.auditedFields.includes(field) && value !== undefined));

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
      odd: fc.nat(9),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("night" as const), days: fc.integer({ min: 1, max: 200 }), evidence: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("evidence" as const), item: fc.nat(), by: fc.nat(PEOPLE.length - 1), accept: fc.boolean() }) },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

// Some walks begin further on, by the same steps: by chance alone few would get there.
const move = (name: CaseMove, by: number): Extract<Step, { kind: "move" }> => ({
  kind: "move",
  pick: MOVES.indexOf(name),
  by,
  wild: true,
  reason: true,
  refuse: false,
  odd: 9,
});
const CHECKING: readonly Step[] = [
  move("submit", 0),
  move("assign", 3),
  ...Array.from({ length: 16 }, (_, item): Step => ({ kind: "evidence", item, by: 3, accept: true })),
];
const LISTED: readonly Step[] = [...CHECKING, move("recommend", 3), move("approve", 4)];
const REFUSED: readonly Step[] = [...CHECKING, { ...move("recommend", 3), refuse: true }, move("approve", 4)];
const night = (days: number): Step => ({ kind: "night", days, evidence: 0 });
// Some try what the rules refuse: too early, too late, twice, or after insurance has run out.
const REFUSALS: readonly (readonly Step[])[] = [
  [move("submit", 0), move("assign", 3), move("recommend", 3), ...CHECKING, { ...move("recommend", 3), odd: 0 }],
  [...CHECKING, move("change-checklist", 3), move("change-checklist", 3), move("ask-more", 3), night(120), move("answer", 0)],
  [...CHECKING, move("recommend", 3), night(120), move("approve", 4)],
  [...LISTED, night(120), move("resume", 6)],
  [...REFUSED, night(40), move("ask-review", 0)],
];
const BEGINNINGS: readonly (readonly Step[])[] = [[], CHECKING, LISTED, REFUSED, ...REFUSALS];

/** How somebody applies: alone, as a team with or without its second person named, sending others, or with a part left out. */
const APPLICANTS = ["alone", "alone", "alone", "alone", "team", "unnamed", "sending", "part"] as const;
const TEAM = startingAs({ type: "micro-provider", people: 2, cqcRegistered: true });
const { price: _price, ...PART } = startingAs({});
const APPLYING: Readonly<Record<(typeof APPLICANTS)[number], Partial<VettingCase>>> = {
  alone: {},
  team: { answers: TEAM, workers: ["w1"] },
  unnamed: { answers: TEAM },
  sending: { answers: startingAs({ substitutes: true }) },
  part: { answers: PART },
};

function begun(applicant: (typeof APPLICANTS)[number], entered: boolean, young: boolean): { situation: Situation; history: History } {
  const vettingCase = aCase({ id: "a-case", owner: "owner", ...APPLYING[applicant], ...(entered ? { enteredBy: ["ann"] } : {}) });
  const evidence = checklistLines(vettingCase, checklist).flatMap(({ id, item, need }): Evidence[] =>
    need === "not-needed"
      ? []
      : [
          someEvidence({
            id,
            case: vettingCase.id,
            owner: vettingCase.owner,
            code: item.code,
            files: [{ id: "f", state: "clean", addedAt: "" }],
            offered: { facts: young && item.code === "trading-history" ? { tradingSince: "2026-10-01" } : factsOf(item.code), at: "", state: "with-us" },
          }),
        ],
  );
  return {
    situation: { case: vettingCase, evidence, checklist, today: "2026-11-24", at: "2026-11-24T12:00:00.000Z" },
    history: {
      lastDays: new Map(),
      interests: new Set(),
      sentBy: new Map(),
      acceptedBy: new Map(),
      toConfirm: false,
      did: new Set(),
      overturned: new Set(),
      entered: new Set(entered ? ["ann"] : []),
    },
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
  it("only ever makes legal moves, keeps two and three pairs of eyes apart, is found exactly when it says so, and is what its trail says, when and why the rules say so: 10,000 walks a night", () => {
    const reached = new Set<string>();
    const refusals = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(...APPLICANTS),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(...BEGINNINGS),
        fc.array(step, { minLength: 4, maxLength: 28 }),
        (applicant, entered, young, beginning, walk) => {
          const steps: readonly Step[] = [...beginning, ...walk];
          let { situation, history } = begun(applicant, entered, young);
          const trail: AuditEntry[] = [];
          const note = (before: VettingCase | undefined, after: VettingCase, action: string): void => {
            const last = trail.at(-1);
            const changes = changesBetween(before, after, vettingEntities.case.auditedFields);
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
                outcome: one.refuse ? "refused" : one.odd === 0 ? "provisional" : one.odd === 1 ? "accredited" : placeOpen(situation),
                listing: "listing-1",
                checklist: { ...checklist, version: 2 },
              };
              const done = afterMove(situation, move, mover, input);
              if (forbidden(move, mover, before, history)) expect(done.ok, `${move} from ${before.state} by ${mover.subject}`).toBe(false);
              else {
                // What stands in the way, besides who and from where, is what the rules say; and if nothing does, the move is made.
                const inTheWay = new Set(obstacles(situation, move, mover, input, history.lastDays));
                if (move === "confirm" && !history.toConfirm) inTheWay.add("outcome");
                if (done.ok) expect([...inTheWay], `${move} in spite of it`).toEqual([]);
                else expect(inTheWay, `${move}: ${done.refusal}`).toContain(done.refusal);
                for (const each of inTheWay) refusals.add(`${move} ${each}`);
              }
              if (!done.ok) continue;
              const { state } = done.value.case;
              if (LEGAL[move].to.length > 0) expect(LEGAL[move].to).toContain(state);
              else expect(state).toBe(before.state);
              const person = personOf(mover.subject);
              if (mover.kind === "officer") (LEGAL[move].by === "applicant" ? history.entered : history.did).add(person);
              if (move === "overturn") for (const one of [history.recommendedBy, history.decidedBy]) if (one !== undefined) history.overturned.add(one);
              if (move === "recommend") history.recommendedBy = person;
              if (move === "return" || move === "overturn") delete history.recommendedBy;
              if (move === "approve" || move === "refuse") history.decidedBy = person;
              if (move === "suspend") history.suspendedBy = person;
              if (move === "confirm") history.toConfirm = false;
              if (move === "declare-interest") {
                history.interests.add(person);
                const takenBack = before.state === "recommended" && history.recommendedBy === person;
                expect(state).toBe(takenBack ? "in-review" : before.state);
                if (takenBack) delete history.recommendedBy;
                if (before.accreditation !== undefined && [history.recommendedBy, history.decidedBy].includes(person)) history.toConfirm = true;
              }
              // A case that has got to the list was recommended by one and decided by another, of whom neither entered it or has an
              // interest; and all that it rests on was accepted by somebody without an interest who had not sent it.
              if (isPublic({ state }) && move === "approve") {
                expect(history.recommendedBy).not.toBe(history.decidedBy);
                for (const one of [history.recommendedBy, history.decidedBy]) expect([one, history.interests.has(one ?? "")]).toEqual([one, false]);
                expect(history.entered.has(history.decidedBy ?? "")).toBe(false);
                for (const id of requiredOf(before, checklist)) {
                  const accepter = history.acceptedBy.get(id);
                  expect(accepter, id).toBeDefined();
                  expect([id, history.interests.has(accepter ?? ""), accepter === history.sentBy.get(id), accepter === before.owner]).toEqual([
                    id,
                    false,
                    false,
                    false,
                  ]);
                }
              }
              settle(done.value.case, done.value.evidence, `case:${move}`);
            } else if (one.kind === "night") {
              const today = daysAfter(situation.today, one.days);
              situation = { ...situation, today, at: `${today}T03:00:00.000Z` };
              for (const { id } of situation.evidence) {
                const night = sweepEvidence(situation, id);
                settle(night.case, night.evidence, "case:sweep");
                // The second time there is nothing left to do.
                const again = sweepEvidence(situation, id);
                expect([again.case === situation.case, again.evidence, again.notices]).toEqual([true, [], []]);
              }
              const night = sweepCase(situation);
              settle(night.case, night.evidence, "case:sweep");
              // Nothing that falls due by today is left undone; only what has ended waits to be removed.
              expect(situation.evidence.filter((piece) => evidenceNeeds(piece, checklist, today)).map(({ id }) => id)).toEqual([]);
              expect(situation.case.endedAt === undefined && caseNeeds(situation.case, checklist, today)).toBe(false);
            } else {
              const lines = checklistLines(before, checklist).filter(({ need }) => need !== "not-needed");
              const item = lines[one.item % lines.length];
              const mover = PEOPLE[one.by] ?? { subject: "stranger", kind: "applicant" };
              if (!item) continue;
              const person = personOf(mover.subject);
              // Officers fill in for somebody only where it was entered for them: whoever does has entered it.
              const fillsIn = mover.kind === "officer" && history.entered.size > 0 && person !== "owner" && !history.interests.has(person);
              const sender = fillsIn ? mover : (PEOPLE[0] ?? mover);
              const sent = one.accept
                ? undefined
                : afterSending(
                    situation,
                    item.id,
                    { ...factsOf(item.item.code), ...(factsOf(item.item.code)["endsOn"] ? { endsOn: daysAfter(situation.today, 300) } : {}) },
                    sender,
                  );
              if (sent?.ok) settle(sent.value.case, sent.value.evidence, "evidence:send");
              if (sent?.ok && fillsIn) {
                history.entered.add(person);
                history.sentBy.set(item.id, person);
              } else if (sent?.ok) history.sentBy.delete(item.id);
              const facts = situation.evidence.find(({ id }) => id === item.id)?.offered?.facts ?? {};
              const done = afterChecking(situation, item.id, mover, { answer: "accept", seenWhere: "At the office" });
              if (mover.kind !== "officer" || person === "owner" || history.interests.has(person) || history.sentBy.get(item.id) === person)
                expect(done.ok).toBe(false);
              if (done.ok) history.did.add(person);
              if (done.ok) history.acceptedBy.set(item.id, person);
              if (done.ok) history.lastDays.set(item.id, lastDayOf(item.item.code, facts, checklist));
              if (done.ok) settle(done.value.case, done.value.evidence, "evidence:accept");
            }
            reached.add(situation.case.state);
            const vettingCase = situation.case;
            const listing = listingOf(vettingCase, situation.evidence, checklist, situation.today);
            // Found exactly when the case says so; and never while something required does not count.
            expect(listing !== undefined && publicProfileOf(listing) !== undefined).toBe(
              vettingCase.state === "accredited" || vettingCase.state === "provisional",
            );
            if (isPublic(vettingCase)) {
              const pieces = new Map(situation.evidence.map((each) => [each.id, each]));
              // Nobody is on the list for one day without all that is required covering that day.
              expect(requiredOf(vettingCase, checklist).filter((id) => !covers(pieces.get(id), history.lastDays, situation.today))).toEqual([]);
            }
            // Each is looked at on the first day on which something is to be done about it, and not a day later.
            expect(isFirstDay(caseDueOn(vettingCase, checklist), (day) => caseNeeds(vettingCase, checklist, day))).toBe(true);
            for (const each of situation.evidence)
              expect(
                isFirstDay(evidenceDueOn(each, checklist), (day) => evidenceNeeds(each, checklist, day)),
                `${each.id} ${JSON.stringify(each)}`,
              ).toBe(true);
            expect(said(vettingCase)).toEqual(replayed(trail));
            for (const each of situation.evidence) if (isValidOn(each, situation.today)) expect(each.accepted).toBeDefined();
          }
        },
      ),
      { numRuns: runs(10_000) },
    );
    // The walks get everywhere: nothing above holds merely because nothing happens.
    expect([...CASE_STATES].filter((state) => !reached.has(state))).toEqual([]);
    const wanted = ["submit referred", "submit unfinished", "answer unfinished", "recommend outcome", "recommend unfinished", "recommend reason-missing"];
    expect(
      [...wanted, "approve unfinished", "ask-review too-late", "change-checklist outcome", "resume unfinished"].filter((each) => !refusals.has(each)),
    ).toEqual([]);
  });
});
