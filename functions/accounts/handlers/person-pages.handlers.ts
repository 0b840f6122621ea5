import type { Versioned } from "../../../shared/audit/context.ts";
import { RecordId } from "../../../shared/domain/fields.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { beforeIn, fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { stale } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { type Account, BEGINNINGS, NameAndPhone } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { accountPage } from "../pages/account.page.tsx";
import { dataPage, erasePage } from "../pages/data.page.tsx";
import { objectionPage } from "../pages/decisions.page.tsx";
import { detailsPage } from "../pages/details.page.tsx";
import { delegationPage, endDelegationPage, invitationPage, newDelegatePage, peoplePage } from "../pages/people.page.tsx";
import { welcomePage } from "../pages/welcome.page.tsx";
import { workersPage } from "../pages/workers.page.tsx";
import { type Delegation, NewDelegation, NewObjection } from "../rules/delegation.ts";
import { subjectDataText } from "../rules/personal-data.ts";
import { delegateNames, lastActs } from "../use-cases/acting.ts";
import { addWorker, begin, changeDetails, removeWorker, requestErasure } from "../use-cases/change-account.ts";
import { type AnswerRefusal, answerDelegation, endDelegation, inviteDelegate, objectToDelegation } from "../use-cases/delegations.ts";
import type { Accounts } from "../use-cases/deps.ts";
import { failingChannels } from "../use-cases/failing-addresses.ts";
import { subjectDataOf } from "../use-cases/personal-data.ts";
import { noticePageHandlers } from "./notice-pages.handlers.ts";
import { nominateError, OBJECT_ERRORS, SIGNS_IN_THEMSELVES } from "./refusals.ts";
import { returnPath } from "./return-path.ts";

const WRONG: Readonly<Record<string, string>> = {
  displayName: "Enter a name of 100 characters or fewer",
  phone: "Enter a phone number, like 01632 960 001",
  email: "Enter an email address, like name@example.com",
  kind: "Choose who they are",
  scopes: "Choose at least one thing they can do",
  until: "Enter a real date, like 31 3 2027, or leave it empty",
  basis: "Enter why the council decides this",
};

const TEXTS_WANTED = "Enter a UK mobile number. You chose text messages. To use another number, choose another way for us to contact you first";

/** Handlers of people's own pages. */
export function ownPageHandlers(accounts: Accounts) {
  const { store } = accounts;

  const file = async (account: Versioned<Account>, query: URLSearchParams, forOneself: boolean): Promise<HttpAnswer> => {
    const before = beforeIn(query);
    const held = await subjectDataOf(accounts, account, accounts.now(), { forOneself, before });
    const address = (earlier: number) => `${forOneself ? "/account" : `/people/${account.body.id}`}/data/download?before=${earlier}`;
    return {
      kind: "json",
      status: 200,
      json: subjectDataText(accounts.register, held, instantOf(accounts.now()), address),
      headers: { "content-disposition": `attachment; filename="what-trellis-holds${before === undefined ? "" : `-before-${before}`}.json"` },
    };
  };

  /** Changes details: one's own, or those of a person one acts for. */
  const change = async (
    request: Parameters<HandlerOf<"self">>[0] | Parameters<HandlerOf<"person">>[0],
    person: Versioned<Account>,
    forOneself: boolean,
  ): Promise<HttpAnswer> => {
    const back = forOneself ? "/account" : `/people/${person.body.id}`;
    const props = { action: `${back}/details`, back, title: forOneself ? "Your details" : "Their details", version: person.version };
    const values = { displayName: request.form.get("displayName") ?? "", phone: request.form.get("phone") ?? "" };
    const read = readBy(NameAndPhone, filledIn(request.form));
    const wrong = [...(values.displayName.trim() === "" ? [{ parameter: "displayName", detail: "is missing" }] : []), ...(read.ok ? [] : read.errors)];
    if (!read.ok || wrong.length > 0)
      return detailsPage(request, { ...props, version: request.seenVersion ?? person.version, values, errors: fieldErrors(wrong, WRONG) });
    const meanwhile = (now: number) => detailsPage(request, { ...props, version: now, values, changedMeanwhile: true });
    if (request.seenVersion !== person.version) return meanwhile(person.version);
    const answer = redirectDone(back, "details");
    const done = await changeDetails(accounts)(person, { ...read.value, notices: person.body.notices }, request.auditContext(answer));
    if (done.ok) return answer;
    if (done.refusal === "no-texts") return detailsPage(request, { ...props, values, errors: [{ field: "phone", text: TEXTS_WANTED }] });
    if (done.refusal === "signs-in-themselves")
      return detailsPage(request, { ...props, values, status: 422, errors: [{ field: "displayName", text: SIGNS_IN_THEMSELVES }] });
    return done.refusal === "repeat" ? REPEATED : meanwhile((await store.account(person.body.id))?.version ?? 0);
  };

  const self: HandlerOf<"self"> = async (request) => {
    const { id, email } = request.account.body;
    const { delegations } = email === undefined ? { delegations: [] } : await store.invitedAt(await accounts.addressHash(email));
    const people = await Promise.all((await store.peopleOf(id)).map(async (link) => ({ ...link, name: (await store.account(link.person))?.body.displayName })));
    const which = request.query.get("done") === "ended" ? request.query.get("which") : null;
    const ended = which !== null && RecordId.safeParse(which).success ? await store.delegation(which) : undefined;
    const endedFor = ended?.body.delegate === id ? await nameOf(ended.body.person) : undefined;
    const failing = await failingChannels(accounts)(request.account.body, accounts.now());
    return accountPage(request, { endedFor, failing, waiting: delegations.filter(({ body }) => body.person !== id), people });
  };

  return {
    account: self,
    stay: (async () => ({ kind: "page", status: 204, html: "" })) satisfies HandlerOf<"self">,
    welcome: (async (request) =>
      welcomePage(request, {
        beginning: request.query.get("for"),
        returnTo: returnPath(request.query.get("return"), accounts.isPageForPeople),
        name: request.account.body.displayName,
      })) satisfies HandlerOf<"self">,
    begin: (async (request) => {
      const chosen = BEGINNINGS.find((known) => known === request.form.get("beginning"));
      const name = readBy(NameAndPhone, filledIn(request.form));
      const returnTo = returnPath(request.form.get("return"), accounts.isPageForPeople);
      const known = request.account.body.displayName ?? (name.ok ? name.value.displayName : undefined);
      const errors = [
        ...(chosen ? [] : [{ field: "beginning", text: "Choose what you want to do" }]),
        ...(known === undefined ? [{ field: "displayName", text: "Enter your name, in 100 characters or fewer" }] : []),
      ];
      if (!chosen || errors.length > 0)
        return welcomePage(request, {
          beginning: request.form.get("beginning"),
          returnTo,
          name: request.account.body.displayName,
          typed: request.form,
          errors,
        });
      const next = chosen === "provider" ? "/applications" : returnTo;
      const answer = next === undefined ? redirectDone("/account", "begin") : ({ kind: "redirect", location: next } as const);
      const done = await begin(accounts)(request.account, chosen, known, request.auditContext(answer));
      return done.ok ? answer : done.refusal === "repeat" ? REPEATED : { kind: "problem", problem: stale() };
    }) satisfies HandlerOf<"self">,

    details: (async (request) => {
      const { version, body } = request.account;
      return detailsPage(request, { action: "/account/details", back: "/account", title: "Your details", version, values: body });
    }) satisfies HandlerOf<"self">,
    changeDetails: ((request) => change(request, request.account, true)) satisfies HandlerOf<"self">,
    personDetails: (async (request) => {
      const { version, body } = request.record;
      return detailsPage(request, { action: `/people/${body.id}/details`, back: `/people/${body.id}`, title: "Their details", version, values: body });
    }) satisfies HandlerOf<"person">,
    ...noticePageHandlers(accounts),
    changePersonDetails: ((request) => change(request, request.record, false)) satisfies HandlerOf<"person">,

    people: (async (request) => {
      const delegations = await store.delegationsFor(request.account.body.id);
      const [names, last] = await Promise.all([namesOf(delegations.map(({ body }) => body)), lastActs(accounts)(request.account.body)]);
      return peoplePage(request, { delegations, names, last });
    }) satisfies HandlerOf<"self">,
    newDelegate: (async (request) => newDelegatePage(request, { ...NOMINATE, form: new URLSearchParams() })) satisfies HandlerOf<"self">,
    nominate: (async (request) => {
      const { form } = request;
      const kind = NOMINATE.kinds.find((known) => known === form.get("kind"));
      const until = dateIn(form, "until");
      const read = readBy(NewDelegation, { ...filledIn(form, ["scopes"]), ...(until === undefined ? {} : { until }) });
      const errors = fieldErrors([...(kind ? [] : [{ parameter: "kind", detail: "is missing" }]), ...(read.ok ? [] : read.errors)], WRONG);
      if (!kind || !read.ok) return newDelegatePage(request, { ...NOMINATE, form, errors });
      const answer = redirectDone("/account/people", "invited");
      const done = await inviteDelegate(accounts)(request.account, { kind, by: request.account.body }, read.value, request.auditContext(answer));
      if (done.ok) return answer;
      return done.refusal === "repeat" ? REPEATED : newDelegatePage(request, { ...NOMINATE, form, errors: [nominateError(done.refusal)] });
    }) satisfies HandlerOf<"self">,
    invitation: (async (request) => invitationPage(request, request.record, await nameOf(request.record.body.person))) satisfies HandlerOf<"invitation">,
    answer: (async (request) => {
      const given = request.form.get("answer");
      const name = await nameOf(request.record.body.person);
      if (given !== "accept" && given !== "decline") return invitationPage(request, request.record, name, [{ field: "answer", text: "Choose yes or no" }]);
      const answer = redirectDone("/account", given === "accept" ? "accepted" : "declined");
      const done = await answerDelegation(accounts)(request.account, request.record, given, request.auditContext(answer));
      if (done.ok) return answer;
      return done.refusal === "repeat" ? REPEATED : invitationPage(request, request.record, name, [{ field: "answer", text: ANSWER_ERRORS[done.refusal] }]);
    }) satisfies HandlerOf<"invitation">,

    objectionQuestion: (async (request) => objectionPage(request, request.record, await namesOf([request.record.body]))) satisfies HandlerOf<"delegation">,
    objectToDelegation: (async (request) => {
      const { body } = request.record;
      const read = readBy(NewObjection, filledIn(request.form));
      const again = async (text: string, status: number) => objectionPage(request, request.record, await namesOf([body]), [{ field: "reason", text }], status);
      if (!read.ok) return again("Use 2,000 characters or fewer", 400);
      const back = forCouncil(request.as) ? `/delegations/${body.id}` : body.person === request.account.body.id ? "/account/people" : `/people/${body.person}`;
      const answer = redirectDone(back, "objected");
      const done = await objectToDelegation(accounts)(request.account.body, request.record, read.value.reason, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      return done.refusal === "stale" ? { kind: "problem", problem: stale() } : again(OBJECT_ERRORS[done.refusal], 422);
    }) satisfies HandlerOf<"delegation">,
    delegation: (async (request) =>
      delegationPage(request, request.record, await namesOf([request.record.body]), forCouncil(request.as))) satisfies HandlerOf<"delegation">,
    endQuestion: (async (request) => endDelegationPage(request, request.record, await namesOf([request.record.body]))) satisfies HandlerOf<"delegation">,
    endDelegation: (async (request) => {
      const { body } = request.record;
      const back = forCouncil(request.as) ? `/delegations/${body.id}` : body.person === request.account.body.id ? "/account/people" : "/account";
      const answer = redirectDone(back, "ended", body.id);
      const done = await endDelegation(accounts)(request.record, request.auditContext(answer));
      // Ended already is what was asked for.
      if (done.ok || done.refusal === "not-a-move") return answer;
      return done.refusal === "repeat" ? REPEATED : { kind: "problem", problem: stale() };
    }) satisfies HandlerOf<"delegation">,

    data: (async (request) =>
      dataPage(request, await subjectDataOf(accounts, request.account, accounts.now(), { forOneself: true, before: beforeIn(request.query) }), {
        register: accounts.register,
        file: "/account/data/download",
        back: "/account",
        forOneself: true,
      })) satisfies HandlerOf<"self">,
    dataFile: ((request) => file(request.account, request.query, true)) satisfies HandlerOf<"self">,
    personData: (async (request) => {
      const base = `/people/${request.record.body.id}`;
      return dataPage(request, await subjectDataOf(accounts, request.record, accounts.now(), { forOneself: false, before: beforeIn(request.query) }), {
        register: accounts.register,
        file: `${base}/data/download`,
        back: base,
        forOneself: false,
      });
    }) satisfies HandlerOf<"person">,
    personDataFile: ((request) => file(request.record, request.query, false)) satisfies HandlerOf<"person">,

    eraseQuestion: (async (request) => erasePage(request, accounts.register, await erasureWaiting(request.account.body.id))) satisfies HandlerOf<"self">,
    requestErasure: (async (request) => {
      const answer = redirectDone("/account", "erasure");
      const done = await requestErasure(accounts)(request.account, request.auditContext(answer));
      return done.ok ? answer : done.refusal === "repeat" ? REPEATED : { kind: "problem", problem: stale() };
    }) satisfies HandlerOf<"self">,

    workers: (async (request) => workersPage(request, await store.workersOf(request.account.body.id))) satisfies HandlerOf<"self">,
    addWorker: (async (request) => {
      const typed = request.form.get("displayName") ?? "";
      const refuse = async (text: string) => workersPage(request, await store.workersOf(request.account.body.id), [{ field: "displayName", text }], typed);
      const read = readBy(NameAndPhone, filledIn(request.form));
      if (!read.ok || read.value.displayName === undefined) return refuse("Enter a name of 100 characters or fewer");
      const answer = redirectDone("/account/workers", "added");
      const done = await addWorker(accounts)(request.account, read.value.displayName, request.auditContext(answer));
      if (done.ok) return answer;
      return done.refusal === "repeat" ? REPEATED : refuse("You have reached the limit of people you can add. Remove anyone who no longer works for you.");
    }) satisfies HandlerOf<"self">,
    removeWorker: (async (request) => {
      const answer = redirectDone("/account/workers", "removed");
      const done = await removeWorker(accounts)(request.record, request.auditContext(answer));
      return done.ok ? answer : done.refusal === "repeat" ? REPEATED : { kind: "problem", problem: stale() };
    }) satisfies HandlerOf<"worker">,
  };

  function namesOf(delegations: readonly Delegation[]) {
    return delegateNames(accounts)(delegations);
  }

  async function nameOf(person: string): Promise<string> {
    return (await store.account(person))?.body.displayName ?? "Somebody";
  }

  async function erasureWaiting(person: string): Promise<string | undefined> {
    return (await store.erasuresOf(person)).find(({ body }) => body.state === "asked")?.body.askedAt;
  }
}

const NOMINATE = {
  action: "/account/people/new",
  back: "/account/people",
  kinds: ["nominated-person", "support-organisation"],
  withBasis: false,
} as const;

/** Whether somebody looks for their council. */
export const forCouncil = (as: string): boolean => as === "review-officer" || as === "administrator";

const ANSWER_ERRORS: Readonly<Record<Exclude<AnswerRefusal, "repeat">, string>> = {
  stale: "This invitation changed while you had it open. Open it again.",
  "not-theirs": "This invitation is for someone else.",
  "not-a-move": "This invitation has already been answered or cancelled.",
  "role-missing": "Only a support organisation can accept this. Ask the council to make your account one.",
  "acts-already": "You already act for this person. End that first.",
};
