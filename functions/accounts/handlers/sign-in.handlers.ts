import * as z from "zod/mini";
import { type EpochMillis, MINUTE_MS } from "../../../shared/domain/time.ts";
import type { CookieJar } from "../../../shared/http/cookies.ts";
import type { HttpAnswer, HttpHandler } from "../../../shared/http/messages.ts";
import { tooMany } from "../../../shared/http/problem.ts";
import type { SavedPeopleCookie } from "../../../shared/http/saved-people-cookie.ts";
import { type Account, isOpen, isStaff } from "../../../shared/people/account.ts";
import { type LimitName, servicePolicy } from "../../../shared/policy/service.ts";
import { log } from "../../../shared/runtime/log.ts";
import type { Sealer } from "../../../shared/session/sealed.ts";
import type { Session, Sessions } from "../../../shared/session/sessions.ts";
import { countingCookies } from "../../../shared/signals/objection.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { type SignInRefusal, signedOutPage, signInPage, signInRefusedPage } from "../pages/sign-in.page.tsx";
import type { AccountsDeps } from "../use-cases/deps.ts";
import type { IdentityProvider } from "../use-cases/ports.ts";
import { actOf, signedIn, signedOut, signedOutEverywhere } from "../use-cases/sign-in.ts";
import { type IsPageForPeople, returnPath } from "./return-path.ts";

const COOKIE = "trellis-sign-in";
/** Where those go who want to be on the list. */
const APPLY = "/applications";

/** What the browser carries, sealed, while somebody is at their identity provider. */
const UnderWay = z.object({
  council: z.optional(z.string()),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.optional(z.string()),
});

/** What signing in and out is made of. */
export interface SignInDeps extends Pick<AccountsDeps, "store" | "newId" | "addressHash" | "authority"> {
  readonly now: () => EpochMillis;
  readonly site: URL;
  readonly sessions: Sessions;
  readonly sealer: Sealer;
  readonly jar: CookieJar;
  /** The people that a browser carries as saved: a copy of whose list it was goes with them. */
  readonly carried: Pick<SavedPeopleCookie, "withoutCopy">;
  readonly isPageForPeople: IsPageForPeople;
  /** Seconds to wait, where something was asked too often. */
  readonly limited: (name: LimitName, who: string) => Promise<number | undefined>;
}

/** Handlers of signing in and out. */
export function signInHandlers(accounts: SignInDeps, provider: IdentityProvider) {
  const { jar, sealer, sessions, now, site, carried } = accounts;

  const returnPathIn = (query: URLSearchParams): string | undefined => returnPath(query.get("return"), accounts.isPageForPeople);

  const refuse = (requestId: string, why: SignInRefusal, status = 400): HttpAnswer => {
    log("sign-in-refused", { requestId, why });
    return { kind: "page", status, html: signInRefusedPage(why), cookies: [jar.clear(COOKIE)] };
  };

  const slowDown = async (address: string): Promise<HttpAnswer | undefined> => {
    const wait = await accounts.limited("sign-in", address);
    return wait === undefined ? undefined : { kind: "problem", problem: tooMany(wait) };
  };

  const open: Readonly<Record<"signIn" | "start" | "callback" | "signedOut", HttpHandler>> = {
    async signIn({ query }) {
      return { kind: "page", status: 200, html: signInPage({ returnTo: returnPathIn(query), ended: query.has("ended"), councils: provider.councils }) };
    },

    async start({ query, address }) {
      const slow = await slowDown(address);
      if (slow) return slow;
      const wanted = returnPathIn(query);
      const council = provider.councils.find((one) => one === query.get("council"));
      // A council nobody can sign in for, or none: they are asked which.
      if (query.get("as") === "council" && council === undefined) return { kind: "redirect", location: signInAddress(wanted) };
      const way = council === undefined ? {} : { council };
      const { address: location, secrets } = await provider.begin(way);
      const minutes = servicePolicy.session.signInMinutes;
      const sealed = await sealer.seal("sign-in", { ...way, ...secrets, ...(wanted === undefined ? {} : { returnTo: wanted }) }, now() + minutes * MINUTE_MS);
      return { kind: "redirect", location, cookies: [jar.set(COOKIE, sealed, minutes * 60)] };
    },

    async callback({ id, query, cookies, address }) {
      const slow = await slowDown(address);
      if (slow) return slow;
      const sealed = jar.read(cookies, COOKIE);
      const opened = sealed === undefined ? undefined : await sealer.open("sign-in", sealed);
      // Sealed by us but no longer good: it took too long. Anything else was not begun in this browser.
      const underWay = UnderWay.safeParse(opened);
      if (!underWay.success) return refuse(id, sealed === undefined ? "not-ours" : "too-late");
      const { council, returnTo, ...secrets } = underWay.data;
      // A council that was taken off the list meanwhile vouches for nobody.
      if (council !== undefined && !provider.councils.includes(council)) return refuse(id, "not-ours");
      if (query.get("state") !== secrets.state) return refuse(id, "not-ours");
      const returned = new URL(`/sign-in/callback?${query}`, site);
      const result = await provider.finish({ council }, returned, secrets);
      if ("refusal" in result) {
        const { refusal, who } = result;
        const known = who && (await accounts.store.accountOf(who));
        if (known !== undefined) await accounts.store.noteOn(known, actOf(known, { at: now(), requestId: id }), "refused:sign-in", refusal);
        return refuse(id, refusal, refusal === "second-factor-missing" || refusal === "not-of-the-council" ? 403 : 400);
      }
      const { identity } = result;
      const former = await sessions.read(cookies);
      const theirs = former !== undefined && former.subject === (await accounts.store.accountOf(identity));
      if (former && !theirs) await leave(former, id);
      const signed = await signedIn(accounts)(identity, { at: now(), requestId: id }, theirs ? former.id : undefined);
      if (!signed.ok) return refuse(id, signed.refusal, 409);
      const account = signed.value;
      const session = sessions.begin(account.id, identity.throughCouncil);
      const works = worksFor(account, identity.throughCouncil);
      return {
        kind: "redirect",
        location: (await firstQuestion(account, returnTo)) ?? returnTo ?? (works ? "/staff" : "/account"),
        cookies: [
          ...[jar.clear(COOKIE), await sessions.cookie(session), ...carried.withoutCopy(cookies)],
          // What staff look for is nobody's need.
          ...(works ? [countingCookies(jar).staff(servicePolicy.session.longestHours)] : []),
        ],
      };
    },

    async signedOut({ query, cookies }) {
      // Whoever is signed in after all is not told that they are not.
      if (await sessions.read(cookies)) return { kind: "redirect", location: "/account" };
      return { kind: "page", status: 200, html: signedOutPage(query.has("everywhere")) };
    },
  };

  const guarded: { readonly signOut: HandlerOf<"self">; readonly signOutEverywhere: HandlerOf<"self"> } = {
    async signOut(request) {
      const answer: HttpAnswer = { kind: "redirect", location: "/signed-out" };
      if (request.session) await signedOut(accounts)(request.account, request.session.id, request.auditContext(answer));
      return { ...answer, cookies: [sessions.clear, ...carried.withoutCopy(request.cookies)] };
    },
    async signOutEverywhere(request) {
      const answer: HttpAnswer = { kind: "redirect", location: "/signed-out?everywhere=yes" };
      await signedOutEverywhere(accounts)(request.account, request.auditContext(answer));
      return { ...answer, cookies: [sessions.clear, ...carried.withoutCopy(request.cookies)] };
    },
  };
  return { open, guarded };

  /** Ends the session of whoever used this browser before: a copy of their cookie is worth nothing then. */
  async function leave({ subject, id }: Session, requestId: string): Promise<void> {
    const account = await accounts.store.account(subject);
    if (account && isOpen(account.body)) await signedOut(accounts)(account, id, actOf(subject, { at: now(), requestId }));
  }

  /** Whoever has no role, and acts for nobody, is asked what they want to do first, whatever page they came for. */
  async function firstQuestion({ id, grants }: Account, returnTo: string | undefined): Promise<string | undefined> {
    if (grants.length > 0 || (await accounts.store.peopleOf(id)).length > 0) return undefined;
    if (returnTo === APPLY) return "/welcome?for=provider";
    return returnTo === undefined ? "/welcome" : `/welcome?${new URLSearchParams({ return: returnTo })}`;
  }
}

const worksFor = (account: Account, council: string | undefined): boolean => council !== undefined && isStaff(account, council);

const signInAddress = (returnTo: string | undefined): string => `/sign-in${returnTo === undefined ? "" : `?${new URLSearchParams({ return: returnTo })}`}`;
