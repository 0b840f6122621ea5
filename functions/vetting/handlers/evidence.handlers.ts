import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { UPLOAD_FAULTS } from "../../../shared/domain/upload-path.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { evidencePage } from "../pages/evidence.page.tsx";
import { dbsWantedWords, evidenceTitle } from "../pages/words.ts";
import { OPEN_TO_SEND } from "../rules/decide-evidence.ts";
import { checklistLines, itemState } from "../rules/evidence.ts";
import { readFacts } from "../rules/evidence-facts.ts";
import { evidenceKinds } from "../rules/evidence-kinds.ts";
import { checkedKey, fileKey, UPLOAD_TYPE } from "../rules/file-keys.ts";
import { Referee } from "../rules/reference.ts";
import { situationOf } from "../use-cases/commit-outcome.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { askReferees, noteRemoved, refereesWanted, sendEvidence } from "../use-cases/evidence-work.ts";
import { standingReferences } from "../use-cases/references.ts";
import { goOn, mayFill, moverOf } from "./application.handlers.ts";
import { conflict, isStale, nothingHere, REFUSALS, refusal } from "./refusals.ts";

const MINUTE_SECONDS = 60;
type CaseRequest = Parameters<HandlerOf<"case">>[0];

/** Handlers of the pages evidence is sent with. */
export function evidenceHandlers(vetting: Vetting) {
  const found = async (request: CaseRequest) => {
    const situation = await situationOf(vetting, request.record, vetting.now());
    const item = checklistLines(situation.case, situation.checklist).find(({ id }) => id === request.parameters["evidence"]);
    return { situation, item };
  };

  const page = async (request: CaseRequest, form: URLSearchParams, errors: readonly FieldError[] = [], status?: number): Promise<HttpAnswer> => {
    const { situation, item } = await found(request);
    if (!item) return nothingHere();
    const kind = evidenceKinds[item.item.code];
    const evidence = situation.evidence.find(({ id }) => id === item.id);
    const { figures } = situation.checklist;
    const [workers, references] = await Promise.all([
      vetting.store.workersOf(situation.case.owner),
      kind.asksReferees ? standingReferences(vetting)(situation.case.id, situation.today) : [],
    ]);
    const takesFiles =
      kind.file !== "never" &&
      item.need !== "not-needed" &&
      OPEN_TO_SEND.includes(situation.case.state) &&
      (evidence?.files ?? []).filter(({ state }) => state === "clean").length < figures.filesAnItem;
    const sender = moverOf(request.record, request.account.body.id);
    const here = `/applications/${situation.case.id}/evidence/${item.id}`;
    const upload = takesFiles
      ? await vetting.files.uploadForm({
          key: fileKey({ case: situation.case.id, evidence: item.id, file: vetting.newId(), ...(sender.kind === "officer" ? { by: sender.subject } : {}) }),
          type: UPLOAD_TYPE,
          largestBytes: figures.largestFileBytes,
          seconds: figures.uploadMinutes * MINUTE_SECONDS,
          returnTo: new URL(here, vetting.site),
        })
      : undefined;
    return evidencePage(request, {
      record: request.record.case,
      item,
      title: evidenceTitle(item, new Map(workers.map(({ body }) => [body.id, body.displayName ?? "Somebody"]))),
      evidence,
      state: itemState(item.need, evidence, situation.today, situation.checklist),
      form,
      errors,
      ...(status === undefined ? {} : { status }),
      figures,
      upload,
      notTaken: UPLOAD_FAULTS.find((fault) => fault === request.query.get("upload")),
      references,
      referees: refereesWanted(situation),
      dbsWords: item.item.code === "dbs" ? dbsWantedWords(situation) : undefined,
    });
  };

  return {
    evidence: (async (request) => {
      if (!mayFill(request.record, request.account.body.id)) return refusal("not-yours");
      // Back from where files are kept: what it adds to the address says nothing to anybody.
      if (request.query.has("etag")) return { kind: "redirect", location: `${request.path}?sent=yes` };
      const { situation, item } = await found(request);
      const evidence = situation.evidence.find(({ id }) => id === item?.id);
      return page(request, factsForm(evidence?.offered?.facts ?? {}));
    }) satisfies HandlerOf<"case">,
    sendEvidence: (async (request) => {
      const { record, form, today } = request;
      if (!mayFill(record, request.account.body.id)) return refusal("not-yours");
      if (isStale(request.seenVersion, record.case.version)) return conflict();
      const { item, situation } = await found(request);
      if (!item) return nothingHere();
      // Once this is with us, what is missing next is asked for.
      const answer = situation.case.state === "draft" ? goOn(situation, { evidence: item.id }) : redirectDone(`/applications/${record.case.body.id}`, "sent");
      if (evidenceKinds[item.item.code].asksReferees) {
        const read = refereesIn(form);
        if (read.errors.length > 0) return page(request, form, read.errors);
        const done = await askReferees(vetting)(record, item.id, read.referees, moverOf(record, request.account.body.id), request.auditContext(answer));
        return done.ok
          ? answer
          : done.refusal === "repeat" || done.refusal === "stale"
            ? refusal(done.refusal)
            : page(request, form, [{ field: "send", text: REFEREE_REFUSALS[done.refusal] ?? "We did not email anyone. Open the page again." }], 422);
      }
      const facts = readFacts(item, (field) => (field.kind === "date" ? dateIn(form, field.name) : (form.get(field.name) ?? undefined)), today);
      if (!facts.ok) {
        const kinds = evidenceKinds[item.item.code].fields;
        return page(
          request,
          form,
          facts.errors.map(({ parameter, detail }) => {
            const field = kinds.find(({ name }) => name === parameter);
            const at = field?.kind === "date" ? { at: `${parameter}-day` } : {};
            return { field: parameter, text: detail, ...at };
          }),
        );
      }
      const done = await sendEvidence(vetting)(record, item.id, facts.value, moverOf(record, request.account.body.id), request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return refusal(done.refusal);
      const at = done.refusal === "no-file" && evidenceKinds[item.item.code].file !== "never" ? "file" : done.refusal === "not-enough" ? "level" : "send";
      return page(request, form, [{ field: at, text: REFUSALS[done.refusal] }], 422);
    }) satisfies HandlerOf<"case">,
    removeFile: (async (request) => {
      const { record, parameters } = request;
      const subject = request.account.body.id;
      const officer = record.case.body.owner !== subject;
      const { evidence = "", file = "" } = parameters;
      const place = officer ? `/cases/${record.case.body.id}` : `/applications/${record.case.body.id}`;
      const answer = redirectDone(`${place}/evidence/${evidence}`, "removed");
      const done = await noteRemoved(vetting)(record, evidence, file, moverOf(record, subject), request.auditContext(answer));
      if (!done.ok) return refusal(done.refusal);
      // Noted first: what could not be removed just now is known to be no evidence, and is removed with its case.
      await vetting.files.remove(checkedKey({ case: done.value.of ?? record.case.body.id, evidence, file }, done.value.mark));
      return answer;
    }) satisfies HandlerOf<"case">,
  };
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

const REFEREE_REFUSALS: Readonly<Record<string, string>> = {
  ...REFUSALS,
  "own-address": "Add other people. One of these addresses is yours",
  "mails-of-account": "You have reached today's limit of emails. Try again tomorrow",
  "mails-to-address": "We cannot email one of these addresses. Add other people, or contact the council",
  "too-many": "You have reached the limit of people we can ask. Contact the council",
};
const MOST_REFEREES = 5;
const REFEREE_WORDS: Readonly<Record<string, string>> = {
  name: "Enter their name",
  email: "Enter their email address, like name@example.com",
  relation: "Enter how they know your work",
};

/** Everybody who is named in the form: each whole, at least one, none twice. */
function refereesIn(form: URLSearchParams): { readonly referees: readonly Referee[]; readonly errors: readonly FieldError[] } {
  const referees: Referee[] = [];
  const errors: FieldError[] = [];
  for (let index = 0; index < MOST_REFEREES; index += 1) {
    const [name = "", email = "", relation = ""] = ["name", "email", "relation"].map((field) => form.get(`${field}-${index}`)?.trim() ?? "");
    if (name === "" && email === "" && relation === "") continue;
    const read = readBy(Referee, { ...(name ? { name } : {}), ...(email ? { email } : {}), ...(relation ? { relation } : {}) });
    if (!read.ok) errors.push(...read.errors.map(({ parameter }) => ({ field: `${parameter}-${index}`, text: REFEREE_WORDS[parameter] ?? parameter })));
    else if (referees.some((one) => one.email === read.value.email))
      errors.push({ field: `email-${index}`, text: "Enter a different address. This one is there twice" });
    else referees.push(read.value);
  }
  if (referees.length === 0 && errors.length === 0) errors.push({ field: "name-0", text: "Add at least one person" });
  return { referees, errors };
}
