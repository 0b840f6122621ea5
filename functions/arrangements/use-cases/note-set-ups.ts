import { isDeepStrictEqual } from "node:util";
import { systemContext } from "../../../shared/audit/context.ts";
import { type EpochMillis, instantOf, londonDate, monthsAfter } from "../../../shared/domain/time.ts";
import { believed, believedLast } from "../../../shared/domain/timeline.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { eachItem } from "../../../shared/due/each-item.ts";
import { signalsPolicyOn } from "../../../shared/policy/signals.ts";
import type { Recipient } from "../rules/recipient.ts";
import { type SeenOfAccount, setUpOf, withWaiting } from "../rules/set-up.ts";
import { PLACES } from "./import-recipients.ts";
import type { OpenFields } from "./recipient-ports.ts";
import type { SetUpStore } from "./set-up-ports.ts";

export interface NoteSetUpsDeps {
  readonly store: Pick<SetUpStore, "agreedSince" | "seenOf" | "setUp" | "commit">;
  readonly fields: OpenFields;
  readonly councils: readonly string[];
  /** Months since a direct payment was agreed in which somebody is looked at. */
  readonly months: number;
}

/** What one run looked at and wrote. */
export interface SetUpReport {
  seen: number;
  written: number;
}

const NOTHING_SEEN: SeenOfAccount = { requests: [], contacts: [], arrangements: [] };

/** Notes how far somebody's set-up is, where that is not what is stored. Done twice, nothing is written the second time. */
async function noteSetUp({ store, fields }: NoteSetUpsDeps, recipient: Recipient, at: EpochMillis): Promise<"written" | "nothing"> {
  const { id, authority, account, linkedAt, dated } = recipient;
  const today = londonDate(at);
  const agreedOn = believedLast(dated.dpAgreedOn);
  if (agreedOn === undefined || agreedOn > today) return "nothing";
  const asKnown = { day: today, knownBy: instantOf(at) };
  const home = believed(dated.home, asKnown)?.value;
  const area = home ? (await fields.open({ record: id, field: PLACES.sector }, home.sector)).split(" ")[0] : undefined;
  const reason = believed(dated.supportReasons, asKnown)?.value?.[0];
  const known = { id, authority, agreedOn, area, reason, firstPaymentOn: believedLast(dated.firstPaymentOn), linkedAt };
  const { setUpDays: usualDays } = signalsPolicyOn(authority, today);
  const seen = account === undefined ? NOTHING_SEEN : await store.seenOf(account);
  let result: "written" | "nothing" = "nothing";
  await changeUntilDone(async () => {
    const before = await store.setUp(id);
    const after = withWaiting(setUpOf(known, seen, before?.body, today), before?.body, { account, today, usualDays });
    if (before && isDeepStrictEqual(before.body, after)) return "done";
    if (!(await store.commit(systemContext("set-up-clock", at), { entity: "set-up", before, after, action: "set-up:note" })).ok) return "again";
    result = "written";
    return "done";
  });
  return result;
}

/**
 * Goes through the people of every council whose direct payment was agreed in the last months, and notes how far their set-up is. A run that was stopped is
 * done again: what it noted is not written twice. What fails with one person keeps no other from their turn; the first failure is thrown in the end.
 */
export async function noteSetUps(deps: NoteSetUpsDeps, at: EpochMillis): Promise<SetUpReport> {
  const report: SetUpReport = { seen: 0, written: 0 };
  const since = monthsAfter(londonDate(at), -deps.months);
  await eachItem(deps.councils, async (council) => {
    for await (const people of deps.store.agreedSince(council, since)) {
      report.seen += people.length;
      await eachItem(people, async (recipient) => {
        if ((await noteSetUp(deps, recipient, at)) === "written") report.written += 1;
      });
    }
  });
  return report;
}
