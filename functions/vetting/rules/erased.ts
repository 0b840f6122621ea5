import type { PlainDate } from "../../../shared/domain/time.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import type { VettingCase } from "./case.ts";
import { type Evidence, type Facts, lastingDbsFacts } from "./evidence.ts";
import type { Reference } from "./reference.ts";
import type { Visit } from "./visit.ts";

/** Stands where a record must say something, and what it said is erased. */
const ERASED = "Erased";
/** Nowhere: of an erased listing not even the part of a town is left. */
const NOWHERE = { key: "erased", lat: 0, lon: 0 };

/**
 * What stays of an ended case when its person is erased: that it was decided, how, when and by whom. Nobody's words: not what the applicant
 * answered, nor what officers wrote of them. Source: UK GDPR, article 17(3)(b); functions/vetting/store/records.json.
 */
export function erasedCase({
  pageChange: _p,
  photo: _photo,
  moreNeeded: _m,
  returned: _r,
  recommendation,
  decision,
  review,
  suspension,
  erasureAnswered,
  ...kept
}: VettingCase): VettingCase {
  return {
    ...kept,
    answers: {},
    tasks: [],
    ...(recommendation ? { recommendation: withoutReason(recommendation) } : {}),
    ...(decision ? { decision: withoutReason(decision) } : {}),
    ...(review ? { review: { ...review, reason: ERASED, ...(review.outcome === undefined ? {} : { outcome: ERASED }) } } : {}),
    ...(erasureAnswered ? { erasureAnswered: { ...erasureAnswered, reason: ERASED } } : {}),
    ...(suspension ? { suspension: { ...suspension, reason: ERASED } } : {}),
  };
}

/** Whether nothing is left of a case that was sent but that it was decided: its person was erased. What is sent has answers. */
export const isErasedCase = ({ answers, submittedAt }: Pick<VettingCase, "answers" | "submittedAt">): boolean =>
  submittedAt !== undefined && Object.keys(answers).length === 0;

/** What stays of a piece of evidence: what was checked, by whom, when, and until when it counted; of a DBS certificate its level. Its files are removed before. */
export function erasedEvidence({ offered: _, typed: _t, accepted, ...kept }: Evidence, today: PlainDate): Evidence {
  return {
    ...kept,
    files: [],
    ...(accepted ? { accepted: checkedOnly(accepted, kept.code === "dbs" ? lastingDbsFacts(accepted.facts) : {}) } : {}),
    factsErasedOn: kept.factsErasedOn ?? today,
  };
}

/** What stays of a reference: that somebody was asked, when, and whether they answered. Not who, nor what they said. */
export function erasedReference({ answers: _, addressHash: _hash, contact: _contact, ...kept }: Reference): Reference {
  return { ...kept, about: ERASED, name: ERASED, relation: ERASED };
}

/** What stays of a visit: that there was one, when, and what became of it. Not where, nor what anybody said. */
export function erasedVisit({ said: _s, reason: _r, place: { kind }, ...kept }: Visit): Visit {
  return { ...kept, place: { kind } };
}

/** What stays of a listing that is off the list: that there was one, from when until when, and what was checked. */
export function erasedListing({ about: _a, postcode: _p, gender: _g, photo: _photo, cqc: _c, ...kept }: Listing): Listing {
  return { ...kept, displayName: ERASED, area: NOWHERE, districts: [], services: [], clientGroups: [], skills: [], languages: [], availability: {} };
}

function withoutReason<Made extends { readonly reason?: string | undefined }>({ reason: _, ...made }: Made): Omit<Made, "reason"> {
  return made;
}

/** What was accepted, without where its original was seen. */
function checkedOnly({ seen: _, ...accepted }: NonNullable<Evidence["accepted"]>, facts: Facts) {
  return { ...accepted, facts };
}
