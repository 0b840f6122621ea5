import { daysAfter, londonDate, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import { believedLast } from "../../../shared/domain/timeline.ts";
import type { PaymentRecords } from "./payment-records.ts";
import { statedFacts } from "./stated-facts.ts";
import type { StoredFacts } from "./stored-facts.ts";

const DAYS_A_WEEK = 7;
/** A request that is open for longer protects no more: it lapsed long before. */
const MOST_WEEKS = 52;

/** Whether there is an account to look after: of an ongoing direct payment with an account it goes to, now or once. */
export const hasAccount = ({ dpKind, paymentAccount }: PaymentRecords): boolean =>
  dpKind.some(({ value }) => value === "ongoing") && paymentAccount.some(({ value }) => value !== null);

/** What a request sets aside: its weekly sum for each week since the day it is for, as long as it is open. */
function setAsideFor({ id, weeklyPence, from, createdAt, until }: PaymentRecords["requests"][number]): StoredFacts["setAside"] {
  const begins = [from, londonDate(millisOf(createdAt))].toSorted()[0] ?? from;
  const weeks: StoredFacts["setAside"] = [];
  for (let day = begins; day <= until && weeks.length < MOST_WEEKS; day = daysAfter(day, DAYS_A_WEEK))
    weeks.push({
      id: `${id}.${weeks.length + 1}`,
      kind: "open-request",
      pence: weeklyPence,
      from: day,
      until,
      learnedAt: createdAt,
      request: id,
      purpose: "Support that is being looked for",
    });
  return weeks;
}

/** The facts as records say them now. */
export function projectedFacts(records: PaymentRecords, before: StoredFacts | undefined): StoredFacts {
  const { id, authority, councilLine, nhsLine, model, agreement, permissions, whereabouts, endedOn, diedOn, support, requests } = records;
  const first = believedLast(records.firstPaymentOn);
  const { setAside, ...stated } = statedFacts(records.stated, before);
  return {
    ...before,
    ...stated,
    account: id,
    authority,
    kind: believedLast(records.paymentAccount)?.kind ?? before?.kind ?? "bank",
    firstPaymentOn: first,
    lines: { council: [...councilLine], nhs: [...nhsLine] },
    model: [...model],
    agreement: [...agreement],
    permissions: permissions.map(({ value, ...when }) => ({ ...when, value: value && [...value] })),
    whereabouts: [...whereabouts],
    endedOn: [...endedOn],
    diedOn: [...diedOn],
    support,
    setAside: [...setAside, ...requests.flatMap(setAsideFor)],
  };
}

/** What suppliers call an account, each from the day it was first called that; until the day before it is called otherwise. */
export function aliasesOf({ id, authority, paymentAccount }: PaymentRecords) {
  const said = paymentAccount.toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
  const names = [...new Set(said.flatMap(({ value }) => value?.references ?? []))];
  return names.flatMap((reference) => {
    const naming = said.filter(({ value }) => value?.references.includes(reference));
    const [first] = naming;
    const last = naming.at(-1);
    const after = last && said.slice(said.indexOf(last) + 1).find(({ from }) => from > last.from);
    if (!first) return [];
    return [{ account: id, authority, reference, kind: first.value?.kind ?? "bank", from: first.from, ...(after ? { until: daysAfter(after.from, -1) } : {}) }];
  });
}

/** The day a direct payment was closed on, as is believed now: when it ended or the person died, whichever was first. */
export function closedOn({ endedOn, diedOn }: Pick<PaymentRecords, "endedOn" | "diedOn">): PlainDate | undefined {
  const [first] = [believedLast(endedOn), believedLast(diedOn)].flatMap((day) => day ?? []).toSorted();
  return first;
}

/** What of some facts was not among others: what was learned. */
const added = <One>(now: readonly One[], before: readonly One[] = []): One[] => {
  const known = new Set(before.map((one) => JSON.stringify(one)));
  return now.filter((one) => !known.has(JSON.stringify(one)));
};

/**
 * The first day of which something else is known of when support ran: its first and last days have no moment of their own. Who leaves may be owed
 * redundancy from the day that is known on, however far off the day is. Undefined where nothing is another.
 */
export function supportTouchedFrom(now: Pick<StoredFacts, "support">, before: Pick<StoredFacts, "support">, today: PlainDate): PlainDate | undefined {
  const was = new Map(before.support.map((one) => [one.arrangement, one]));
  const days = now.support.flatMap(({ arrangement, startedOn, lastDay, employed }) => {
    const one = was.get(arrangement);
    if (one === undefined) return [];
    const begun = startedOn === one.startedOn && employed === one.employed ? [] : [startedOn, one.startedOn];
    return [...begun, ...(lastDay === one.lastDay ? [] : [lastDay, one.lastDay])].flatMap((day) => day ?? []);
  });
  const [first] = days.toSorted();
  return first !== undefined && first > today ? today : first;
}

/** The facts that are new, alone: what `firstDayTouched` of them says is the earliest day whose cycle may come to something else now. */
export function newsOf(now: StoredFacts, before: StoredFacts): StoredFacts {
  const was = new Map(before.support.map((one) => [one.arrangement, one]));
  return {
    ...now,
    lines: { council: added(now.lines.council, before.lines.council), nhs: added(now.lines.nhs, before.lines.nhs) },
    model: added(now.model, before.model),
    agreement: added(now.agreement, before.agreement),
    permissions: added(now.permissions, before.permissions),
    whereabouts: added(now.whereabouts, before.whereabouts),
    endedOn: added(now.endedOn, before.endedOn),
    diedOn: added(now.diedOn, before.diedOn),
    // What is set aside or owed no more may make an excess as what is set aside or owed anew may take one away.
    setAside: [...added(now.setAside, before.setAside), ...added(before.setAside, now.setAside)],
    invoices: [...added(now.invoices, before.invoices), ...added(before.invoices, now.invoices)],
    waived: added(now.waived ?? [], before.waived),
    outcomes: added(now.outcomes ?? [], before.outcomes),
    typed: added(now.typed ?? [], before.typed),
    support: now.support.map((one) => {
      const { terms, employer, worked, paid } = was.get(one.arrangement) ?? {};
      return {
        ...one,
        terms: added(one.terms, terms),
        employer: added(one.employer, employer),
        worked: added(one.worked, worked),
        paid: added(one.paid, paid),
      };
    }),
  };
}
