import type { FieldError } from "../../../shared/domain/input.ts";
import { conflict, isStale } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { latePaymentsPage } from "../pages/late-payments.page.tsx";
import { noteAccount } from "../use-cases/note-account.ts";
import type { StatedDeps } from "../use-cases/record-ports.ts";

type PersonRequest = Parameters<HandlerOf<"person">>[0];

const CHOOSE: FieldError = { field: "hears", text: "Choose whether we let them know" };
const MANY: FieldError = { field: "hears", text: "You have changed this many times. Contact the council to change it" };

/** Handlers of the page on which someone chooses whether the people who support them hear that a payment may be late. */
export function latePaymentsHandlers(deps: StatedDeps) {
  const { store, paymentOf } = deps;
  const baseOf = ({ parameters }: PersonRequest): string => `/people/${parameters["person"] ?? "me"}`;
  const page = async (request: PersonRequest, errors: readonly FieldError[] = []) => {
    const account = await paymentOf(request.record.body.id);
    const note = account && (await store.accountNote(account.id));
    return latePaymentsPage(request, { person: request.record.body, base: baseOf(request), account, note, form: request.form, errors });
  };
  return {
    latePayments: (async (request) => page(request)) satisfies HandlerOf<"person">,
    chooseLatePayments: (async (request) => {
      const account = await paymentOf(request.record.body.id);
      if (!account)
        return {
          kind: "problem",
          problem: ruleRefused("not-now", "This cannot be chosen yet", "The council has not connected the direct payment with this account."),
        };
      const before = await store.accountNote(account.id);
      if (isStale(request.seenVersion, before?.version ?? 0)) return conflict();
      const said = request.form.get("hears");
      if (said !== "yes" && said !== "no") return page(request, [CHOOSE]);
      const answer = redirectDone(`${baseOf(request)}/balance/late-payments`, "saved");
      const done = await noteAccount(deps)(account, before, { hears: said === "yes" }, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      return done.refusal === "stale" ? conflict() : page(request, [MANY]);
    }) satisfies HandlerOf<"person">,
  };
}
