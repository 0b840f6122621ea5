import { text } from "../../../shared/domain/fields.ts";
import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { NewName } from "../../../shared/domain/shown-name.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { enterPage } from "../pages/enter.page.tsx";
import { expiringPage } from "../pages/expiring.page.tsx";
import { foundPage, openListPage, restingListPage } from "../pages/queue.page.tsx";
import { VIEWS } from "../pages/queue-frame.tsx";
import { SORTS } from "../rules/queue-lines.ts";
import { countsOf, type ListWanted, OPEN_VIEWS, pageOf, WHOSE } from "../rules/queue-lists.ts";
import { enterFor } from "../use-cases/apply.ts";
import { type AssignRefusal, assignCases, type SeenInList } from "../use-cases/assign-cases.ts";
import { checklistToday } from "../use-cases/commit-outcome.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { underNewCode } from "../use-cases/new-case.ts";
import { findCases, linesOf, officerNames, officersFor, openCases, queueFor, sortAfter } from "../use-cases/queue-views.ts";
import { standingIn } from "../use-cases/standing.ts";
import { REFUSALS, refusal } from "./refusals.ts";

type CouncilRequest = Parameters<HandlerOf<"council">>[0];
const { assignedAtOnce } = servicePolicy.caseLists;
const Wanted = text(100);
const SEEN = /^([\w-]{1,80}):(\d{1,9})$/;

/** How a list of open cases is wanted: anything that cannot be read is as if it were not said. Undefined where another list is asked for. */
function listWanted(query: URLSearchParams): ListWanted | undefined {
  const named = query.get("view") ?? "waiting";
  const view = OPEN_VIEWS.find((one) => one === named);
  if (view === undefined) return VIEWS.some((one) => one === named) ? undefined : { ...EVERYTHING };
  const from = /^\d{1,4}$/.test(query.get("from") ?? "") ? Number(query.get("from")) : 0;
  return {
    view,
    whose: (view !== "mine" && WHOSE.find((one) => one === query.get("whose"))) || "all",
    sortBy: SORTS.find((one) => one === query.get("sort")) ?? "sent",
    descending: query.get("order") === "down",
    from,
  };
}
const EVERYTHING: ListWanted = { view: "waiting", whose: "all", sortBy: "sent", descending: false, from: 0 };

/** Handlers of the lists in which vetting officers find cases. */
export function queueHandlers(vetting: Vetting) {
  const { store } = vetting;
  const standing = standingIn(vetting);

  const atRiskFromOf = async ({ record, today }: CouncilRequest) => daysAfter(today, (await checklistToday(vetting, record, today)).figures.atRiskDays);

  const openList = async (
    request: CouncilRequest,
    wanted: ListWanted,
    answer: { readonly form?: URLSearchParams; readonly errors?: readonly FieldError[]; readonly status?: number } = {},
  ): Promise<HttpAnswer> => {
    const { record: council, account } = request;
    const looker = { officer: account.body.id, atRiskFrom: await atRiskFromOf(request) };
    const read = await openCases(store)(council, looker.officer);
    const { names, assignable } = await officersFor(store, council, read.records);
    const { records, of } = pageOf(read, wanted, looker, names);
    const lines = await linesOf(vetting)(records, council, vetting.now());
    return openListPage(request, {
      council,
      lines,
      atRiskFrom: looker.atRiskFrom,
      officers: names,
      assignable,
      wanted,
      of,
      counts: countsOf(read, looker),
      ...answer,
    });
  };

  return {
    queue: (async (request) => {
      const { record: council, account, query } = request;
      const wanted = listWanted(query);
      if (wanted) return openList(request, wanted);
      const after = sortAfter(query);
      const view = VIEWS.find((one) => one === query.get("view")) ?? "draft";
      if (view === "expiring") return expiringPage(request, council, await store.expiring(council, after));
      const { records, next } = await queueFor(store)(council, view, account.body.id, after);
      const [lines, officers, atRiskFrom] = await Promise.all([
        linesOf(vetting)(records, council, vetting.now()),
        officerNames(store, records),
        atRiskFromOf(request),
      ]);
      return restingListPage(request, view, next, { council, lines, atRiskFrom, officers });
    }) satisfies HandlerOf<"council">,
    findCases: (async (request) => {
      const { record: council, account, form } = request;
      const read = Wanted.safeParse((form.get("wanted") ?? "").trim());
      const atRiskFrom = await atRiskFromOf(request);
      if (!read.success) {
        const nothing = { council, lines: [], atRiskFrom, officers: new Map<string, string>() };
        const errors = [{ field: "wanted", text: "Enter a name of 100 characters or fewer, or a reference like LEI-4KX7" }];
        return foundPage(request, form.get("wanted")?.slice(0, 100) ?? "", { cut: [], byReference: false }, nothing, errors);
      }
      const found = await findCases(vetting, standing)(council, read.data, account.body);
      const [lines, officers] = await Promise.all([linesOf(vetting)(found.records, council, vetting.now()), officerNames(store, found.records)]);
      return foundPage(request, read.data, found, { council, lines, atRiskFrom, officers });
    }) satisfies HandlerOf<"council">,
    assignCases: (async (request) => {
      const { record: council, account, form, query } = request;
      const wanted = listWanted(query) ?? EVERYTHING;
      const chosen: readonly SeenInList[] = form.getAll("case").flatMap((value) => {
        const [, id, version] = SEEN.exec(value) ?? [];
        return id === undefined ? [] : [{ id, version: Number(version) }];
      });
      const list = new URLSearchParams({ view: wanted.view, whose: wanted.whose, sort: wanted.sortBy, done: "assigned" });
      const answer: HttpAnswer = { kind: "redirect", location: `/councils/${council}/vetting?${list}` };
      const done = await assignCases(vetting, standing)(council, chosen, form.get("officer") ?? "", account.body, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat") return refusal(done.refusal);
      return openList(request, wanted, { form, errors: [{ ...assignError(done.refusal) }], status: 422 });
    }) satisfies HandlerOf<"council">,
    enterQuestion: (async (request) => enterPage(request, request.record, new URLSearchParams())) satisfies HandlerOf<"council">,
    enter: (async (request) => {
      const read = readBy(NewName, filledIn(request.form));
      if (!read.ok)
        return enterPage(request, request.record, request.form, fieldErrors(read.errors, { displayName: "Enter a name of 100 characters or fewer" }));
      const answer = (id: string) => redirectDone(`/applications/${id}`, "begun");
      const account = vetting.newId();
      const done = await underNewCode(vetting, request.record, (id) =>
        enterFor(vetting)(request.record, { account, case: id }, read.value.displayName, request.account.body.id, request.auditContext(answer(id))),
      );
      return done.ok ? answer(done.value.id) : refusal(done.refusal);
    }) satisfies HandlerOf<"council">,
  };
}

/** Why cases were not assigned, and what to do. */
function assignError(why: Exclude<AssignRefusal, "repeat">): FieldError {
  switch (why) {
    case "none":
      return { field: "officer", text: "Select at least one case" };
    case "too-many":
      return { field: "officer", text: `Select ${assignedAtOnce} cases or fewer` };
    case "assignee":
      return { field: "officer", text: "Choose another officer. This one cannot take one of these cases" };
    case "stale":
      return { field: "officer", text: "One of these cases has changed, so we did not assign any. Check the list and select them again" };
    case "not-a-move":
      return { field: "officer", text: "One of these cases cannot be assigned at this stage. We did not assign any" };
    default:
      return { field: "officer", text: REFUSALS[why] };
  }
}
