import { RecordId } from "../../../shared/domain/fields.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { UPLOAD_FAULTS } from "../../../shared/domain/upload-path.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { CLASH_ERROR } from "../pages/clash.tsx";
import { type EvidenceProps, evidencePage } from "../pages/evidence.page.tsx";
import { fileStepPage } from "../pages/file-step.page.tsx";
import { dbsWantedWords, evidenceTitle } from "../pages/words.ts";
import type { Situation } from "../rules/decide-case.ts";
import { noEvidence, OPEN_TO_SEND, wantsFile } from "../rules/decide-evidence.ts";
import { type ChecklistLine, checklistLines, type Evidence, itemState } from "../rules/evidence.ts";
import { readFacts } from "../rules/evidence-facts.ts";
import { evidenceKinds, type FactField } from "../rules/evidence-kinds.ts";
import { checkedKey, fileAt, fileKey, UPLOAD_TYPE } from "../rules/file-keys.ts";
import { isLast, sendsCase } from "../rules/sending.ts";
import { situationOf } from "../use-cases/commit-outcome.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { askReferees, noteRemoved, refereesWanted, sendEvidence } from "../use-cases/evidence-work.ts";
import { standingReferences } from "../use-cases/references.ts";
import { isOld, markOf } from "../use-cases/seen.ts";
import { saveTyped } from "../use-cases/typed-facts.ts";
import { goOn, mayFill, moverOf, thanksAgain } from "./application.handlers.ts";
import { refereesIn, refereeWords } from "./referees-in.ts";
import { nothingHere, REFUSALS, refusal } from "./refusals.ts";
import { untilClear } from "./until-clear.ts";

const MINUTE_SECONDS = 60;
type CaseRequest = Parameters<HandlerOf<"case">>[0];

/** Handlers of the pages evidence is sent with. */
export function evidenceHandlers(vetting: Vetting) {
  const found = async (request: CaseRequest) => {
    const situation = await situationOf(vetting, request.record, vetting.now());
    const item = checklistLines(situation.case, situation.checklist).find(({ id }) => id === request.parameters["evidence"]);
    return { situation, item };
  };

  /** What every page of a piece of evidence shows. */
  const shown = async (request: CaseRequest, situation: Situation, item: ChecklistLine): Promise<EvidenceProps> => {
    const workers = await vetting.store.workersOf(situation.case.owner);
    const evidence = situation.evidence.find(({ id }) => id === item.id);
    return {
      record: request.record.case,
      item,
      title: evidenceTitle(item, new Map(workers.map(({ body }) => [body.id, body.displayName ?? "Someone"]))),
      evidence,
      state: itemState(item.need, evidence, situation.today, situation.checklist),
      last: isLast(situation, { evidence: item.id }),
    };
  };

  const takesFiles = ({ case: { state } }: Situation, item: ChecklistLine): boolean =>
    evidenceKinds[item.item.code].file !== "never" && item.need !== "not-needed" && OPEN_TO_SEND.includes(state);

  /** What marks what a form of evidence was made from: its details, or who was asked. Files come and go beside it. */
  const markNow = async ({ case: vettingCase, today }: Situation, item: ChecklistLine, evidence: Evidence | undefined): Promise<string> => {
    const references = evidenceKinds[item.item.code].asksReferees ? await standingReferences(vetting)(vettingCase, today) : [];
    return markOf([evidence?.typed, evidence?.offered, evidence?.accepted?.on, references.map((one) => [one.name, one.relation])]);
  };

  interface Shown {
    readonly errors?: readonly FieldError[];
    readonly status?: number;
    readonly seen?: string | undefined;
    readonly saved?: URLSearchParams;
  }

  const page = async (request: CaseRequest, form: URLSearchParams, { errors = [], status, seen, saved }: Shown = {}): Promise<HttpAnswer> => {
    const { situation, item } = await found(request);
    if (!item) return nothingHere();
    const props = await shown(request, situation, item);
    return evidencePage(request, {
      ...props,
      form,
      errors,
      ...(status === undefined ? {} : { status }),
      seen: seen ?? (await markNow(situation, item, props.evidence)),
      saved,
      takesFiles: takesFiles(situation, item),
      wantsFile: wantsFile(item, props.evidence),
      references: evidenceKinds[item.item.code].asksReferees ? await standingReferences(vetting)(situation.case, situation.today) : [],
      referees: refereesWanted(situation),
      dbsWords: item.item.code === "dbs" ? dbsWantedWords(situation) : undefined,
    });
  };

  /** The page of its file: what we have, and a form for one more. */
  const fileStep = async (request: CaseRequest): Promise<HttpAnswer> => {
    const { situation, item } = await found(request);
    if (!item || evidenceKinds[item.item.code].file === "never") return nothingHere();
    const props = await shown(request, situation, item);
    const { figures } = situation.checklist;
    const here = `/applications/${situation.case.id}/evidence/${item.id}`;
    const sender = moverOf(request.record, request.account.body.id);
    const kept = (props.evidence?.files ?? []).filter(({ state }) => state === "clean");
    const upload =
      takesFiles(situation, item) && kept.length < figures.filesAnItem
        ? await vetting.files.uploadForm({
            key: fileKey({ case: situation.case.id, evidence: item.id, file: vetting.newId(), ...(sender.kind === "officer" ? { by: sender.subject } : {}) }),
            type: UPLOAD_TYPE,
            largestBytes: figures.largestFileBytes,
            seconds: figures.uploadMinutes * MINUTE_SECONDS,
            named: true,
            returnTo: new URL(here, vetting.site),
          })
        : undefined;
    const sent = request.query.get("sent");
    return fileStepPage(request, {
      ...props,
      upload,
      notTaken: UPLOAD_FAULTS.find((fault) => fault === request.query.get("upload")),
      waiting: sent !== null && RecordId.safeParse(sent).success && !(props.evidence?.files ?? []).some(({ id }) => id === sent),
      refresh: `${here}?${new URLSearchParams({ step: "file", sent: sent ?? "" })}`,
      wantsFile: wantsFile(item, props.evidence),
      figures,
    });
  };

  const sendDetails = async (request: CaseRequest): Promise<HttpAnswer | "stale"> => {
    const { record, today } = request;
    const { item, situation } = await found(request);
    if (!item) return nothingHere();
    const kind = evidenceKinds[item.item.code];
    const evidence = situation.evidence.find(({ id }) => id === item.id);
    const mover = moverOf(record, request.account.body.id);
    const here = `/applications/${record.case.body.id}/evidence/${item.id}`;
    // From the page of its file what was typed before is sent as it stands.
    const fromFile = request.form.get("from") === "file";
    const form = fromFile ? new URLSearchParams(evidence?.typed ?? {}) : request.form;
    const now = await markNow(situation, item, evidence);
    const stays = request.form.get("next") === "stay";
    const sends = !stays && sendsCase(situation, mover, evidence ?? noEvidence(situation.case, item));
    // Once this is with us, what is missing next is asked for.
    const goesOn = situation.case.state === "draft" || situation.case.state === "needs-more";
    const answer = goesOn ? goOn(situation, { evidence: item.id }, sends) : redirectDone(`/applications/${record.case.body.id}`, "sent");
    const seen = request.form.get("seen") ?? undefined;
    const again = (errors: readonly FieldError[], status?: number) =>
      page(request, form, { errors, ...(status === undefined ? {} : { status }), seen: fromFile ? now : seen });
    if (fromFile && !evidence?.typed) return thanksAgain(situation, { evidence: item.id });
    if (kind.asksReferees) {
      const read = refereesIn(form);
      if (isOld(request.form, now)) {
        const asked = (await standingReferences(vetting)(situation.case, today)).map(({ name, relation }) => `${name}\n${relation}`);
        // Sent twice: those people were asked by the first.
        if (read.referees.length > 0 && read.referees.every(({ name, relation }) => asked.includes(`${name}\n${relation}`)))
          return thanksAgain(situation, { evidence: item.id });
        return page(request, form, { errors: [{ ...CLASH_ERROR, field: "send" }], status: 412 });
      }
      if (read.errors.length > 0) return again(read.errors);
      const done = await askReferees(vetting)(record, item.id, read.referees, mover, request.auditContext(answer), stays);
      if (done.ok) return answer;
      if (done.refusal === "stale") return "stale";
      if (done.refusal === "repeat") return refusal(done.refusal);
      return again([{ field: "send", text: refereeWords(done.refusal, read.referees) }], 422);
    }
    const typed = typedIn(kind.fields, form);
    const saved = evidence?.typed ? new URLSearchParams(evidence.typed) : factsForm(evidence?.offered?.facts ?? {});
    if (isOld(request.form, now)) {
      if (markOf(typed) === markOf(typedIn(kind.fields, saved))) return evidence?.typed ? fileStepOf(here) : thanksAgain(situation, { evidence: item.id });
      return page(request, form, { seen: now, saved, status: 412 });
    }
    const keep = async (): Promise<HttpAnswer | "stale"> => {
      const done = await saveTyped(vetting)(record, item.id, typed, mover, request.auditContext(fileStepOf(here)));
      if (done.ok) return fileStepOf(here);
      return done.refusal === "stale"
        ? "stale"
        : done.refusal === "repeat"
          ? refusal(done.refusal)
          : again([{ field: "send", text: REFUSALS[done.refusal] }], 422);
    };
    if (request.form.get("next") === "file" && kind.file !== "never") return keep();
    const facts = readFacts(item, (field) => (field.kind === "date" ? dateIn(form, field.name) : (form.get(field.name) ?? undefined)), today);
    if (!facts.ok)
      return again(
        facts.errors.map(({ parameter, detail }) => {
          const field = kind.fields.find(({ name }) => name === parameter);
          return { field: parameter, text: detail, ...(field?.kind === "date" ? { at: `${parameter}-day` } : {}) };
        }),
      );
    const done = await sendEvidence(vetting)(record, item.id, facts.value, mover, request.auditContext(answer), stays);
    if (done.ok) return answer;
    if (done.refusal === "stale") return "stale";
    if (done.refusal === "repeat") return refusal(done.refusal);
    // The details wait for their file, which is asked for next.
    if (done.refusal === "no-file") return keep();
    return again([{ field: done.refusal === "not-enough" ? "level" : "send", text: REFUSALS[done.refusal] }], 422);
  };

  return {
    evidence: (async (request) => {
      if (!mayFill(request.record, request.account.body.id)) return refusal("not-yours");
      // Back from where files are kept: of what it adds to the address only which file it was is of use.
      if (request.query.has("etag"))
        return {
          kind: "redirect",
          location: `${request.path}?${new URLSearchParams({ step: "file", sent: fileAt(request.query.get("key") ?? "")?.file ?? "" })}`,
        };
      if (request.query.get("step") === "file" || request.query.has("upload")) return fileStep(request);
      const { situation, item } = await found(request);
      const evidence = situation.evidence.find(({ id }) => id === item?.id);
      return page(request, evidence?.typed ? new URLSearchParams(evidence.typed) : factsForm(evidence?.offered?.facts ?? {}));
    }) satisfies HandlerOf<"case">,
    sendEvidence: (async (request) => {
      if (!mayFill(request.record, request.account.body.id)) return refusal("not-yours");
      return untilClear(vetting.store, request, (record) => sendDetails({ ...request, record }));
    }) satisfies HandlerOf<"case">,
    removeFile: (async (request) => {
      const { record, parameters } = request;
      const subject = request.account.body.id;
      const officer = record.case.body.owner !== subject;
      const { evidence = "", file = "" } = parameters;
      const entering = officer && !request.path.startsWith("/cases/");
      const place = officer && !entering ? `/cases/${record.case.body.id}` : `/applications/${record.case.body.id}`;
      const step = officer && !entering ? {} : { step: "file" };
      const answer = { kind: "redirect", location: `${place}/evidence/${evidence}?${new URLSearchParams({ ...step, done: "removed" })}` } as const;
      const done = await noteRemoved(vetting)(record, evidence, file, moverOf(record, subject), request.auditContext(answer));
      if (!done.ok) return refusal(done.refusal);
      // Noted first: what could not be removed just now is known to be no evidence, and is removed with its case.
      await vetting.files.remove(checkedKey({ case: done.value.of ?? record.case.body.id, evidence, file }, done.value.mark));
      return answer;
    }) satisfies HandlerOf<"case">,
  };
}

const fileStepOf = (here: string): HttpAnswer => ({ kind: "redirect", location: `${here}?step=file` });

/** The longest answer that is kept before it is read. */
const TYPED_MOST = 200;

/** What was typed in the fields of a kind of evidence, as it stands; of what is too long for any of them the beginning. */
function typedIn(fields: readonly FactField[], form: URLSearchParams): Readonly<Record<string, string>> {
  const names = fields.flatMap(({ kind, name }) => (kind === "date" ? ["day", "month", "year"].map((part) => `${name}-${part}`) : [name]));
  return Object.fromEntries(
    names.flatMap((name) => {
      const typed = form.get(name)?.trim().slice(0, TYPED_MOST).toWellFormed() ?? "";
      return typed === "" ? [] : [[name, typed]];
    }),
  );
}

/** Facts as their form would have them typed. */
function factsForm(facts: Readonly<Record<string, string | number | boolean>>): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(facts)) {
    const day = typeof value === "string" ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
    if (day)
      for (const [part, text] of [
        ["year", day[1]],
        ["month", day[2]],
        ["day", day[3]],
      ] as const)
        form.set(`${name}-${part}`, String(Number(text)));
    else if (typeof value === "boolean") form.set(name, value ? "yes" : "no");
    else form.set(name, typeof value === "number" ? String(value / 100) : value);
  }
  return form;
}
