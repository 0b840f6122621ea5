import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate } from "../../../shared/domain/time.ts";
import type { ListingId } from "../../../shared/listing/listing.ts";
import { isShownOn } from "../../../shared/listing/shown.ts";
import type { MailRefusal } from "../../../shared/notices/mail-caps.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import type { Account } from "../../../shared/people/account.ts";
import { councilName } from "../../../shared/policy/council.ts";
import type { Arrangement, NewUnlisted } from "../rules/arrangement.ts";
import { isOver } from "../rules/arrangement-moves.ts";
import { withQuestions } from "../rules/decide-arrangement.ts";
import { FAMILY_QUESTION } from "../rules/rate-check.ts";
import type { ArrangementsDeps as Deps } from "./deps.ts";
import { listingMeant } from "./listing-meant.ts";
import { newArrangement } from "./new-arrangement.ts";

/** `no-listing`: nothing has this reference. `already`: it is kept already. */
export type UseRefusal = CommitRefusal | "no-listing" | "already";

/** Keeps that a recipient uses somebody from the list, so that they are told when that one's place changes. Refused as `no-listing` or `already`. */
export const useListed =
  ({ store, newId }: Deps) =>
  async (person: Versioned<Account>, meant: readonly ListingId[], context: AuditContext): Promise<Result<Arrangement, UseRefusal>> => {
    // Whoever is not on the list just now is not found by their reference either.
    const found = await listingMeant(store, meant);
    if (!found || !isShownOn(found, londonDate(context.at))) return refused("no-listing");
    const held = await store.arrangementsOf(person.body.id);
    if (held.some(({ body }) => body.listing === found.id && !isOver(body))) return refused("already");
    const after: Arrangement = { ...newArrangement(newId(), person.body, context), listing: found.id, employment: found.employment };
    const done = await store.commit(context, [{ entity: "arrangement", after, action: "support:listed" }]);
    return done.ok ? ok(after) : done;
  };

/** `MailRefusal`: nobody can be invited at that address now. */
export type UnlistedRefusal = CommitRefusal | MailRefusal;

/** The id of the notice that invites somebody of an arrangement to apply. */
export const invitationNotice = (arrangement: string): string => `invited.${arrangement}`;

/**
 * Keeps a recipient's choice of somebody nobody checked: what they checked themselves, and that they chose
 * knowingly. Never refused for who it is: a `MailRefusal` is of the invitation, and nothing is kept. Source: Care and support statutory guidance, chapter 12.
 */
export const useUnlisted =
  ({ store, newId, site, mayWrite, stopLink, planOf }: Deps) =>
  async (person: Versioned<Account>, { name, checked, family, email }: NewUnlisted, context: AuditContext): Promise<Result<Arrangement, UnlistedRefusal>> => {
    const { authority } = person.body;
    const capped = email === undefined ? undefined : await mayWrite(person.body.id, [email]);
    if (capped) return refused(capped);
    const made: Arrangement = {
      ...newArrangement(newId(), person.body, context),
      unlisted: { name, checked, choseKnowingly: true, invited: email !== undefined, family: family === "yes" },
    };
    // Somebody of the household is paid from the day the council agrees: until then it is planned.
    const agreed = family === "yes" && (await planOf(person.body.id, { day: made.since, knownBy: made.createdAt })).family;
    const after: Arrangement = family === "yes" && !agreed ? withQuestions({ ...made, state: "accepted" }, [FAMILY_QUESTION], made.createdAt) : made;
    const invitation: readonly Notice[] =
      email === undefined
        ? []
        : [
            {
              id: invitationNotice(after.id),
              authority,
              code: "invited-to-apply",
              to: { email },
              preferences: PLAIN_PREFERENCES,
              values: { council: councilName(authority) ?? authority, link: new URL("/apply", site).href, stop: await stopLink(email) },
              createdAt: instantOf(context.at),
            },
          ];
    const done = await store.commit(context, [{ entity: "arrangement", after, action: "support:unlisted" }], invitation);
    return done.ok ? ok(after) : done;
  };
