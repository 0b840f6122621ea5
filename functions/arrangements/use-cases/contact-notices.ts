import { daysAfter, instantOf, londonDate, longDate } from "../../../shared/domain/time.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import type { NoticeCode } from "../../../shared/notices/templates.ts";
import { isOpen } from "../../../shared/people/account.ts";
import { councilName } from "../../../shared/policy/council.ts";
import type { Contact } from "../rules/contact.ts";
import { wayKey } from "../rules/contact-form.ts";
import type { ContactsDeps } from "./contact-ports.ts";

type Deps = Pick<ContactsDeps, "account" | "site" | "policy" | "newSecret" | "addressHash" | "isStopped" | "stopLink">;

/** What somebody who asked is told of. */
export type ContactNews = "message" | "shared" | "declined" | "passed" | "silent";

/** The texts: with an account, and by a link without one. */
const CODES: Readonly<Record<ContactNews, readonly [account: NoticeCode, link: NoticeCode]>> = {
  message: ["contact-message", "contact-message-link"],
  shared: ["contact-shared", "contact-shared-link"],
  declined: ["contact-declined", "contact-declined-link"],
  passed: ["contact-passed", "contact-passed-link"],
  silent: ["contact-silent", "contact-silent-link"],
};

/** Where others near are found: by the first half of a postcode, and nothing else of what somebody needs. */
export const nearPath = ({ needs }: Pick<Contact, "needs">): string => {
  const [near] = needs?.place.split(" ") ?? [];
  return near === undefined ? "/" : `/search?${new URLSearchParams({ near })}`;
};

/** The path of a link: the request, and the secret that opens it. */
export const linkPath = (contact: string, secret: string): string => `/asked/${contact}.${secret}`;

/** The request with a new link in place of the one it had, and its secret. */
export function withNewLink(
  { newSecret, policy }: Pick<ContactsDeps, "newSecret" | "policy">,
  contact: Contact,
  at: number,
): { contact: Contact; secret: string } {
  const { secret, hash } = newSecret();
  return { contact: { ...contact, link: { hash, until: daysAfter(londonDate(at), policy.linkDays) } }, secret };
}

const noticeOf = (contact: Contact, what: string, code: NoticeCode, at: number, to: Pick<Notice, "to" | "preferences">, values: Notice["values"]): Notice => ({
  id: `c.${contact.id}.${what}`,
  authority: contact.authority,
  code,
  ...to,
  values,
  createdAt: instantOf(at),
});

/** Whoever has no account, at the address they gave; by text message where they gave a number alone. */
const byLink = ({ email, phone }: Contact["from"]): Pick<Notice, "to" | "preferences"> => ({
  to: { ...(email === undefined ? {} : { email }), ...(email === undefined && phone !== undefined ? { phone } : {}) },
  preferences: { ...PLAIN_PREFERENCES, channel: email === undefined ? "sms" : "email" },
});

/** The notice by which whoever has no account confirms that an address is theirs. */
export const confirmNotice =
  ({ site, stopLink, policy }: Pick<Deps, "site" | "stopLink" | "policy">) =>
  async (contact: Contact, secret: string, at: number): Promise<Notice> =>
    noticeOf(contact, "confirm", "contact-confirm", at, byLink(contact.from), {
      link: new URL(linkPath(contact.id, secret), site).href,
      hours: String(policy.confirmHours),
      stop: await stopLink(wayKey(contact.from)),
    });

/**
 * Tells whoever asked of some news, in the way they want, and who asked for them; nobody where their account is closed, or the address wants no messages. Without an account
 * they get a new link, which the request then has instead of its last: `contact` is as it is to be written.
 */
export const newsForPerson =
  (deps: Deps) =>
  async (contact: Contact, news: ContactNews, at: number): Promise<{ readonly contact: Contact; readonly notices: readonly Notice[] }> => {
    const [withAccount, withLink] = CODES[news];
    const what = `${news}.${contact.messages.length}`;
    const values = { council: councilName(contact.authority) ?? contact.authority, search: new URL(nearPath(contact), deps.site).href };
    const { owner, askedBy, id } = contact;
    if (owner !== undefined) {
      const hear = [{ account: owner, as: "" }, ...(askedBy === undefined ? [] : [{ account: askedBy, as: ".for" }])];
      const link = new URL(`/contacts/${id}`, deps.site).href;
      const notices = await Promise.all(
        hear.map(async ({ account, as }) => {
          const found = await deps.account(account);
          if (!found || !isOpen(found.body)) return [];
          return [noticeOf(contact, `${what}${as}`, withAccount, at, recipientOf(found.body), { ...values, link })];
        }),
      );
      return { contact, notices: notices.flat() };
    }
    const address = wayKey(contact.from);
    if (await deps.isStopped(await deps.addressHash(address))) return { contact, notices: [] };
    const linked = withNewLink(deps, contact, at);
    const link = new URL(linkPath(contact.id, linked.secret), deps.site).href;
    const notice = noticeOf(contact, what, withLink, at, byLink(contact.from), { ...values, link, stop: await deps.stopLink(address) });
    return { contact: linked.contact, notices: [notice] };
  };

/** Whom a notice to nobody is for: one is written whoever deals with a request, so that it costs the same time. */
const NOBODY: Pick<Notice, "to" | "preferences"> = { to: {}, preferences: PLAIN_PREFERENCES };

/** Tells the provider of a request of some news, in the way they want; nobody where they have no account that is open. */
export const newsForProvider =
  ({ account, site, policy }: Pick<Deps, "account" | "site" | "policy">) =>
  async (contact: Contact, news: "asked" | "asked-later" | "message" | "shared", at: number): Promise<readonly Notice[]> => {
    const { handling } = contact;
    const found = handling?.account === undefined ? undefined : await account(handling.account);
    const to = found && isOpen(found.body) ? recipientOf(found.body) : NOBODY;
    const code = news === "message" ? "contact-message" : news === "shared" ? "contact-shared" : "contact-asked";
    const values = {
      council: councilName(contact.authority) ?? contact.authority,
      link: new URL(`/contacts/${contact.id}`, site).href,
      search: site.href,
      day: longDate(daysAfter(londonDate(at), policy.answerDays)),
    };
    return [noticeOf(contact, `p-${news}.${contact.messages.length}`, code, at, to, values)];
  };
