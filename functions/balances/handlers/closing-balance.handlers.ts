import { text } from "../../../shared/domain/fields.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { conflict, isStale } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { closingBalancePage, closingPhotosPage } from "../pages/closing-balance.page.tsx";
import { afterTyping, closingOn, daysToType, isSeenByCouncil, type TypingRefusal } from "../rules/paper-statement.ts";
import { readTypedBalance } from "../rules/read-stated.ts";
import type { StatedDeps } from "../use-cases/record-ports.ts";
import { backFromFiles, type PhotoDeps, photoParts } from "./closing-photos.handlers.ts";

type AccountRequest = Parameters<HandlerOf<"paymentAccount">>[0];

const REFUSED: Readonly<Record<TypingRefusal | "seen", FieldError>> = {
  day: { field: "on", text: "Select which day the balance is for" },
  pence: { field: "amount", text: "Enter the balance in pounds, like 123.45" },
  seen: { field: "seen", text: "Enter where you saw the statement, in 200 characters or fewer" },
  many: { field: "amount", text: "There are too many entries for this day. Call the team that runs Trellis" },
};
const Seen = text(200);

/** It stands where someone else sends the statements, or nothing is known of the account. */
const NOT_NOW: HttpAnswer = {
  kind: "problem",
  problem: ruleRefused(
    "not-now",
    "No balance can be typed for this account",
    "Its statements come from a card supplier or a support organisation, or nothing is known of it yet.",
  ),
};

/** Handlers of the pages on which a finance officer types a balance for someone with statements on paper, and adds photos of it. */
export function closingBalanceHandlers(deps: Pick<StatedDeps, "papers" | "wholeAccount"> & PhotoDeps) {
  const { papers, wholeAccount } = deps;
  const found = async ({ record, today }: AccountRequest) => {
    const [read, before] = await Promise.all([wholeAccount(record.id), papers.papers(record.id)]);
    return read?.head.kind === "bank" ? { before, days: daysToType(read.facts, read.ledger, before?.body, today) } : undefined;
  };
  return {
    closingPhotos: (async (request): Promise<HttpAnswer> => {
      const { record: account, query } = request;
      const [known, on] = [await found(request), PlainDate.safeParse(request.parameters["closing"]).data];
      if (!known) return NOT_NOW;
      const list = `/payment-accounts/${account.id}/paper`;
      const closing = on === undefined ? undefined : closingOn(known.before?.body, on);
      // What its person typed is theirs to show.
      if (on === undefined || !closing || !isSeenByCouncil(closing)) return { kind: "redirect", location: list };
      const here = `${list}/${on}`;
      const back = backFromFiles({ query, here });
      if (back) return back;
      const figures = balancePolicyOn(account.authority, request.today).evidence;
      const photos = await photoParts(deps, { query, here, closing, figures, place: { account: account.id, on, by: request.account.body.id } });
      return closingPhotosPage(request, { account, list, closing, photos });
    }) satisfies HandlerOf<"paymentAccount">,
    closingBalance: (async (request) => {
      const known = await found(request);
      return known ? closingBalancePage(request, { account: request.record, papers: known.before, days: known.days, form: request.form }) : NOT_NOW;
    }) satisfies HandlerOf<"paymentAccount">,
    typeClosingBalance: (async (request) => {
      const { record: account, form } = request;
      const known = await found(request);
      if (!known) return NOT_NOW;
      const { before, days } = known;
      if (isStale(request.seenVersion, before?.version ?? 0)) return conflict();
      const show = (...errors: readonly FieldError[]) => closingBalancePage(request, { account, papers: before, days, form, errors });
      const { on, pence } = readTypedBalance(form);
      const seen = Seen.safeParse((form.get("seen") ?? "").trim()).data;
      const isDay = on !== undefined && days.includes(on);
      if (!isDay || pence === undefined || seen === undefined)
        return show(...(isDay ? [] : [REFUSED.day]), ...(pence === undefined ? [REFUSED.pence] : []), ...(seen === undefined ? [REFUSED.seen] : []));
      const answer = redirectDone(`/payment-accounts/${account.id}/paper/${on}`, "typed");
      const context = request.auditContext(answer);
      const { id, authority, owner } = account;
      const whose = { id, authority, ...(owner === undefined ? {} : { owner }) };
      const after = afterTyping(before?.body, whose, { on, pence, by: request.account.body.id, seen }, days, context.at);
      if (!after.ok) return show(REFUSED[after.refusal]);
      const done = await papers.commit(context, [{ entity: "paper-statement", before, after: after.value, action: "paper:type-for-person" }]);
      return done.ok ? answer : done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"paymentAccount">,
  };
}
