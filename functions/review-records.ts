import { daysAfter, londonDate, millisOf, type PlainDate } from "../shared/domain/time.ts";
import { believed, believedLast, type Fact, LAST_DAY } from "../shared/domain/timeline.ts";
import { isShownOn } from "../shared/listing/shown.ts";
import type { Table } from "../shared/table/table-client.ts";
import { recordsBehind, supportBehind } from "./account-records.ts";
import { type Arrangement, lastDayOf } from "./arrangements/rules/arrangement.ts";
import { dynamoRecipientStore } from "./arrangements/store/dynamo-recipient-store.ts";
import { dynamoCaseStore } from "./balances/store/dynamo-case-store.ts";
import { balancesKeys } from "./balances/store/keys.ts";
import type { KnownSupport } from "./reviews/rules/payment-facts.ts";
import type { PaymentRecords } from "./reviews/use-cases/ports.ts";

/** What support is called where its provider has no name that we know. */
const SOMEONE = "Someone who supports them";

/** The last day up to `day` from which something else held than before; undefined where it never changed. */
export function changedOn<Value>(facts: readonly Fact<Value>[], day: PlainDate): PlainDate | undefined {
  const known = (on: PlainDate) => believed(facts, { day: on, knownBy: `${LAST_DAY}T23:59:59.999Z` })?.value;
  const days = [...new Set(facts.map(({ from }) => from))].filter((from) => from <= day).toSorted();
  return days.findLast((from, at) => at > 0 && known(from) !== known(days[at - 1] ?? from));
}

/** Since when no support runs, of somebody who had some: the day after the last. */
function noSupportSince(support: readonly KnownSupport[], day: PlainDate): PlainDate | undefined {
  const ends = support.map(({ to }) => to);
  const last = ends.some((to) => to === undefined || to >= day)
    ? undefined
    : ends
        .flatMap((to) => to ?? [])
        .toSorted()
        .at(-1);
  return last && daysAfter(last, 1);
}

/** What the records of arrangements and balances say of direct payments, for their reviews. */
export function reviewRecords(table: Table): PaymentRecords {
  const [behind, recipients, cases] = [recordsBehind(table), dynamoRecipientStore(table), dynamoCaseStore(table)];
  const { supportOf, listing: listingOf } = supportBehind(table);
  const [beforeAccount] = balancesKeys.balanceCase.partition.split("{");

  const known = async (arrangement: Arrangement, day: PlainDate): Promise<KnownSupport | undefined> => {
    const { id, listing, unlisted, employment, startedOn } = arrangement;
    if (startedOn === undefined) return undefined;
    const listed = listing === undefined ? undefined : await listingOf(listing);
    const to = lastDayOf(arrangement);
    return {
      ...{
        arrangement: id,
        name: unlisted?.name ?? listed?.displayName ?? SOMEONE,
        ...(listing === undefined ? {} : { listing }),
        from: startedOn,
        ...(to === undefined ? {} : { to }),
      },
      isAssistant: employment !== undefined,
      isOut: listed !== undefined && !isShownOn(listed, day),
    };
  };

  return {
    async paymentsOf(record) {
      if (beforeAccount !== undefined && record.startsWith(beforeAccount)) return [record.slice(beforeAccount.length)];
      return behind.paymentsOf(record);
    },
    async payment(id, changed, day) {
      const found = (await recipients.recipient(id))?.body;
      if (!found) return undefined;
      const { authority, reference, account, dated, plain, closedOn } = found;
      const all = account === undefined ? [] : await Promise.all((await supportOf(account, changed)).map((one) => known(one, day)));
      const support = all.flatMap((one) => one ?? []);
      const newest = (await cases.newestOf(id))?.body;
      const asks = newest?.review && newest.review.heldAt === undefined && newest.closedAt === undefined ? newest.review : undefined;
      return {
        ...{ id, authority, reference, account, name: plain.name?.value ?? undefined, firstPaymentOn: believedLast(dated.firstPaymentOn), endedOn: closedOn },
        area: believed(dated.supportReasons, { day, knownBy: `${LAST_DAY}T23:59:59.999Z` })?.value?.[0],
        ...{ capacityChangedOn: changedOn(dated.capacity, day), noSupportSince: noSupportSince(support, day), support },
        balanceAskedOn: asks && londonDate(millisOf(asks.since)),
        couldNotFind: newest?.answers.at(-1)?.code === "could-not-find-provider" && newest.closedAt === undefined,
      };
    },
  };
}
