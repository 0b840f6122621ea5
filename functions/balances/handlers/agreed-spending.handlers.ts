import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { monthsAfter } from "../../../shared/domain/time.ts";
import { conflict, isStale } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { agreedSpendingPage, rememberPage, SPENDING_WRONG } from "../pages/agreed-spending.page.tsx";
import type { NoteRefusal } from "../rules/account-note.ts";
import { answeredKinds } from "../rules/agreed-spending.ts";
import { isWithheldFrom } from "../rules/case-of-person.ts";
import { readAskAgain, readPlan, readRemembered } from "../rules/read-stated.ts";
import { noteAccount } from "../use-cases/note-account.ts";
import type { StatedDeps } from "../use-cases/record-ports.ts";
import { wrongFields } from "./section-errors.ts";

type CaseRequest = Parameters<HandlerOf<"balanceCase">>[0];
type AccountRequest = Parameters<HandlerOf<"paymentAccount">>[0];

const REFUSED: Readonly<Record<NoteRefusal, FieldError>> = {
  from: { field: "from", at: "from-day", text: "Enter a day that is not in the future" },
  until: { field: "until", at: "until-day", text: "Enter a day after today, and not after the last day that is named there" },
  none: { field: "asksAgain", text: "Choose a kind of spending that is on the list" },
  many: { field: "words", text: "There are too many entries for this account. Call the team that runs Trellis" },
};

const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused(
    "not-now",
    "This cannot be done now",
    "There is no answer about spending on this question. Open its page again: it shows what you can do next.",
  ),
});

/** What a refusal is answered with; `show` is the form again, with what is wrong. */
function refusedWith(refusal: NoteRefusal | CommitRefusal, show: (error: FieldError) => Promise<HttpAnswer>): HttpAnswer | Promise<HttpAnswer> {
  if (refusal === "repeat") return REPEATED;
  return refusal === "stale" ? conflict() : show(REFUSED[refusal]);
}

/** Handlers of the kinds of spending that no one is asked about: an answer that is accepted for good, and what the support plan speaks of. */
export function agreedSpendingHandlers(deps: StatedDeps) {
  const { store, noteLook } = deps;
  const rules = ({ authority }: { readonly authority: string }, today: string) => balancePolicyOn(authority, today).spend;
  const about = ({ record: { body }, today }: CaseRequest) => {
    const { groups, rememberMonths } = rules(body, today);
    return { balanceCase: body, groups, kinds: answeredKinds(body), longest: monthsAfter(today, rememberMonths.value) };
  };
  const rememberForm = async (request: CaseRequest, errors: readonly FieldError[] = []) =>
    rememberPage(request, { ...about(request), note: await store.accountNote(request.record.body.account), form: request.form, errors });
  const spendingPage = async (request: AccountRequest, errors: readonly FieldError[] = []) => {
    const { record, form, today } = request;
    return agreedSpendingPage(request, {
      account: record,
      note: await store.accountNote(record.id),
      groups: rules(record, today).groups,
      form,
      errors,
    });
  };
  return {
    rememberQuestion: (async (request) => {
      const { body } = request.record;
      if (answeredKinds(body).length === 0) return notNow();
      // Where the person's own trail may not tell of it, the case's does.
      if (body.owner === undefined || isWithheldFrom(body, body.owner)) await noteLook(body, request.auditContext(), "balance-case:work");
      return rememberForm(request);
    }) satisfies HandlerOf<"balanceCase">,
    rememberAnswer: (async (request) => {
      const { record, form } = request;
      const { id, account, authority } = record.body;
      const { kinds, longest } = about(request);
      if (kinds.length === 0) return notNow();
      const before = await store.accountNote(account);
      if (isStale(request.seenVersion, before?.version ?? 0)) return conflict();
      const read = readRemembered(form, kinds, longest);
      if (!read.ok) return rememberForm(request, wrongFields(read.errors, SPENDING_WRONG));
      const answer = redirectDone(`/balance-cases/${id}/spending`, "remembered");
      const done = await noteAccount(deps)({ id: account, authority }, before, { ...read.value, case: id }, request.auditContext(answer));
      return done.ok ? answer : refusedWith(done.refusal, (error) => rememberForm(request, [error]));
    }) satisfies HandlerOf<"balanceCase">,
    agreedSpending: (async (request) => spendingPage(request)) satisfies HandlerOf<"paymentAccount">,
    agreeSpending: (async (request) => {
      const { record, form, today } = request;
      const before = await store.accountNote(record.id);
      if (isStale(request.seenVersion, before?.version ?? 0)) return conflict();
      const again = form.get("step") === "again";
      /** The first form's words have an id of their own. */
      const placed = (errors: readonly FieldError[]) => errors.map((error) => (again && error.field === "words" ? { ...error, at: "why" } : error));
      const names = rules(record, today).groups.map(({ name }) => name);
      const read = again ? readAskAgain(form) : readPlan(form, names);
      if (!read.ok) return spendingPage(request, placed(wrongFields(read.errors, SPENDING_WRONG)));
      const answer = redirectDone(`/payment-accounts/${record.id}/spending`, again ? "again" : "plan");
      const done = await noteAccount(deps)(record, before, read.value, request.auditContext(answer));
      return done.ok ? answer : refusedWith(done.refusal, (error) => spendingPage(request, placed([error])));
    }) satisfies HandlerOf<"paymentAccount">,
  };
}
