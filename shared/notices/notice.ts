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
import { type NOTICE_STATES, noticeShape, type Way } from "./stored-notice.ts";
import { sendable } from "./strangers-words.ts";
import { type Addresses, NOTICE_CODES, placeholdersIn, textsFor } from "./templates.ts";
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

/** The link by which people who are no users stop such mails: each text that goes to them has it. */
const STOP = "stop";

/** Of somebody's addresses, those that something can be sent to: where one cannot be, the next way to tell them is gone. */
const usable = ({ email, phone, postalAddress }: Addresses): Addresses => ({
  ...(email !== undefined && canGetMail(email) ? { email } : {}),
  ...(phone !== undefined && canGetTexts(phone) ? { phone } : {}),
  ...(postalAddress !== undefined && letterFault(postalAddress) === undefined ? { postalAddress } : {}),
});

/**
 * The write that tells somebody, for the same transaction as what it tells of. Refused as `stale` where a notice
 * of this id was written before. Throws when a value is missing that its text needs, the notice is not one, or it goes to somebody who is no user
 * and its text gives them no way to stop such mails.
 */
export function noticeWrite(TableName: string, given: Notice): GuardedWrite<"stale"> {
  const parsed = Notice.parse(given);
  const notice = { ...parsed, values: sendable(parsed.code, parsed.values) };
  const { id, authority, code, to, preferences, values, createdAt, about } = notice;
  const texts = textsFor(code, preferences, usable(to));
  const missing = texts.flatMap(({ template }) => placeholdersIn(template)).filter((name) => values[name] === undefined);
  if (to.account === undefined && texts.some(({ template }) => !placeholdersIn(template).includes(STOP)))
    throw new Error(`A notice ${code} to no user needs ((${STOP}))`);
  if (missing.length > 0) throw new Error(`A notice ${code} needs ${missing.join(", ")}`);
  const [way, ...others] = texts.map(
    ({ template: { id, version, channel, format, language } }): Way => ({
      template: { id, version, channel, format, language },
      ...addressOf(channel, to),
    }),
  );
  const outgoing = way
    ? {
        state: "waiting" satisfies (typeof NOTICE_STATES)[number],
        template: way.template,
        to: { account: to.account, address: way.address },
        ...(others.length > 0 ? { otherWays: others } : {}),
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

/** An address as its channel has it. */
function addressOf(channel: string, { name, email, phone, postalAddress }: Notice["to"]): { readonly address: string } {
  if (channel === "email") return { address: email ?? "" };
  if (channel === "sms") return { address: phone ?? "" };
  const lines = addressLines(postalAddress ?? "");
  // Notify prints up to seven lines: the name goes where there is room.
  return { address: (name !== undefined && lines.length < 7 ? [name, ...lines] : lines).join("\n") };
}
