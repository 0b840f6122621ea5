import { readBy } from "../../../shared/domain/input.ts";
import { typedFields } from "../../../shared/domain/typed-text.ts";
import { conflict, isStale } from "../../../shared/http/answers.ts";
import { afterIn, fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer, HttpHandler } from "../../../shared/http/messages.ts";
import { notOurForm, ruleRefused, tooLarge, tooMany } from "../../../shared/http/problem.ts";
import { fromSamePlace } from "../../../shared/http/same-site.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { councilCodes } from "../../../shared/policy/council.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { CLOSING_WRONG, SAFETY_WRONG, safetyFormPage, safetyListPage, safetyReportPage, safetySentPage } from "../pages/safety.page.tsx";
import { mostUrgentFirst, NewSafetyReport, readClosing } from "../rules/safety-report.ts";
import type { SafetyDeps } from "../use-cases/ports.ts";
import { moveSafety, reportSafety } from "../use-cases/report-safety.ts";

/** Where a worry that was sent leads: the numbers of the council it went to. */
const sentTo = (council: string): string => `/safety/report?sent=${council}`;
const page = (html: string, status = 200): HttpAnswer => ({ kind: "page", status, html });
const problem = (found: Extract<HttpAnswer, { readonly kind: "problem" }>["problem"]): HttpAnswer => ({ kind: "problem", problem: found });
const notNow = (): HttpAnswer => problem(ruleRefused("not-now", "This cannot be done now", "Open the page again: it shows what you can do next."));

/**
 * Handlers of worries about somebody's safety: the form, which anybody may send without an account and which no link or session is needed for, and the officers'
 * list. The same form sent twice is one worry.
 */
export function safetyHandlers(deps: SafetyDeps) {
  const { safety, newId, site, authority, limited } = deps;

  const open: Readonly<Record<"safetyQuestion" | "reportSafety", HttpHandler>> = {
    async safetyQuestion(request) {
      const wait = await limited("sign-in", request.address);
      if (wait !== undefined) return problem(tooMany(wait));
      const sent = councilCodes.find((code) => code === request.query.get("sent"));
      if (sent !== undefined) return page(safetySentPage(sent));
      return page(safetyFormPage(authority, newId(), { form: new URLSearchParams(), errors: [] }));
    },
    async reportSafety(request) {
      const wait = await limited("contact", request.address);
      if (wait !== undefined) return problem(tooMany(wait));
      if (!fromSamePlace(request, site)) return problem(notOurForm());
      if (request.body.length > servicePolicy.largestFormBytes) return problem(tooLarge());
      const form = typedFields(request.body);
      const read = readBy(NewSafetyReport, filledIn(form));
      if (!read.ok) return page(safetyFormPage(authority, form.get("once") ?? newId(), { form, errors: fieldErrors(read.errors, SAFETY_WRONG) }), 400);
      const location = sentTo(read.value.council);
      await reportSafety(deps, read.value, { requestId: request.id, form: request.body, location });
      return { kind: "redirect", location };
    },
  };

  const guarded = {
    safetyReports: (async (request) => {
      const after = afterIn(request.query);
      const { records, ...more } = await safety.openReports(request.record, after.ok ? after.value : undefined);
      return safetyListPage(request, request.record, { ...more, records: records.toSorted((one, other) => mostUrgentFirst(one.body, other.body)) });
    }) satisfies HandlerOf<"council">,
    safetyReport: (async (request) => {
      await safety.noteLook(request.record.body, request.auditContext(), "safety:read");
      return safetyReportPage(request, { report: request.record, form: request.form, errors: [] });
    }) satisfies HandlerOf<"safetyReport">,
    moveSafetyReport: (async (request) => {
      const { record: before, form, account } = request;
      const { id, authority: council } = before.body;
      if (isStale(request.seenVersion, before.version)) return conflict();
      const move = form.get("move") === "close" ? "close" : "take";
      const answer = move === "close" ? redirectDone(`/councils/${council}/safety-reports`, move) : redirectDone(`/safety-reports/${id}`, move);
      const read = readClosing(form);
      if (move === "close" && !read.ok) return safetyReportPage(request, { report: before, form, errors: fieldErrors(read.errors, CLOSING_WRONG) });
      const done = await moveSafety(deps, before, move === "close" && read.ok ? read.value : undefined, account.body.id, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "not-now") return notNow();
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"safetyReport">,
  };
  return { open, guarded };
}
