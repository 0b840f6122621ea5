import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { text } from "../domain/fields.ts";
import { PostalAddress } from "../domain/letter-address.ts";

/** How somebody can be told something. */
export const CHANNELS = ["email", "sms", "letter"] as const;
export type Channel = (typeof CHANNELS)[number];

/** How a text can be made easier to read. */
export const FORMATS = ["standard", "large-print", "easy-read"] as const;
export type Format = (typeof FORMATS)[number];

/** Languages somebody can ask for. Where there is no text in theirs, they get the English one. */
export const LANGUAGES = ["en", "gu", "pl"] as const;
export type Language = (typeof LANGUAGES)[number];

/** How somebody wants to be told. */
export const NoticePreferences = z.object({
  channel: z._default(oneOf(CHANNELS), "email"),
  format: z._default(oneOf(FORMATS), "standard"),
  language: z._default(oneOf(LANGUAGES), "en"),
});
export type NoticePreferences = z.infer<typeof NoticePreferences>;

/** What somebody who says nothing gets. */
export const PLAIN_PREFERENCES: NoticePreferences = NoticePreferences.parse({});

/** The same, as an account keeps it: with the address that letters go to. */
export const NoticeWishes = z.extend(NoticePreferences, { postalAddress: z.optional(PostalAddress) });
/** The same, of whenever it was kept. */
export const KeptWishes = z.extend(NoticePreferences, { postalAddress: z.optional(text(300)) });
export type NoticeWishes = z.infer<typeof NoticeWishes>;
