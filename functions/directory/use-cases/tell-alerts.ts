import { systemContext, type Versioned } from "../../../shared/audit/context.ts";
import { type EpochMillis, instantOf, londonDate, longDate } from "../../../shared/domain/time.ts";
import { eachItem } from "../../../shared/due/each-item.ts";
import type { ListingId } from "../../../shared/listing/listing.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import { recipientOf } from "../../../shared/notices/notice.ts";
import { type Account, isOpen } from "../../../shared/people/account.ts";
import { councilsToPlan } from "../../../shared/policy/due-council.ts";
import { type Alert, type AlertNews, type AlertPolicy, isRunning, newsOf } from "../rules/alert.ts";
import { foundBy, searchIn } from "../search/alert-search.ts";
import type { Finder } from "../search/find.ts";
import type { AlertStore } from "./ports.ts";

/** What telling people of who is new is made of. */
export interface TellAlertsDeps {
  readonly store: Pick<AlertStore, "councilAlerts" | "alert" | "account" | "profiles" | "commit">;
  readonly finder: Pick<Finder, "ask" | "recount">;
  readonly site: URL;
  readonly policy: AlertPolicy;
}

/** What one run did. */
export interface TellAlertsReport {
  readonly alerts: number;
  readonly told: number;
}

/**
 * Tells everybody who waits for it who newly matches their search: asks the search snapshot once for each alert, council by council, and reads no
 * listing but those that are told of. Once a day at most; done twice, or stopped half-way and begun again, nobody hears twice of one person.
 */
export async function tellAlerts(deps: TellAlertsDeps, at: EpochMillis): Promise<TellAlertsReport> {
  let [alerts, told] = [0, 0];
  await deps.finder.ask();
  await eachItem(councilsToPlan(), async (council) => {
    let after: string | undefined;
    do {
      const { records, next } = await deps.store.councilAlerts(council, after);
      after = next;
      alerts += records.length;
      await eachItem(records, async (found) => {
        if (await tellOne(deps, found, at)) told += 1;
      });
    } while (after !== undefined);
  });
  return { alerts, told };
}

/** Tells of one alert, where there is anything new. False where there is nothing, or another run tells of it. */
async function tellOne(deps: TellAlertsDeps, listed: Versioned<Alert>, at: EpochMillis): Promise<boolean> {
  const { store, policy } = deps;
  const today = londonDate(at);
  if (!newsOf(listed.body, await matchesOf(deps, listed.body, at), today, policy)) return false;
  // An index may be behind: what is told goes by the record itself.
  const before = await store.alert(listed.body.id);
  const news = before && newsOf(before.body, await matchesOf(deps, before.body, at), today, policy);
  const account = news && (await store.account(before.body.owner));
  if (!news || !account || !isOpen(account.body)) return false;
  const done = await store.commit(
    systemContext("alerts", at),
    [{ entity: "alert", before, after: news.alert, action: "alert:tell" }],
    await noticesOf(deps, news, account.body, at),
  );
  return done.ok;
}

/** Whom the search of an alert finds now: more than it knows, where there are more. A search that can no longer be read finds nobody. */
async function matchesOf({ finder, policy }: TellAlertsDeps, alert: Alert, at: EpochMillis): Promise<readonly ListingId[]> {
  const query = searchIn(new URLSearchParams(alert.search));
  if (!query || !isRunning(alert, londonDate(at))) return [];
  return (await foundBy(finder, { near: alert.near, query }, { at, most: alert.known.length + policy.mostKnown })).ids;
}

async function noticesOf(
  { store, site, policy }: TellAlertsDeps,
  { alert, fresh, ending }: AlertNews,
  account: Account,
  at: EpochMillis,
): Promise<readonly Notice[]> {
  const link = new URL(`/people/me/alerts`, site).href;
  const common = { authority: alert.authority, ...recipientOf(account), createdAt: instantOf(at), about: alert.id };
  const notices: Notice[] = [];
  if (fresh.length > 0) {
    const named = fresh.slice(0, policy.namedAtOnce);
    const profiles = await store.profiles(named);
    const people = named.flatMap((id) => {
      const name = profiles.get(id)?.row.listing.displayName;
      return name === undefined ? [] : [`${name}: ${new URL(`/listings/${id}`, site).href}`];
    });
    notices.push({
      id: `alert.${alert.id}.${londonDate(at)}`,
      code: "search-matches",
      ...common,
      values: {
        count: fresh.length === 1 ? "1 new person or provider" : `${fresh.length} new people or providers`,
        place: alert.near.label,
        people: people.join("\n"),
        link,
      },
    });
  }
  if (ending)
    notices.push({
      id: `alert-end.${alert.id}.${alert.until}`,
      code: "search-ending",
      ...common,
      values: { place: alert.near.label, until: longDate(alert.until), link },
    });
  return notices;
}
