import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { EmailAddress, GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { shownName } from "../../../shared/domain/shown-name.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { TypedReference } from "../../../shared/listing/typed-reference.ts";

/** What somebody may check for themselves of a person nobody has checked: never a condition, always a help. */
export const SELF_CHECKS = ["met", "identity", "right-to-work", "dbs", "references", "insurance", "agreement", "cover"] as const;

/** Somebody a recipient uses or wishes to use: from the list, or of their own finding. */
export const Arrangement = z.object({
  id: RecordId,
  /** The recipient. */
  owner: RecordId,
  authority: GssCode,
  /** The listing, where they are on the list. */
  listing: z.optional(ListingId),
  /** Somebody off the list, the choice made knowingly: it is theirs. Source: Care and support statutory guidance, chapter 12. */
  unlisted: z.optional(
    z.object({
      name: text(100),
      checked: z.array(oneOf(SELF_CHECKS)),
      /** That the risks were explained, and the choice is theirs. */
      choseKnowingly: z.literal(true, { error: "must be agreed to" }),
      invited: z.boolean(),
    }),
  ),
  state: oneOf(["live", "ended"] as const),
  since: PlainDate,
  createdAt: z.string(),
  endedAt: z.optional(z.string()),
});
export type Arrangement = z.infer<typeof Arrangement>;

/** What is asked of somebody who wants to use a person off the list. */
export const NewUnlisted = z.object({
  name: shownName(100),
  checked: z.array(oneOf(SELF_CHECKS)),
  knowingly: z.literal("yes", { error: "must be agreed to" }),
  /** Where to invite that person to apply. */
  email: z.optional(EmailAddress),
});
export type NewUnlisted = z.infer<typeof NewUnlisted>;

/** What is asked of somebody who uses a person on the list: which listing, by the reference on its page. */
export const NewListed = z.object({ listing: TypedReference });
