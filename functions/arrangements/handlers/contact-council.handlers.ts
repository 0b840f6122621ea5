import { RecordId } from "../../../shared/domain/fields.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { conflict } from "../../../shared/http/answers.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { contactReportPage, councilContactPage, councilContactsPage } from "../pages/contact-council.page.tsx";
import { ReportAnswer } from "../rules/contact-form.ts";
import { movesOpenTo } from "../rules/contact-moves.ts";
import { answerReport, moveContact } from "../use-cases/move-contact.ts";
import { refusedMove } from "./contact.handlers.ts";
import type { ContactsHandlersDeps } from "./contact-ask.handlers.ts";

const WRONG: Readonly<Record<string, string>> = { outcome: "Select a decision", words: "Enter what you found, in 1,000 characters or fewer" };
const PASSED = ["put-in-touch", "decline"] as const;

/** Where a list goes on, by a name of the query. */
const after = (query: URLSearchParams, name: string): string | undefined => {
  const given = RecordId.safeParse(query.get(name));
  return given.success ? given.data : undefined;
};

/** Handlers of the pages of the council's team: requests to providers without an account, and messages that were reported. */
export function contactCouncilHandlers(deps: ContactsHandlersDeps) {
  const { store } = deps;
  return {
    councilContacts: (async (request) => {
      const { record: council, query } = request;
      const [toPassOn, reports] = await Promise.all([store.handledBy(council, after(query, "after")), store.councilReports(council, after(query, "reports"))]);
      return councilContactsPage(request, council, { toPassOn, reports });
    }) satisfies HandlerOf<"council">,
    councilContact: (async (request) => {
      const { body } = request.record;
      return councilContactPage(request, body, movesOpenTo(body, "council").length > 0);
    }) satisfies HandlerOf<"councilContact">,
    passOn: (async (request) => {
      const { record, form } = request;
      const move = PASSED.find((one) => one === form.get("outcome"));
      if (!move) return councilContactPage(request, record.body, true, [{ field: "outcome", text: "Select what happened" }]);
      const answer = redirectDone(`/councils/${record.body.authority}/contacts`, move);
      const done = await moveContact(deps)(record, { move, mover: "council" }, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      return done.refusal === "stale" ? conflict() : refusedMove(done.refusal);
    }) satisfies HandlerOf<"councilContact">,
    contactReport: (async (request) =>
      contactReportPage(request, { report: request.record.report.body, contact: request.record.contact?.body })) satisfies HandlerOf<"contactReport">,
    answerContactReport: (async (request) => {
      const { record, form, account } = request;
      const read = readBy(ReportAnswer, filledIn(form));
      if (!read.ok)
        return contactReportPage(request, { report: record.report.body, contact: record.contact?.body, form, errors: fieldErrors(read.errors, WRONG) });
      const answer = redirectDone(`/councils/${record.report.body.authority}/contacts`, "answered");
      const done = await answerReport(deps)(record.report, account.body.id, read.value, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      return done.refusal === "stale" ? conflict() : refusedMove(done.refusal);
    }) satisfies HandlerOf<"contactReport">,
  };
}
