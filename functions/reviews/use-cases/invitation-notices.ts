import { createHash, randomInt } from "node:crypto";
import { canGetMail } from "../../../shared/domain/email-address.ts";
import { letterFault } from "../../../shared/domain/letter-address.ts";
import { canGetTexts } from "../../../shared/domain/telephone.ts";
import { type EpochMillis, instantOf, londonDate, longDate } from "../../../shared/domain/time.ts";
import { newLetterCode, printedCode } from "../../../shared/links/letter-code.ts";
import { linkHash, newLinkToken } from "../../../shared/links/one-time-link.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import { CHANNELS, type Channel, PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import type { NoticeCode } from "../../../shared/notices/templates.ts";
import { type Account, isOpen } from "../../../shared/people/account.ts";
import { councilName } from "../../../shared/policy/council.ts";
import type { Invitation, InvitationStep } from "../rules/invitation.ts";
import type { ReviewsDeps } from "./ports.ts";

/** Where somebody types the code of a letter. */
export const CODE_PATH = "/f";
/** The address of a form, by what stands in its link: short enough for the line of a mail. */
export const formPath = (token: string): string => `${CODE_PATH}/${token}`;

/** The ways to reach somebody, the one they want first. */
export function waysTo({ email, phone, notices }: Pick<Account, "email" | "phone" | "notices">): readonly Channel[] {
  const wanted = notices?.channel ?? PLAIN_PREFERENCES.channel;
  const works: Readonly<Record<Channel, boolean>> = {
    email: email !== undefined && canGetMail(email),
    sms: phone !== undefined && canGetTexts(phone),
    letter: notices?.postalAddress !== undefined && letterFault(notices.postalAddress) === undefined,
  };
  return [...new Set([wanted, ...CHANNELS])].filter((channel) => works[channel]);
}

type SentStep = Exclude<InvitationStep, "call">;
const CODES: Readonly<Record<Invitation["kind"], Readonly<Record<SentStep, NoticeCode>>>> = {
  review: { notice: "review-coming", form: "feedback-form", reminder: "feedback-reminder", "second-reminder": "feedback-reminder" },
  ended: { notice: "feedback-ended", form: "feedback-ended", reminder: "feedback-reminder", "second-reminder": "feedback-reminder" },
};
/** Each time the form goes out, it goes another way, where there is one. */
const TURN: Readonly<Record<SentStep, number>> = { notice: 0, form: 0, reminder: 1, "second-reminder": 2 };

/** What a step sends: the notices, the hashes of the links and codes in them, and the way the person gets it; none where nobody can be reached. */
export interface SentForms {
  readonly notices: readonly Notice[];
  readonly links: readonly string[];
  readonly way: Channel | undefined;
}

/** A new key to a form, for a link, and a code for a letter. */
export const newFormKeys = () => ({ token: newLinkToken(), code: newLetterCode(randomInt) });

/** Makes what a step sends to a person, and to whoever acts for them in reviews: each gets a link, and a code, of their own. Sent again it is the same notice, and goes once. */
export const invitationNotices =
  ({ account, actingFor, site }: Pick<ReviewsDeps, "account" | "actingFor" | "site">) =>
  async (invitation: Invitation, step: SentStep, at: EpochMillis): Promise<SentForms> => {
    const { id, owner, authority, kind, until } = invitation;
    if (owner === undefined) return { notices: [], links: [], way: undefined };
    const who = [...new Set([owner, ...(await actingFor(owner, londonDate(at)))])];
    const found = (await Promise.all(who.map((one) => account(one)))).flatMap((one) => (one && isOpen(one.body) ? [one.body] : []));
    const links: string[] = [];
    const reached = found.flatMap((one) => {
      const ways = waysTo(one);
      const way = ways[TURN[step] % Math.max(1, ways.length)];
      if (way === undefined) return [];
      const { token, code } = newFormKeys();
      if (step !== "notice") links.push(linkHash(token), linkHash(code));
      const { to, preferences } = recipientOf(one);
      const council = councilName(authority) ?? authority;
      const address = (path: string) => new URL(path, site).href;
      const notice: Notice = {
        id: `f.${createHash("sha256").update([id, step, one.id].join("\n")).digest("base64url")}`,
        ...{ authority, code: CODES[kind][step], to, preferences: { ...preferences, channel: way } },
        values:
          step === "notice"
            ? { council, link: address(`/people/${one.id === owner ? "me" : owner}/reviews`) }
            : {
                ...{ council, until: longDate(until), link: address(formPath(token)), stop: address(`${formPath(token)}/stop`) },
                ...{ page: address(CODE_PATH), code: printedCode(code) },
              },
        createdAt: instantOf(at),
        about: id,
      };
      return [{ notice, way, isTheirs: one.id === owner }];
    });
    return { notices: reached.map(({ notice }) => notice), links, way: (reached.find(({ isTheirs }) => isTheirs) ?? reached[0])?.way };
  };
