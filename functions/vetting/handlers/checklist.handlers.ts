import * as z from "zod/mini";
import { text } from "../../../shared/domain/fields.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { PROVIDER_TYPES } from "../../../shared/policy/checklists.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { checklistPage, type NewChecklistPageProps, newChecklistPage } from "../pages/checklist.page.tsx";
import { checklistFigures, monthsName, needName, readChecklist } from "../pages/checklist-form.ts";
import { checklistToday } from "../use-cases/commit-outcome.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { latestChecklist, setChecklist } from "../use-cases/set-checklist.ts";
import { refusal } from "./refusals.ts";

const Frame = z.object({ effectiveFrom: PlainDate, reason: text(2000) });
const WRONG = { effectiveFrom: "Enter a day, today or later", reason: "Say why" };

/** Handlers of the pages a council sets its checklist on. */
export const checklistHandlers = (vetting: Vetting) => ({
  checklist: (async (request) => {
    const versions = (await vetting.store.checklistVersions(request.record)).map(({ body }) => body);
    return checklistPage(request, {
      council: request.record,
      checklist: await checklistToday(vetting, request.record, request.today),
      versions,
      mayChange: request.as === "administrator",
    });
  }) satisfies HandlerOf<"council">,
  newChecklist: (async (request) => {
    const { version, items, figures } = await latestChecklist(vetting, request.record);
    const form = new URLSearchParams();
    for (const { code, need, validMonths } of items) {
      for (const type of PROVIDER_TYPES) form.set(needName(code, type), need[type] ?? "not-needed");
      if (validMonths !== undefined) form.set(monthsName(code), String(validMonths));
    }
    for (const { name } of checklistFigures) form.set(name, String(figures[name]));
    return newChecklistPage(request, { council: request.record, from: { version, items }, form });
  }) satisfies HandlerOf<"council">,
  setChecklist: (async (request) => {
    const { form, record, seenVersion = 0 } = request;
    const from = await latestChecklist(vetting, record);
    const again = (errors: NewChecklistPageProps["errors"] = [], version = seenVersion, status?: number) =>
      newChecklistPage(request, { council: record, from: { ...from, version }, form, errors, ...(status === undefined ? {} : { status }) });
    const read = readChecklist(from, form);
    const effectiveFrom = dateIn(form, "effectiveFrom");
    const frame = readBy(Frame, { ...filledIn(form), ...(effectiveFrom === undefined ? {} : { effectiveFrom }) });
    if (!read.ok || !frame.ok) {
      const errors = [...(read.ok ? [] : read.refusal), ...(frame.ok ? [] : fieldErrors(frame.errors, WRONG))];
      return again(errors);
    }
    const answer = redirectDone(`/councils/${record}/checklist`, "set");
    const done = await setChecklist(vetting)(record, seenVersion, from, read.value, frame.value, request.auditContext(answer));
    if (done.ok) return answer;
    if (done.refusal === "in-the-past") return again([{ field: "effectiveFrom", text: "The day must be today or later", at: "effectiveFrom-day" }]);
    if (done.refusal === "stale")
      return again(
        [{ field: "reason", text: "Someone saved another version while you had this page open. Check it before you save yours." }],
        from.version,
        412,
      );
    return refusal(done.refusal);
  }) satisfies HandlerOf<"council">,
});
