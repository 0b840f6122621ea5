import type { ActsFor } from "../../../shared/access/roles.ts";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { Limit } from "../../../shared/domain/rate-limit.ts";
import { type EpochMillis, MINUTE_MS } from "../../../shared/domain/time.ts";
import type { ResolvePlace } from "../../../shared/geography/resolve.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import type { CookieJar } from "../../../shared/http/cookies.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer, HttpHandler, HttpRequest } from "../../../shared/http/messages.ts";
import { badRequest, tooMany } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { Sessions } from "../../../shared/session/sessions.ts";
import type { HandlerOf, Protect } from "../../handlers-by-route.ts";
import { alertQuestionPage, alertRefusedPage, alertsPage, type KeptFor, searchStateOf } from "../pages/alerts.page.tsx";
import { searchQuery, searchUrl } from "../pages/search-url.ts";
import { isRunning } from "../rules/alert.ts";
import { foundBy, keptPlace, searchIn } from "../search/alert-search.ts";
import type { Finder } from "../search/find.ts";
import { type KeepAlertsDeps, keepAlert, removeAlert, renewAlert } from "../use-cases/keep-alerts.ts";
import type { AlertStore } from "../use-cases/ports.ts";

type PersonRequest = Parameters<HandlerOf<"person">>[0];
type AlertRequest = Parameters<HandlerOf<"alert">>[0];

/** What the routes of alerts are made of. */
export interface AlertsDeps extends KeepAlertsDeps {
  readonly store: AlertStore;
  readonly finder: Pick<Finder, "ask" | "recount">;
  readonly resolve: ResolvePlace;
  readonly now: () => EpochMillis;
  readonly sessions: Pick<Sessions, "read">;
  readonly protect: Protect;
  /** For whom an account may act. */
  readonly actingFor: (account: string) => Promise<readonly ActsFor[]>;
  readonly jar: CookieJar;
  /** Seconds to wait, where one network asks too often. */
  readonly limited: (name: string, limit: Limit, now: EpochMillis) => number | undefined;
}

/** Carries the search of somebody who has to sign in first, for as long as that may take. */
const COOKIE = "trellis-search";
const BACK = "/people/me/alerts/new";

/** Handlers of the searches that people want to hear of. */
export function alertHandlers(deps: AlertsDeps) {
  const { store, finder, resolve, now, jar, policy } = deps;

  /** A search from the address or the form it comes in, from a place that may be kept, and whom it finds. */
  const understood = async (query: URLSearchParams) => {
    const read = searchIn(query);
    const place = read && (await keptPlace(resolve, read.near));
    if (!read || !place?.ok) return undefined;
    const near = place.value;
    const state = searchStateOf(near.label, read);
    await finder.ask();
    const { total, ids } = await foundBy(finder, { near, query: read }, { at: now(), most: policy.mostKnown });
    return { near, state, search: searchQuery(state), total, found: ids };
  };

  const toSearch = (query: URLSearchParams): HttpAnswer => ({ kind: "redirect", location: `/search?${query}` });
  const signInFirst = ({ query }: Pick<HttpRequest, "query">): HttpAnswer => ({
    kind: "redirect",
    location: `/sign-in?${new URLSearchParams({ return: BACK })}`,
    cookies: [jar.set(COOKIE, query.toString(), (servicePolicy.session.signInMinutes * MINUTE_MS) / 1000)],
  });

  /** Whom whoever is signed in can have a search watched for: the guard decides when they choose one. */
  const peopleOf = async ({ account, today }: Pick<PersonRequest, "account" | "today">): Promise<readonly KeptFor[]> => {
    const acting = (await deps.actingFor(account.body.id)).filter(
      ({ kind, scopes, from, until }) =>
        (kind === "authorised-person" || scopes.includes("search-and-contact")) && from <= today && (until === undefined || today <= until),
    );
    const named = await Promise.all(
      acting.map(async ({ person }): Promise<readonly KeptFor[]> => {
        const account = await store.account(person);
        return account ? [{ person, name: displayNameOf(account.body) }] : [];
      }),
    );
    return [{ person: "me" }, ...named.flat()];
  };

  const ask = deps.protect({ method: "GET", path: "/search/alert", who: "alerts:write", of: "self" }, async (request) => {
    const known = await understood(request.query);
    // What is wrong with a search is said on its own page.
    if (!known) return toSearch(request.query);
    const { state, search, total } = known;
    return alertQuestionPage(request, { state, search, total, backTo: `/search?${request.query}`, people: await peopleOf(request) });
  });

  const open = {
    async alertQuestion(request) {
      const wait = deps.limited(`search ${request.address}`, servicePolicy.limits.search, now());
      if (wait !== undefined) return { kind: "problem", problem: tooMany(wait) };
      if (!searchIn(request.query)) return toSearch(request.query);
      if (!(await deps.sessions.read(request.cookies))) return signInFirst(request);
      const answer = await ask(request);
      return answer.kind === "redirect" && answer.location.startsWith("/sign-in") ? signInFirst(request) : answer;
    },
  } satisfies Readonly<Record<string, HttpHandler>>;

  const baseOf = ({ parameters }: Pick<PersonRequest, "parameters">): string => `/people/${parameters["person"] ?? "me"}/alerts`;
  const refusal = (kind: CommitRefusal): HttpAnswer => (kind === "repeat" ? REPEATED : conflict());

  /** The person's address of an alert names whose it is: another's is not there. */
  const change = async (request: AlertRequest, done: string, act: (answer: HttpAnswer) => ReturnType<ReturnType<typeof removeAlert>>): Promise<HttpAnswer> => {
    const { record, parameters, account, seenVersion } = request;
    const person = parameters["person"];
    if ((person === "me" ? account.body.id : person) !== record.body.owner) return nothingHere();
    if (isStale(seenVersion, record.version)) return conflict();
    const answer = redirectDone(baseOf(request), done);
    const made = await act(answer);
    return made.ok ? answer : refusal(made.refusal);
  };

  const guarded = {
    alerts: (async (request) => {
      const { record, account, today } = request;
      const running = (await store.alertsOf(record.body.id)).filter(({ body }) => isRunning(body, today));
      const profiles = await store.profiles(running.flatMap(({ body }) => body.fresh));
      const { email, phone, notices } = record.body;
      return alertsPage(request, {
        base: baseOf(request),
        whose: record.body.id === account.body.id ? undefined : displayNameOf(record.body),
        reachable: email !== undefined || phone !== undefined || notices?.postalAddress !== undefined,
        alerts: running.map((one) => {
          const query = searchIn(new URLSearchParams(one.body.search));
          return {
            record: one,
            state: query && searchStateOf(one.body.near.label, query),
            fresh: one.body.fresh.flatMap((id) => profiles.get(id)?.row.listing ?? []),
          };
        }),
      });
    }) satisfies HandlerOf<"person">,
    backToSearch: (async (request) => {
      const carried = new URLSearchParams(jar.read(request.cookies, COOKIE) ?? "");
      const cookies = [jar.clear(COOKIE)];
      return searchIn(carried) ? { ...toSearch(carried), cookies } : { kind: "redirect", location: baseOf(request), cookies };
    }) satisfies HandlerOf<"person">,
    keepAlert: (async (request) => {
      const known = await understood(new URLSearchParams(request.form.get("search") ?? ""));
      if (!known) return { kind: "problem", problem: badRequest("Search again, and select 'Tell me when someone matches'.") };
      const answer = redirectDone(baseOf(request), "kept");
      const done = await keepAlert(deps)(request.record, known, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return refusal(done.refusal);
      return alertRefusedPage(request, done.refusal, { backTo: searchUrl(known.state), base: baseOf(request), total: known.total });
    }) satisfies HandlerOf<"person">,
    renewAlert: (async (request) =>
      change(request, "renewed", (answer) => renewAlert(deps)(request.record, request.auditContext(answer)))) satisfies HandlerOf<"alert">,
    removeAlert: (async (request) =>
      change(request, "removed", (answer) => removeAlert(deps)(request.record, request.auditContext(answer)))) satisfies HandlerOf<"alert">,
  };
  return { open, guarded };
}
