import { isSameStored } from "../../../shared/domain/same-value.ts";
import type { Instant, PlainDate } from "../../../shared/domain/time.ts";
import { type AsKnown, believed, type Fact, LAST_DAY, saidOf, withFact } from "../../../shared/domain/timeline.ts";
import type { DatedKind, DatedValues, PlainKind, PlainValues, Recipient } from "./recipient.ts";

/** What is said of a person from a day on. What is not named is not spoken of; `null` is that there is none. */
export interface Statement {
  readonly from: PlainDate;
  readonly dated: { readonly [Kind in DatedKind]?: DatedValues[Kind] | null | undefined };
  readonly plain: { readonly [Kind in PlainKind]?: PlainValues[Kind] | null | undefined };
}

/** The facts of every kind. */
type Timelines = { readonly [Kind in DatedKind]: readonly Fact<DatedValues[Kind]>[] };

const NO_FACTS: Recipient["dated"] = {
  agreement: [],
  dpKind: [],
  councilLine: [],
  nhsLine: [],
  contributionModel: [],
  paymentAccount: [],
  supportReasons: [],
  home: [],
  dpAgreedOn: [],
  firstPaymentOn: [],
  outcomes: [],
  permissions: [],
  whereabouts: [],
  capacity: [],
  breathingSpace: [],
  endedOn: [],
  diedOn: [],
};
const isDatedKind = (name: string): name is DatedKind => name in NO_FACTS;

/** The kinds of facts that have a history, in the order in which pages show them. */
export const DATED_KINDS: readonly DatedKind[] = Object.keys(NO_FACTS).filter(isDatedKind);
const PLAIN_KINDS = ["name", "phone", "email", "postalAddress", "preferences", "languages"] as const satisfies readonly PlainKind[];

/** A record of whom nothing is known yet. */
export const newRecipient = (id: string, authority: string, reference: string, createdAt: Instant): Recipient => ({
  id,
  authority,
  reference,
  createdAt,
  dated: NO_FACTS,
  plain: {},
});

/**
 * The record with what is said from a day on, learned at an instant; the very same record where all of it is known. What is said again of
 * the same day, and differs, is a correction: it stands beside what was said first, and counts from now on.
 */
export function withStatement(recipient: Recipient, { from, dated, plain }: Statement, at: Instant): Recipient {
  let [facts, held] = [recipient.dated, recipient.plain];
  const timelines: Timelines = recipient.dated;
  const learn = <Kind extends DatedKind>(kind: Kind): void => {
    const value = dated[kind];
    if (value === undefined) return;
    const said = saidOf(timelines[kind], from);
    if (!said || !isSameStored(said.value, value)) facts = { ...facts, [kind]: withFact<DatedValues[Kind]>(timelines[kind], from, value, at) };
  };
  for (const kind of DATED_KINDS) learn(kind);
  for (const kind of PLAIN_KINDS) {
    const value = plain[kind];
    const known = held[kind];
    // What is said of an earlier day than is known already is no news.
    if (value === undefined || (known && (known.from > from || (known.from === from && isSameStored(known.value, value))))) continue;
    held = { ...held, [kind]: { from, learnedAt: at, value } };
  }
  return facts === recipient.dated && held === recipient.plain ? recipient : closed({ ...recipient, dated: facts, plain: held }, at);
}

/** The record with the day it was closed on, as is believed now. */
function closed({ closedOn: _, ...recipient }: Recipient, knownBy: Instant): Recipient {
  const { endedOn, diedOn } = beliefsOf(recipient, { day: LAST_DAY, knownBy });
  const [first] = [endedOn, diedOn].filter((day) => day !== undefined).toSorted();
  return { ...recipient, ...(first === undefined ? {} : { closedOn: first }) };
}

/** What was believed to hold on a day: nothing of what was not known, and nothing of what there was none. */
export type Beliefs = { readonly [Kind in DatedKind]?: DatedValues[Kind] };

/** All that was believed of a person on a day, by what was known at an instant. */
export function beliefsOf({ dated }: Pick<Recipient, "dated">, asKnown: AsKnown): Beliefs {
  const timelines: Timelines = dated;
  let found: Beliefs = {};
  const believe = <Kind extends DatedKind>(kind: Kind): void => {
    const value = believed(timelines[kind], asKnown)?.value;
    if (value !== undefined && value !== null) found = { ...found, [kind]: value };
  };
  for (const kind of DATED_KINDS) believe(kind);
  return found;
}

/** One thing that was learned of a person, and when. */
export interface Learned {
  readonly kind: DatedKind;
  readonly from: PlainDate;
  readonly learnedAt: Instant;
  /** Alone, as beliefs are told; nothing where it says that there is none. */
  readonly says: Beliefs;
}

/** All that was learned of a person, the newest first. */
export function historyOf({ dated }: Pick<Recipient, "dated">): readonly Learned[] {
  const timelines: Timelines = dated;
  return DATED_KINDS.flatMap((kind) =>
    timelines[kind].map(({ from, learnedAt, value }): Learned => ({ kind, from, learnedAt, says: value === null ? {} : { [kind]: value } })),
  ).toSorted((one, other) => other.learnedAt.localeCompare(one.learnedAt) || other.from.localeCompare(one.from));
}
