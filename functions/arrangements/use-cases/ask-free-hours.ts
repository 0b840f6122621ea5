import { systemContext } from "../../../shared/audit/context.ts";
import { type EpochMillis, instantOf, londonDate, longDate } from "../../../shared/domain/time.ts";
import { sweepDue } from "../../../shared/due/plan.ts";
import { linkHash, newLinkToken } from "../../../shared/links/one-time-link.ts";
import { recipientOf } from "../../../shared/notices/notice.ts";
import { isOpen } from "../../../shared/people/account.ts";
import { type AskingPolicy, isToBeAsked, questionAsked } from "../rules/hours-question.ts";
import type { HoursPlan, HoursStore } from "./hours-ports.ts";

/** What asking providers is made of. */
export interface AskHoursDeps {
  readonly store: Pick<HoursStore, "listing" | "question" | "account" | "commit">;
  readonly plan: HoursPlan;
  readonly site: URL;
  readonly policy: AskingPolicy;
}

/** What one night's run did. */
export interface AskHoursReport {
  readonly found: number;
  readonly asked: number;
}

/**
 * Asks every provider who is due, by the day of `at`, whether they still have so many hours free: council by council and day by day from where the last
 * run ended. Done twice, or stopped half-way and begun again, nobody is asked twice.
 */
export async function askFreeHours(deps: AskHoursDeps, at: EpochMillis): Promise<AskHoursReport> {
  const { due, done } = await sweepDue(deps.plan, londonDate(at), deps.plan.dueListings, (listing) => ask(deps, listing, at));
  return { found: due, asked: done };
}

/** Asks the provider of one listing, by what is stored now. False where there is nothing to ask, or another run did meanwhile. */
async function ask({ store, site, policy }: AskHoursDeps, id: string, at: EpochMillis): Promise<boolean> {
  const [stored, before] = await Promise.all([store.listing(id), store.question(id)]);
  const today = londonDate(at);
  if (!stored || !isToBeAsked(stored.listing, before?.body, today, policy)) return false;
  const { listing } = stored;
  const account = await store.account(listing.provider);
  if (!account || !isOpen(account.body)) return false;
  const token = newLinkToken();
  const after = questionAsked(listing, before?.body, { today, linkHash: linkHash(token), at: instantOf(at) }, policy);
  const done = await store.commit(systemContext("hours", at), "hours:ask", {
    questions: [{ entity: "hours-question", before, after, action: "hours:ask" }],
    notices: [
      {
        id: `hours.${after.linkHash}`,
        authority: listing.authority,
        code: "hours-question",
        ...recipientOf(account.body),
        values: {
          hours: listing.hoursFree === 1 ? "1 hour" : `${listing.hoursFree} hours`,
          link: new URL(`/free-hours/${token}`, site).href,
          until: longDate(after.until ?? today),
        },
        createdAt: instantOf(at),
        about: id,
      },
    ],
  });
  // Changed meanwhile: it is looked at again when it is due next.
  return done.ok;
}
