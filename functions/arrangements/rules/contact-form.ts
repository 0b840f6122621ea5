import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { EmailAddress, PhoneNumber, RecordId, text } from "../../../shared/domain/fields.ts";
import { hash32 } from "../../../shared/domain/hash.ts";
import { type Finding, leadsPastTheList } from "../../../shared/domain/screening.ts";
import { shownName } from "../../../shared/domain/shown-name.ts";
import { canGetTexts, readTelephone } from "../../../shared/domain/telephone.ts";
import { screen } from "../../../shared/policy/screening.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { CONTACT_SERVICES, CONTACT_TIMES, type SharedDetails } from "./contact.ts";

const fields = {
  name: shownName(100),
  email: z.optional(EmailAddress),
  phone: z.optional(PhoneNumber),
  services: z.array(oneOf(CONTACT_SERVICES)).check(z.minLength(1, "must have one at least")),
  times: z.array(oneOf(CONTACT_TIMES)),
  postcode: text(60),
  message: text(servicePolicy.contacts.messageCharacters),
};

interface Ways {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

/** What is asked of somebody who wants to be contacted, and is signed in: they can be reached one way at least. */
export const NewContact = z
  .object(fields)
  .check(z.refine(({ email, phone }: Ways) => email !== undefined || phone !== undefined, { error: "must be there, or a phone number", path: ["email"] }));
export type NewContact = z.infer<typeof NewContact>;

/** The same of somebody who is not: a link must reach them, by email or by text message. */
export const NewContactByLink = NewContact.check(
  z.refine(({ email, phone }: Ways) => email !== undefined || phone === undefined || canGetTexts(phone), {
    error: "must be a mobile number, or there must be an email address",
    path: ["phone"],
  }),
);

/** What somebody writes in a conversation. */
export const NewMessage = z.object({ message: text(servicePolicy.contacts.messageCharacters) });
/** What they may write with a no. */
export const NewDecline = z.object({ message: z.optional(text(servicePolicy.contacts.messageCharacters)) });

const REASON_CHARACTERS = 1000;

/** What somebody says of a message they report: which, and why. */
export const NewReport = z.object({ which: z.string().check(z.regex(/^\d{1,3}$/, "must be a message")), reason: text(REASON_CHARACTERS) });

/** What an officer may find of a message that was reported. */
export const REPORT_OUTCOMES = ["nothing-wrong", "dealt-with"] as const;
export const ReportAnswer = z.object({ outcome: oneOf(REPORT_OUTCOMES), words: text(REASON_CHARACTERS) });
export type ReportAnswer = z.infer<typeof ReportAnswer>;

/** That somebody reported a message. Which words they were stands with the conversation, and goes with it. */
export const ContactReport = z.object({
  id: RecordId,
  authority: z.string(),
  contact: RecordId,
  /** Who reported it: nobody of theirs is named. */
  by: oneOf(["person", "provider"] as const),
  /** The place of the message in the conversation, from 0. */
  message: z.number(),
  reason: text(REASON_CHARACTERS),
  state: oneOf(["open", "closed"] as const),
  outcome: z.optional(oneOf(REPORT_OUTCOMES)),
  words: z.optional(text(REASON_CHARACTERS)),
  /** The officer who looked at it. */
  officer: z.optional(RecordId),
  createdAt: z.string(),
  closedAt: z.optional(z.string()),
});
export type ContactReport = z.infer<typeof ContactReport>;

/** Ways to reach somebody that stand in a message: they are pointed out before it is sent, and sent all the same where its writer wants that. */
export const waysIn = (message: string): readonly Finding[] => screen(message).filter(leadsPastTheList);

/** What a form says once its writer was shown what stands in this very message. */
export const seenMark = (message: string): string => hash32(message).toString(36);

/** What somebody is known by, however it is written: their address, or else their number with its country. */
export const wayKey = ({ email, phone }: Pick<SharedDetails, "email" | "phone">): string =>
  email ?? `tel:${phone === undefined ? "" : (readTelephone(phone)?.number ?? phone.replace(/\D/g, ""))}`;
