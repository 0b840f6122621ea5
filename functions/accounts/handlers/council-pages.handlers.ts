import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { afterIn, fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { stale } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { Account } from "../../../shared/people/account.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { editableFigures, figuresOf } from "../../../shared/policy/versions.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { confirmPage, decisionPage } from "../pages/decisions.page.tsx";
import { erasurePage, erasuresPage } from "../pages/erasures.page.tsx";
import { newDelegatePage } from "../pages/people.page.tsx";
import { fieldId, newPolicyPage, policyPage } from "../pages/policy.page.tsx";
import { councilDelegationsPage, newPersonPage, personPage, staffPage } from "../pages/staff.page.tsx";
import { dismissPage, newAppointmentPage, teamPage } from "../pages/team.page.tsx";
import { DelegationDecision, NewDelegation } from "../rules/delegation.ts";
import { ErasureDecision, LOOKED_AT_FIRST, NewAppointment, NewPerson } from "../rules/staff.ts";
import { delegateNames } from "../use-cases/acting.ts";
import { figureErrors, latestPolicy, registerPerson, setPolicy } from "../use-cases/council-work.ts";
import { decideDelegation, inviteDelegate, worksHere } from "../use-cases/delegations.ts";
import type { Accounts } from "../use-cases/deps.ts";
import { decideErasure } from "../use-cases/erase.ts";
import { signedOutEverywhere } from "../use-cases/sign-in.ts";
import { appoint, confirmAppointment, dismiss, planAppointment } from "../use-cases/staff-roles.ts";
import { Authorisation, PolicyFrame } from "./api.contracts.ts";
import { appointWords, CONFIRM_ERRORS, DECISION_ERRORS, nominateError } from "./refusals.ts";

const WRONG: Readonly<Record<string, string>> = {
  displayName: "Enter a name of 100 characters or fewer",
  email: "Enter an email address, like name@example.com",
  role: "Choose a role",
  scopes: "Choose at least one thing they can do",
  until: "Enter a real date, like 31 3 2027, or leave it empty",
  basis: "Enter why the council decides this",
  specialReason: "Use 2,000 characters or fewer",
  told: "Use 500 characters or fewer",
  decision: "Choose an answer",
  reason: "Say why",
  effectiveFrom: "Enter a day, today or later",
};

/** Handlers of the pages councils work with. */
export function councilPageHandlers(accounts: Accounts) {
  const { store } = accounts;
  const after = (query: URLSearchParams): string | undefined => {
    const from = afterIn(query);
    return from.ok ? from.value : undefined;
  };
  const erasureSay = async ({ record: { body } }: Parameters<HandlerOf<"erasure">>[0]) =>
    body.state === "asked" ? accounts.dataSubject.erasureSay(body.person, body.askedAt) : { waiting: false, said: [] };
  const conflict = (): HttpAnswer => ({ kind: "problem", problem: stale() });

  return {
    staffHome: (async (request) => staffPage(request, request.caller.throughCouncil)) satisfies HandlerOf<"none">,
    team: (async (request) => teamPage(request, request.record, await store.staffOf(request.record, after(request.query)))) satisfies HandlerOf<"council">,
    newAppointment: (async (request) => newAppointmentPage(request, request.record, new URLSearchParams())) satisfies HandlerOf<"council">,
    appoint: (async (request) => {
      const read = readBy(NewAppointment, filledIn(request.form));
      if (!read.ok) return newAppointmentPage(request, request.record, request.form, fieldErrors(read.errors, WRONG));
      const plan = await planAppointment(accounts)(request.record, read.value, request.account.body, request.auditContext());
      if (!plan.ok) {
        if (plan.refusal === "repeat") return REPEATED;
        if (plan.refusal === "stale") return conflict();
        const error = { field: plan.refusal === "roles-apart" ? "role" : "email", text: appointWords(plan.refusal, plan.apartFrom) };
        return newAppointmentPage(request, request.record, request.form, [error], 422);
      }
      const answer = redirectDone(`/councils/${request.record}/team`, plan.value.appointment.state === "proposed" ? "proposed" : "appointed");
      const done = await appoint(accounts)(plan.value, request.auditContext(answer));
      if (done.ok) return answer;
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"council">,
    confirmQuestion: (async (request) => confirmPage(request, request.record)) satisfies HandlerOf<"appointment">,
    confirmAppointment: (async (request) => {
      const answer = redirectDone(`/councils/${request.record.body.authority}/team`, "confirmed");
      const done = await confirmAppointment(accounts)(request.account.body, request.record, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      return done.refusal === "stale" ? conflict() : confirmPage(request, request.record, [{ field: "confirm", text: CONFIRM_ERRORS[done.refusal] }]);
    }) satisfies HandlerOf<"appointment">,
    dismissQuestion: (async (request) => dismissPage(request, request.record)) satisfies HandlerOf<"appointment">,
    dismiss: (async (request) => {
      const answer = redirectDone(`/councils/${request.record.body.authority}/team`, "dismissed");
      const done = await dismiss(accounts)(request.record, request.auditContext(answer));
      // Taken away already is what was asked for.
      if (done.ok || done.refusal === "not-a-move") return answer;
      if (done.refusal === "own-role")
        return dismissPage(request, request.record, [{ field: "end", text: "You cannot remove your own role. Ask another administrator." }]);
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"appointment">,

    councilDelegations: (async (request) =>
      councilDelegationsPage(request, request.record, await store.councilDelegations(request.record, after(request.query)))) satisfies HandlerOf<"council">,
    newPerson: (async (request) => newPersonPage(request, request.record, new URLSearchParams())) satisfies HandlerOf<"council">,
    registerPerson: (async (request) => {
      const read = readBy(NewPerson, filledIn(request.form));
      if (!read.ok) return newPersonPage(request, request.record, request.form, fieldErrors(read.errors, WRONG));
      const id = accounts.newId();
      const answer = redirectDone(`/people/${id}`, "registered");
      const done = await registerPerson({ ...accounts, newId: () => id })(request.record, read.value, request.auditContext(answer));
      return done.ok ? answer : done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"council">,
    person: (async (request) => {
      const seesDelegations = ["authorised-person", "review-officer", "administrator"].includes(request.as);
      const delegations = seesDelegations ? await store.delegationsFor(request.record.body.id) : undefined;
      const names = await delegateNames(accounts)((delegations ?? []).map(({ body }) => body));
      const scopes = request.caller.actsFor.flatMap((one) => (one.person === request.record.body.id ? one.scopes : []));
      const [money, reviews] = [scopes.includes("money"), scopes.includes("reviews")];
      return personPage(request, { person: request.record, as: request.as, money, reviews, delegations, names });
    }) satisfies HandlerOf<"person">,
    endSessions: (async (request) => {
      const answer = redirectDone(`/people/${request.record.body.id}`, "sessions-ended");
      await signedOutEverywhere(accounts)(request.record, request.auditContext(answer));
      return answer;
    }) satisfies HandlerOf<"person">,
    newAuthorised: (async (request) =>
      newDelegatePage(request, { ...authorising(request.record.body), form: new URLSearchParams() })) satisfies HandlerOf<"person">,
    authorise: (async (request) => {
      const { form, record } = request;
      const props = authorising(record.body);
      const until = dateIn(form, "until");
      const read = readBy(NewDelegation, { ...filledIn(form, ["scopes"]), ...(until === undefined ? {} : { until }) });
      const why = readBy(Authorisation, filledIn(form));
      if (!read.ok || !why.ok) {
        const errors = [...(read.ok ? [] : read.errors), ...(why.ok ? [] : why.errors)];
        return newDelegatePage(request, { ...props, form, errors: fieldErrors(errors, WRONG) });
      }
      const answer = redirectDone(props.back, "authorised");
      const done = await inviteDelegate(accounts)(
        record,
        { kind: "authorised-person", by: request.account.body, ...why.value },
        read.value,
        request.auditContext(answer),
      );
      if (done.ok) return answer;
      return done.refusal === "repeat" ? REPEATED : newDelegatePage(request, { ...props, form, errors: [nominateError(done.refusal)] });
    }) satisfies HandlerOf<"person">,
    delegationQuestion: (async (request) =>
      decisionPage(request, request.record, await delegateNames(accounts)([request.record.body]), new URLSearchParams())) satisfies HandlerOf<"delegation">,
    decideDelegation: (async (request) => {
      const { record, form } = request;
      const again = async (errors: readonly FieldError[], status: number) =>
        decisionPage(request, record, await delegateNames(accounts)([record.body]), form, errors, status);
      const read = readBy(DelegationDecision, filledIn(form));
      if (!read.ok) return again(fieldErrors(read.errors, WRONG), 400);
      const answer = redirectDone(`/delegations/${record.body.id}`, "decided");
      const done = await decideDelegation(accounts)(request.account.body, record, read.value, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      if (done.refusal === "stale") return conflict();
      return again([{ field: done.refusal === "not-told" ? "told" : "decision", text: DECISION_ERRORS[done.refusal] }], 422);
    }) satisfies HandlerOf<"delegation">,

    councilErasures: (async (request) =>
      erasuresPage(request, request.record, await store.councilErasures(request.record, after(request.query)))) satisfies HandlerOf<"council">,
    erasure: (async (request) => erasurePage(request, request.record, await erasureSay(request), new URLSearchParams())) satisfies HandlerOf<"erasure">,
    decideErasure: (async (request) => {
      const read = readBy(ErasureDecision, filledIn(request.form));
      if (!read.ok) return erasurePage(request, request.record, await erasureSay(request), request.form, fieldErrors(read.errors, WRONG));
      const answer = redirectDone(`/councils/${request.record.body.authority}/erasures`, "decided");
      const done = await decideErasure(accounts)(request.record, read.value, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "looked-at-first")
        return erasurePage(request, request.record, await erasureSay(request), request.form, [{ field: "decision", text: LOOKED_AT_FIRST }], 422);
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"erasure">,

    councilPolicy: (async (request) => {
      const versions = await store.policyVersions(request.record);
      const trails = await Promise.all(versions.map(async ({ body }) => [body.version, (await store.trail("policy-version", body))[0]] as const));
      const entries = new Map(trails.flatMap(([version, entry]) => (entry ? [[version, entry] as const] : [])));
      return policyPage(request, request.record, { versions, entries }, request.as === "administrator");
    }) satisfies HandlerOf<"council">,
    newPolicy: (async (request) => {
      const versions = (await store.policyVersions(request.record)).map(({ body }) => body);
      const figures = versions.at(-1)?.figures ?? figuresOf(councilPolicy(request.record));
      const form = new URLSearchParams(Object.entries(figures).map(([path, value]) => [path, String(value)]));
      return newPolicyPage(request, request.record, await latestPolicy(accounts, request.record), form);
    }) satisfies HandlerOf<"council">,
    setPolicy: (async (request) => {
      const { form, record, seenVersion = 0 } = request;
      const figures = Object.fromEntries(editableFigures.map(({ path }) => [path, numberIn(form.get(path))]));
      const effectiveFrom = dateIn(form, "effectiveFrom");
      const frame = readBy(PolicyFrame, { ...filledIn(form), ...(effectiveFrom === undefined ? {} : { effectiveFrom }) });
      const wrong = figureErrors(figures).map(({ path, detail }) => ({ field: fieldId(path), text: `${labelOf(path)} ${detail}` }));
      if (wrong.length > 0 || !frame.ok) {
        return newPolicyPage(request, record, seenVersion, form, [...wrong, ...(frame.ok ? [] : fieldErrors(frame.errors, WRONG))]);
      }
      const answer = redirectDone(`/councils/${record}/policy`, "set");
      const done = await setPolicy(accounts)(record, seenVersion, { ...frame.value, figures }, request.auditContext(answer));
      if (done.ok) return answer;
      switch (done.refusal) {
        case "repeat":
          return REPEATED;
        case "in-the-past":
          return newPolicyPage(request, record, seenVersion, form, [
            { field: "effectiveFrom", text: "The day must be today or later", at: "effectiveFrom-day" },
          ]);
        case "stale": {
          const error = { field: "reason", text: "Someone saved another version while you had this page open. Check it before you save yours." };
          return newPolicyPage(request, record, await latestPolicy(accounts, record), form, [error], 412);
        }
      }
    }) satisfies HandlerOf<"council">,
  };
}

const authorising = (person: Account) =>
  ({
    action: `/people/${person.id}/authorise`,
    back: `/people/${person.id}`,
    kinds: ["authorised-person"],
    withBasis: true,
    specialReason: worksHere(person),
  }) as const;

const labelOf = (path: string): string => editableFigures.find((figure) => figure.path === path)?.label ?? path;

/** A whole number as typed; NaN, which no limits allow, for anything else. */
const numberIn = (typed: string | null): number => (typed !== null && /^\s*\d{1,9}\s*$/.test(typed) ? Number(typed) : Number.NaN);
