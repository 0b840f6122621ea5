import type { Act, Kept } from "../../../shared/audit/act.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import { pause } from "../../../shared/runtime/pause.ts";
import type { Arrangement } from "../../arrangements/rules/arrangement.ts";
import type { VettingCase } from "../rules/case.ts";
import { afterMove } from "../rules/decide-case.ts";
import { SYSTEM } from "../rules/decide-evidence.ts";
import type { Reference } from "../rules/reference.ts";
import { moveAction, settle, situationOf } from "./commit-outcome.ts";
import type { VettingDeps } from "./deps.ts";
import type { CaseStore } from "./ports.ts";

type Part = Readonly<Record<string, unknown>>;

/** A case as the person it is about is given it: without which officer did what, and why they were suspended. */
function caseView({
  conflicts: _c,
  assignedTo: _a,
  enteredBy: _e,
  involved: _i,
  overturned: _o,
  suspension,
  recommendation: _r,
  returned: _b,
  decision,
  review,
  ...kept
}: VettingCase): Part {
  const { by: _by, ...decided } = decision ?? { by: undefined };
  const { by: _who, ...reviewed } = review ?? { by: undefined };
  return {
    ...kept,
    ...(decision ? { decision: decided } : {}),
    ...(review ? { review: reviewed } : {}),
    ...(suspension ? { suspendedAt: suspension.at } : {}),
  };
}

/** Whom somebody named, and whether they answered. What referees say in confidence is not told (Data Protection Act 2018 schedule 2 paragraph 24). */
const referenceView = ({ id, case: of, name, relation, state, askedOn, answeredOn }: Reference): Part => ({
  id,
  case: of,
  name,
  relation,
  state,
  askedOn,
  answeredOn,
});

const bodies = (records: readonly Kept<Arrangement>[]): readonly Part[] => records.map(({ body }) => ({ ...body }));

/** What vetting holds on a person, under the names of the register of records. */
export const heldInVetting =
  (store: CaseStore) =>
  async (person: string): Promise<Readonly<Record<string, readonly Part[]>>> => {
    const [cases, arrangements] = await Promise.all([store.casesOf(person), store.arrangementsOf(person)]);
    const whole = await Promise.all(cases.map(({ body }) => store.caseWithEvidence(body.id)));
    const references = await Promise.all(cases.map(({ body }) => store.referencesOf(body.id)));
    return {
      case: cases.map(({ body }) => caseView(body)),
      evidence: whole.flatMap(
        (one) =>
          one?.evidence.map(({ body: { accepted, ...body } }) => ({
            ...body,
            ...(accepted ? { accepted: { ...accepted, by: undefined, seen: undefined } } : {}),
          })) ?? [],
      ),
      reference: references.flat().map(({ body }) => referenceView(body)),
      arrangement: bodies(arrangements),
    };
  };

/**
 * Ends what still runs in vetting for a person who is being erased: applications are withdrawn, places on the list given up,
 * arrangements ended. What the law requires to stay is left. Can be stopped anywhere, and done again.
 */
export const leaveVetting =
  (deps: Pick<VettingDeps, "store" | "newId" | "site">) =>
  async (person: string, { once: _, ...act }: Act): Promise<void> => {
    const { store } = deps;
    for (const { body } of await store.casesOf(person)) {
      for (let clash = 0; ; clash += 1) {
        const stored = await store.caseWithEvidence(body.id);
        if (!stored || stored.case.body.endedAt !== undefined) break;
        const situation = await situationOf(deps, stored, act.at);
        const left = afterMove(situation, "close", SYSTEM);
        if (!left.ok) break;
        if ((await settle(deps)(stored, situation, left.value, moveAction("close"), act)).ok) break;
        await pause(clash);
      }
    }
    for (const before of await store.arrangementsOf(person)) {
      if (before.body.state === "ended") continue;
      const after: Arrangement = { ...before.body, state: "ended", endedAt: instantOf(act.at) };
      // Changed meanwhile: it was ended by somebody else, which is the same.
      await store.commit(act, [{ entity: "arrangement", before, after, action: "support:end" }]);
    }
  };
