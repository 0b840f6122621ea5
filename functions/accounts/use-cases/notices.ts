import { createHash } from "node:crypto";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import { chooseTemplate, type NoticeCode, offeredLanguages } from "../../../shared/notices/templates.ts";
import type { Account } from "../../../shared/people/account.ts";
import { councilName } from "../../../shared/policy/council.ts";

/** What somebody is told: of which record, in which of its turns, with the address to go to. */
export interface Telling {
  readonly code: NoticeCode;
  readonly authority: string;
  /** The record it tells of. */
  readonly about: string;
  /** What of the record's history it tells: the same turn is told once, however often it is tried. */
  readonly turn: string;
  readonly path: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** The notice that tells somebody something, in the way they want to be told. */
export function noticeTo(site: URL, account: Account, { code, authority, about, turn, path, values }: Telling, { at }: Pick<AuditContext, "at">): Notice {
  const id = createHash("sha256").update([about, turn, code, account.id].join("\n")).digest("base64url");
  return {
    id: `n${id}`,
    authority,
    code,
    ...recipientOf(account),
    values: { council: councilName(authority) ?? authority, link: new URL(path, site).href, ...values },
    createdAt: instantOf(at),
    about,
  };
}

/** Whether we know any way to tell somebody this. */
export const canBeTold = ({ code, to, preferences }: Notice): boolean => chooseTemplate(code, preferences, to) !== undefined;

/** The languages people may choose to be told things in. */
export const noticeLanguages = offeredLanguages();
