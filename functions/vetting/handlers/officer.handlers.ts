import { text } from "../../../shared/domain/fields.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { FILE_TYPES } from "../../../shared/files/file-types.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { casePage, workerNames } from "../pages/case.page.tsx";
import { itemPage } from "../pages/item.page.tsx";
import { officerMovePage } from "../pages/officer-move.page.tsx";
import { nameOfCase } from "../pages/who-it-is.tsx";
import { evidenceTitle } from "../pages/words.ts";
import { endedBadly, type VettingCase } from "../rules/case.ts";
import { checklistLines, STATUS_RESULTS } from "../rules/evidence.ts";
import { isLastToAccept, neighboursOf, nextToCheck } from "../rules/evidence-order.ts";
import { checkedKey } from "../rules/file-keys.ts";
import { CASE_MOVES, type CaseMove, caseMove, type MovedBy, moveRefusal } from "../rules/moves.ts";
import type { MoveInput } from "../rules/obstacles.ts";
import type { Situation } from "../rules/situation.ts";
import { checklistToday, moveCase, newestChecklist, situationOf } from "../use-cases/commit-outcome.ts";
import { cqcWords } from "../use-cases/cqc-words.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { type Checking, checkEvidence, noteStatus, refereesWanted } from "../use-cases/evidence-work.ts";
import { standingReferences } from "../use-cases/references.ts";
import { officerIn } from "../use-cases/standing.ts";
import { reasonIn } from "./application.handlers.ts";
import { conflict, isStale, nothingHere, REFUSALS, refusal } from "./refusals.ts";

type CaseRequest = Parameters<HandlerOf<"case">>[0];
const LINK_SECONDS = 60;

/** Moves an officer makes; the rest are the applicant's, or made by Trellis itself. */
export const officerMove = (name: string | undefined): CaseMove | undefined => {
  const move = caseMove(name ?? "");
  return move && CASE_MOVES[move].by !== "applicant" && CASE_MOVES[move].by !== "system" ? move : undefined;
};

const officerOf = ({ account, record }: Pick<CaseRequest, "account" | "record">): MovedBy => officerIn(record, account.body.id);

/** Handlers of the pages vetting officers work with. */
export function officerHandlers(vetting: Vetting) {
  const { store } = vetting;

  const itemOf = async (request: CaseRequest) => {
    const situation = await situationOf(vetting, request.record, vetting.now());
    const item = checklistLines(situation.case, situation.checklist).find(({ id }) => id === request.parameters["evidence"]);
    const evidence = situation.evidence.find(({ id }) => id === item?.id);
    return { situation, item, evidence };
  };

  const showItem = async (request: CaseRequest, form: URLSearchParams, errors: readonly FieldError[] = [], status?: number): Promise<HttpAnswer> => {
    const { situation, item, evidence } = await itemOf(request);
    if (!item || !evidence) return unknownItem();
    const [account, workers, references, cqc] = await Promise.all([
      store.account(situation.case.owner),
      store.workersOf(situation.case.owner),
      item.item.code === "references" ? standingReferences(vetting)(situation.case, situation.today) : [],
      cqcWords(store, evidence),
    ]);
    const names = workerNames(workers);
    const { previous, next } = neighboursOf(situation, item.id);
    const elsewhere = (line: typeof next) => (line === undefined ? undefined : { id: line.id, title: evidenceTitle(line, names) });
    return itemPage(request, {
      name: nameOfCase(situation.case, account?.body),
      previous: elsewhere(previous),
      next: elsewhere(next),
      refereesWanted: refereesWanted(situation),
      officer: officerOf(request),
      record: request.record.case,
      situation,
      item,
      evidence,
      title: evidenceTitle(item, names),
      references,
      cqc,
      form,
      errors,
      ...(status === undefined ? {} : { status }),
    });
  };

  /** Applications of the same person in this council that ended badly, whatever account they were made under. */
  const earlierCases = async ({ id, owner, authority }: VettingCase, email: string | undefined): Promise<readonly VettingCase[]> => {
    const found = await Promise.all([store.casesOf(owner), email === undefined ? [] : store.earlierCases(await vetting.addressHash(email))]);
    const others = found.flat().filter(({ body }) => body.id !== id && body.authority === authority && endedBadly(body));
    return [...new Map(others.map(({ body }) => [body.id, body])).values()];
  };

  const inputOf = async (request: CaseRequest, move: CaseMove): Promise<MoveInput> => {
    const reason = reasonIn(request.form);
    const outcome = (["accredited", "provisional", "refused"] as const).find((one) => one === request.form.get("outcome"));
    const { authority } = request.record.case.body;
    return {
      ...(reason === undefined ? {} : { reason }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(move === "change-checklist" ? { checklist: await checklistToday(vetting, authority, request.today) } : {}),
    };
  };

  return {
    case: (async (request) => {
      const situation = await situationOf(vetting, request.record, vetting.now());
      const newest = newestChecklist(situation.case.authority, situation.versions, request.today);
      const workers = await store.workersOf(situation.case.owner);
      const account = (await store.account(situation.case.owner))?.body;
      const earlier = await earlierCases(situation.case, account?.email);
      return casePage(request, {
        account,
        failing: account ? await vetting.failing(account) : [],
        earlier,
        officer: officerOf(request),
        record: request.record.case,
        situation,
        workers,
        newerChecklist: newest.version > situation.case.checklist,
      });
    }) satisfies HandlerOf<"case">,
    moveQuestion: (async (request) => {
      const move = officerMove(request.parameters["move"]);
      if (!move) return nothingHere();
      const why = moveRefusal(move, request.record.case.body, officerOf(request));
      if (why) return refusal(why);
      return officerMovePage(request, await situationOf(vetting, request.record, vetting.now()), request.record.case, move, new URLSearchParams());
    }) satisfies HandlerOf<"case">,
    move: (async (request) => {
      const move = officerMove(request.parameters["move"]);
      if (!move) return nothingHere();
      const { record } = request;
      if (isStale(request.seenVersion, record.case.version)) return conflict();
      // Whoever declared an interest sees nothing of the case any more.
      const { id, authority } = record.case.body;
      const startsChecking = move === "assign" && request.form.get("goOn") === "check";
      const answer =
        move === "declare-interest"
          ? redirectDone(`/councils/${authority}/vetting`, "interest")
          : redirectDone(`/cases/${id}${startsChecking ? "/check" : ""}`, move);
      const input = await inputOf(request, move);
      const done =
        move === "recommend" && input.outcome === undefined
          ? { ok: false as const, refusal: "outcome" as const }
          : await moveCase(vetting)(record, move, officerOf(request), input, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return refusal(done.refusal);
      const at = done.refusal === "reason-missing" ? "reason" : done.refusal === "outcome" && move === "recommend" ? "outcome" : "go";
      return officerMovePage(
        request,
        await situationOf(vetting, record, vetting.now()),
        record.case,
        move,
        request.form,
        [{ field: at, text: REFUSALS[done.refusal] }],
        422,
      );
    }) satisfies HandlerOf<"case">,
    item: (async (request) => showItem(request, new URLSearchParams())) satisfies HandlerOf<"case">,
    check: (async (request) => {
      const { record, form } = request;
      const { situation, item } = await itemOf(request);
      if (!item) return unknownItem();
      if (isStale(request.seenVersion, record.case.version)) return conflict();
      const answer = afterCheck(situation, officerOf(request), item.id, form.get("answer"));
      const result = STATUS_RESULTS.find((one) => one === form.get("result"));
      const decision = decisionIn(form);
      if (form.get("answer") === "status" ? !result : !decision)
        return showItem(request, form, [{ field: form.get("answer") === "status" ? "result" : "answer", text: "Choose an answer" }]);
      const done =
        form.get("answer") === "status" && result
          ? await noteStatus(vetting)(record, item.id, officerOf(request), result, request.auditContext(answer))
          : decision
            ? await checkEvidence(vetting)(record, item.id, officerOf(request), decision, request.auditContext(answer))
            : { ok: false as const, refusal: "not-asked" as const };
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return refusal(done.refusal);
      const at = { "reason-missing": "reason", "not-seen": "seenWhere" }[String(done.refusal)] ?? "go";
      return showItem(request, form, [{ field: at, text: REFUSALS[done.refusal] }], 422);
    }) satisfies HandlerOf<"case">,
    file: (async (request) => {
      const { situation, item, evidence } = await itemOf(request);
      const file = evidence?.files.find(({ id, state }) => id === request.parameters["file"] && state === "clean");
      if (!item || !file)
        return {
          kind: "problem",
          problem: ruleRefused("no-file", "This file cannot be opened", "It was refused, or has not been checked yet. Open the evidence again."),
        };
      const type = file.type === "jpeg" || file.type === "png" || file.type === "heic" ? file.type : "pdf";
      const key = checkedKey({ case: file.of ?? situation.case.id, evidence: item.id, file: file.id }, file.mark);
      // Of one that has a name of its own the store knows it: it stands in no address.
      const plainName = file.name === undefined ? `${item.item.code}.${FILE_TYPES[type].endings[0] ?? type}` : undefined;
      return { kind: "redirect", location: await vetting.files.link(key, LINK_SECONDS, plainName) };
    }) satisfies HandlerOf<"case">,
  };
}

const unknownItem = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-asked", "Nothing was sent of this yet", "Open the case again: it lists what was sent."),
});

/** Where an officer goes after a decision about one piece of evidence: to the next that waits for them, to recommending where nothing else is left, or to the case. */
function afterCheck(situation: Situation, officer: MovedBy, id: string, answer: string | null): HttpAnswer {
  const here = `/cases/${situation.case.id}`;
  if (answer === "status") return redirectDone(here, "status");
  // From item to item is for a case that is being checked; of one that is listed a single renewal is looked at.
  const next = situation.case.state === "in-review" ? nextToCheck(situation, officer, id) : undefined;
  if (next !== undefined) return redirectDone(`${here}/evidence/${next}`, "checked");
  return redirectDone(answer === "accept" && isLastToAccept(situation, officer, id) ? `${here}/moves/recommend` : here, "checked");
}

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
