import { createHash, randomBytes } from "node:crypto";
import type { Known, Loaded, Loaders } from "../access/loaders.ts";
import { type Action, type Decision, decide, mayBeDelegated } from "../access/policy.ts";
import { type Caller, isStaffRole } from "../access/roles.ts";
import { SECOND_FACTOR, SECOND_FACTOR_USED } from "../access/second-factor.ts";
import type { AuditContext, IdempotencyKey } from "../audit/context.ts";
import { RecordId } from "../domain/fields.ts";
import { type EpochMillis, HOUR_MS, londonDate, millisOf, type PlainDate } from "../domain/time.ts";
import { tidied, typedFields } from "../domain/typed-text.ts";
import type { LimitName, ServicePolicy } from "../policy/service.ts";
import { log } from "../runtime/log.ts";
import type { Session, Sessions } from "../session/sessions.ts";
import { formWithFile, type SentFile } from "./form-with-file.ts";
import { type HttpAnswer, type HttpHandler, type HttpRequest, holdsFile, isApi } from "./messages.ts";
import { badRequest, noSuchRecord, notAllowed, notOurForm, notSignedIn, type Problem, ruleRefused, tooLarge, tooMany } from "./problem.ts";
import { fromSamePlace } from "./same-site.ts";

/** A route that only some may take: what is done, and on which kind of record. */
export interface GuardedRoute<Kind extends string> {
  readonly method: string;
  readonly path: string;
  readonly who: Action;
  /** Also the name of the path's parameter that says which; `self` and `none` have none. */
  readonly of: Kind;
  readonly limit?: LimitName;
  /**
   * Its form stands on pages that are the same for whoever looks, and so carries neither a token nor a key: what the browser says of where it
   * comes from must do. Only for what harms nobody and may be done twice.
   */
  readonly plainForm?: true;
  /** A file may come with its form, as large as a form may be. */
  readonly takesFile?: true;
}

export interface GuardDeps<Account> {
  readonly now: () => EpochMillis;
  readonly site: URL;
  readonly policy: ServicePolicy;
  readonly sessions: Sessions;
  /** The council whose own people sign in through a client; undefined of the public's, and of any other. */
  readonly councilOf: (client: string) => string | undefined;
  /** The account that a token's person signs in to; undefined where they never signed in here. */
  readonly accountOf: (identity: { readonly issuer: string; readonly subject: string }) => Promise<string | undefined>;
  /** Who is asking, in one read; with `person`, also their leave to act for them. */
  readonly known: (subject: string, throughCouncil: string | undefined, person?: string) => Promise<Known<Account> | undefined>;
  /** Notes on a person's trail that somebody else looks at a record of theirs. Throws when it cannot. */
  readonly auditView: (owner: string, context: AuditContext, action: Action, looked: Pick<Loaded<unknown>, "name" | "ownersTrail">) => Promise<void>;
  /** Notes on somebody's own trail that they were refused. */
  readonly auditDenial: (account: Account, context: AuditContext, action: Action, name: string) => Promise<void>;
  readonly answerOf: (key: string) => Promise<Pick<IdempotencyKey, "fingerprint" | "outcome"> | undefined>;
  /** Seconds to wait, where something was asked too often. */
  readonly limited: (name: LimitName, who: string) => Promise<number | undefined>;
  /** The page that carries what was typed over a sign-in. */
  readonly carriedPage: (form: CarriedForm) => string;
}

/** A form of ours that came when its session was over: what was typed, to be sent again. */
export interface CarriedForm {
  readonly path: string;
  readonly fields: readonly (readonly [string, string])[];
  /** What shows the form to be ours, where somebody is signed in again. */
  readonly csrf?: string;
}

/** What a page's forms must carry. */
export interface FormTokens {
  readonly csrf: string;
  /** New for every page shown: sending the same form twice does it once. */
  readonly once: string;
}

/** A request that was let through: who asks, on what, in which capacity. */
export interface GuardedRequest<Account, Value> extends HttpRequest {
  readonly account: Account;
  readonly caller: Caller;
  readonly session: Session | undefined;
  readonly record: Value;
  readonly as: string;
  readonly onBehalfOf: string | undefined;
  readonly today: PlainDate;
  readonly tokens: FormTokens;
  readonly form: URLSearchParams;
  /** A file that came with it, where the route takes one. */
  readonly file?: SentFile | undefined;
  /** The body of an API request; undefined when there is none. */
  readonly json: unknown;
  /** The version `If-Match` names, or a form's hidden field. */
  readonly seenVersion: number | undefined;
  /** This request as an act. With the answer it will be given if all goes well, a repeat is answered the same and changes nothing. */
  auditContext(answer?: HttpAnswer): AuditContext;
}

/** Written as a method so that handlers of one kind of record can stand in a list of all kinds. */
export type GuardedHandler<Account, Value> = { handle(request: GuardedRequest<Account, Value>): Promise<HttpAnswer> }["handle"];

/** What a handler answers when its write found the request's own key used: the guard puts the first answer in its place. */
export const REPEATED: HttpAnswer = { kind: "problem", problem: ruleRefused("repeated", "This was sent before", "The first one counts.") };

const KEY_SHAPE = /^[\x21-\x7e]{8,200}$/;

/** Lets through only whom the policy table allows, to records it allows; everything else never reaches a handler. */
export function guard<Account, Values>(deps: GuardDeps<Account>, loaders: Loaders<Account, Values>) {
  const { now, sessions, policy, site } = deps;

  return <Kind extends keyof Values & string>(route: GuardedRoute<Kind>, handler: GuardedHandler<Account, Values[Kind]>): HttpHandler => {
    if (!(route.of in loaders)) throw new Error(`The guard of ${route.path} cannot find records of the kind ${route.of}`);
    return async (request) => {
      const changes = route.method !== "GET";
      if (request.body.length > policy.largestFormBytes) return problem(tooLarge());
      const identified = await identify(request);
      if (!identified) {
        // A form on another site brings no cookie: what is not brought is not cleared, or any site could sign people out.
        const cookies = sessions.brought(request.cookies) ? [sessions.clear] : [];
        if (isApi(request)) return problem(notSignedIn());
        const carried = changes ? carriedIn(request) : undefined;
        if (carried) return { kind: "page", status: 401, html: deps.carriedPage(carried), cookies };
        return { kind: "redirect", location: signInAddress(request), cookies };
      }
      const { known, session } = identified;
      const answered = async (): Promise<HttpAnswer> => {
        // As the person, never by where they ask from: behind one address may stand a whole office.
        const wait = route.limit && (await deps.limited(route.limit, known.caller.subject));
        if (wait !== undefined) return problem(tooMany(wait));
        const sent = await read(route, request, changes);
        if ("problem" in sent) return problem(sent.problem);
        if (changes && session && !(await fromOurPage(route, request, sent.form, session))) {
          const carried = carriedIn(request);
          if (!carried) return problem(notOurForm());
          return { kind: "page", status: 403, html: deps.carriedPage({ ...carried, csrf: await sessions.formToken(session) }) };
        }
        const once = changes && route.method === "POST" && !route.plainForm ? onceOf(request, sent, known.caller.subject) : undefined;
        if (once && "problem" in once) return problem(once.problem);

        const before = once && (await deps.answerOf(once.key));
        // What was answered stands, also where the first try changed what they may do.
        if (before && before.fingerprint === once.fingerprint) return answerFrom(before.outcome);

        const id = request.parameters[route.of] ?? "";
        // An id of another shape is nobody's, and is not asked for.
        const loaded = Object.values(request.parameters).every(isId) ? await loaders[route.of](id, known) : undefined;
        const caller = loaded ? await actingFor(loaded.subject?.owner, known.caller, route, request) : known.caller;
        const decision: Decision = loaded ? decide(caller, route.who, loaded.subject, londonDate(now())) : { allowed: false, why: "record" };
        const plain: AuditContext = {
          actor: { subject: known.caller.subject, role: decision.allowed ? decision.as : "refused" },
          at: now(),
          requestId: request.id,
        };
        if (!decision.allowed || !loaded) {
          // The first of two tries at once may have changed what they may do while this one was being read.
          const first = once && (await deps.answerOf(once.key));
          if (first && first.fingerprint === once.fingerprint) return answerFrom(first.outcome);
        }
        if (!decision.allowed || !loaded) return await turnedAway(request, known.account, plain, route, decision);

        const { onBehalfOf } = decision;
        const forCouncil = isStaffRole(decision.as) ? loaded.subject?.authority : undefined;
        const context = { ...plain, ...(onBehalfOf === undefined ? {} : { onBehalfOf }), ...(forCouncil === undefined ? {} : { authority: forCouncil }) };
        if (before) return problem(keyUsed(request));
        if (decision.noted && loaded.subject?.owner !== undefined) await deps.auditView(loaded.subject.owner, context, route.who, loaded);
        const answer = await handler({
          ...request,
          account: known.account,
          caller,
          session,
          record: loaded.value,
          as: decision.as,
          onBehalfOf,
          today: londonDate(now()),
          tokens: { csrf: session ? await sessions.formToken(session) : "", once: randomBytes(16).toString("base64url") },
          form: sent.form,
          file: sent.file,
          json: sent.json,
          seenVersion: sent.seenVersion,
          auditContext: (outcome) =>
            once && outcome ? { ...context, idempotencyKey: { ...once, outcome: outcomeOf(outcome), until: now() + policy.onceHours * HOUR_MS } } : context,
        });
        if (answer !== REPEATED || !once) return answer;
        const first = await deps.answerOf(once.key);
        return first?.fingerprint === once.fingerprint ? answerFrom(first.outcome) : problem(keyUsed(request));
      };
      const answer = { ...(await answered()), who: request.logName(known.caller.subject) };
      return session && !answer.cookies ? { ...answer, cookies: await sessions.renewal(session) } : answer;
    };
  };

  /**
   * Who asks, with their leave to act for a record's owner: looked up only where the address named nobody, and others than the owner could be allowed
   * by it and by nothing else.
   */
  async function actingFor(owner: string | undefined, caller: Caller, { who }: GuardedRoute<string>, { parameters }: HttpRequest): Promise<Caller> {
    if (owner === undefined || owner === caller.subject || parameters["person"] !== undefined || !mayBeDelegated(who)) return caller;
    return (await deps.known(caller.subject, caller.throughCouncil, owner))?.caller ?? caller;
  }

  async function identify(request: HttpRequest): Promise<{ known: Known<Account>; session?: Session } | undefined> {
    const { person: named } = request.parameters;
    const person = named !== "me" && isId(named) ? named : undefined;
    if (isApi(request)) {
      const { iss, sub, client_id, token_use, auth_time, iat, [SECOND_FACTOR]: factor } = request.claims ?? {};
      if (typeof iss !== "string" || typeof sub !== "string" || token_use !== "access") return undefined;
      const account = await deps.accountOf({ issuer: iss, subject: sub });
      const council = typeof client_id === "string" && factor === SECOND_FACTOR_USED ? deps.councilOf(client_id) : undefined;
      const known = account === undefined ? undefined : await deps.known(account, council, person);
      // The gateway gives numbers as text. A token counts from when its person signed in, not from when it was renewed.
      const since = Number(auth_time ?? iat) * 1000;
      const over = known?.signedOutBefore !== undefined && !(since > millisOf(known.signedOutBefore));
      return known && !over ? { known } : undefined;
    }
    const session = await sessions.read(request.cookies);
    const known = session && (await deps.known(session.subject, session.throughCouncil, person));
    if (!known) return undefined;
    const { signedOutBefore, endedSessions } = known;
    const over = endedSessions.includes(session.id) || (signedOutBefore !== undefined && session.startedAt <= millisOf(signedOutBefore));
    return over ? undefined : { known, session };
  }

  /** Our own page, by the token only it knows; and where the browser says so, not by another site. */
  async function fromOurPage({ plainForm }: GuardedRoute<string>, request: HttpRequest, form: URLSearchParams, session: Session): Promise<boolean> {
    return fromSamePlace(request, site) && (plainForm === true || (await sessions.isFormToken(session, form.get("csrf") ?? "")));
  }

  async function turnedAway(
    request: HttpRequest,
    account: Account,
    context: AuditContext,
    { who, of }: GuardedRoute<string>,
    decision: Decision,
  ): Promise<HttpAnswer> {
    const why = decision.allowed ? "record" : decision.why;
    log("access-refused", { route: request.routeKey, requestId: request.id, why });
    const wait = await deps.limited("refused", context.actor.subject);
    if (wait !== undefined) return problem(tooMany(wait));
    const id = request.parameters[of];
    await deps.auditDenial(account, context, who, isId(id) ? `${of} ${id}` : of);
    return problem(why === "role" ? notAllowed() : noSuchRecord());
  }
}

const isId = (text: string | undefined): text is string => text !== undefined && RecordId.safeParse(text).success;

const problem = (what: Problem): HttpAnswer => ({ kind: "problem", problem: what });

/** Where a form is sent from is where its page is, if it has one: signing in looks whether it has. */
const signInAddress = ({ method, path }: HttpRequest): string =>
  `/sign-in?${new URLSearchParams({ ...(method === "GET" ? {} : { ended: "yes" }), return: path })}`;

/**
 * What somebody typed in a form whose session is over. Only of forms that say what they were made from, and only where the browser vouches that a page of
 * ours sent it: another site must not have its own words put into our form. Source: Fetch Metadata Request Headers (W3C), Sec-Fetch-Site.
 */
function carriedIn({ headers, path, body }: HttpRequest): CarriedForm | undefined {
  if (headers["sec-fetch-site"] !== "same-origin" || !headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return undefined;
  const form = typedFields(body);
  return form.has("seen") ? { path, fields: [...form].filter(([name]) => name !== "csrf") } : undefined;
}

interface Sent {
  readonly form: URLSearchParams;
  readonly file?: SentFile | undefined;
  readonly json: unknown;
  readonly seenVersion: number | undefined;
}

/** The body and the version seen. A body that is not what its kind of address takes is a problem. */
async function read(route: GuardedRoute<string>, request: HttpRequest, changes: boolean): Promise<Sent | { readonly problem: Problem }> {
  const { headers, body } = request;
  const none = { form: new URLSearchParams(), json: undefined, seenVersion: undefined };
  if (!changes) return none;
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (route.takesFile && holdsFile(headers)) {
    const sent = await formWithFile(request);
    return sent ? { ...none, ...sent } : { problem: badRequest("The form did not come whole.") };
  }
  if (!isApi(request)) {
    if (type !== "application/x-www-form-urlencoded") return { problem: { ...badRequest("A form was expected."), status: 415 } };
    const form = typedFields(body);
    return { ...none, form, seenVersion: versionIn(form.get("version")) };
  }
  const seenVersion = versionIn(headers["if-match"]?.replace(/^"(.*)"$/, "$1"));
  if (headers["if-match"] !== undefined && seenVersion === undefined) return { problem: badRequest("If-Match must be the ETag of what you read.") };
  if (body === "") return { ...none, json: {}, seenVersion };
  if (type !== "application/json") return { problem: { ...badRequest("Send JSON, with the content type application/json."), status: 415 } };
  try {
    return { ...none, json: JSON.parse(body, typed), seenVersion };
  } catch {
    return { problem: badRequest("The body is not JSON.") };
  }
}

/** What a program sends is tidied as what is typed is. Half a character cannot be stored: a body with one is refused like one that is no JSON. */
function typed(name: string, value: unknown): unknown {
  if (!name.isWellFormed() || (typeof value === "string" && !value.isWellFormed())) throw new SyntaxError("Half a character");
  return typeof value === "string" ? tidied(value) : value;
}

const versionIn = (text: string | null | undefined): number | undefined => (text && /^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** A request's own key, by which a repeat is known: a header of an API request, a hidden field of a form. */
function onceOf(request: HttpRequest, { form, file }: Sent, subject: string): Pick<IdempotencyKey, "key" | "fingerprint"> | { readonly problem: Problem } {
  const key = isApi(request) ? request.headers["idempotency-key"] : form.get("once");
  if (!key || !KEY_SHAPE.test(key)) {
    const how = isApi(request)
      ? "Send an Idempotency-Key header of 8 to 200 characters, new for each request and the same for each try."
      : "Open the page again and send the form from there.";
    return { problem: badRequest(how) };
  }
  const hash = (...parts: readonly string[]) => createHash("sha256").update(parts.join("\n")).digest("base64url");
  // What divides the parts of a form with a file is another each time it is sent.
  const content = file ? `${form} ${Buffer.from(file.bytes).toString("base64")}` : request.body;
  return { key: hash(subject, key), fingerprint: hash(request.method, request.path, request.headers["if-match"] ?? "", content) };
}

const keyUsed = (request: HttpRequest): Problem =>
  isApi(request)
    ? ruleRefused("key-used", "This key was used for another request", "Use a new Idempotency-Key for each request, and the same only to send one again.")
    : ruleRefused(
        "key-used",
        "This form was sent before with something else in it",
        "The first one counts. To change it, open the page again and send it from there.",
      );

/** An answer as it is kept for repeats. Pages are not kept: what is done ends in a redirect. */
function outcomeOf(answer: HttpAnswer): string {
  if (answer.kind === "redirect" || answer.kind === "json") return JSON.stringify(answer);
  throw new Error("Only a redirect or JSON can be stored for a repeat");
}

function answerFrom(outcome: string): HttpAnswer {
  const { kind, location, status, json, headers } = JSON.parse(outcome);
  return kind === "redirect" ? { kind, location } : { kind: "json", status, json, ...(headers ? { headers } : {}) };
}
