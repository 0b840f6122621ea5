import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import { RecordId } from "../../../shared/domain/fields.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { LAST_DAY } from "../../../shared/domain/timeline.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { balanceCasePage } from "../pages/balance-case.page.tsx";
import { balanceCasesPage } from "../pages/balance-cases.page.tsx";
import { balanceMovePage, MOVE_WRONG, wrongWords } from "../pages/balance-move.page.tsx";
import { balanceQuestionPage } from "../pages/balance-question.page.tsx";
import { MOVE_WORDS, REFUSAL_WORDS } from "../pages/balance-words.ts";
import { isClosed } from "../rules/balance-case.ts";
import { TASKS } from "../rules/case-day.ts";
import { type BalanceMove, balanceMove, movesOpenTo } from "../rules/case-moves.ts";
import { isWithheldFrom } from "../rules/case-of-person.ts";
import { type DecisionRefusal, hasReason } from "../rules/decide-case.ts";
import { readAnswer, readMove } from "../rules/read-move.ts";
import type { CasesDeps } from "../use-cases/case-ports.ts";
import type { LedgerStore } from "../use-cases/ledger-ports.ts";
import { listCases } from "../use-cases/list-cases.ts";
import { moveCase, officerOf, type SendRefusal } from "../use-cases/move-case.ts";
import type { PaperStore } from "../use-cases/paper-ports.ts";
import type { ReceiptStore } from "../use-cases/receipt-ports.ts";
import { wrongFields } from "./section-errors.ts";

export interface BalancesHandlersDeps extends CasesDeps {
  readonly receipts: Pick<ReceiptStore, "receiptsOf">;
  readonly papers: Pick<PaperStore, "papers">;
}

/** What is known of an account besides its cases. */
export interface CasePageDeps extends BalancesHandlersDeps {
  readonly ledger: Pick<LedgerStore, "accountSince">;
}

type CaseRequest = Parameters<HandlerOf<"balanceCase">>[0];
type PersonRequest = Parameters<HandlerOf<"person">>[0];
type Refusal = DecisionRefusal | SendRefusal | CommitRefusal;

const WRONG_ANSWER: Readonly<Record<string, string>> = {
  code: "Choose the main reason",
  amount: "Enter an amount in pounds, or leave it empty",
  words: "Tell us more, in 1,000 characters or fewer",
};

/** It stands where this cannot be done: a page from before, or somebody in another position. */
const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-now", "This cannot be done now", "Open the page of this question again: it shows what you can do next."),
});

/** What a refused move is answered with; `show` is its form again, with what is wrong. */
function refusedWith(refusal: Refusal, show: (error: FieldError) => HttpAnswer | Promise<HttpAnswer>): HttpAnswer | Promise<HttpAnswer> {
  if (refusal === "repeat") return REPEATED;
  if (refusal === "stale") return conflict();
  return refusal === "not-a-move" || refusal === "not-yours" ? notNow() : show({ field: "go", text: REFUSAL_WORDS[refusal] });
}

/** Handlers of the page on which somebody answers, or whoever acts for them in matters of money; and of the finance officers' pages. */
export function balancesHandlers(deps: CasePageDeps) {
  const { store, account, actingFor, known } = deps;

  /** The open case of a person, where whoever asks may see it and something was sent of it. */
  const caseOf = async ({ record, account: { body } }: PersonRequest) => {
    const [found] = (await store.casesOf(record.body.id)).filter((one) => !isClosed(one.body));
    const now = found && (await store.balanceCase(found.body.id));
    if (!now || isClosed(now.body) || now.body.owner !== record.body.id || now.body.question === undefined) return undefined;
    return isWithheldFrom(now.body, body.id) ? undefined : now;
  };
  const baseOf = ({ parameters }: PersonRequest): string => `/people/${parameters["person"] ?? "me"}`;
  const questionPage = async (request: PersonRequest, errors: readonly FieldError[] = []) =>
    balanceQuestionPage(request, {
      ...{ person: request.record.body, found: await caseOf(request), policy: balancePolicyOn(request.record.body.authority, request.today) },
      ...{ base: baseOf(request), form: request.form, errors },
    });

  /** A look at spending is noted on the case's own trail where its person has no account, or must not hear of it; on theirs otherwise, by the guard. */
  const noted = async (request: CaseRequest): Promise<void> => {
    const { owner } = request.record.body;
    if (owner === undefined || isWithheldFrom(request.record.body, owner))
      await store.noteLook(request.record.body, request.auditContext(), "balance-case:read");
  };
  const moveIn = ({ parameters }: CaseRequest): BalanceMove | undefined => {
    const move = balanceMove(parameters["move"] ?? "");
    return move !== undefined && MOVE_WORDS[move] ? move : undefined;
  };
  const movePage = async (request: CaseRequest, move: BalanceMove, errors: readonly FieldError[], status?: number) => {
    const { owner } = request.record.body;
    const ids = owner === undefined ? [] : [owner, ...(await actingFor(owner, request.today))];
    const found = await Promise.all(ids.map((id) => account(id)));
    return balanceMovePage(request, {
      ...{ balanceCase: request.record, move, form: request.form, errors },
      hearers: found.flatMap((one) => (one ? [{ id: one.body.id, name: displayNameOf(one.body) }] : [])),
      ...(status === undefined ? {} : { status }),
    });
  };

  return {
    balanceQuestion: (async (request) => questionPage(request)) satisfies HandlerOf<"person">,
    answerBalanceQuestion: (async (request) => {
      const found = await caseOf(request);
      if (!found) return nothingHere();
      const { form, account: who } = request;
      if (isStale(request.seenVersion, found.version)) return conflict();
      const challenges = form.get("step") === "challenge";
      const words = (form.get("words") ?? "").trim();
      if (challenges && (words === "" || words.length > 1000))
        return questionPage(request, [{ field: "words", text: "Tell us why, in 1,000 characters or fewer" }]);
      const read = challenges ? undefined : readAnswer(form, "online");
      if (read && !read.ok) return questionPage(request, wrongFields(read.errors, WRONG_ANSWER));
      const answer = redirectDone(`${baseOf(request)}/balance/question`, challenges ? "challenged" : "answered");
      const input = challenges ? { words } : { answer: read?.value };
      const mover = { subject: who.body.id, kind: "person" } as const;
      const done = await moveCase(deps)(found, challenges ? "challenge" : "answer", input, mover, request.auditContext(answer));
      return done.ok ? answer : refusedWith(done.refusal, (error) => questionPage(request, [{ ...error, field: "code" }]));
    }) satisfies HandlerOf<"person">,
    balanceCases: (async (request) => {
      const { record: council, query } = request;
      const order = query.get("by") === "amount" ? "amount" : "age";
      const task = TASKS.find((one) => one === query.get("todo"));
      const policy = balancePolicyOn(council, request.today);
      const cases = await listCases(store, { council, order, task, after: RecordId.safeParse(query.get("after")).data }, policy, request.today);
      const asKnown = { day: request.today, knownBy: new Date(request.auditContext().at).toISOString() };
      const whose = [...new Set(cases.records.map(({ body }) => body.recipient))];
      const found = await Promise.all(whose.map(async (recipient) => [recipient, (await known(recipient, asKnown))?.reference ?? ""] as const));
      const references = new Map(found.filter(([, reference]) => reference !== ""));
      return balanceCasesPage(request, { council, order, task, cases, references, policy });
    }) satisfies HandlerOf<"council">,
    balanceCase: (async (request) => {
      await noted(request);
      const { body } = request.record;
      const officer = await officerOf(deps, body, request.account.body.id);
      const { at } = request.auditContext();
      const person = await known(body.recipient, { day: request.today, knownBy: new Date(at).toISOString() });
      return balanceCasePage(request, {
        ...{ balanceCase: body, name: person?.name, reference: person?.reference, policy: balancePolicyOn(body.authority, request.today) },
        moves: movesOpenTo(body, officer).filter((move) => MOVE_WORDS[move] !== undefined && hasReason(move, body, request.today)),
        receipts: (await deps.receipts.receiptsOf(body.account)).map((one) => one.body).filter(({ file }) => file !== undefined),
        papers: (await deps.papers.papers(body.account))?.body,
        // Facts alone: none of what was posted is shown here.
        support: (await deps.ledger.accountSince(body.account, LAST_DAY))?.facts?.support,
      });
    }) satisfies HandlerOf<"balanceCase">,
    balanceMoveQuestion: (async (request) => {
      const move = moveIn(request);
      if (!move) return nothingHere();
      const officer = await officerOf(deps, request.record.body, request.account.body.id);
      return movesOpenTo(request.record.body, officer).includes(move) ? movePage(request, move, []) : notNow();
    }) satisfies HandlerOf<"balanceCase">,
    moveBalanceCase: (async (request) => {
      const move = moveIn(request);
      if (!move) return nothingHere();
      const { record, form } = request;
      const officer = await officerOf(deps, record.body, request.account.body.id);
      if (!movesOpenTo(record.body, officer).includes(move)) return notNow();
      if (isStale(request.seenVersion, record.version)) return conflict();
      const read = readMove(move, form);
      if (!read.ok) return movePage(request, move, wrongFields(read.errors, { ...MOVE_WRONG, ...wrongWords(move) }));
      const answer = redirectDone(`/balance-cases/${record.body.id}`, "saved");
      const done = await moveCase(deps)(record, move, read.value, officer, request.auditContext(answer));
      // Once it is closed it is shown no more.
      if (done.ok)
        return isClosed(done.value) ? { ...answer, kind: "redirect", location: `/councils/${record.body.authority}/balance-cases?done=closed` } : answer;
      return refusedWith(done.refusal, (error) => movePage(request, move, [error], 422));
    }) satisfies HandlerOf<"balanceCase">,
  };
}
