import * as z from "zod/mini";
import { text } from "../../../shared/domain/fields.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import type { Result } from "../../../shared/domain/result.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { fieldErrors } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer, HttpHandler } from "../../../shared/http/messages.ts";
import { notFound, ruleRefused, tooMany } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { councilCodes } from "../../../shared/policy/council.ts";
import { marketPolicyOn } from "../../../shared/policy/market.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { everyStatementPage, publicStatementPage, publicStatementsPage } from "../pages/public-statement.page.tsx";
import { NOTHING_ASKED, STATEMENT_WRONG, statementPage, statementsPage, wordsIn } from "../pages/statements.page.tsx";
import { readWords, type StatementFigures, statementId } from "../rules/statement.ts";
import type { ActingDeps } from "../use-cases/acting-ports.ts";
import { moveStatement, type StatementMove, type StatementProblem, servicesMeasured, startDraft } from "../use-cases/write-statement.ts";

type StatementRequest = Parameters<HandlerOf<"marketStatement">>[0];
type CouncilRequest = Parameters<HandlerOf<"council">>[0];

const MOVES = ["save", "redraw", "publish", "drop", "withdraw"] as const;
const Why = z.object({ why: text(500) });

const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-now", "This cannot be done now", "Open the page again: it shows what you can do next."),
});

const noFigures = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("no-figures", "There are no figures to show", "Nothing was measured yet, or too few people have a direct payment."),
});

/** How something that was done, or not, is answered. */
function answered(done: Result<void, StatementProblem>, answer: HttpAnswer, nothingAsked: () => HttpAnswer): HttpAnswer {
  if (done.ok) return answer;
  if (done.refusal === "repeat") return REPEATED;
  if (done.refusal === "stale") return conflict();
  if (done.refusal === "no-figures") return noFigures();
  return done.refusal === "nothing-asked" ? nothingAsked() : notNow();
}

/** By what an edition's words and classes are said: the rules of the day of its figures. */
function saidBy(council: string, { day }: Pick<StatementFigures, "day">) {
  const { rating, demand } = marketPolicyOn(council, day);
  return { rating, classes: new Map(demand.classes.map((one) => [one.code, one])) };
}

/** What staff want done with a statement; undefined where it is nothing that there is. */
function readMove(form: URLSearchParams): { readonly given: StatementMove } | { readonly errors: readonly FieldError[] } | undefined {
  const move = MOVES.find((known) => known === form.get("move"));
  if (move === undefined) return undefined;
  if (move === "save") {
    const read = readWords(form);
    if (read.ok) return { given: { move, words: read.value } };
    return { errors: fieldErrors(read.errors, STATEMENT_WRONG).map((error) => ({ ...error, at: `words-${error.field}` })) };
  }
  if (move !== "withdraw") return { given: { move } };
  const read = Why.safeParse({ why: form.get("why") ?? "" });
  return read.success ? { given: { move, why: read.data.why } } : { errors: fieldErrors([{ parameter: "why", detail: "missing" }], STATEMENT_WRONG) };
}

/** Handlers of market position statements: as staff write them, and as everybody reads them. */
export function statementHandlers(deps: Pick<ActingDeps, "gaps" | "acting" | "feedback" | "limited">) {
  const { acting, limited } = deps;

  const listPage = async (request: CouncilRequest, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const { record: council, form } = request;
    const statements = (await acting.statements(council)).records.map(({ body }) => body);
    const drafts = new Set(statements.flatMap(({ draft, service }) => (draft ? [service] : [])));
    const services = (await servicesMeasured(deps, council)).filter((service) => !drafts.has(service));
    return statementsPage(request, { council, statements, services, form, errors });
  };
  const onePage = (request: StatementRequest, form: URLSearchParams, errors: readonly FieldError[] = []): HttpAnswer => {
    const { record: statement, today } = request;
    const { authority, draft } = statement.body;
    return statementPage(request, { statement, form, errors, ...saidBy(authority, draft?.figures ?? { day: today }) });
  };

  const guarded = {
    marketStatements: (async (request) => listPage(request)) satisfies HandlerOf<"council">,
    startMarketStatement: (async (request) => {
      const { record: council, form, account } = request;
      const service = form.get("service") ?? "";
      if (!(await servicesMeasured(deps, council)).includes(service))
        return listPage(request, fieldErrors([{ parameter: "service", detail: "unknown" }], STATEMENT_WRONG));
      const answer = redirectDone(`/market-statement-drafts/${statementId(council, service)}`, "draft");
      return answered(await startDraft(deps, council, service, account.body.id, request.auditContext(answer)), answer, notNow);
    }) satisfies HandlerOf<"council">,
    marketStatementDraft: (async (request) => onePage(request, wordsIn(request.record.body))) satisfies HandlerOf<"marketStatement">,
    moveMarketStatement: (async (request) => {
      const { record: before, form, account } = request;
      const read = readMove(form);
      if (read === undefined) return nothingHere();
      if (isStale(request.seenVersion, before.version)) return conflict();
      if ("errors" in read) return onePage(request, form, read.errors);
      const { given } = read;
      const answer = redirectDone(`/market-statement-drafts/${before.body.id}`, given.move);
      const done = await moveStatement(deps, before, given, account.body.id, request.auditContext(answer));
      return answered(done, answer, () => onePage(request, wordsIn(before.body), [{ field: "asking", at: "words-asking", text: NOTHING_ASKED }]));
    }) satisfies HandlerOf<"marketStatement">,
  };

  const none = (): HttpAnswer => ({ kind: "problem", problem: notFound("There is no such statement.") });
  const open = {
    async everyMarketStatement({ address }) {
      const wait = await limited("sign-in", address);
      if (wait !== undefined) return { kind: "problem", problem: tooMany(wait) };
      const listed = (await acting.listedStatements()).filter(({ authority }) => councilCodes.includes(authority));
      return { kind: "page", status: 200, html: everyStatementPage(listed) };
    },
    async publicMarketStatements({ parameters, address }) {
      const wait = await limited("sign-in", address);
      if (wait !== undefined) return { kind: "problem", problem: tooMany(wait) };
      const council = parameters["council"] ?? "";
      if (!councilCodes.includes(council)) return none();
      return { kind: "page", status: 200, html: publicStatementsPage(council, await acting.publicStatements(council)) };
    },
    async publicMarketStatement({ parameters, address }) {
      const wait = await limited("sign-in", address);
      if (wait !== undefined) return { kind: "problem", problem: tooMany(wait) };
      const { council = "", service = "" } = parameters;
      const statement = councilCodes.includes(council) ? await acting.publicStatement(council, service) : undefined;
      return statement ? { kind: "page", status: 200, html: publicStatementPage(council, statement, saidBy(council, statement.figures)) } : none();
    },
  } satisfies Readonly<Record<string, HttpHandler>>;

  return { open, guarded };
}
