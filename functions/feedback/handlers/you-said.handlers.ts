import { RecordId } from "../../../shared/domain/fields.ts";
import type { FieldError, ParameterError } from "../../../shared/domain/input.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { afterIn, fieldErrors } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { feedbackPolicyOn } from "../../../shared/policy/feedback.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { draftFields, type Source, YOU_SAID_WRONG, youSaidListPage, youSaidRecordPage } from "../pages/you-said-staff.page.tsx";
import { readYouSaid, type YouSaidText } from "../rules/you-said.ts";
import type { FeedbackDeps } from "../use-cases/ports.ts";
import { quoteListsOf } from "../use-cases/quote-lists.ts";
import { canBeMadeFrom, publishYouSaid, rewriteYouSaid, takeBackYouSaid, writeYouSaid } from "../use-cases/write-you-said.ts";

type CouncilRequest = Parameters<HandlerOf<"council">>[0];
type EntryRequest = Parameters<HandlerOf<"youSaid">>[0];

/** Staff roles that may see feedback itself: a commissioner sees what may be quoted of it. */
const SEES_FEEDBACK = ["review-officer", "administrator"];

const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-now", "This cannot be done now", "Open the page again: it shows what you can do next."),
});

/** Quotes of what was found stand in the sentence. */
const wrong = (errors: readonly ParameterError[]): readonly FieldError[] =>
  fieldErrors(errors, YOU_SAID_WRONG).map((error) => {
    const found = errors.find(({ parameter }) => parameter === error.field)?.detail ?? "";
    return error.field === "said" && found.startsWith("‘") ? { ...error, text: `Take out ${found}, or tick ‘This is not a name’ below` } : error;
  });
const NOT_TO_BE_QUOTED: readonly ParameterError[] = [{ parameter: "feedback", detail: "others" }];

/** Handlers of "You said, we did" as staff write it. */
export function youSaidHandlers(deps: FeedbackDeps) {
  const { store, newId } = deps;

  /** What an entry can be made from: every quote, and what is named besides where whoever writes may see it. */
  const sourcesOf = async (council: string, named: readonly string[], seesAll: boolean, most: number): Promise<readonly Source[]> => {
    const quotes = (await store.quotes(council)).toSorted((one, other) => (one.createdAt > other.createdAt ? -1 : 1));
    const others = seesAll ? named.filter((id) => RecordId.safeParse(id).success && !quotes.some(({ feedback }) => feedback === id)) : [];
    const found = await Promise.all(others.slice(0, most).map((id) => store.feedback(id)));
    const besides = found.flatMap((one) => (one?.body.authority === council ? [one.body] : []));
    return [...besides.map(({ id, form, createdAt }) => ({ feedback: id, form, createdAt, words: undefined })), ...quotes];
  };
  const seesAll = ({ as }: Pick<CouncilRequest, "as">): boolean => SEES_FEEDBACK.includes(as);
  const listPage = async (request: CouncilRequest, form: URLSearchParams, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const { record: council, query, today } = request;
    const after = afterIn(query);
    const policy = feedbackPolicyOn(council, today);
    return youSaidListPage(request, {
      ...{ council, form, errors, policy },
      ...(await store.youSaidList(council, after.ok ? after.value : undefined)),
      sources: await sourcesOf(council, form.getAll("feedback"), seesAll(request), policy.quotedTogether),
    });
  };
  const entryPage = async (request: EntryRequest, form: URLSearchParams, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const { record: entry, today } = request;
    const { authority: council } = entry.body;
    const policy = feedbackPolicyOn(council, today);
    const sources = await sourcesOf(council, form.getAll("feedback"), seesAll(request), policy.quotedTogether);
    return youSaidRecordPage(request, { entry, form, errors, sources, policy });
  };
  /** What staff wrote, or why it cannot be taken. */
  const written = async (
    { form, today, as }: Pick<CouncilRequest, "form" | "today" | "as">,
    council: string,
    before: readonly string[] = [],
  ): Promise<{ readonly given: YouSaidText } | { readonly errors: readonly FieldError[] }> => {
    const read = readYouSaid(form, feedbackPolicyOn(council, today), today, quoteListsOf(council, today));
    if (!read.ok) return { errors: wrong(read.errors) };
    // What stood in the draft stays, also where somebody else put it there.
    const added = read.value.feedback.filter((id) => !before.includes(id));
    return (await canBeMadeFrom(deps, council, added, seesAll({ as }))) ? { given: read.value } : { errors: wrong(NOT_TO_BE_QUOTED) };
  };

  return {
    youSaidList: (async (request) => {
      const from = request.query.get("from");
      return listPage(request, new URLSearchParams(from === null ? {} : { feedback: from }));
    }) satisfies HandlerOf<"council">,
    writeYouSaid: (async (request) => {
      const { record: council, account, form } = request;
      const read = await written(request, council);
      if ("errors" in read) return listPage(request, form, read.errors);
      const id = newId();
      const answer = redirectDone(`/you-said-entries/${id}`, "save");
      const done = await writeYouSaid(deps, { id, council }, read.given, account.body.id, request.auditContext(answer));
      if (done.ok) return answer;
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"council">,
    youSaidRecord: (async (request) => entryPage(request, draftFields(request.record.body))) satisfies HandlerOf<"youSaid">,
    moveYouSaid: (async (request) => {
      const { record: before, form, account } = request;
      const { id, authority } = before.body;
      const move = form.get("move") ?? "";
      if (!["save", "publish", "take-back"].includes(move)) return nothingHere();
      if (isStale(request.seenVersion, before.version)) return conflict();
      const answer = redirectDone(`/you-said-entries/${id}`, move);
      const context = request.auditContext(answer);
      const read = move === "save" ? await written(request, authority, before.body.feedback) : undefined;
      if (read && "errors" in read) return entryPage(request, form, read.errors);
      const by = account.body.id;
      const done = read
        ? await rewriteYouSaid(deps, before, read.given, context)
        : await (move === "publish" ? publishYouSaid : takeBackYouSaid)(deps, before, by, context);
      if (done.ok) return answer;
      if (done.refusal === "not-now") return notNow();
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"youSaid">,
  };
}
