import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId } from "../../../shared/domain/fields.ts";
import { daysAfter, PlainDate } from "../../../shared/domain/time.ts";
import { readTypedAmount } from "../../../shared/domain/typed-amount.ts";
import { type Listing, ListingId } from "../../../shared/listing/listing.ts";
import { isShownOn } from "../../../shared/listing/shown.ts";

/**
 * What a provider is asked every month: whether they still have so many hours free. One record for each listing. `stopped`: they want to be asked no
 * more. The link in a question works once, until its last day.
 */
export const HoursQuestion = z.object({
  /** The listing's. */
  id: RecordId,
  /** The provider's account. */
  owner: RecordId,
  authority: GssCode,
  listing: ListingId,
  state: oneOf(["asked", "answered", "stopped"] as const),
  /** Finds the question by its link: a hash of what the link holds. The link itself is kept nowhere. */
  linkHash: z.optional(z.string()),
  /** Hours a week that were free when it was asked. */
  hours: z.optional(z.number()),
  askedOn: z.optional(PlainDate),
  /** The last day the link works. */
  until: z.optional(PlainDate),
  /** The day on which the next question is due, where this one is not answered. */
  nextOn: z.optional(PlainDate),
  createdAt: z.string(),
  /** Since when the account is erased. */
  endedAt: z.optional(z.string()),
});
export type HoursQuestion = z.infer<typeof HoursQuestion>;

/** How often is asked, and how long a link works; in days. */
export interface AskingPolicy {
  readonly askEveryDays: number;
  readonly linkDays: number;
}

/** A listing whose provider may be asked: it has an account, and somebody said how many hours are free. */
export type AskedListing = Listing & { readonly provider: string; readonly hoursFree: number };

/**
 * Whether the provider of a listing is to be asked on a day: the public sees the listing, they did not say that they want to be asked no more, and so
 * many days have gone by since they said how many hours are free, or were asked.
 */
export function isToBeAsked(listing: Listing, question: HoursQuestion | undefined, today: PlainDate, { askEveryDays }: AskingPolicy): listing is AskedListing {
  const { provider, hoursFree, hoursSaidOn } = listing;
  if (provider === undefined || hoursFree === undefined || !isShownOn(listing, today)) return false;
  if (question?.state === "stopped" || question?.endedAt !== undefined) return false;
  const last = [hoursSaidOn, question?.askedOn]
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1);
  return last === undefined || daysAfter(last, askEveryDays) <= today;
}

/** The question as it is asked on a day, by a link that this hash finds. */
export const questionAsked = (
  { id, provider, authority, hoursFree }: AskedListing,
  before: HoursQuestion | undefined,
  { today, linkHash, at }: { readonly today: PlainDate; readonly linkHash: string; readonly at: string },
  { askEveryDays, linkDays }: AskingPolicy,
): HoursQuestion => ({
  ...{ id, owner: provider, authority, listing: id, state: "asked" },
  ...{ linkHash, hours: hoursFree, askedOn: today, until: daysAfter(today, linkDays), nextOn: daysAfter(today, askEveryDays) },
  createdAt: before?.createdAt ?? at,
});

/** The question once it is answered. Its hash stays until the next one is asked, so that who sends the same form again hears the same. */
export const questionAnswered = ({ nextOn: _, ...question }: HoursQuestion): HoursQuestion => ({ ...question, state: "answered" });

/** Whether the provider of a listing wants to be asked. Without a question so far, they do. */
export const wantsAsking = (question: HoursQuestion | undefined): boolean => question?.state !== "stopped";

/** The question of a provider who says that they want to be asked, or no more. */
export function questionWanted(
  { id, provider, authority }: Pick<AskedListing, "id" | "provider" | "authority">,
  before: HoursQuestion | undefined,
  wanted: boolean,
  at: string,
): HoursQuestion {
  const { nextOn: _, ...question } = before ?? { id, owner: provider, authority, listing: id, createdAt: at };
  return { ...question, state: wanted ? "answered" : "stopped" };
}

/** Whether the link of a question works on a day. */
export const isOpenOn = ({ state, until }: Pick<HoursQuestion, "state" | "until">, today: PlainDate): boolean =>
  state === "asked" && until !== undefined && today <= until;

const HOURS_A_WEEK = 168;
const HALVES = 2;

/** Hours a week as they are typed, whole or with a half: '12', '12.5 hours'; undefined where anything else stands there. */
export function hoursTyped(typed: string): number | undefined {
  const hours = readTypedAmount(typed, "hours");
  return hours !== undefined && hours <= HOURS_A_WEEK && Number.isInteger(hours * HALVES) ? hours : undefined;
}
