import * as z from "zod/mini";
import { text } from "../../../shared/domain/fields.ts";
import type { FieldError, Read } from "../../../shared/domain/input.ts";
import { filledIn } from "../../../shared/http/form-fields.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { contactOf, displayNameOf, signsIn } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { answersOf } from "../pages/answers-summary.tsx";
import { applicantMovePage } from "../pages/applicant-move.page.tsx";
import { applicationPage } from "../pages/application.page.tsx";
import { applicationsPage } from "../pages/applications.page.tsx";
import { partPage, workersPage } from "../pages/part.page.tsx";
import { formOf, readSection } from "../pages/read-section.ts";
import { Answers, SECTIONS, type Section } from "../rules/case.ts";
import { referralOf } from "../rules/cqc-referral.ts";
import { type Situation, wrongWithPrice } from "../rules/decide-case.ts";
import { caseMove, type MovedBy, mayFillFor, moveRefusal } from "../rules/moves.ts";
import { nextStep } from "../rules/next-step.ts";
import { beginApplication, beginRenewal, chooseWorkers, saveSection } from "../use-cases/apply.ts";
import { moveCase, situationOf } from "../use-cases/commit-outcome.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { underNewCode } from "../use-cases/new-case.ts";
import type { SeenCase, StoredCase } from "../use-cases/ports.ts";
import { officerIn } from "../use-cases/standing.ts";
import { conflict, isStale, nothingHere, REFUSALS, refusal } from "./refusals.ts";
import { sectionErrors } from "./section-errors.ts";

type CaseRequest = Parameters<HandlerOf<"case">>[0];

/** Moves that an applicant makes by a page of their own. */
const APPLICANT_MOVES = ["submit", "answer", "withdraw", "ask-review"] as const;

/** Whoever changes an application: whose it is, or an officer, who may only where it was entered for somebody. */
export const moverOf = (record: SeenCase, subject: string): MovedBy =>
  record.case.body.owner === subject ? { subject, kind: "applicant" } : officerIn(record, subject);

/** Whether somebody may fill in an application: whose it is, or the council's officers for somebody they entered it for. */
export const mayFill = (record: SeenCase, subject: string): boolean =>
  record.case.body.owner === subject || mayFillFor(record.case.body, officerIn(record, subject));

/**
 * Where somebody goes once something of an application is saved: on to what is missing next, to checking their answers where
 * nothing is, or to the list of tasks where nothing is to be sent or the application stops.
 */
export function goOn(situation: Situation, after: Parameters<typeof nextStep>[1]): HttpAnswer {
  const { case: vettingCase, checklist } = situation;
  const base = `/applications/${vettingCase.id}`;
  if (vettingCase.state !== "draft" || referralOf(vettingCase.answers, checklist)) return redirectDone(base, "saved");
  const step = nextStep(situation, after);
  const page = { part: "parts", evidence: "evidence", people: "people", check: "moves/submit" }[step.kind];
  const which = step.kind === "part" ? `/${step.part}` : step.kind === "evidence" ? `/${step.id}` : "";
  return redirectDone(`${base}/${page}${which}`, "saved");
}

/** Handlers of the pages somebody applies with. */
export function applicationHandlers(vetting: Vetting) {
  const { store } = vetting;
  const redirectBegun = (id: string): HttpAnswer => redirectDone(`/applications/${id}`, "begun");
  const sectionIn = (name: string | undefined): Section | undefined => SECTIONS.find((section) => section === name);
  const moveIn = (name: string | undefined) => APPLICANT_MOVES.find((move) => move === caseMove(name ?? ""));

  /** The account an application is for, and whether its contact details are for whoever asks to change: nobody else changes those of somebody who signs in. */
  const ownerOf = async ({ account, record }: Pick<CaseRequest, "account" | "record">) => {
    const theirs = record.case.body.owner === account.body.id;
    const owner = theirs ? account : await store.account(record.case.body.owner);
    return { owner, asksContact: owner !== undefined && (theirs || !signsIn(owner.body)) };
  };

  const read = async (section: Section, form: URLSearchParams, { today, ...besides }: Parameters<typeof readSection>[2]): Promise<Read<unknown>> => {
    if (section !== "place") return readSection(section, form, { today, ...besides });
    const typed = form.get("base")?.trim() ?? "";
    const base = typed === "" ? undefined : await vetting.baseOf(typed);
    const value = readSection(section, base?.ok ? withBase(form, base.value.from) : form, {
      today,
      ...besides,
      area: base?.ok ? base.value.area : undefined,
    });
    if (base && !base.ok)
      return {
        ok: false,
        errors: [{ parameter: "base", detail: base.refusal }, ...(value.ok ? [] : value.errors.filter(({ parameter }) => parameter === "travelMiles"))],
      };
    return value.ok ? value : { ok: false, errors: value.errors.filter(({ parameter }) => parameter !== "area") };
  };

  return {
    applications: (async (request) => applicationsPage(request, await store.casesOf(request.account.body.id))) satisfies HandlerOf<"self">,
    begin: (async (request) => {
      const { account } = request;
      const done = await underNewCode(vetting, account.body.authority, (id) => beginApplication(vetting)(account, id, request.auditContext(redirectBegun(id))));
      if (done.ok) return redirectBegun(done.value.id);
      return done.refusal === "open-already" ? { kind: "redirect", location: "/applications" } : refusal(done.refusal);
    }) satisfies HandlerOf<"self">,
    application: (async (request) => {
      const situation = await situationOf(vetting, request.record, vetting.now());
      const workers = await store.workersOf(situation.case.owner);
      const entering = request.as === "vetting-officer";
      const owner = entering ? await store.account(situation.case.owner) : undefined;
      const name = situation.case.answers.profile?.displayName ?? (owner ? displayNameOf(owner.body) : "");
      const contact = entering ? owner && contactOf(owner.body) : contactOf(request.account.body);
      return applicationPage(request, { situation, workers, entering, name, contact });
    }) satisfies HandlerOf<"case">,
    part: (async (request) => {
      const section = sectionIn(request.parameters["part"]);
      if (!section) return nothingHere();
      if (!mayFill(request.record, request.account.body.id)) return refusal("not-yours");
      const { checklist } = await situationOf(vetting, request.record, vetting.now());
      const { case: kept } = request.record;
      const { owner, asksContact } = await ownerOf(request);
      // The name on the account is there to begin with.
      const known = section === "applicant" ? { legalName: owner?.body.displayName } : {};
      const answered = answersOf(kept.body, section, owner && contactOf(owner.body));
      const form = formOf(section, { ...known, ...answered });
      if (request.query.get("from") === "check") form.set("from", "check");
      return partPage(request, kept, section, form, { figures: checklist.figures, contact: asksContact ? undefined : owner && contactOf(owner.body) });
    }) satisfies HandlerOf<"case">,
    savePart: (async (request) => {
      const section = sectionIn(request.parameters["part"]);
      if (!section) return nothingHere();
      const { record, form, today } = request;
      const situation = await situationOf(vetting, record, vetting.now());
      const { checklist } = situation;
      const { owner, asksContact } = section === "applicant" ? await ownerOf(request) : { owner: undefined, asksContact: true };
      const contact = asksContact ? undefined : owner && contactOf(owner.body);
      const again = (errors: readonly FieldError[], status?: number) =>
        partPage(request, record.case, section, form, { figures: checklist.figures, contact, errors, status });
      if (!mayFill(record, request.account.body.id)) return refusal("not-yours");
      if (isStale(request.seenVersion, record.case.version)) return conflict();
      const value = await read(section, form, { today, conductVersion: checklist.figures.conductVersion, asksContact });
      if (!value.ok) return again(sectionErrors(section, value.errors));
      const part = Answers.parse({ [section]: value.value });
      const changed = { ...situation, case: { ...situation.case, answers: { ...situation.case.answers, ...part } } };
      const answer = goOn(changed, section);
      const given = section === "applicant" && owner && asksContact ? { account: owner, ...contactIn(value.value) } : undefined;
      const done = await saveSection(vetting)(record, section, part, moverOf(record, request.account.body.id), request.auditContext(answer), given);
      if (done.ok) return answer;
      if (done.refusal === "under-minimum") {
        const wrong = wrongWithPrice({ ...record.case.body.answers, ...part }, today);
        return again([{ field: "ratePence", text: `Your price ${wrong ?? "cannot be taken"}` }], 422);
      }
      if (done.refusal === "stale" || done.refusal === "repeat") return refusal(done.refusal);
      const at = { "not-open": "save", "other-name": "signedBy", "no-texts": "phone" }[done.refusal];
      const { legalName } = record.case.body.answers.applicant ?? {};
      return again(
        [{ field: at, text: done.refusal === "other-name" ? `Sign with your legal name, as you gave it: ${legalName}` : REFUSALS[done.refusal] }],
        422,
      );
    }) satisfies HandlerOf<"case">,
    people: (async (request) => {
      if (!mayFill(request.record, request.account.body.id)) return refusal("not-yours");
      return workersPage(request, request.record.case, await living(request.record));
    }) satisfies HandlerOf<"case">,
    choosePeople: (async (request) => {
      const { record } = request;
      if (!mayFill(record, request.account.body.id)) return refusal("not-yours");
      if (isStale(request.seenVersion, record.case.version)) return conflict();
      const situation = await situationOf(vetting, record, vetting.now());
      const changed = { ...situation, case: { ...situation.case, workers: request.form.getAll("worker") } };
      const answer = goOn(changed, "people");
      const done = await chooseWorkers(vetting)(record, request.form.getAll("worker"), moverOf(record, request.account.body.id), request.auditContext(answer));
      return done.ok ? answer : refusal(done.refusal);
    }) satisfies HandlerOf<"case">,
    applicantMoveQuestion: (async (request) => {
      const move = moveIn(request.parameters["move"]);
      if (!move) return nothingHere();
      const why = moveRefusal(move, request.record.case.body, moverOf(request.record, request.account.body.id));
      return why ? refusal(why) : movePage(request, move, new URLSearchParams());
    }) satisfies HandlerOf<"case">,
    applicantMove: (async (request) => {
      const move = moveIn(request.parameters["move"]);
      if (!move) return nothingHere();
      const { record } = request;
      if (isStale(request.seenVersion, record.case.version)) return conflict();
      const reason = reasonIn(request.form);
      const answer = redirectDone(`/applications/${record.case.body.id}`, move);
      const done = await moveCase(vetting)(
        record,
        move,
        moverOf(record, request.account.body.id),
        reason === undefined ? {} : { reason },
        request.auditContext(answer),
      );
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return refusal(done.refusal);
      const at = done.refusal === "reason-missing" ? "reason" : "go";
      return movePage(request, move, request.form, [{ field: at, text: REFUSALS[done.refusal] }], 422);
    }) satisfies HandlerOf<"case">,
    renew: (async (request) => {
      const { record } = request;
      const subject = request.account.body.id;
      if (!mayFill(record, subject)) return refusal("not-yours");
      const theirs = record.case.body.owner === subject;
      const account = theirs ? request.account : await store.account(record.case.body.owner);
      if (!account) return conflict();
      const done = await underNewCode(vetting, account.body.authority, (id) =>
        beginRenewal(vetting)(record, account, id, theirs ? undefined : subject, request.auditContext(redirectBegun(id))),
      );
      if (done.ok) return redirectBegun(done.value.id);
      return done.refusal === "open-already" ? { kind: "redirect", location: "/applications" } : refusal(done.refusal);
    }) satisfies HandlerOf<"case">,
  };

  async function movePage(
    request: CaseRequest,
    move: (typeof APPLICANT_MOVES)[number],
    form: URLSearchParams,
    errors: readonly FieldError[] = [],
    status?: number,
  ) {
    const { owner } = await ownerOf(request);
    return applicantMovePage(request, request.record.case, move, form, { contact: owner && contactOf(owner.body), errors, status });
  }

  async function living({ case: { body } }: StoredCase) {
    return (await store.workersOf(body.owner)).filter((worker) => worker.body.endedAt === undefined);
  }
}

const Reason = text(2000);

/** A reason as it was typed; undefined where none was, or what was typed cannot be kept. */
export function reasonIn(form: URLSearchParams): string | undefined {
  const read = Reason.safeParse(filledIn(form)["reason"]);
  return read.success ? read.data : undefined;
}

/** How an applicant is reached, of what was read with who they are. */
const contactIn = (value: unknown) => GivenDetails.parse(value);
const GivenDetails = z.object({ phone: z.optional(z.string()), postalAddress: z.optional(z.string()) });

function withBase(form: URLSearchParams, base: string): URLSearchParams {
  const changed = new URLSearchParams(form);
  changed.set("base", base);
  return changed;
}
