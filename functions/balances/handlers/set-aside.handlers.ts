import type { FieldError } from "../../../shared/domain/input.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { SUM_WRONG, setAsidePage, setAsideSumPage, theirSetAsidePage } from "../pages/set-aside.page.tsx";
import { readReason, readSum } from "../rules/read-stated.ts";
import { believedSums, type SetAsideRefusal } from "../rules/set-aside-record.ts";
import type { StatedDeps } from "../use-cases/record-ports.ts";
import { saySetAside } from "../use-cases/say-set-aside.ts";
import { wrongFields } from "./section-errors.ts";

type AccountRequest = Parameters<HandlerOf<"paymentAccount">>[0];

const REFUSED: Readonly<Record<Exclude<SetAsideRefusal, "none">, FieldError>> = {
  dates: { field: "until", at: "until-day", text: "Enter a last day after the first day, and not more than five years ahead" },
  agreed: { field: "agreedOn", at: "agreedOn-day", text: "Enter a day that has been: it is agreed already" },
  many: { field: "kind", text: "There are too many entries. Change one that is there" },
};

/** Handlers of money that is set aside: the officers' pages, and the person's. */
export function setAsideHandlers(deps: StatedDeps) {
  const { store, paymentOf, newId } = deps;
  const page = async (request: AccountRequest, errors: readonly FieldError[] = []) => {
    const id = request.parameters["sum"] ?? "";
    const record = await store.setAside(request.record.id);
    const sum = believedSums(record?.body).find((one) => one.id === id);
    if (!sum && id !== "new") return nothingHere();
    return setAsideSumPage(request, { account: request.record, record, sum, form: request.form, errors });
  };
  return {
    theirSetAside: (async (request) => {
      const account = await paymentOf(request.record.body.id);
      const record = account && (await store.setAside(account.id));
      return theirSetAsidePage(request, request.record.body, account, record?.body);
    }) satisfies HandlerOf<"person">,
    setAside: (async (request) => setAsidePage(request, request.record, await store.setAside(request.record.id))) satisfies HandlerOf<"paymentAccount">,
    setAsideSum: (async (request) => page(request)) satisfies HandlerOf<"paymentAccount">,
    saySetAside: (async (request) => {
      const { record: account, form, parameters } = request;
      const named = parameters["sum"] ?? "";
      const before = await store.setAside(account.id);
      if (isStale(request.seenVersion, before?.version ?? 0)) return conflict();
      const removes = form.get("step") === "remove";
      const read = removes ? readReason(form) : readSum(form);
      if (!read.ok) return page(request, wrongFields(read.errors, SUM_WRONG));
      const isNew = named === "new";
      const sum = isNew ? newId() : named;
      const by = request.account.body.id;
      const saying = "reason" in read.value ? { sum, isNew, by, value: null, reason: read.value.reason } : { sum, isNew, by, value: read.value };
      const answer = redirectDone(`/payment-accounts/${account.id}/set-aside`, removes ? "removed" : isNew ? "added" : "changed");
      const done = await saySetAside(deps)(account, before, saying, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      if (done.refusal === "stale") return conflict();
      return done.refusal === "none" ? nothingHere() : page(request, [REFUSED[done.refusal]]);
    }) satisfies HandlerOf<"paymentAccount">,
  };
}
