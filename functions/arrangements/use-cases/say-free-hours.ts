import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result } from "../../../shared/domain/result.ts";
import { instantOf, londonDate } from "../../../shared/domain/time.ts";
import type { StoredListing } from "../../../shared/listing/change.ts";
import { withFreeNow } from "../../../shared/listing/free-hours.ts";
import { type AskedListing, type HoursQuestion, questionAnswered, questionWanted, wantsAsking } from "../rules/hours-question.ts";
import type { HoursStore } from "./hours-ports.ts";

type Deps = { readonly store: Pick<HoursStore, "commit"> };

/** A stored listing whose provider says something of its hours. */
export type ProvidedListing = StoredListing & { readonly listing: AskedListing };

/** Whether a listing has a provider who can say how many hours are free. */
export const isProvided = (stored: StoredListing): stored is ProvidedListing => stored.listing.provider !== undefined && stored.listing.hoursFree !== undefined;

/**
 * Keeps how many hours a week a provider has free, beside what is arranged; the next search sees it. An open question is answered with it. Refused as
 * `stale` where the listing is no longer what they saw, or as `repeat`.
 */
export const sayFreeHours =
  ({ store }: Deps) =>
  async (
    stored: ProvidedListing,
    question: Versioned<HoursQuestion> | undefined,
    free: number,
    context: AuditContext,
  ): Promise<Result<void, CommitRefusal>> => {
    const { digest } = stored;
    const listing = withFreeNow(stored.listing, free, londonDate(context.at));
    return store.commit(context, "hours:say", {
      listing: { listing, digest, replaces: stored },
      questions:
        question?.body.state === "asked"
          ? [{ entity: "hours-question", before: question, after: questionAnswered(question.body), action: "hours:answer" }]
          : [],
    });
  };

/** Keeps whether a provider wants to be asked every month. What is so already changes nothing. */
export const chooseAsking =
  ({ store }: Deps) =>
  async (
    { listing }: ProvidedListing,
    question: Versioned<HoursQuestion> | undefined,
    wanted: boolean,
    context: AuditContext,
  ): Promise<Result<void, CommitRefusal>> => {
    if (wantsAsking(question?.body) === wanted) return ok(undefined);
    const after = questionWanted(listing, question?.body, wanted, instantOf(context.at));
    return store.commit(context, "hours:asking", {
      questions: [{ entity: "hours-question", before: question, after, action: wanted ? "hours:ask-again" : "hours:stop" }],
    });
  };
