import { londonDate, millisOf } from "../../../shared/domain/time.ts";
import { filledWith, templates } from "../../../shared/notices/templates.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import type { BalanceCase } from "../rules/balance-case.ts";
import type { Evidence, GivenNotice, NoticeText } from "../rules/evidence.ts";
import { codeOf, valuesOf } from "./case-notices.ts";

/**
 * The text of a notice, made of what the case was when it was given. What was found, the days and the amounts stand in it as they were: nothing that was
 * done later changes it.
 */
export function noticeAsGiven(balanceCase: BalanceCase, { move, at }: GivenNotice, { findings, history }: Evidence, site: URL): NoticeText | undefined {
  const { challenge, proposal, ...rest } = balanceCase;
  const day = londonDate(millisOf(at));
  const then: BalanceCase = {
    ...rest,
    state: move === "approve" ? "approved" : "question-sent",
    findings: findings.length > 0 ? [...findings] : balanceCase.findings,
    history: [...history.known],
    stops: balanceCase.stops.filter(({ from }) => from <= day).map(({ until, ...span }) => (until === undefined || until > day ? span : { ...span, until })),
    ...(challenge && challenge.at <= at ? { challenge } : {}),
    ...(proposal && proposal.at <= at ? { proposal } : {}),
  };
  const code = codeOf(move, then, then);
  const text = templates.find((one) => one.code === code && one.channel === "email" && one.format === "standard" && one.language === "en");
  if (!text) return undefined;
  const values = { ...valuesOf(then, balancePolicyOn(balanceCase.authority, day)), link: new URL("/people/me/balance/question", site).href };
  return { subject: filledWith(text.subject ?? "", values), body: filledWith(text.body, values), version: text.version };
}
