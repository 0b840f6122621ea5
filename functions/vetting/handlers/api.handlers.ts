import { readBy } from "../../../shared/domain/input.ts";
import { answer } from "../../../shared/http/contract.ts";
import { badRequest } from "../../../shared/http/problem.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import type { VettingCase } from "../rules/case.ts";
import { checklistLines, itemState } from "../rules/evidence.ts";
import { QUEUES } from "../rules/queues.ts";
import type { Situation } from "../rules/situation.ts";
import { checklistToday, moveCase, situationOf } from "../use-cases/commit-outcome.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { queueFor, sortAfter } from "../use-cases/queue-views.ts";
import { officerIn } from "../use-cases/standing.ts";
import { MoveBody, vettingContracts } from "./api.contracts.ts";
import { officerMove } from "./officer.handlers.ts";
import { conflict, isStale, nothingHere, refusal } from "./refusals.ts";

const summary = ({
  id,
  state,
  decideBy: dueOn,
  submittedAt,
  assignedTo,
  accreditedOn,
  accreditedUntil,
  listing,
  blockingEvidence: holds,
  endedAt,
}: VettingCase) => ({
  id,
  state,
  submittedAt,
  dueOn,
  assignedTo,
  accreditedOn,
  accreditedUntil,
  listing,
  holds,
  endedAt,
});

/** A case as its applicant may see it: how it stands, and every piece of evidence with its own state. */
const viewOf = ({ case: vettingCase, evidence, checklist, today }: Situation) => ({
  ...summary({ ...vettingCase, assignedTo: undefined }),
  checklist: vettingCase.checklist,
  evidence: checklistLines(vettingCase, checklist).map(({ id, item, need }) => {
    const one = evidence.find((known) => known.id === id);
    return { id, code: item.code, need, state: itemState(need, one, today, checklist), until: one?.accepted?.until };
  }),
});

/** Handlers of vetting's API. */
export const apiHandlers = (vetting: Vetting) => ({
  apiCase: (async ({ record }) =>
    answer(vettingContracts.apiCase, 200, viewOf(await situationOf(vetting, record, vetting.now())), {
      etag: `"${record.case.version}"`,
    })) satisfies HandlerOf<"case">,
  apiMove: (async (request) => {
    const { record, account, parameters } = request;
    const move = officerMove(parameters["move"]);
    if (!move) return nothingHere();
    const read = readBy(MoveBody, request.json);
    if (!read.ok) return { kind: "problem", problem: badRequest("The move cannot be read.", read.errors) };
    if (isStale(request.seenVersion, record.case.version)) return conflict();
    const answered = answer(vettingContracts.apiMove, 200, { id: record.case.body.id, move, done: true });
    const checklist = move === "change-checklist" ? { checklist: await checklistToday(vetting, record.case.body.authority, request.today) } : {};
    const done = await moveCase(vetting)(record, move, officerIn(record, account.body.id), { ...read.value, ...checklist }, request.auditContext(answered));
    return done.ok ? answered : refusal(done.refusal);
  }) satisfies HandlerOf<"case">,
  apiCases: (async ({ account, record, query }) => {
    const queue = QUEUES.find((one) => one === (query.get("queue") ?? "waiting"));
    if (!queue)
      return { kind: "problem", problem: badRequest("There is no such queue.", [{ parameter: "queue", detail: `must be one of ${QUEUES.join(", ")}` }]) };
    const { records, next } = await queueFor(vetting.store)(record, queue, account.body.id, sortAfter(query));
    return answer(vettingContracts.apiCases, 200, { results: records.map(({ body }) => summary(body)), ...(next === undefined ? {} : { next }) });
  }) satisfies HandlerOf<"council">,
});
