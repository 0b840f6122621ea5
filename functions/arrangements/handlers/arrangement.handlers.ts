import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError, ParameterError } from "../../../shared/domain/input.ts";
import { withoutAddresses } from "../../../shared/domain/person-name.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { type Account, displayNameOf, isOpen } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { arrangementPage, type OtherSide } from "../pages/arrangement.page.tsx";
import { arrangementMovePage, formOf, MOVE_WRONG } from "../pages/arrangement-move.page.tsx";
import { clientsPage } from "../pages/clients.page.tsx";
import { type Arrangement, latestTerms } from "../rules/arrangement.ts";
import { type ArrangementMove, arrangementMove, isOver, isRunning, moveRefusal, type Side } from "../rules/arrangement-moves.ts";
import { type DecisionRefusal, inOrder } from "../rules/decide-arrangement.ts";
import { atDate, readMove } from "../rules/read-terms.ts";
import { moveArrangement, raisedBy } from "../use-cases/arrange-support.ts";
import type { ArrangementsDeps } from "../use-cases/deps.ts";

type ArrangementRequest = Parameters<HandlerOf<"arrangement">>[0];

/** Where a refusal is said, and how. What a side could not have been offered is a problem of its own. */
const REFUSED: Readonly<Record<Exclude<DecisionRefusal, "not-a-move" | "not-yours">, FieldError>> = {
  family: { field: "go", text: "The council must agree first, because they are family and live with you. We have asked the council" },
  waiting: { field: "go", text: "Answer the change they sent you first" },
  day: { field: "go", text: "Enter a day that is not in the future, and not before the support started" },
  missing: { field: "go", text: "Fill in the form" },
  pooled: { field: "go", text: "You share this support. Open the group you share with, and leave it or agree on a change there" },
  "no-question": { field: "go", text: "The council has answered this already" },
};

/** In which capacities somebody looks who is neither of the two, nor acts for one. */
const OFFICERS: readonly string[] = ["review-officer", "finance-officer", "administrator"];

/** Someone's name as it is told before both have agreed: the first word of it. */
const firstName = ({ displayName }: Pick<Account, "displayName">): string => withoutAddresses(displayName ?? "").split(" ")[0] || "Someone";

/** What was wrong with the fields of a form, as whole sentences. */
export const termErrors = (errors: readonly ParameterError[]): readonly FieldError[] =>
  errors.toSorted(byField).map((error) => {
    const at = atDate(error);
    // The legal minimum is a figure: its own sentence says it.
    if (error.parameter === "minimum") return { field: "rate", text: `The pay ${error.detail}` };
    return { field: error.parameter, text: MOVE_WRONG[error.parameter] ?? error.detail, ...(at === undefined ? {} : { at }) };
  });

/** In the order of the forms. */
const FIELDS = Object.keys(MOVE_WRONG);
const byField = (one: ParameterError, other: ParameterError): number => FIELDS.indexOf(one.parameter) - FIELDS.indexOf(other.parameter);

const overlap = (times: readonly string[], others: readonly Arrangement[]): readonly string[] =>
  times.filter((time) => others.some((other) => latestTerms(other)?.times.includes(time)));

/** Handlers of what two people agree on: one arrangement, its moves, and whom a provider supports. */
export function arrangementHandlers(deps: ArrangementsDeps) {
  const { store, account } = deps;

  const sideOf = ({ record, account: { body }, as }: ArrangementRequest): Side => {
    if (record.body.provider === body.id) return "provider";
    return OFFICERS.includes(as) ? "officer" : "recipient";
  };

  /** The other one, as far as a side may know them: of each other's telephone and address they know once both have agreed. */
  const otherOf = async ({ body }: Versioned<Arrangement>, side: Side): Promise<OtherSide> => {
    if (side === "provider") {
      const held = (await account(body.owner))?.body;
      if (!held || !isOpen(held)) return { name: "Someone whose account is deleted" };
      if (body.state === "declined" || body.state === "withdrawn") return { name: "Someone" };
      if (body.state === "offered") return { name: firstName(held) };
      return { name: displayNameOf(held), ...(isRunning(body) ? { phone: held.phone, email: held.email } : {}) };
    }
    const listing = body.listing === undefined ? undefined : await store.listing(body.listing);
    const name = body.unlisted?.name ?? listing?.displayName ?? "Someone who has left the list";
    const held = body.provider === undefined || !isRunning(body) || side !== "recipient" ? undefined : (await account(body.provider))?.body;
    return { name, ...(held && isOpen(held) ? { phone: held.phone, email: held.email } : {}) };
  };

  /** Times of an arrangement in which the one who looks has other support: it is shown, never forbidden. */
  const clashesOf = async ({ body }: Versioned<Arrangement>, side: Side): Promise<readonly string[]> => {
    const times = [...new Set([...(latestTerms(body)?.times ?? []), ...(body.proposal?.terms.times ?? [])])];
    if (times.length === 0 || isOver(body) || side === "officer") return [];
    const all =
      side === "provider" && body.listing !== undefined
        ? await store.arrangementsWith(body.listing)
        : (await store.arrangementsOf(body.owner)).map((one) => one.body);
    return overlap(
      times,
      all.filter((other) => other.id !== body.id && isRunning(other) && (side !== "provider" || other.provider === body.provider)),
    );
  };

  const showMove = async (
    request: ArrangementRequest,
    move: Exclude<ArrangementMove, "close" | "answer">,
    form: URLSearchParams,
    errors: readonly FieldError[],
    status?: number,
  ) =>
    arrangementMovePage(request, {
      ...{ arrangement: request.record, move, side: sideOf(request), form, errors, clashes: await clashesOf(request.record, sideOf(request)) },
      ...(status === undefined ? {} : { status }),
    });

  const moveIn = ({ parameters }: ArrangementRequest): Exclude<ArrangementMove, "close" | "answer"> | undefined => {
    const move = arrangementMove(parameters["move"] ?? "");
    return move === "close" || move === "answer" ? undefined : move;
  };

  return {
    arrangement: (async (request) => {
      const side = sideOf(request);
      const { record } = request;
      const terms = latestTerms(record.body);
      const at = instantOf(request.auditContext().at);
      const raising = side === "recipient" && terms !== undefined && !isOver(record.body);
      const plan = raising ? await deps.planOf(record.body.owner, { day: request.today, knownBy: at }) : undefined;
      return arrangementPage(request, {
        ...{ arrangement: record, side, other: await otherOf(record, side), clashes: await clashesOf(record, side) },
        ...{ back: backOf(request, side), at },
        questions: plan && terms ? raisedBy(record.body, terms, record.body.since, plan).filter(({ to }) => to === "person") : [],
      });
    }) satisfies HandlerOf<"arrangement">,
    moveQuestion: (async (request) => {
      const move = moveIn(request);
      if (!move) return nothingHere();
      const why = moveRefusal(move, request.record.body, sideOf(request));
      return why ? notNow() : showMove(request, move, formOf(move, request.record.body), []);
    }) satisfies HandlerOf<"arrangement">,
    move: (async (request) => {
      const move = moveIn(request);
      if (!move) return nothingHere();
      const { record, form } = request;
      const side = sideOf(request);
      if (moveRefusal(move, record.body, side)) return notNow();
      if (isStale(request.seenVersion, record.version)) return conflict();
      const read = readMove(move, form, record.body.employment);
      if (!read.ok) return showMove(request, move, form, termErrors(read.errors));
      const answer = redirectDone(`/arrangements/${record.body.id}`, move);
      const done = await moveArrangement(deps)(record, move, side, read.value, request.auditContext(answer));
      return done.ok ? answer : refusedMove(done.refusal, (error) => showMove(request, move, form, [error], 422));
    }) satisfies HandlerOf<"arrangement">,
    clients: (async (request) => {
      const provider = request.record.body.id;
      const listings = await store.listingsOf(provider);
      const found = (await Promise.all(listings.map(({ id }) => store.arrangementsWith(id)))).flat().filter((one) => one.provider === provider);
      const held = await Promise.all(inOrder(found).map(({ id }) => store.arrangement(id)));
      const clients = await Promise.all(
        held.filter((one) => one !== undefined).map(async (arrangement) => ({ arrangement, name: (await otherOf(arrangement, "provider")).name })),
      );
      return clientsPage(request, { clients, hours: clients.reduce((sum, { arrangement }) => sum + arrangement.body.hoursHeld, 0) });
    }) satisfies HandlerOf<"person">,
  };
}

const backOf = ({ record, account: { body } }: ArrangementRequest, side: Side): { readonly href: string; readonly text: string } => {
  if (side === "provider") return { href: "/people/me/clients", text: "People you support" };
  if (side === "officer") return { href: `/councils/${record.body.authority}/support-questions`, text: "Questions about pay" };
  return { href: `/people/${record.body.owner === body.id ? "me" : record.body.owner}/support`, text: "People who support you" };
};

/** It stands where this cannot be done: a link from before, or somebody of the other side. */
const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-now", "This cannot be done now", "Open the page of this support again: it shows what you can do next."),
});

/** What a refused move is answered with; `show` is its form again, with what is wrong. */
export async function refusedMove(refusal: DecisionRefusal | CommitRefusal, show: (error: FieldError) => Promise<HttpAnswer>): Promise<HttpAnswer> {
  if (refusal === "repeat") return REPEATED;
  if (refusal === "stale") return conflict();
  return refusal === "not-a-move" || refusal === "not-yours" ? notNow() : show(REFUSED[refusal]);
}
