import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { canGetMail } from "../domain/email-address.ts";
import { GssCode, RecordId, text } from "../domain/fields.ts";
import { addressLines, letterFault } from "../domain/letter-address.ts";
import { canGetTexts } from "../domain/telephone.ts";
import { DAY_MS, expiryAt, MINUTE_MS, millisOf } from "../domain/time.ts";
import { servicePolicy } from "../policy/service.ts";
import { indexes, keys } from "../table/keys.ts";
import { markOf } from "../table/stored-shape.ts";
import type { GuardedWrite } from "../table/table-client.ts";
import { NoticePreferences, type NoticeWishes, PLAIN_PREFERENCES } from "./preferences.ts";
import { type NOTICE_STATES, noticeShape } from "./stored-notice.ts";
import { sendable } from "./strangers-words.ts";
import { type Addresses, chooseTemplate, NOTICE_CODES, placeholdersIn } from "./templates.ts";
import { waitingPlace } from "./waiting.ts";

/** Somebody to be told something. */
export const Notice = z.object({
  /** Made from what happened, so that the same thing is told once: `approved.{application}`. */
  id: RecordId,
  authority: GssCode,
  code: oneOf(NOTICE_CODES),
  to: z.object({
    account: z.optional(RecordId),
    name: z.optional(text(100)),
    email: z.optional(z.string()),
    phone: z.optional(z.string()),
    postalAddress: z.optional(z.string()),
  }),
  preferences: NoticePreferences,
  values: z.record(z.string(), z.string()),
  createdAt: z.string(),
  /** The record it tells of, for staff. */
  about: z.optional(z.string()),
});
export type Notice = z.infer<typeof Notice>;

/** Who is to be told, and how, from what their account says. */
export const recipientOf = (account: {
  readonly id: string;
  readonly displayName?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly notices?: NoticeWishes | undefined;
}): Pick<Notice, "to" | "preferences"> => {
  const { id, displayName: name, email, phone, notices } = account;
  const wishes: NoticeWishes = notices ?? PLAIN_PREFERENCES;
  const { postalAddress, ...preferences } = wishes;
  return { to: { account: id, name, email, phone, postalAddress }, preferences };
};

/** Of somebody's addresses, those that something can be sent to: where one cannot be, the next way to tell them is gone. */
const usable = ({ email, phone, postalAddress }: Addresses): Addresses => ({
  ...(email !== undefined && canGetMail(email) ? { email } : {}),
  ...(phone !== undefined && canGetTexts(phone) ? { phone } : {}),
  ...(postalAddress !== undefined && letterFault(postalAddress) === undefined ? { postalAddress } : {}),
});

/**
 * The write that tells somebody, for the same transaction as what it tells of. Refused as `stale` where a notice
 * of this id was written before. Throws when a value is missing that its text needs, or the notice is not one.
 */
export function noticeWrite(TableName: string, given: Notice): GuardedWrite<"stale"> {
  const parsed = Notice.parse(given);
  const notice = { ...parsed, values: sendable(parsed.code, parsed.values) };
  const { id, authority, code, to, preferences, values, createdAt, about } = notice;
  const template = chooseTemplate(code, preferences, usable(to));
  const missing = template ? placeholdersIn(template).filter((name) => values[name] === undefined) : [];
  if (missing.length > 0) throw new Error(`A notice ${code} needs ${missing.join(", ")}`);
  const outgoing = template
    ? {
        state: "waiting" satisfies (typeof NOTICE_STATES)[number],
        template: { id: template.id, version: template.version, channel: template.channel, format: template.format, language: template.language },
        to: { account: to.account, ...addressOf(template.channel, to) },
        values,
        ...waitingPlace(id, millisOf(createdAt) + servicePolicy.notices.waitingMinutes * MINUTE_MS),
      }
    : { state: "nobody-to-tell" satisfies (typeof NOTICE_STATES)[number], to: { account: to.account } };
  return {
    write: {
      Put: {
        TableName,
        Item: {
          ...keys.notice(id),
          ...markOf(noticeShape),
          id,
          authority,
          code,
          createdAt,
          about,
          attempts: 0,
          ...outgoing,
          expiresAt: expiryAt(millisOf(createdAt) + servicePolicy.notices.keptDays * DAY_MS),
          ...(to.account === undefined ? {} : { gsi1pk: indexes.noticesOf(to.account), gsi1sk: `${createdAt}#${id}` }),
        },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
    ifConditionFails: "stale",
  };
}

/** Only the address that is used is kept until the notice is sent. */
function addressOf(channel: string, { name, email, phone, postalAddress }: Notice["to"]): { readonly address: string } {
  if (channel === "email") return { address: email ?? "" };
  if (channel === "sms") return { address: phone ?? "" };
  const lines = addressLines(postalAddress ?? "");
  // Notify prints up to seven lines: the name goes where there is room.
  return { address: (name !== undefined && lines.length < 7 ? [name, ...lines] : lines).join("\n") };
}
