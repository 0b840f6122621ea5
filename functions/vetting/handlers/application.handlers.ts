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
import { workerNames } from "../pages/case.page.tsx";
import { filesSent } from "../pages/file-names.ts";
import { partPage, workersPage } from "../pages/part.page.tsx";
import { formOf, readSection } from "../pages/read-section.ts";
import { Answers, SECTIONS, type Section } from "../rules/case.ts";
import { referralOf } from "../rules/cqc-referral.ts";
import { type CaseState, caseMove, type MovedBy, mayFillFor, moveRefusal } from "../rules/moves.ts";
import { nextStep } from "../rules/next-step.ts";
import { isLast, sendsCase } from "../rules/sending.ts";
import type { Situation } from "../rules/situation.ts";
import { wrongWithPrice } from "../rules/what-is-missing.ts";
import { beginApplication, beginRenewal, chooseWorkers, saveSection, withPart } from "../use-cases/apply.ts";
import { moveCase, situationOf } from "../use-cases/commit-outcome.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { underNewCode } from "../use-cases/new-case.ts";
import type { SeenCase, StoredCase } from "../use-cases/ports.ts";
import { isOld, markOf } from "../use-cases/seen.ts";
import { officerIn } from "../use-cases/standing.ts";
import { conflict, isStale, nothingHere, REFUSALS, refusal } from "./refusals.ts";
import { sectionErrors } from "./section-errors.ts";
import { untilClear } from "./until-clear.ts";

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
 * nothing is, or to the list of tasks where nothing is to be sent, the application stops, or it was `sent` with this.
 */
export function goOn(situation: Situation, after: Parameters<typeof nextStep>[1], sent = false): HttpAnswer {
  const { case: vettingCase, checklist } = situation;
  const base = `/applications/${vettingCase.id}`;
  if (sent) return redirectDone(base, "answer");
  if ((vettingCase.state !== "draft" && vettingCase.state !== "needs-more") || referralOf(vettingCase.answers, checklist)) return redirectDone(base, "saved");
  const step = nextStep(situation, after);
  if (step.kind === "check" && vettingCase.state === "needs-more") return redirectDone(base, "saved");
  const page = { part: "parts", evidence: "evidence", people: "people", check: "moves/submit" }[step.kind];
  const which = step.kind === "part" ? `/${step.part}` : step.kind === "evidence" ? `/${step.id}` : "";
  return redirectDone(`${base}/${page}${which}`, "saved");
}

/** The thank-you of whoever sends the same again after it has gone to the council. */
export const thanksAgain = (situation: Situation, after: Parameters<typeof nextStep>[1]): HttpAnswer =>
  situation.case.state === "in-review" ? goOn(situation, after, true) : goOn(situation, after);

/** Where a case stands once one of its applicant's moves is made: whoever makes it again is thanked again. */
const MADE: Readonly<Record<(typeof APPLICANT_MOVES)[number], CaseState>> = {
  submit: "submitted",
  answer: "in-review",
  withdraw: "withdrawn",
  "ask-review": "review-asked",
};

/** Handlers of the pages somebody applies with. */
export function applicationHandlers(vetting: Vetting) {
  const { store } = vetting;
  const redirectBegun = (id: string): HttpAnswer => redirectDone(`/applications/${id}`, "begun");
  const sectionIn = (name: string | undefined): Section | undefined => SECTIONS.find((section) => section === name);
  const moveIn = (name: string | undefined) => APPLICANT_MOVES.find((move) => move === caseMove(name ?? ""));

  /** The account an application is for, and whether its contact details are for whoever asks to change: nobody else changes those of somebody who signs in. */
  const ownerOf = async ({ account, record }: Pick<CaseRequest, "account" | "record">) => {
    const owner = await store.account(record.case.body.owner);
    return { owner, asksContact: owner !== undefined && (owner.body.id === account.body.id || !signsIn(owner.body)) };
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
    applications: (async (request) => {
      const cases = await store.casesOf(request.account.body.id);
      const listings = await Promise.all(cases.map(({ body }) => (body.endedAt === undefined && body.listing ? store.listing(body.listing) : undefined)));
      return applicationsPage(
        request,
        cases,
        listings.filter((listing) => listing !== undefined),
      );
    }) satisfies HandlerOf<"self">,
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
      return applicationPage(request, { record: request.record.case, situation, workers, entering, name, contact });
    }) satisfies HandlerOf<"case">,
    part: (async (request) => {
      const section = sectionIn(request.parameters["part"]);
      if (!section) return nothingHere();
      if (!mayFill(request.record, request.account.body.id)) return refusal("not-yours");
      const situation = await situationOf(vetting, request.record, vetting.now());
      const { case: kept } = request.record;
      const { owner, asksContact } = await ownerIn(request, section);
      // The name on the account is there to begin with.
      const known = section === "applicant" ? { legalName: owner?.body.displayName } : {};
      const answered = answersOf(kept.body, section, owner && contactOf(owner.body));
      const form = formOf(section, { ...known, ...answered });
      if (request.query.get("from") === "check") form.set("from", "check");
      return partPage(request, kept, section, form, {
        figures: situation.checklist.figures,
        contact: asksContact ? undefined : owner && contactOf(owner.body),
        seen: markOf(answered),
        last: isLast(situation, { part: section }),
      });
    }) satisfies HandlerOf<"case">,
    savePart: (async (request) => {
      const section = sectionIn(request.parameters["part"]);
      if (!section) return nothingHere();
      if (!mayFill(request.record, request.account.body.id)) return refusal("not-yours");
      return untilClear(store, request, (record) => savePart({ ...request, record }, section));
    }) satisfies HandlerOf<"case">,
    people: (async (request) => {
      const { record } = request;
      if (!mayFill(record, request.account.body.id)) return refusal("not-yours");
      const last = isLast(await situationOf(vetting, record, vetting.now()), { people: true });
      return workersPage(request, record.case, await living(record), { seen: markOf(record.case.body.workers), last });
    }) satisfies HandlerOf<"case">,
    choosePeople: (async (request) => {
      if (!mayFill(request.record, request.account.body.id)) return refusal("not-yours");
      return untilClear(store, request, (record) => choosePeople({ ...request, record }));
    }) satisfies HandlerOf<"case">,
    applicantMoveQuestion: (async (request) => {
      const move = moveIn(request.parameters["move"]);
      if (!move) return nothingHere();
      if (isMade(request, move)) return redirectDone(`/applications/${request.record.case.body.id}`, move);
      const why = moveRefusal(move, request.record.case.body, moverOf(request.record, request.account.body.id));
      return why ? refusal(why) : movePage(request, move, new URLSearchParams());
    }) satisfies HandlerOf<"case">,
    applicantMove: (async (request) => {
      const move = moveIn(request.parameters["move"]);
      if (!move) return nothingHere();
      const { record } = request;
      const reason = reasonIn(request.form);
      const answer = redirectDone(`/applications/${record.case.body.id}`, move);
      if (isMade(request, move)) return answer;
      if (isStale(request.seenVersion, record.case.version)) return movePage(request, move, request.form, [{ field: "go", text: CHANGED }], 412);
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

  /** The account an application is for, where a part is also about that. */
  async function ownerIn(request: CaseRequest, section: Section) {
    return section === "applicant" ? ownerOf(request) : { owner: undefined, asksContact: true };
  }

  async function savePart(request: CaseRequest, section: Section): Promise<HttpAnswer | "stale"> {
    const { record, form, today } = request;
    const situation = await situationOf(vetting, record, vetting.now());
    const { figures } = situation.checklist;
    const { owner, asksContact } = await ownerIn(request, section);
    const mover = moverOf(record, request.account.body.id);
    const kept = answersOf(record.case.body, section, owner && contactOf(owner.body));
    const now = markOf(kept);
    const contact = asksContact ? undefined : owner && contactOf(owner.body);
    const last = isLast(situation, { part: section });
    const again = (errors: readonly FieldError[], status?: number, seen = form.get("seen") ?? now) =>
      partPage(request, record.case, section, form, { figures, contact, seen, last, errors, status });
    const value = await read(section, form, { today, conductVersion: figures.conductVersion, asksContact });
    if (!value.ok) return again(sectionErrors(section, value.errors));
    const part = Answers.parse({ [section]: value.value });
    if (isOld(form, now)) {
      // Sent twice, or the same typed elsewhere: it is saved already, and the answer is the same.
      if (markOf({ ...kept, ...Object(value.value) }) === now) return thanksAgain(situation, section);
      return partPage(request, record.case, section, form, { figures, contact, seen: now, last, saved: formOf(section, kept), status: 412 });
    }
    const stays = form.get("next") === "stay";
    const changed = { ...situation, case: withPart(situation.case, part, today) };
    const answer = goOn(changed, section, !stays && sendsCase(changed, mover));
    const given = section === "applicant" && owner && asksContact ? { account: owner, ...contactIn(value.value) } : undefined;
    const done = await saveSection(vetting)(record, section, part, mover, request.auditContext(answer), { contact: given, stays });
    if (done.ok) return answer;
    switch (done.refusal) {
      case "stale":
        return "stale";
      case "repeat":
        return refusal(done.refusal);
      case "under-minimum": {
        const wrong = wrongWithPrice({ ...record.case.body.answers, ...part }, today);
        return again([{ field: "ratePence", text: `Your price ${wrong ?? "cannot be taken"}` }], 422);
      }
      case "other-name":
        return again([{ field: "signedBy", text: `Sign with your legal name, as you gave it: ${record.case.body.answers.applicant?.legalName}` }], 422);
      case "no-texts":
        return again([{ field: "phone", text: REFUSALS["no-texts"] }], 422);
      case "not-open":
        return again([{ field: "save", text: REFUSALS["not-open"] }], 422);
    }
  }

  async function choosePeople(request: CaseRequest): Promise<HttpAnswer | "stale"> {
    const { record, form } = request;
    const situation = await situationOf(vetting, record, vetting.now());
    const chosen = form.getAll("worker");
    const now = markOf(record.case.body.workers);
    if (isOld(form, now)) {
      if (markOf(chosen) === now) return thanksAgain(situation, "people");
      return workersPage(request, record.case, await living(record), { seen: now, last: isLast(situation, { people: true }), chosen, changed: true });
    }
    const stays = form.get("next") === "stay";
    const changed = { ...situation, case: { ...situation.case, workers: chosen } };
    const mover = moverOf(record, request.account.body.id);
    const answer = goOn(changed, "people", !stays && sendsCase(changed, mover));
    const done = await chooseWorkers(vetting)(record, chosen, mover, request.auditContext(answer), { stays });
    return done.ok ? answer : done.refusal === "stale" ? "stale" : refusal(done.refusal);
  }

  /** Whether one of the applicant's moves was made already by whoever may make it. */
  function isMade({ record, account }: CaseRequest, move: (typeof APPLICANT_MOVES)[number]): boolean {
    return record.case.body.state === MADE[move] && mayFill(record, account.body.id);
  }

  async function movePage(
    request: CaseRequest,
    move: (typeof APPLICANT_MOVES)[number],
    form: URLSearchParams,
    errors: readonly FieldError[] = [],
    status?: number,
  ) {
    const { owner } = await ownerOf(request);
    const files = filesSent(await situationOf(vetting, request.record, vetting.now()), workerNames(await store.workersOf(request.record.case.body.owner)));
    return applicantMovePage(request, request.record.case, move, form, { contact: owner && contactOf(owner.body), files, errors, status });
  }

  async function living({ case: { body } }: StoredCase) {
    return (await store.workersOf(body.owner)).filter((worker) => worker.body.endedAt === undefined);
  }
}

const CHANGED = "Your application was changed since you opened this page. Check it again.";

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
