import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId } from "../../../shared/domain/fields.ts";
import { periodOn } from "../../../shared/domain/small-numbers/period.ts";
import { daysAfter, londonDate, millisOf, PlainDate } from "../../../shared/domain/time.ts";
import type { Arrangement } from "./arrangement.ts";
import type { Contact } from "./contact.ts";
import { SUPPORT_REASONS } from "./recipient.ts";
import type { SupportRequest } from "./request.ts";

/** On which days somebody came from a direct payment that was agreed to support that is paid. Days are Europe/London's. */
export const SetUp = z.object({
  /** The recipient's record. */
  id: RecordId,
  authority: GssCode,
  agreedOn: PlainDate,
  /** The first half of the postcode, such as `LE13`. */
  area: z.optional(z.string()),
  reason: z.optional(oneOf(SUPPORT_REASONS)),
  /** The first request for support, request to be contacted, or offer. */
  firstRequestOn: z.optional(PlainDate),
  /** When somebody first answered one of those, whatever they said. */
  firstAnswerOn: z.optional(PlainDate),
  startedOn: z.optional(PlainDate),
  firstPaymentOn: z.optional(PlainDate),
  /** By which link the days of requests, answers and support were found. */
  linkedAt: z.optional(z.string()),
  /** The account that the record is linked with. */
  account: z.optional(RecordId),
  /** The first day, in each quarter of a year, on which they waited for support longer than the council's rules call usual. */
  waited: z.optional(z.array(PlainDate)),
  /** Since when no more of those is looked for: the person had their account deleted. */
  settledAt: z.optional(z.string()),
});
export type SetUp = z.infer<typeof SetUp>;

/** What a council's record says of somebody: the reason, area and dates that are believed now. */
export type SetUpKnown = Pick<SetUp, "id" | "authority" | "agreedOn" | "area" | "reason" | "firstPaymentOn" | "linkedAt">;

/** What the linked account did; empty where there is none. */
export interface SeenOfAccount {
  readonly requests: readonly Pick<SupportRequest, "createdAt" | "firstAnswerAt">[];
  readonly contacts: readonly Pick<Contact, "createdAt" | "answeredAt">[];
  readonly arrangements: readonly Pick<Arrangement, "provider" | "pool" | "state" | "since" | "createdAt" | "answeredAt" | "startedOn">[];
}

type Day = PlainDate | undefined;
type AccountDays = Pick<SetUp, "firstRequestOn" | "firstAnswerOn" | "startedOn">;

const dayOf = (instant: string | undefined): Day => (instant === undefined ? undefined : londonDate(millisOf(instant)));

/** The earliest of some days up to `today`: what is planned has not happened. */
const earliest = (days: readonly Day[], today: PlainDate): Day => days.filter((day) => day !== undefined && day <= today).toSorted()[0];

const started = ({ provider, state, since, startedOn }: SeenOfAccount["arrangements"][number]): Day =>
  // Where the recipient said alone who supports them, nobody started it: it runs from its first day.
  startedOn ?? (provider === undefined && ["live", "paused", "ended"].includes(state) ? since : undefined);

/** What was found in the account's records by now. */
function daysFound({ requests, contacts, arrangements }: SeenOfAccount, today: PlainDate): AccountDays {
  const offers = arrangements.filter(({ provider }) => provider !== undefined);
  const asks = [...requests, ...contacts, ...offers].map(({ createdAt }) => dayOf(createdAt));
  const answers = [
    ...requests.map(({ firstAnswerAt }) => firstAnswerAt),
    ...contacts.map(({ answeredAt }) => answeredAt),
    // What is shared in a pool is agreed by everyone when it is made.
    ...offers.map(({ pool, createdAt, answeredAt }) => answeredAt ?? (pool === undefined ? undefined : createdAt)),
  ];
  return {
    firstRequestOn: earliest(asks, today),
    firstAnswerOn: earliest(answers.map(dayOf), today),
    startedOn: earliest(arrangements.map(started), today),
  };
}

/** The days on which somebody waited, with this one where it is the first of its quarter. */
const waitedWith = (before: readonly PlainDate[], today: Day): PlainDate[] =>
  today === undefined || before.some((day) => periodOn(day, "quarterly") === periodOn(today, "quarterly")) ? [...before] : [...before, today];

/**
 * The days of somebody's set-up as they are known today. Requests and messages are deleted long before this is: a day that was found once stays, unless an
 * earlier one is found, or the record was linked anew, for then it was another's. Once settled it takes in nothing more of an account.
 */
export function setUpOf(known: SetUpKnown, seen: SeenOfAccount, before: SetUp | undefined, today: PlainDate): SetUp {
  const { id, authority, agreedOn, area, reason, firstPaymentOn, linkedAt } = known;
  const settled = before?.settledAt !== undefined;
  const kept: AccountDays = settled || before?.linkedAt === linkedAt ? { ...before } : {};
  const found: AccountDays = settled ? {} : daysFound(seen, today);
  const firstOf = (name: keyof AccountDays): Day => earliest([kept[name], found[name]], today);
  const [firstRequestOn, firstAnswerOn, startedOn] = [firstOf("firstRequestOn"), firstOf("firstAnswerOn"), firstOf("startedOn")];
  const link = settled ? before.linkedAt : linkedAt;
  return {
    ...{ id, authority, agreedOn },
    ...(area === undefined ? {} : { area }),
    ...(reason === undefined ? {} : { reason }),
    ...(firstRequestOn === undefined ? {} : { firstRequestOn }),
    ...(firstAnswerOn === undefined ? {} : { firstAnswerOn }),
    ...(startedOn === undefined ? {} : { startedOn }),
    ...(firstPaymentOn === undefined || firstPaymentOn > today ? {} : { firstPaymentOn }),
    ...(link === undefined ? {} : { linkedAt: link }),
    ...(settled ? { settledAt: before.settledAt } : {}),
  };
}

/**
 * A set-up with whose account it is, and with when they waited for support longer than `usualDays` after their direct payment was agreed: the first day of it in
 * each quarter. Whoever asked nobody, or has no account here, may have support that we do not know of; linked anew, it is another's. Of one that is settled neither is known any more.
 */
export function withWaiting(
  setUp: SetUp,
  before: SetUp | undefined,
  { account, today, usualDays }: { readonly account: string | undefined; readonly today: PlainDate; readonly usualDays: number },
): SetUp {
  if (setUp.settledAt !== undefined) return setUp;
  const looksForSupport = account !== undefined && setUp.firstRequestOn !== undefined && setUp.startedOn === undefined;
  const waits = looksForSupport && daysAfter(setUp.agreedOn, usualDays) < today;
  const waited = waitedWith((before?.linkedAt === setUp.linkedAt ? before?.waited : undefined) ?? [], waits ? today : undefined);
  return { ...setUp, ...(account === undefined ? {} : { account }), ...(waited.length === 0 ? {} : { waited }) };
}
