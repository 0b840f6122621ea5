import { createHash } from "node:crypto";
import { type EpochMillis, instantOf, londonDate, longDate } from "../../../shared/domain/time.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import { isOpen } from "../../../shared/people/account.ts";
import { councilName } from "../../../shared/policy/council.ts";
import type { HeldReview, Review } from "../rules/review.ts";
import type { ReviewsDeps } from "./ports.ts";

/** The copies of a review that was held: to its person, and whoever acts for them in reviews. Each gets one, however often it is sent. */
export const reviewNotices =
  ({ account, actingFor, site }: Pick<ReviewsDeps, "account" | "actingFor" | "site">) =>
  async ({ id, owner, authority }: Review, held: HeldReview, at: EpochMillis): Promise<readonly Notice[]> => {
    const { summary, nextOn, on } = held;
    if (owner === undefined || summary === undefined || nextOn === undefined) return [];
    const told = [...new Set([owner, ...(await actingFor(owner, londonDate(at)))])];
    const found = await Promise.all(told.map((one) => account(one)));
    return found.flatMap((one): Notice[] =>
      one && isOpen(one.body)
        ? [
            {
              id: `r.${createHash("sha256").update([id, held.id, one.body.id].join("\n")).digest("base64url")}`,
              authority,
              code: "review-held",
              ...recipientOf(one.body),
              values: {
                ...{ council: councilName(authority) ?? authority, day: longDate(on), agreed: summary, next: longDate(nextOn) },
                link: new URL(`/people/${one.body.id === owner ? "me" : owner}/reviews`, site).href,
              },
              createdAt: instantOf(at),
              about: id,
            },
          ]
        : [],
    );
  };
