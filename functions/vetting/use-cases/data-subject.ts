import { isDeepStrictEqual } from "node:util";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import { endedBadly, type VettingCase } from "../rules/case.ts";
import { afterMove } from "../rules/decide-case.ts";
import { SYSTEM } from "../rules/decide-evidence.ts";
import { picturesOf } from "../rules/decide-photo.ts";
import { erasedCase, erasedEvidence, erasedListing, erasedReference, erasedVisit } from "../rules/erased.ts";
import { checkedKey } from "../rules/file-keys.ts";
import type { CasePictures } from "../rules/photo.ts";
import type { Reference } from "../rules/reference.ts";
import type { Visit } from "../rules/visit.ts";
import { commitOutcome, moveAction, situationOf } from "./commit-outcome.ts";
import type { VettingDeps } from "./deps.ts";
import type { Change } from "./ports.ts";

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
  erasureAnswered: _s,
  addressHash: _h,
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

/** Whom somebody named, and whether they answered. What referees say in confidence is not told. Source: Data Protection Act 2018, schedule 2 paragraph 24. */
const referenceView = ({ id, case: of, name, relation, by, contact, state, askedOn, answeredOn }: Reference): Part => ({
  id,
  case: of,
  name,
  relation,
  by: by ?? "email",
  contact,
  state,
  askedOn,
  answeredOn,
});

/** A visit as the person it is about is given it: without which officer arranged it. */
const visitView = ({ by: _b, answeredBy: _a, ...kept }: Visit): Part => kept;

/** The pictures of a case, each as a picture that a browser opens. */
const photoView = ({ case: of, pictures, shown }: CasePictures): Part => ({
  case: of,
  pictures: pictures.map(({ name, small, large }) => ({
    shown: name === shown?.name,
    small: `${PICTURE_ADDRESS}${small}`,
    large: `${PICTURE_ADDRESS}${large}`,
  })),
});
const PICTURE_ADDRESS = "data:image/jpeg;base64,";

interface EraseDeps extends Pick<VettingDeps, "store" | "newId" | "site"> {
  /** Removes a file, by its key. */
  readonly removeFile: (key: string) => Promise<void>;
}

const ERASE = "case:erase";

/** The listings of a person's cases, with what of them is not public. */
async function listingsOf(store: VettingDeps["store"], cases: readonly Versioned<VettingCase>[]): Promise<readonly Listing[]> {
  const ids = new Set(cases.flatMap(({ body }) => (body.listing === undefined ? [] : [body.listing])));
  const found = await Promise.all([...ids].map((id) => store.listing(id)));
  return found.filter((listing) => listing !== undefined);
}

/**
 * What vetting holds on a person, and how they leave it: applications are withdrawn, places on the list given up, and what is left says of nobody
 * more than the register of records does. Can be stopped anywhere, and done again.
 */
export const vettingDataSubject = (deps: EraseDeps): DataSubject => ({
  async personalDataOf(person) {
    const { store } = deps;
    const cases = await store.casesOf(person);
    const whole = await Promise.all(cases.map(({ body }) => store.caseWithEvidence(body.id)));
    const references = await Promise.all(cases.map(({ body }) => store.referencesOf(body.id)));
    const pictures = await Promise.all(cases.map(({ body }) => store.picturesOf(body.id)));
    return {
      case: cases.map(({ body }) => caseView(body)),
      evidence: whole.flatMap(
        (stored) =>
          stored?.evidence.map(({ body: { accepted, ...body } }) => ({
            ...body,
            ...(accepted ? { accepted: { ...accepted, by: undefined, seen: undefined } } : {}),
          })) ?? [],
      ),
      visit: whole.flatMap((stored) => (stored?.visit ? [visitView(stored.visit.body)] : [])),
      photo: pictures.flatMap((stored) => (stored && stored.body.pictures.length > 0 ? [photoView(stored.body)] : [])),
      reference: references.flat().map(({ body }) => referenceView(body)),
      listing: (await listingsOf(store, cases)).map((listing) => ({ ...listing })),
    };
  },
  async trailOf(person) {
    const { store } = deps;
    const cases = await store.casesOf(person);
    const trails = await Promise.all(cases.map(({ body }) => store.trailsOfCase(body)));
    return trails.flat().map((entry) => entryForPerson(entry, person));
  },
  async erasureSay(person, since) {
    const bad = (await deps.store.casesOf(person)).filter(({ body }) => endedBadly(body));
    const answers = bad.map(({ body: { erasureAnswered } }) => (erasureAnswered && erasureAnswered.at >= since ? [erasureAnswered.reason] : []));
    return { waiting: answers.some(({ length }) => length === 0), said: answers.flat() };
  },
  async askBeforeErasure(person, { idempotencyKey: _, ...context }) {
    for (const { body } of await deps.store.casesOf(person)) {
      await changeUntilDone(async () => {
        const stored = await deps.store.caseWithEvidence(body.id);
        if (!stored) return "done";
        const situation = await situationOf(deps, stored, context.at);
        const put = afterMove(situation, "ask-erasure", SYSTEM);
        if (!put.ok) return "done";
        return (await commitOutcome(deps)(stored, situation, put.value, moveAction("ask-erasure"), context)).ok ? "done" : "again";
      });
    }
  },
  async endForErasure(person, { idempotencyKey: _, ...context }) {
    for (const { body } of await deps.store.casesOf(person)) {
      await changeUntilDone(async () => {
        const stored = await deps.store.caseWithEvidence(body.id);
        if (!stored || stored.case.body.endedAt !== undefined) return "done";
        const situation = await situationOf(deps, stored, context.at);
        const closed = afterMove(situation, "close", SYSTEM);
        if (!closed.ok) return "done";
        return (await commitOutcome(deps)(stored, situation, closed.value, moveAction("close"), context)).ok ? "done" : "again";
      });
      await changeUntilDone(() => eraseCase(deps, body.id, context));
    }
  },
});

/** A transaction takes 100 writes, and a record is up to four. */
const RECORDS_A_COMMIT = 20;

/**
 * Erases what an ended case, its evidence, visit, references and listing hold of anybody, and why officers did what they did; the case itself last. Files go
 * first: the record that names them is what finds them again where this is stopped.
 */
async function eraseCase({ store, removeFile }: EraseDeps, id: string, context: AuditContext): Promise<"done" | "again"> {
  const stored = await store.caseWithEvidence(id);
  if (!stored) return "done";
  const today = londonDate(context.at);
  for (const { body } of stored.evidence)
    for (const { id: file, of, state, mark } of body.files)
      if (state === "clean" && of === undefined) await removeFile(checkedKey({ case: id, evidence: body.id, file }, mark));
  const { listing: listed, state } = stored.case.body;
  // A place that another application renewed is that one's.
  const listing = listed === undefined || state === "renewed" ? undefined : await store.listing(listed);
  const after = erasedCase(stored.case.body);
  const pictures = await store.picturesOf(id);
  const changes: readonly Change[] = [
    ...(pictures ? [{ entity: "photo" as const, before: pictures, after: picturesOf(after, []), action: ERASE }] : []),
    ...(stored.visit ? [{ entity: "visit" as const, before: stored.visit, after: erasedVisit(stored.visit.body), action: ERASE }] : []),
    ...stored.evidence.map((before): Change => ({ entity: "evidence", before, after: erasedEvidence(before.body, today), action: ERASE })),
    ...(await store.referencesOf(id)).map((before): Change => ({ entity: "reference", before, after: erasedReference(before.body), action: ERASE })),
    { entity: "case", before: stored.case, after, action: ERASE },
  ];
  const left = changes.filter(({ before, after }) => !isDeepStrictEqual(before?.body, after));
  for (let at = 0; at < left.length; at += RECORDS_A_COMMIT) {
    const some = left.slice(at, at + RECORDS_A_COMMIT);
    const last = some.some(({ entity }) => entity === "case");
    if (!(await store.commit(context, some, last && listing ? { listing: erasedListing(listing) } : {})).ok) return "again";
  }
  for (const { entity, after } of changes) await store.eraseReasons({ entity, after });
  return "done";
}
