import { text } from "../../../shared/domain/fields.ts";
import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { NewName } from "../../../shared/domain/person-name.ts";
import { daysAfter, longDate } from "../../../shared/domain/time.ts";
import { FILE_TYPES } from "../../../shared/files/file-types.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { casePage, officerMovePage } from "../pages/case.page.tsx";
import { itemPage } from "../pages/item.page.tsx";
import { enterPage, expiringPage, queuePage, VIEWS } from "../pages/queue.page.tsx";
import { evidenceTitle } from "../pages/words.ts";
import type { MoveInput } from "../rules/decide-case.ts";
import { checklistLines, STATUS_RESULTS } from "../rules/evidence.ts";
import { fileKey } from "../rules/file-keys.ts";
import { CASE_MOVES, type CaseMove, caseMove, type MovedBy, moveRefusal } from "../rules/moves.ts";
import { enterFor } from "../use-cases/apply.ts";
import { checklistToday, moveCase, situationOf } from "../use-cases/commit-outcome.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { type Checking, checkEvidence, noteStatus } from "../use-cases/evidence-work.ts";
import { queueIn, sortAfter } from "../use-cases/queue-views.ts";
import { reasonIn } from "./application.handlers.ts";
import { conflict, isStale, nothingHere, REFUSALS, refusal } from "./refusals.ts";

type CaseRequest = Parameters<HandlerOf<"case">>[0];
const LINK_SECONDS = 60;

/** Moves an officer makes; the rest are the applicant's, or made by Trellis itself. */
export const officerMove = (name: string | undefined): CaseMove | undefined => {
  const move = caseMove(name ?? "");
  return move && CASE_MOVES[move].by !== "applicant" && CASE_MOVES[move].by !== "system" ? move : undefined;
};

const officerOf = ({ account }: Pick<CaseRequest, "account">): MovedBy => ({ subject: account.body.id, kind: "officer" });

/** Handlers of the pages vetting officers work with. */
export function officerHandlers(own: Vetting) {
  const { store } = own;

  const itemOf = async (asked: CaseRequest) => {
    const situation = await situationOf(own, asked.record, own.now());
    const item = checklistLines(situation.case, situation.checklist).find(({ id }) => id === asked.parameters["evidence"]);
    const evidence = situation.evidence.find(({ id }) => id === item?.id);
    return { situation, item, evidence };
  };

  const showItem = async (asked: CaseRequest, form: URLSearchParams, errors: readonly FieldError[] = [], status?: number): Promise<HttpAnswer> => {
    const { situation, item, evidence } = await itemOf(asked);
    if (!item || !evidence) return unknownItem();
    const locationId = evidence.offered?.facts["locationId"] ?? evidence.accepted?.facts["locationId"];
    const [workers, references, location] = await Promise.all([
      store.workersOf(situation.case.owner),
      item.item.code === "references" ? store.referencesOf(situation.case.id) : [],
      typeof locationId === "string" ? store.listing(`cqc_${locationId}`) : undefined,
    ]);
    const cqc =
      typeof locationId !== "string"
        ? undefined
        : location
          ? `${location.displayName}, rated ${location.cqc?.rating ?? "not yet"}${location.cqc?.ratedOn ? ` on ${longDate(location.cqc.ratedOn)}` : ""}`
          : "Not found. Look it up at the CQC before you accept it.";
    return itemPage(asked, {
      own: asked.record.case,
      situation,
      item,
      evidence,
      title: evidenceTitle(item, new Map(workers.map(({ body }) => [body.id, body.displayName ?? "Somebody"]))),
      references: references.map(({ body }) => body),
      cqc,
      form,
      errors,
      ...(status === undefined ? {} : { status }),
    });
  };

  const inputOf = async (asked: CaseRequest, move: CaseMove): Promise<MoveInput> => {
    const reason = reasonIn(asked.form);
    const outcome = (["accredited", "provisional", "refused"] as const).find((one) => one === asked.form.get("outcome"));
    const { authority } = asked.record.case.body;
    return {
      ...(reason === undefined ? {} : { reason }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(move === "change-checklist" ? { checklist: await checklistToday(own, authority, asked.today) } : {}),
    };
  };

  return {
    queue: (async (asked) => {
      const view = VIEWS.find((one) => one === asked.query.get("view")) ?? "waiting";
      const after = sortAfter(asked.query);
      if (view === "expiring") return expiringPage(asked, asked.record, await store.expiring(asked.record, after));
      const { figures } = await checklistToday(own, asked.record, asked.today);
      const atRiskFrom = daysAfter(asked.today, figures.atRiskDays);
      return queuePage(asked, {
        council: asked.record,
        view,
        page: await queueIn(store)(asked.record, view, { officer: asked.account.body.id, atRiskFrom }, after),
        atRiskFrom,
      });
    }) satisfies HandlerOf<"council">,
    enterQuestion: (async (asked) => enterPage(asked, asked.record, new URLSearchParams())) satisfies HandlerOf<"council">,
    enter: (async (asked) => {
      const read = readBy(NewName, filledIn(asked.form));
      if (!read.ok) return enterPage(asked, asked.record, asked.form, fieldErrors(read.errors, { displayName: "Enter a name of at most 100 characters" }));
      const ids = { account: own.newId(), case: own.newId() };
      const answer = redirectDone(`/applications/${ids.case}`, "begun");
      const done = await enterFor(own)(asked.record, ids, read.value.displayName, asked.account.body.id, asked.auditContext(answer));
      return done.ok ? answer : refusal(done.refusal);
    }) satisfies HandlerOf<"council">,
    case: (async (asked) => {
      const situation = await situationOf(own, asked.record, own.now());
      const newest = await checklistToday(own, situation.case.authority, asked.today);
      const workers = await store.workersOf(situation.case.owner);
      return casePage(asked, { own: asked.record.case, situation, workers, newerChecklist: newest.version > situation.case.checklist });
    }) satisfies HandlerOf<"case">,
    moveQuestion: (async (asked) => {
      const move = officerMove(asked.parameters["move"]);
      if (!move) return nothingHere();
      const why = moveRefusal(move, asked.record.case.body, officerOf(asked));
      if (why) return refusal(why);
      return officerMovePage(asked, await situationOf(own, asked.record, own.now()), asked.record.case, move, new URLSearchParams());
    }) satisfies HandlerOf<"case">,
    move: (async (asked) => {
      const move = officerMove(asked.parameters["move"]);
      if (!move) return nothingHere();
      const { record } = asked;
      if (isStale(asked.seenVersion, record.case.version)) return conflict();
      const answer = redirectDone(`/cases/${record.case.body.id}`, "moved");
      const input = await inputOf(asked, move);
      const done =
        move === "recommend" && input.outcome === undefined
          ? { ok: false as const, refusal: "outcome" as const }
          : await moveCase(own)(record, move, officerOf(asked), input, asked.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return refusal(done.refusal);
      const at = done.refusal === "reason-missing" ? "reason" : done.refusal === "outcome" && move === "recommend" ? "outcome" : "go";
      return officerMovePage(
        asked,
        await situationOf(own, record, own.now()),
        record.case,
        move,
        asked.form,
        [{ field: at, text: REFUSALS[done.refusal] }],
        422,
      );
    }) satisfies HandlerOf<"case">,
    item: (async (asked) => showItem(asked, new URLSearchParams())) satisfies HandlerOf<"case">,
    check: (async (asked) => {
      const { record, form } = asked;
      const { item } = await itemOf(asked);
      if (!item) return unknownItem();
      if (isStale(asked.seenVersion, record.case.version)) return conflict();
      const answer = redirectDone(`/cases/${record.case.body.id}`, form.get("answer") === "status" ? "status" : "checked");
      const result = STATUS_RESULTS.find((one) => one === form.get("result"));
      const decision = decisionIn(form);
      if (form.get("answer") === "status" ? !result : !decision)
        return showItem(asked, form, [{ field: form.get("answer") === "status" ? "result" : "answer", text: "Choose an answer" }]);
      const done =
        form.get("answer") === "status" && result
          ? await noteStatus(own)(record, item.id, officerOf(asked), result, asked.auditContext(answer))
          : decision
            ? await checkEvidence(own)(record, item.id, officerOf(asked), decision, asked.auditContext(answer))
            : { ok: false as const, refusal: "not-asked" as const };
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return refusal(done.refusal);
      const at = { "reason-missing": "reason", "not-seen": "seenWhere" }[String(done.refusal)] ?? "go";
      return showItem(asked, form, [{ field: at, text: REFUSALS[done.refusal] }], 422);
    }) satisfies HandlerOf<"case">,
    file: (async (asked) => {
      const { situation, item, evidence } = await itemOf(asked);
      const file = evidence?.files.find(({ id, state }) => id === asked.parameters["file"] && state === "clean");
      if (!item || !file)
        return {
          kind: "problem",
          problem: ruleRefused("no-file", "This file cannot be opened", "It was refused, or has not been checked yet. Open the evidence again."),
        };
      const type = file.type === "jpeg" || file.type === "png" || file.type === "heic" ? file.type : "pdf";
      const key = fileKey({ case: file.of ?? situation.case.id, evidence: item.id, file: file.id });
      return { kind: "redirect", location: await own.files.link(key, LINK_SECONDS, `${item.item.code}.${FILE_TYPES[type].endings[0] ?? type}`) };
    }) satisfies HandlerOf<"case">,
  };
}

const unknownItem = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-asked", "Nothing was sent of this yet", "Open the case again: it lists what was sent."),
});

const Where = text(200);

function decisionIn(form: URLSearchParams): Checking | undefined {
  const reason = reasonIn(form) ?? "";
  const answer = form.get("answer");
  // When what the officer saw was sent: the page says it.
  const seen = { seen: form.get("sentAt") ?? "" };
  if (answer === "accept") {
    const place = Where.safeParse(form.get("seenWhere") ?? "");
    return { answer, ...seen, ...(place.success ? { seenWhere: place.data } : {}) };
  }
  return answer === "ask-more" || answer === "refuse" ? { answer, reason, ...seen } : undefined;
}
