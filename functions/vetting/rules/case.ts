import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { between, GssCode, listOf, RecordId, text } from "../../../shared/domain/fields.ts";
import { personName } from "../../../shared/domain/person-name.ts";
import { leadsPastTheList } from "../../../shared/domain/screening.ts";
import { shownName } from "../../../shared/domain/shown-name.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { Availability } from "../../../shared/listing/availability.ts";
import { type Condition, PROVIDER_TYPES } from "../../../shared/policy/checklists.ts";
import { screen } from "../../../shared/policy/screening.ts";
import { clientGroups, codesOf, genders, isLanguage, services, skills } from "../../../shared/taxonomy/taxonomy.ts";
import { ACCREDITATIONS, CASE_STATES } from "./moves.ts";
import { CasePhoto } from "./photo.ts";

const withoutWaysPast = z.superRefine<string>((words, context) => {
  const found = screen(words).filter(leadsPastTheList);
  if (found.length > 0) context.addIssue({ code: "custom", message: `must not hold ${found.map(({ text }) => `'${text}'`).join(", ")}` });
});

const yesOrNo = z.boolean({ error: "must be yes or no" });

/**
 * Who applies, as their identity documents have it: for the council alone, and never public. How they are reached is no part of it: their account
 * has their phone number and address (decision 0034).
 */
export const Applicant = z.object({ legalName: text(100), bornOn: PlainDate });
export type Applicant = z.infer<typeof Applicant>;

/**
 * What somebody answers first: it decides what must be checked, and whether they may be listed at all.
 * Source: Regulated Activities Regulations 2014, schedule 1 paragraph 1.
 */
export const Start = z.object({
  type: oneOf(PROVIDER_TYPES),
  /** Whether they drive people. */
  driving: yesOrNo,
  /** Whether children are present, or the person they support is one. */
  children: yesOrNo,
  /** Whether they ever send somebody else in their place. */
  substitutes: yesOrNo,
  /** How many people give support there, themselves included. */
  people: between(1, 500, "people").check(z.refine((count: number) => Number.isInteger(count), "must be a whole number of people")),
  /** Whether they are registered with the Care Quality Commission. */
  cqcRegistered: yesOrNo,
});
export type Start = z.infer<typeof Start>;

/** Who they are, as the public reads it: a name of at most 100 characters, and at most 4,000 about themselves. */
export const Profile = z.object({ displayName: personName(100), about: text(4000), gender: z.optional(oneOf(codesOf(genders))) });
export type Profile = z.infer<typeof Profile>;
/**
 * The same as somebody types it: a name that strangers can read, and nothing that leads past the list to a telephone, an
 * address or a page of one's own.
 */
export const TypedProfile = z.extend(Profile, { displayName: shownName(100).check(withoutWaysPast), about: text(4000).check(withoutWaysPast) });
/** What they do, and for whom: codes of the taxonomy, at least one service. */
export const Work = z.object({
  services: listOf(oneOf(codesOf(services))).check(z.minLength(1, "must name at least one service")),
  clientGroups: listOf(oneOf(codesOf(clientGroups))),
  skills: listOf(oneOf(codesOf(skills))),
});
/** When they are free: times of the week, and hours a week. */
export const Times = z.object({ availability: Availability, hoursFree: between(0, 168, "hours a week") });
/** What they charge: whole pence an hour. */
export const Price = z.object({
  ratePence: between(1, 100_000, "pence an hour").check(z.refine((pence: number) => Number.isInteger(pence), "must be a whole number of pence")),
});
/** Where they start from, and how far they travel, in miles. */
export const Place = z.object({
  /** Private: a postcode, or the name of a town or village. */
  base: text(60),
  travelMiles: between(0, 200, "miles"),
  /** Where the public may know them to be: the sector of the postcode, or the place. */
  area: z.object({ key: z.string(), lat: z.number(), lon: z.number() }),
});
/** What they speak: ISO 639 codes, at least one. */
export const Languages = z.object({
  languages: listOf(z.string().check(z.refine((code: string) => isLanguage(code), "must be an ISO 639 code such as gu"))).check(
    z.minLength(1, "must name at least one language"),
  ),
});
/** Leave to be published in the directory, and, asked for by itself, in the open feed. Source: UK GDPR, article 25. */
export const Consent = z.object({ list: z.literal(true, { error: "must be given: there is no listing without it" }), feed: yesOrNo });
/** The code of conduct, signed: which version, by which name, when. */
export const Conduct = z.object({ version: z.number(), signedBy: text(100), on: PlainDate });

/** What an applicant fills in, part by part. Each is kept as soon as it is whole. */
export const Answers = z.object({
  applicant: z.optional(Applicant),
  start: z.optional(Start),
  profile: z.optional(Profile),
  work: z.optional(Work),
  times: z.optional(Times),
  price: z.optional(Price),
  place: z.optional(Place),
  languages: z.optional(Languages),
  consent: z.optional(Consent),
  conduct: z.optional(Conduct),
});
export type Answers = z.infer<typeof Answers>;
export type Section = keyof Answers;

/** Every part, in the order they are asked in. */
export const SECTIONS = [
  "applicant",
  "start",
  "profile",
  "work",
  "times",
  "price",
  "place",
  "languages",
  "consent",
  "conduct",
] as const satisfies readonly Section[];

/** What may be changed by a provider who is on the list, without being checked anew. */
export const LIVE_SECTIONS: readonly Section[] = ["profile", "times", "price", "place", "languages"];

/**
 * What an officer may have to do with a case, besides deciding it. `interest`: an officer who had a part in it declared an
 * interest since. `erasure`: its applicant wants to be erased. `visit`: no time of a visit fits, or its day has passed and nothing was saved of it.
 */
export const TASK_CODES = [
  "status-check",
  "new-information",
  "lapsed",
  "asked-to-be-reviewed",
  "interest",
  "erasure",
  "page-changed",
  "photo",
  "visit",
] as const;

const done = { by: RecordId, at: z.string() };

/** One application to be listed, from its first answer until long after it was decided. */
export const VettingCase = z.object({
  id: RecordId,
  authority: GssCode,
  /** The account it is for. */
  owner: RecordId,
  /** Officers who did anything in the applicant's place, from paper or the telephone: they decide nothing here. */
  enteredBy: z.array(RecordId),
  /** Officers who did anything with it: a review goes to somebody else. */
  involved: z.array(RecordId),
  /** Officers whose decision a review opened again: they do not decide it a second time. */
  overturned: z.array(RecordId),
  state: oneOf(CASE_STATES),
  answers: Answers,
  /** People who work for the provider, whose evidence is asked for too: ids of the account's workers. */
  workers: z.array(RecordId),
  /** The version of the council's checklist it follows. */
  checklist: z.number(),
  createdAt: z.string(),
  submittedAt: z.optional(z.string()),
  /** When we said it would be decided. */
  decideBy: z.optional(PlainDate),
  assignedTo: z.optional(RecordId),
  /** Officers who declared an interest: they decide nothing here. */
  conflicts: z.array(RecordId),
  /** What the applicant is asked for besides evidence. */
  moreNeeded: z.optional(text(2000)),
  /** Why a second officer sent a recommendation back. */
  returned: z.optional(text(2000)),
  recommendation: z.optional(z.object({ ...done, outcome: oneOf(["accredited", "provisional", "refused"] as const), reason: z.optional(text(2000)) })),
  decision: z.optional(z.object({ ...done, outcome: oneOf(["accredited", "provisional", "refused"] as const), reason: z.optional(text(2000)) })),
  /** An applicant's request that a third person looks at a refusal. */
  review: z.optional(
    z.object({ askedAt: z.string(), reason: text(2000), by: z.optional(RecordId), at: z.optional(z.string()), outcome: z.optional(text(2000)) }),
  ),
  /** What it is, or was before it was paused or suspended. */
  accreditation: z.optional(oneOf(ACCREDITATIONS)),
  /** Pieces of evidence that keep it off the list, by id. */
  blockingEvidence: z.array(z.string()),
  suspension: z.optional(z.object({ ...done, reason: text(2000) })),
  /**
   * What somebody on the list changed of their public words, until an officer has looked: what waits and is not shown yet,
   * and what the words were where they are shown already.
   */
  pageChange: z.optional(
    z.object({ since: PlainDate, displayName: z.optional(text(100)), about: z.optional(text(4000)), aboutBefore: z.optional(text(4000)) }),
  ),
  /** A photo of whoever applies, where they added one. */
  photo: z.optional(CasePhoto),
  /** What an officer has to do, besides deciding. */
  tasks: z.array(z.object({ code: oneOf(TASK_CODES), about: z.optional(z.string()), since: PlainDate })),
  listing: z.optional(RecordId),
  accreditedOn: z.optional(PlainDate),
  accreditedUntil: z.optional(PlainDate),
  /** Days before its end for which the provider was reminded to apply again. */
  reminded: z.array(z.number()),
  /** The next night on which something is to be done about it. */
  nextSweepOn: z.optional(PlainDate),
  /** The case this one renews. */
  renews: z.optional(RecordId),
  /** When its applicant last changed something. */
  touchedOn: z.optional(PlainDate),
  /** What an officer said when its applicant wanted to be erased. */
  erasureAnswered: z.optional(z.object({ ...done, reason: text(2000) })),
  /** A keyed hash of its applicant's address, from when they were suspended or refused: a later application of theirs is known by it. */
  addressHash: z.optional(z.string()),
  endedAt: z.optional(z.string()),
});
export type VettingCase = z.infer<typeof VettingCase>;

/** What changes the checklist, as the applicant told it. */
export function conditionsOf({ start, work }: Pick<Answers, "start" | "work">): readonly Condition[] {
  const held: readonly (readonly [Condition, boolean | undefined])[] = [
    ["personal-care", work?.services.includes("personal-care")],
    ["medication", work?.services.includes("medication")],
    ["driving", start?.driving || work?.services.includes("transport")],
    ["children", start?.children || work?.clientGroups.includes("children")],
    ["employs", (start?.people ?? 1) > 1],
    ["cqc-registered", start?.cqcRegistered],
  ];
  return held.flatMap(([condition, blockingEvidence]) => (blockingEvidence ? [condition] : []));
}

/** Whether a case can still be changed by its checklist's next version, or by its applicant. */
export const isUndecided = ({ state }: Pick<VettingCase, "state">): boolean =>
  ["draft", "referred", "submitted", "in-review", "needs-more", "recommended"].includes(state);

/**
 * Whether somebody was suspended or refused by it, or is being reviewed, though they withdrew since: such a case is not forgotten by beginning anew, nor erased unseen,
 * for as long as it is kept. Source: UK GDPR, article 17(3)(b).
 */
export const endedBadly = ({ state, suspension, decision }: Pick<VettingCase, "state" | "suspension" | "decision">): boolean =>
  ["suspended", "refused", "review-asked"].includes(state) || (state === "withdrawn" && (suspension !== undefined || decision?.outcome === "refused"));

/** Whether the public may find its listing. */
export const isPublic = ({ state }: Pick<VettingCase, "state">): boolean => state === "accredited" || state === "provisional";

/** Whether a part may be changed where its case stands. */
export const mayChange = ({ state }: Pick<VettingCase, "state">, section: Section): boolean =>
  state === "draft" ||
  state === "referred" ||
  state === "needs-more" ||
  (LIVE_SECTIONS.includes(section) && ["accredited", "provisional", "paused"].includes(state));
