import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { conflict } from "../../../shared/http/answers.ts";
import { afterIn, fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { concernPage, concernsPage } from "../pages/concern.page.tsx";
import { NewConcern } from "../rules/concern.ts";
import type { ArrangementsDeps } from "../use-cases/deps.ts";
import { lookUp, supportedPeople } from "../use-cases/look-up-concern.ts";

type CouncilRequest = Parameters<HandlerOf<"council">>[0];

const WRONG: Readonly<Record<string, string>> = {
  listing: "Enter the reference from the provider's page",
  from: "Enter a real date, like 31 3 2026, or leave it empty",
  until: "Enter a real date, not before the first day, or leave it empty",
  reason: "Enter why you need to know, in 1,000 characters or fewer",
};

/** Handlers of the look-up officers make when there is a concern about a provider. */
export function concernHandlers(deps: ArrangementsDeps) {
  const { store } = deps;
  const asked = async (request: CouncilRequest, errors: readonly FieldError[] = []) => {
    const after = afterIn(request.query);
    return concernsPage(request, request.record, await store.councilConcerns(request.record, after.ok ? after.value : undefined), {
      form: request.form,
      errors,
    });
  };
  return {
    concerns: (async (request) => asked(request)) satisfies HandlerOf<"council">,
    lookUpConcern: (async (request) => {
      const { form, record: authority, account } = request;
      const [from, until] = [dateIn(form, "from"), dateIn(form, "until")];
      const read = readBy(NewConcern, { ...filledIn(form), ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) });
      if (!read.ok) return asked(request, fieldErrors(read.errors, WRONG));
      let location = "";
      const done = await lookUp(deps)({ officer: account.body.id, authority }, read.value, (id) => {
        location = `/concerns/${id}`;
        return request.auditContext({ kind: "redirect", location });
      });
      if (done.ok) return { kind: "redirect", location };
      if (done.refusal === "no-listing") return asked(request, [{ field: "listing", text: "No one has this reference. Copy it from their page" }]);
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"council">,
    concern: (async (request) => {
      const { body } = request.record;
      const [listing, people] = await Promise.all([store.listing(body.listing), supportedPeople(deps)(body, request.auditContext())]);
      return concernPage(request, body, { name: listing?.displayName, people });
    }) satisfies HandlerOf<"concern">,
  };
}
