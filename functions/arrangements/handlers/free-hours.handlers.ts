import type { AuditContext } from "../../../shared/audit/context.ts";
import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { typedFields } from "../../../shared/domain/typed-text.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer, HttpHandler, HttpRequest } from "../../../shared/http/messages.ts";
import { tooLarge, tooMany } from "../../../shared/http/problem.ts";
import { linkHashIn } from "../../../shared/links/one-time-link.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { type LimitName, servicePolicy } from "../../../shared/policy/service.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { freeHoursPage, hoursAnsweredPage, hoursQuestionPage, type TypedHours } from "../pages/free-hours.page.tsx";
import { hoursTyped, isOpenOn, wantsAsking } from "../rules/hours-question.ts";
import type { HoursStore } from "../use-cases/hours-ports.ts";
import { chooseAsking, isProvided, type ProvidedListing, sayFreeHours } from "../use-cases/say-free-hours.ts";

type ProvidedRequest = Parameters<HandlerOf<"provided">>[0];

/** What the routes of free hours are made of. */
export interface FreeHoursDeps {
  readonly store: HoursStore;
  readonly now: () => EpochMillis;
  /** Seconds to wait, where something was asked too often. */
  readonly limited: (name: LimitName, who: string) => Promise<number | undefined>;
}

const NOT_HOURS = { field: "hours", text: "Enter a number of hours from 0 to 168, like 12 or 12.5" };
const CHANGED = { field: "hours", text: "Your listing changed since you opened this page. Check the number, and save again" };

/** Handlers of a provider's page of free hours, and of the monthly question that a link answers. */
export function freeHoursHandlers(deps: FreeHoursDeps) {
  const { store, now } = deps;

  const page = async (request: ProvidedRequest, typed: TypedHours = {}): Promise<HttpAnswer> => {
    const { record } = request;
    if (!isProvided(record)) return nothingHere();
    const question = await store.question(record.listing.id);
    return freeHoursPage(request, { listing: record.listing, version: record.version, asking: wantsAsking(question?.body), ...typed });
  };

  const guarded = {
    freeHours: (async (request) => page(request)) satisfies HandlerOf<"provided">,
    saveFreeHours: (async (request) => {
      const { record, form } = request;
      if (!isProvided(record)) return nothingHere();
      const typed = form.get("hours") ?? "";
      const free = hoursTyped(typed);
      if (free === undefined) return page(request, { typed, errors: [NOT_HOURS] });
      if (isStale(request.seenVersion, record.version)) return page(request, { errors: [CHANGED], status: 412 });
      const answer = redirectDone(`/your-listing/${record.listing.id}/hours`, "saved");
      const done = await sayFreeHours(deps)(record, await store.question(record.listing.id), free, request.auditContext(answer));
      if (done.ok) return answer;
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"provided">,
    chooseAsking: (async (request) => {
      const { record, form } = request;
      if (!isProvided(record)) return nothingHere();
      const wanted = form.get("asking") === "again";
      const answer = redirectDone(`/your-listing/${record.listing.id}/hours`, wanted ? "again" : "stop");
      const done = await chooseAsking(deps)(record, await store.question(record.listing.id), wanted, request.auditContext(answer));
      if (done.ok) return answer;
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"provided">,
  };

  const over: HttpAnswer = { kind: "page", status: 410, html: hoursAnsweredPage("over") };
  const thanks = (kind: "saved" | "stopped"): HttpAnswer => ({ kind: "page", status: 200, html: hoursAnsweredPage(kind) });

  /** What a link is of, whether it may be answered or not. */
  const found = async ({ parameters }: HttpRequest) => {
    const hash = linkHashIn(parameters["token"]);
    const question = hash === undefined ? undefined : await store.questionBy(hash);
    const stored = question && (await store.listing(question.body.listing));
    return question && stored && isProvided(stored) ? { question, stored } : undefined;
  };
  type Found = NonNullable<Awaited<ReturnType<typeof found>>>;
  const isOpen = (known: Found | undefined): known is Found => known !== undefined && isOpenOn(known.question.body, londonDate(now()));

  const question = ({ parameters }: HttpRequest, { question: { body }, stored }: Found, typed: TypedHours = {}): HttpAnswer => ({
    kind: "page",
    status: typed.status ?? (typed.errors ? 400 : 200),
    html: hoursQuestionPage({ token: parameters["token"] ?? "", listing: stored.listing, version: stored.version, until: body.until ?? "", ...typed }),
  });

  const open = {
    async hoursQuestion(request) {
      const wait = await deps.limited("sign-in", request.address);
      if (wait !== undefined) return { kind: "problem", problem: tooMany(wait) };
      const known = await found(request);
      return isOpen(known) ? question(request, known) : over;
    },
    async answerHoursQuestion(request) {
      const wait = await deps.limited("sign-in", request.address);
      if (wait !== undefined) return { kind: "problem", problem: tooMany(wait) };
      if (request.body.length > servicePolicy.largestFormBytes) return { kind: "problem", problem: tooLarge() };
      const form = typedFields(request.body);
      const act = form.get("act");
      const typed = form.get("hours") ?? "";
      const known = await found(request);
      const sent = known && saidBy(known, act, typed);
      if (known && isAnsweredSo(known, act, sent)) return thanks(act === "stop" ? "stopped" : "saved");
      if (!isOpen(known)) return over;
      if (act !== "stop" && sent === undefined) return question(request, known, { typed, errors: [NOT_HOURS] });
      if (act !== "stop" && String(known.stored.version) !== form.get("version")) return question(request, known, { errors: [CHANGED], status: 412 });
      const context: AuditContext = { actor: { subject: known.question.body.owner, role: "hours-link" }, at: now(), requestId: request.id };
      const done =
        act === "stop" || sent === undefined
          ? await chooseAsking(deps)(known.stored, known.question, false, context)
          : await sayFreeHours(deps)(known.stored, known.question, sent, context);
      if (done.ok) return thanks(act === "stop" ? "stopped" : "saved");
      // Of two sent at once the second finds what the first said.
      const after = await found(request);
      if (after && isAnsweredSo(after, act, sent)) return thanks(act === "stop" ? "stopped" : "saved");
      return isOpen(after) ? question(request, after, { errors: [CHANGED], status: 412 }) : over;
    },
  } satisfies Readonly<Record<string, HttpHandler>>;
  return { open, guarded };
}

interface Known {
  readonly question: NonNullable<Awaited<ReturnType<HoursStore["questionBy"]>>>;
  readonly stored: ProvidedListing;
}

/** The hours an answer says: those that were typed, or those that are free now. */
const saidBy = ({ stored }: Known, act: string | null, typed: string): number | undefined => (act === "same" ? stored.listing.hoursFree : hoursTyped(typed));

/** Whether a question was answered already as it is now: one form, sent twice. */
const isAnsweredSo = ({ question: { body }, stored }: Known, act: string | null, sent: number | undefined): boolean =>
  act === "stop" ? body.state === "stopped" : body.state === "answered" && sent !== undefined && stored.listing.hoursFree === sent;
