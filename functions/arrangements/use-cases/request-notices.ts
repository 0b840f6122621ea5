import { createHash } from "node:crypto";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import { instantOf, longDate } from "../../../shared/domain/time.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { SupportRequest } from "../rules/request.ts";

/** Where a provider finds the requests they could serve. */
export const NEAR_ME = "/people/me/requests-near-me";

/** A notice's id from what it is about, so that the same is said once: ids are too long to stand side by side. */
const noticeId = (...about: readonly string[]): string => createHash("sha256").update(about.join("\n")).digest("base64url");

/** What every notice of a request needs: whom it goes to, where Trellis is, when it is. */
interface Telling {
  readonly to: Account;
  readonly site: URL;
  readonly at: EpochMillis;
}

const notice = (code: Notice["code"], { to, site, at }: Telling, path: string, values: Readonly<Record<string, string>>, id: string): Notice => ({
  id,
  authority: to.authority,
  code,
  ...recipientOf(to),
  values: { ...values, link: new URL(path, site).href },
  createdAt: instantOf(at),
});

/** Tells a provider, straight away, of a request that one of their listings could serve. */
export const nearNotice = (telling: Telling, { id }: SupportRequest): Notice =>
  notice("request-near", telling, `${NEAR_ME}/${id}`, {}, `near.${noticeId(id, telling.to.id)}`);

/** Tells a provider how many new requests there are, once a day at most. */
export const digestNotice = (telling: Telling, count: number, day: string): Notice =>
  notice("requests-near", telling, NEAR_ME, { count: count === 1 ? "1 new request" : `${count} new requests` }, `nears.${noticeId(telling.to.id, day)}`);

/** Tells a person that a provider answered: not which, for anybody may read over their shoulder. */
export const answeredNotice = (telling: Telling, { id }: SupportRequest, listing: string): Notice =>
  notice("request-answered", telling, `/people/me/requests/${id}`, {}, `answered.${noticeId(id, listing)}`);

/** Tells a provider that a person chose them. */
export const chosenNotice = (telling: Telling, { id }: SupportRequest, listing: string): Notice =>
  notice("answer-chosen", telling, `${NEAR_ME}/${id}`, {}, `chosen.${noticeId(id, listing)}`);

/** Asks a person whether they still need it, or says that it is hidden; until when they can say so. */
export const confirmNotice = (telling: Telling, code: "request-confirm" | "request-hidden", { id, confirmBy }: SupportRequest): Notice =>
  notice(code, telling, `/people/me/requests/${id}`, { until: longDate(confirmBy) }, `${code}.${noticeId(id, confirmBy)}`);
