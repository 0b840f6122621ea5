import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { between, GssCode, listOf, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { WHEN_CODES } from "../../../shared/listing/availability.ts";
import { codesOf, genders, isLanguage, services, skills } from "../../../shared/taxonomy/taxonomy.ts";

/** What somebody may insist on, that is otherwise a wish: it comes first, and leaves nobody out. */
export const WISHES = ["language", "gender"] as const;
export type Wish = (typeof WISHES)[number];

const Language = z.string({ error: "must be a language" }).check(z.refine((code: string) => isLanguage(code), "must be an ISO 639 code such as gu"));
const WORDS_CHARACTERS = 1000;

/** What is needed, what is wished for, and from when. Needs leave out whoever cannot serve them. */
const NEEDS = {
  services: listOf(oneOf(codesOf(services))).check(z.minLength(1, "must name at least one service")),
  skills: listOf(oneOf(codesOf(skills))),
  /** Times and spans of the week, every one of them needed. */
  times: listOf(oneOf(WHEN_CODES)),
  /** Hours a week, in quarters of an hour. */
  hours: between(0.25, 168, "hours a week").check(z.refine((hours: number) => Number.isInteger(hours * 4), "must be in quarters of an hour")),
  language: z.optional(Language),
  gender: z.optional(oneOf(codesOf(genders))),
  must: z.array(oneOf(WISHES)),
  /** The most an hour may cost, in pence. */
  maxRatePence: z.optional(between(1, 100_000, "pence an hour")),
  from: PlainDate,
  /** In the person's own words, without who they are: providers read it. */
  words: z.optional(text(WORDS_CHARACTERS)),
};

/**
 * The state of a request. `open`: providers see it. `stale`: nobody confirmed it in time, and they do not. The others are its end: `filled` by somebody,
 * `withdrawn`, or `lapsed` because it was stale for too long.
 */
export const REQUEST_STATES = ["open", "stale", "filled", "withdrawn", "lapsed"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Pence a week that a request is for: as its person said, or what its hours may cost at most. Undefined where neither was said. */
export const weeklyPenceOf = ({ weeklyPence, hours, maxRatePence }: Pick<SupportRequest, "weeklyPence" | "hours" | "maxRatePence">): number | undefined =>
  weeklyPence ?? (maxRatePence === undefined ? undefined : Math.round(hours * maxRatePence));

/** Why somebody takes a request back. `could-not-find` is a need that was not met. */
export const WITHDRAW_REASONS = ["found-elsewhere", "not-needed", "could-not-find", "not-said"] as const;
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number];

/** Somebody's request for support, as providers who can serve it may see it without who it is. */
export const SupportRequest = z.object({
  id: RecordId,
  /** The person who needs support. */
  owner: RecordId,
  authority: GssCode,
  ...NEEDS,
  /** Pence a week of their direct payment that are meant for it: not taken back while the request is open. */
  weeklyPence: z.optional(between(1, 10_000_000, "pence a week")),
  /** Where, never finer than a postcode sector. */
  place: z.object({ key: text(60), label: text(80), lat: z.number(), lon: z.number(), district: z.optional(GssCode) }),
  state: oneOf(REQUEST_STATES),
  createdAt: z.string(),
  /** The last day on which it is shown to providers unless somebody confirms it; of a stale one the last day it can be. */
  confirmBy: PlainDate,
  /** Whether it was said that it is about to be hidden. */
  reminded: z.boolean(),
  /** When something is to be done about it, without anybody asking. */
  nextOn: z.optional(PlainDate),
  /** How many listings could serve it when it was published. */
  matched: z.optional(z.number()),
  firstAnswerAt: z.optional(z.string()),
  firstChosenAt: z.optional(z.string()),
  /** Since when it counts as a need that was not met; the record of it has this request's name. */
  unmetOn: z.optional(PlainDate),
  withdrawn: z.optional(oneOf(WITHDRAW_REASONS)),
  endedAt: z.optional(z.string()),
  erasedAt: z.optional(z.string()),
});
export type SupportRequest = z.infer<typeof SupportRequest>;

/** What a form asks. */
export const NewRequest = z
  .object({
    ...NEEDS,
    near: text(80),
    from: z.optional(PlainDate),
    weeklyPence: z.optional(between(1, 10_000_000, "pence a week")),
  })
  .check(
    z.refine(({ language, must }) => language !== undefined || !must.includes("language"), { error: "must name a language", path: ["language"] }),
    z.refine(({ gender, must }) => gender !== undefined || !must.includes("gender"), { error: "must name a gender", path: ["gender"] }),
  );
export type NewRequest = z.infer<typeof NewRequest>;

/** What is asked of somebody who takes a request back. */
export const NewWithdrawal = z.object({ why: oneOf(WITHDRAW_REASONS) });

/** What matching goes by. */
export type Wanted = Pick<SupportRequest, "services" | "skills" | "times" | "hours" | "language" | "gender" | "must" | "maxRatePence" | "place">;

/** Whether a request still waits for somebody: a sum tied to it is still meant for it. */
export const isWaiting = ({ state }: Pick<SupportRequest, "state">): boolean => state === "open" || state === "stale";
