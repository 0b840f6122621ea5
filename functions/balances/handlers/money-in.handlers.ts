import type { FieldError } from "../../../shared/domain/input.ts";
import { conflict, isStale } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { moneyInPage, NOTE_WRONG } from "../pages/money-in.page.tsx";
import { creditsToName, type NoteRefusal } from "../rules/account-note.ts";
import { isWithheldFrom } from "../rules/case-of-person.ts";
import { readNote } from "../rules/read-stated.ts";
import { noteAccount } from "../use-cases/note-account.ts";
import type { StatedDeps } from "../use-cases/record-ports.ts";
import { wrongFields } from "./section-errors.ts";

type CaseRequest = Parameters<HandlerOf<"balanceCase">>[0];

const REFUSED: Readonly<Record<Exclude<NoteRefusal, "until" | "none">, FieldError>> = {
  from: { field: "from", at: "from-day", text: "Enter a day that is not in the future" },
  many: { field: "words", text: "There are too many entries for this account. Call the team that runs Trellis" },
};

/** Handlers of the officers' page of money that came in, of an open case. */
export function moneyInHandlers(deps: StatedDeps) {
  const { store, movements, noteLook } = deps;
  const credits = async ({ record }: CaseRequest) => creditsToName(await movements(record.body.account));
  const page = async (request: CaseRequest, errors: readonly FieldError[] = []) => {
    const { account } = request.record.body;
    const [note, found] = await Promise.all([store.accountNote(account), credits(request)]);
    return moneyInPage(request, { balanceCase: request.record.body, note, credits: found, form: request.form, errors });
  };
  return {
    moneyIn: (async (request) => {
      const { body } = request.record;
      // Where the person's own trail may not tell of it, the case's does.
      if (body.owner === undefined || isWithheldFrom(body, body.owner)) await noteLook(body, request.auditContext(), "balance-case:work");
      return page(request);
    }) satisfies HandlerOf<"balanceCase">,
    noteMoneyIn: (async (request) => {
      const { record, form } = request;
      const { id, account, authority } = record.body;
      const before = await store.accountNote(account);
      if (isStale(request.seenVersion, before?.version ?? 0)) return conflict();
      const waives = form.get("step") === "waive";
      /** The second form's words have an id of their own. */
      const placed = (errors: readonly FieldError[]) => errors.map((error) => (waives && error.field === "words" ? { ...error, at: "why" } : error));
      const read = readNote(form, await credits(request));
      if (!read.ok) return page(request, placed(wrongFields(read.errors, NOTE_WRONG)));
      const answer = redirectDone(`/balance-cases/${id}/money-in`, waives ? "waived" : "identified");
      const done = await noteAccount(deps)({ id: account, authority }, before, read.value, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      if (done.refusal === "stale") return conflict();
      // Of an answer, which this form does not note.
      if (done.refusal === "until" || done.refusal === "none") throw new Error(`Not of this form: ${done.refusal}`);
      return page(request, placed([REFUSED[done.refusal]]));
    }) satisfies HandlerOf<"balanceCase">,
  };
}
