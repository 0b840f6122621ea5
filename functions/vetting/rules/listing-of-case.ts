import type { PlainDate } from "../../../shared/domain/time.ts";
import type { Check } from "../../../shared/listing/listing.ts";
import { type Listing, ListingId } from "../../../shared/listing/listing.ts";
import type { Checklist, ProviderType } from "../../../shared/policy/checklists.ts";
import type { VettingCase } from "./case.ts";
import { checklistLines, type Evidence, isValidOn } from "./evidence.ts";
import type { CaseState } from "./moves.ts";

const AS_LISTED: Readonly<Record<ProviderType, Pick<Listing, "kind" | "employment">>> = {
  "employed-pa": { kind: "personal-assistant", employment: "employed" },
  "self-employed-pa": { kind: "personal-assistant", employment: "self-employed" },
  "micro-provider": { kind: "micro-provider", employment: "organisation" },
  agency: { kind: "agency", employment: "organisation" },
};

/** The status of a listing by where its case stands; only `accredited` and `provisional` are ever public. */
const STATUS: Readonly<Partial<Record<CaseState, string>>> = {
  accredited: "accredited",
  provisional: "provisional",
  paused: "paused",
  suspended: "suspended",
  lapsed: "lapsed",
  withdrawn: "withdrawn",
};

/**
 * What was checked and still counts, each kind once: by its oldest date and its earliest end, which is what holds for
 * everybody there.
 */
function checksOf(vettingCase: VettingCase, evidence: readonly Evidence[], checklist: Checklist, today: PlainDate): readonly Check[] {
  const checks = new Map<string, { readonly on: PlainDate[]; readonly until: PlainDate[] }>();
  const known = new Map(evidence.map((one) => [one.id, one]));
  for (const { id, item, need } of checklistLines(vettingCase, checklist)) {
    const one = known.get(id);
    if (need === "not-needed" || !one?.accepted || !isValidOn(one, today)) continue;
    const { on, until } = checks.get(item.code) ?? { on: [], until: [] };
    checks.set(item.code, { on: [...on, one.accepted.on], until: [...until, ...(one.accepted.until === undefined ? [] : [one.accepted.until])] });
  }
  return [...checks].map(([code, { on, until }]) => {
    const [oldest, earliest] = [on.toSorted()[0], until.toSorted()[0]];
    return { code, ...(oldest === undefined ? {} : { on: oldest }), ...(earliest === undefined ? {} : { until: earliest }) };
  });
}

/** The directory record of a case; undefined while there is none. Its evidence is never part of it: only which checks, and when. */
export function listingOf(vettingCase: VettingCase, evidence: readonly Evidence[], checklist: Checklist, today: PlainDate): Listing | undefined {
  const { answers, listing, state, accreditedOn, accreditedUntil } = vettingCase;
  const { start, profile, work, times, price, place, languages } = answers;
  const status = STATUS[state];
  if (listing === undefined || status === undefined || !start || !profile || !work || !times || !price || !place || !languages) return undefined;
  const { gender, displayName, about } = profile;
  const cqc = evidence.find(({ code }) => code === "cqc")?.accepted?.facts["locationId"];
  return {
    id: ListingId.parse(listing),
    authority: vettingCase.authority,
    provider: vettingCase.owner,
    ...AS_LISTED[start.type],
    displayName,
    about,
    postcode: place.base,
    area: place.area,
    travelMiles: place.travelMiles,
    districts: [],
    services: work.services,
    clientGroups: work.clientGroups,
    skills: work.skills,
    languages: languages.languages,
    ...(gender === undefined ? {} : { gender }),
    ...(vettingCase.photo?.shown === undefined ? {} : { photo: vettingCase.photo.shown }),
    availability: times.availability,
    hoursFree: times.hoursFree,
    ratePence: price.ratePence,
    status,
    ...(accreditedOn === undefined ? {} : { accreditedOn }),
    ...(accreditedUntil === undefined ? {} : { accreditedUntil }),
    checks: checksOf(vettingCase, evidence, checklist, today),
    ...(typeof cqc === "string" ? { cqc: { locationId: cqc } } : {}),
  };
}
