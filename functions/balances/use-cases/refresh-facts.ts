import { isDeepStrictEqual } from "node:util";
import { type EpochMillis, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { LAST_DAY } from "../../../shared/domain/timeline.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { Head } from "../rules/head.ts";
import { nextDueOn } from "../rules/next-check.ts";
import { aliasesOf, closedOn, hasAccount, newsOf, projectedFacts, supportTouchedFrom } from "../rules/project-facts.ts";
import { firstDayTouched } from "../rules/remeasure.ts";
import { identifiedFrom } from "../rules/stated-facts.ts";
import { accountFactsOf, type StoredFacts } from "../rules/stored-facts.ts";
import type { ChangedRecord, RecordsBehind } from "./facts-ports.ts";
import type { AccountAlias, LedgerStore } from "./ledger-ports.ts";

export interface FactsDeps {
  readonly records: RecordsBehind;
  readonly store: Pick<LedgerStore, "accountSince" | "learn" | "remove" | "aliasesOf">;
  readonly policyOn: (authority: string, day: PlainDate) => BalancePolicy;
  readonly send: (messages: readonly { readonly accounts: readonly string[] }[]) => Promise<void>;
  readonly now: () => EpochMillis;
}

/**
 * Brings the facts of every account that a changed record is about to what records say now, and has those accounts looked at. An account begins with the
 * first record of an ongoing direct payment that has one, stays the same whatever its suppliers call it, and goes with the record. Safe to repeat.
 */
export const refreshFacts =
  ({ records, store, policyOn, send, now }: FactsDeps) =>
  async ({ record }: ChangedRecord): Promise<void> => {
    const changed: string[] = [];
    for (const id of await records.paymentsOf(record)) {
      let touches = false;
      await changeUntilDone(async () => {
        const found = await records.payment(id, record);
        if (!found) {
          await store.remove(id);
          return "done";
        }
        const read = await store.accountSince(id, LAST_DAY, { consistent: true });
        if (!read && !hasAccount(found)) return "done";
        const facts = projectedFacts(found, read?.facts);
        const aliases = aliasesOf(found);
        const closed = closedOn(found);
        const same = read?.facts && isDeepStrictEqual(plain(read.facts), plain(facts)) && read.head.closedOn === closed;
        const known = await store.aliasesOf(id);
        const isAs = (one: AccountAlias) => (other: AccountAlias) => other.reference === one.reference && other.from === one.from;
        const news = aliases.filter((alias) => known.find(isAs(alias))?.until !== alias.until || !known.some(isAs(alias)));
        const wrong = known.filter((one) => !aliases.some(isAs(one)));
        if (same && news.length + wrong.length === 0) return "done";
        const { statementDays } = policyOn(found.authority, londonDate(now())).balance;
        const named = read?.facts && identifiedFrom(found.stated.note, read.facts);
        const ran = read?.facts && supportTouchedFrom(facts, read.facts, londonDate(now()));
        const after = headWith(read?.head, facts, closed, read?.facts, [named, ran]);
        const due = nextDueOn(after, statementDays);
        const done = await store.learn(read?.head, due === undefined ? after : { ...after, nextDueOn: due }, facts, news, wrong);
        touches = done.ok;
        return done.ok ? "done" : "again";
      });
      if (touches) changed.push(id);
    }
    if (changed.length > 0) await send([{ accounts: changed }]);
  };

/** The head of an account that nothing was posted on, and nothing measured of. */
const newHead = ({ account, authority, kind }: StoredFacts): Head => ({
  ...{ account, authority, kind, version: 0, factsAt: 0 },
  ...{ openingPence: 0, closingPence: 0, covered: [], holes: [], spans: [], segmentsAt: 0, segmentsIn: [], measured: 0, missing: [] },
});

/** Without what is undefined: as it is stored. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function headWith(
  before: Head | undefined,
  facts: StoredFacts,
  closed: PlainDate | undefined,
  known: StoredFacts | undefined,
  besides: readonly (PlainDate | undefined)[],
): Head {
  const { account, authority, kind, firstPaymentOn } = facts;
  const version = (before?.version ?? 0) + 1;
  const { closedOn: _, nextDueOn: __, firstPaymentOn: ___, touchedFrom, ...rest } = before ?? newHead(facts);
  const news = known && accountFactsOf(newsOf(facts, known));
  // A first payment on another day makes other cycles: all of them are looked at again.
  const moved = known !== undefined && known.firstPaymentOn !== firstPaymentOn;
  const first = moved ? firstPaymentOn : news && firstDayTouched(news, { movements: [] }, "", `${LAST_DAY}T23:59:59.999Z`);
  const [touched] = [touchedFrom, first, ...besides].flatMap((day) => day ?? []).toSorted();
  return {
    ...rest,
    ...{ account, authority, kind, version, factsAt: version },
    ...(firstPaymentOn === undefined ? {} : { firstPaymentOn }),
    ...(closed === undefined ? {} : { closedOn: closed }),
    ...(touched === undefined ? {} : { touchedFrom: touched }),
  };
}
