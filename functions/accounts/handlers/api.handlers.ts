import type * as z from "zod/mini";
import type { Versioned } from "../../../shared/audit/context.ts";
import { type ParameterError, readBy } from "../../../shared/domain/input.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import { answer } from "../../../shared/http/contract.ts";
import { afterIn, beforeIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { badRequest, ruleRefused, stale } from "../../../shared/http/problem.ts";
import { type Account, Details } from "../../../shared/people/account.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { figuresOf, inForce, policyOn } from "../../../shared/policy/versions.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { type Delegation, DelegationDecision, delegationView, NewDelegation, NewObjection } from "../rules/delegation.ts";
import { subjectDataFile } from "../rules/personal-data.ts";
import { type Appointment, ErasureDecision, LOOKED_AT_FIRST, NewAppointment, NewPerson } from "../rules/staff.ts";
import { changeDetails, requestErasure } from "../use-cases/change-account.ts";
import { figureErrors, latestPolicy, registerPerson, setPolicy } from "../use-cases/council-work.ts";
import { decideDelegation, endDelegation, inviteDelegate, objectToDelegation } from "../use-cases/delegations.ts";
import type { Accounts } from "../use-cases/deps.ts";
import { decideErasure } from "../use-cases/erase.ts";
import { subjectDataOf } from "../use-cases/personal-data.ts";
import { signedOutEverywhere } from "../use-cases/sign-in.ts";
import { appoint, confirmAppointment, dismiss, planAppointment } from "../use-cases/staff-roles.ts";
import { Authorisation, accountContracts, NewPolicy, Nomination } from "./api.contracts.ts";
import { forCouncil } from "./person-pages.handlers.ts";
import { appointWords, CONFIRM_ERRORS, DECISION_ERRORS, nominateError, OBJECT_ERRORS, SIGNS_IN_THEMSELVES } from "./refusals.ts";

// Views: what an API answer may hold. Built field by field, so that nothing else can slip in.

const accountView = ({ body: { id, authority, displayName, email, phone, notices, grants, createdAt, lastSignInAt } }: Versioned<Account>) => ({
  id,
  authority,
  displayName,
  email,
  phone,
  notices,
  roles: grants,
  createdAt,
  lastSignInAt,
});
const appointmentView = ({ id, authority, role, email, state, account, createdAt, endedAt }: Appointment) => ({
  id,
  authority,
  role,
  email,
  state,
  account,
  createdAt,
  endedAt,
});

const tagged = (version: number) => ({ etag: `"${version}"` });
const conflict = (): HttpAnswer => ({ kind: "problem", problem: stale() });
const wrong = (errors: readonly ParameterError[]): HttpAnswer => ({
  kind: "problem",
  problem: badRequest(errors.map(({ parameter, detail }) => `${parameter} ${detail}`).join("; "), errors),
});
const rule = (kind: string, detail: string): HttpAnswer => ({ kind: "problem", problem: ruleRefused(kind, "That is not possible", detail) });
const unconditional = (): HttpAnswer => ({
  kind: "problem",
  problem: { status: 428, type: "/problems/version-needed", title: "Say which version you change", detail: "Send the ETag of what you read as If-Match." },
});

/** Handlers of the API for signed-in people and staff. */
export function apiHandlers(accounts: Accounts) {
  const { store } = accounts;
  const page = <Body, View>({ records, next }: { readonly records: readonly Versioned<Body>[]; readonly next?: string }, view: (body: Body) => View) => ({
    contents: records.map(({ body }) => view(body)),
    ...(next === undefined ? {} : { next }),
  });

  return {
    apiPerson: (async ({ record }) => answer(accountContracts.apiPerson, 200, accountView(record), tagged(record.version))) satisfies HandlerOf<"person">,
    apiChangePerson: (async (request) => {
      const { record, seenVersion } = request;
      if (seenVersion === undefined) return unconditional();
      const read = readBy(Details, request.json);
      if (!read.ok) return wrong(read.errors);
      if (seenVersion !== record.version) return conflict();
      const details = { displayName: record.body.displayName, phone: record.body.phone, notices: record.body.notices, ...read.value };
      const done = await changeDetails(accounts)(record, details, request.auditContext());
      if (done.ok) return answer(accountContracts.apiChangePerson, 200, accountView({ ...record, body: done.value }), tagged(record.version + 1));
      if (done.refusal === "no-texts") return wrong([{ parameter: "notices", detail: "need a UK mobile number in phone for text messages" }]);
      return done.refusal === "signs-in-themselves" ? rule(done.refusal, SIGNS_IN_THEMSELVES) : conflict();
    }) satisfies HandlerOf<"person">,
    apiPersonData: (async ({ record, account, query }) => {
      const gathering = { forOneself: record.body.id === account.body.id, before: beforeIn(query) };
      const held = await subjectDataOf(accounts, record, accounts.now(), gathering);
      const address = (earlier: number) => `/api/people/${record.body.id}/data?before=${earlier}`;
      return answer(accountContracts.apiPersonData, 200, subjectDataFile(accounts.register, held, instantOf(accounts.now()), address));
    }) satisfies HandlerOf<"person">,
    apiDelegations: (async ({ record, as, today }) => {
      const delegations = await store.delegationsFor(record.body.id);
      return answer(
        accountContracts.apiDelegations,
        200,
        page({ records: delegations }, (body) => delegationView(body, today, { withBasis: forCouncil(as) })),
      );
    }) satisfies HandlerOf<"person">,
    apiNominate: (async (request) => {
      const [read, kind] = [readBy(NewDelegation, request.json), readBy(Nomination, request.json)];
      if (!read.ok || !kind.ok) return wrong([...(read.ok ? [] : read.errors), ...(kind.ok ? [] : kind.errors)]);
      return invited(accountContracts.apiNominate, request, kind.value.kind, read.value);
    }) satisfies HandlerOf<"person">,
    apiAuthorise: (async (request) => {
      const [read, why] = [readBy(NewDelegation, request.json), readBy(Authorisation, request.json)];
      if (!read.ok || !why.ok) return wrong([...(read.ok ? [] : read.errors), ...(why.ok ? [] : why.errors)]);
      return invited(accountContracts.apiAuthorise, request, "authorised-person", read.value, why.value);
    }) satisfies HandlerOf<"person">,
    apiRequestErasure: (async (request) => {
      const id = accounts.newId();
      const answered = answer(accountContracts.apiRequestErasure, 202, { id, state: "asked" }, { location: `/api/people/${request.record.body.id}/data` });
      const done = await requestErasure({ ...accounts, newId: () => id })(request.record, request.auditContext(answered));
      if (done.ok) return done.value.id === id ? answered : answer(accountContracts.apiRequestErasure, 202, { id: done.value.id, state: done.value.state });
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"person">,
    apiEndSessions: (async (request) => {
      const answered = answer(accountContracts.apiEndSessions, 200, { ended: true });
      await signedOutEverywhere(accounts)(request.record, request.auditContext(answered));
      return answered;
    }) satisfies HandlerOf<"person">,

    apiDelegation: (async ({ record, as, today }) =>
      answer(
        accountContracts.apiDelegation,
        200,
        delegationView(record.body, today, { withBasis: forCouncil(as) }),
        tagged(record.version),
      )) satisfies HandlerOf<"delegation">,
    apiDecideDelegation: (async (request) => {
      const read = readBy(DelegationDecision, request.json);
      if (!read.ok) return wrong(read.errors);
      const answered = answer(accountContracts.apiDecideDelegation, 200, { id: request.record.body.id, decision: read.value.decision });
      const done = await decideDelegation(accounts)(request.account.body, request.record, read.value, request.auditContext(answered));
      if (done.ok) return answered;
      if (done.refusal === "repeat") return REPEATED;
      return done.refusal === "stale" ? conflict() : rule(done.refusal, DECISION_ERRORS[done.refusal]);
    }) satisfies HandlerOf<"delegation">,
    apiObject: (async (request) => {
      const read = readBy(NewObjection, request.json);
      if (!read.ok) return wrong(read.errors);
      const answered = answer(accountContracts.apiObject, 200, { id: request.record.body.id, state: "stopped" });
      const done = await objectToDelegation(accounts)(request.account.body, request.record, read.value.reason, request.auditContext(answered));
      if (done.ok) return answered;
      if (done.refusal === "repeat") return REPEATED;
      return done.refusal === "stale" ? conflict() : rule(done.refusal, OBJECT_ERRORS[done.refusal]);
    }) satisfies HandlerOf<"delegation">,
    apiEndDelegation: (async (request) => {
      const { record, seenVersion } = request;
      if (seenVersion !== undefined && seenVersion !== record.version) return conflict();
      const answered = answer(accountContracts.apiEndDelegation, 200, { id: record.body.id, state: "ended" });
      const done = await endDelegation(accounts)(record, request.auditContext(answered));
      if (done.ok) return answered;
      if (done.refusal === "not-a-move") return rule("not-a-move", `This delegation is ${record.body.state}: there is nothing to end.`);
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"delegation">,

    apiStaff: (async ({ record, query }) => {
      const from = afterIn(query);
      return from.ok ? answer(accountContracts.apiStaff, 200, page(await store.staffOf(record, from.value), appointmentView)) : wrong(from.errors);
    }) satisfies HandlerOf<"council">,
    apiAppoint: (async (request) => {
      const read = readBy(NewAppointment, request.json);
      if (!read.ok) return wrong(read.errors);
      const context = request.auditContext();
      const plan = await planAppointment(accounts)(request.record, read.value, request.account.body, context);
      if (!plan.ok)
        return plan.refusal === "repeat" ? REPEATED : plan.refusal === "stale" ? conflict() : rule(plan.refusal, appointWords(plan.refusal, plan.apartFrom));
      const { id, state } = plan.value.appointment;
      if (state !== "proposed" && state !== "invited") return conflict();
      const answered = answer(accountContracts.apiAppoint, 201, { id, state, authority: request.record, role: read.value.role });
      const done = await appoint(accounts)(plan.value, request.auditContext(answered));
      if (done.ok) return answered;
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"council">,
    apiConfirmAppointment: (async (request) => {
      const answered = answer(accountContracts.apiConfirmAppointment, 200, { id: request.record.body.id, state: "invited" });
      const done = await confirmAppointment(accounts)(request.account.body, request.record, request.auditContext(answered));
      if (done.ok) return answered;
      if (done.refusal === "repeat") return REPEATED;
      return done.refusal === "stale" ? conflict() : rule(done.refusal, CONFIRM_ERRORS[done.refusal]);
    }) satisfies HandlerOf<"appointment">,
    apiDismiss: (async (request) => {
      const answered = answer(accountContracts.apiDismiss, 200, { id: request.record.body.id, state: "ended" });
      const done = await dismiss(accounts)(request.record, request.auditContext(answered));
      if (done.ok) return answered;
      switch (done.refusal) {
        case "repeat":
          return REPEATED;
        case "stale":
          return conflict();
        case "not-a-move":
          return rule("not-a-move", "This role has already been removed.");
        case "own-role":
          return rule("own-role", "You cannot remove your own role: ask another administrator.");
      }
    }) satisfies HandlerOf<"appointment">,
    apiRegisterPerson: (async (request) => {
      const read = readBy(NewPerson, request.json);
      if (!read.ok) return wrong(read.errors);
      const id = accounts.newId();
      const answered = answer(accountContracts.apiRegisterPerson, 201, { id, authority: request.record }, { location: `/api/people/${id}` });
      const done = await registerPerson({ ...accounts, newId: () => id })(request.record, read.value, request.auditContext(answered));
      return done.ok ? answered : done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"council">,
    // Without the council's reasons: who reads those of one person asks for that one, and is noted.
    apiCouncilDelegations: (async ({ record, query, today }) => {
      const from = afterIn(query);
      if (!from.ok) return wrong(from.errors);
      const delegations = await store.councilDelegations(record, from.value);
      return answer(
        accountContracts.apiCouncilDelegations,
        200,
        page(delegations, (body) => delegationView(body, today, { withBasis: false })),
      );
    }) satisfies HandlerOf<"council">,
    apiPolicy: (async ({ record, today }) => {
      const versions = (await store.policyVersions(record)).map(({ body }) => body);
      const latest = await latestPolicy(accounts, record);
      return answer(
        accountContracts.apiPolicy,
        200,
        {
          authority: record,
          inForce: inForce(versions, today)?.version ?? councilPolicy(record).version,
          figures: figuresOf(policyOn(record, versions, today)),
          versions,
        },
        tagged(latest),
      );
    }) satisfies HandlerOf<"council">,
    apiSetPolicy: (async (request) => {
      const { record, seenVersion } = request;
      if (seenVersion === undefined) return unconditional();
      const read = readBy(NewPolicy, request.json);
      if (!read.ok) return wrong(read.errors);
      const figures = figureErrors(read.value.figures);
      if (figures.length > 0) return wrong(figures.map(({ path, detail }) => ({ parameter: `figures.${path}`, detail })));
      const answered = answer(
        accountContracts.apiSetPolicy,
        201,
        { authority: record, version: seenVersion + 1, effectiveFrom: read.value.effectiveFrom },
        tagged(seenVersion + 1),
      );
      const done = await setPolicy(accounts)(record, seenVersion, read.value, request.auditContext(answered));
      if (done.ok) return answered;
      if (done.refusal === "in-the-past") return rule("in-the-past", "A version must start today or later.");
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"council">,
    apiDecideErasure: (async (request) => {
      const read = readBy(ErasureDecision, request.json);
      if (!read.ok) return wrong(read.errors);
      const { body } = request.record;
      const answered = answer(accountContracts.apiDecideErasure, 200, {
        id: body.id,
        person: body.person,
        state: read.value.decision === "erase" ? "done" : "refused",
      });
      const done = await decideErasure(accounts)(request.record, read.value, request.auditContext(answered));
      if (done.ok) return answered;
      if (done.refusal === "not-a-move") return rule("not-a-move", "This request has already been decided.");
      if (done.refusal === "looked-at-first") return rule("looked-at-first", LOOKED_AT_FIRST);
      return done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"erasure">,
  };

  async function invited(
    contract: (typeof accountContracts)["apiNominate" | "apiAuthorise"],
    request: Parameters<HandlerOf<"person">>[0],
    kind: Delegation["kind"],
    asks: NewDelegation,
    why: Partial<z.infer<typeof Authorisation>> = {},
  ): Promise<HttpAnswer> {
    const id = accounts.newId();
    const state = kind === "authorised-person" ? "proposed" : "invited";
    const answered = answer(contract, 201, { id, person: request.record.body.id, kind, state }, { location: `/api/delegations/${id}` });
    const invitation = { kind, by: request.account.body, ...why };
    const done = await inviteDelegate({ ...accounts, newId: () => id })(request.record, invitation, asks, request.auditContext(answered));
    if (done.ok) return answered;
    if (done.refusal === "repeat") return REPEATED;
    return done.refusal === "stale" ? conflict() : rule(done.refusal, nominateError(done.refusal).text);
  }
}
