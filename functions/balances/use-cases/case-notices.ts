import { createHash } from "node:crypto";
import { pounds } from "../../../shared/domain/money.ts";
import { type EpochMillis, instantOf, londonDate, longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import { CHANNELS, PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import { chooseTemplate, type NoticeCode } from "../../../shared/notices/templates.ts";
import { type Account, isOpen } from "../../../shared/people/account.ts";
import { type BalancePolicy, balancePolicyOn } from "../../../shared/policy/balances.ts";
import { councilName } from "../../../shared/policy/council.ts";
import { type BalanceCase, NOTICE_FORMATS } from "../rules/balance-case.ts";
import { dayAfterCounted } from "../rules/case-clock.ts";
import type { BalanceMove } from "../rules/case-moves.ts";
import { isWithheldFrom } from "../rules/case-of-person.ts";
import { aboutWords, partsWords } from "../rules/case-words.ts";
import type { Circumstances } from "../rules/circumstances.ts";
import { approachesOf } from "../rules/findings-to-cases.ts";
import { lacking, mayTakeFrom, type NoticePart } from "../rules/recoup-notice.ts";
import type { CasesDeps } from "./case-ports.ts";

type Deps = Pick<CasesDeps, "account" | "actingFor" | "site">;

/** Where a person answers, and challenges. */
const QUESTION = "/balance/question";

/** Who hears of a case: its person, and who acts for them in matters of money; nobody from whom it is withheld, or whose account is closed. */
export async function hearers(
  { account, actingFor }: Pick<Deps, "account" | "actingFor">,
  balanceCase: BalanceCase,
  today: PlainDate,
): Promise<readonly Account[]> {
  const { owner } = balanceCase;
  if (owner === undefined) return [];
  const ids = [...new Set([owner, ...(await actingFor(owner, today))])].filter((id) => !isWithheldFrom(balanceCase, id));
  const found = await Promise.all(ids.map((id) => account(id)));
  return found.flatMap((one) => (one && isOpen(one.body) ? [one.body] : []));
}

/**
 * Who of them a message really tells: nobody whose every address took nothing lately, as no notice counts as given there; and not a person who cannot decide where
 * nobody acts for them. After a death nobody: whoever acted for the person does so no more, and whoever acts for the estate has no account, so it goes by hand. Sources: the
 * ombudsman on Newcastle, 23 005 930; SI 2013/1617, regulation 15.
 */
export async function reached(
  deps: Pick<CasesDeps, "account" | "actingFor" | "failing">,
  balanceCase: BalanceCase,
  { capacity, diedOn }: Pick<Circumstances, "capacity" | "diedOn">,
  today: PlainDate,
): Promise<readonly Account[]> {
  if (diedOn !== undefined) return [];
  const to = await hearers(deps, balanceCase, today);
  if (capacity === "no" && to.every(({ id }) => id === balanceCase.owner)) return [];
  const arrives = await Promise.all(
    to.map(async (one) => {
      const failing = await deps.failing(one);
      const { email, phone, postalAddress } = recipientOf(one).to;
      const addresses = { email, sms: phone, letter: postalAddress };
      return CHANNELS.some((channel) => addresses[channel] !== undefined && !failing.includes(channel));
    }),
  );
  return to.filter((_, index) => arrives[index]);
}

/** Which notice tells of a move; none of the rest. A low balance alone is an offer of help, not a question. */
export function codeOf(move: BalanceMove, before: BalanceCase, after: BalanceCase): NoticeCode | undefined {
  const wasSent = before.question !== undefined && before.question.withdrawnOn === undefined;
  switch (move) {
    case "send-question":
      return approachesOf(after).has("question") ? "balance-question" : "balance-help";
    case "remind":
      return "balance-reminder";
    case "contribution-step":
      // A call is made by an officer, and a review by who looks at the plan.
      return after.ladder?.at(-1)?.step === "reminder" ? "balance-contribution" : undefined;
    case "approve":
      return "balance-recoup";
    case "uphold":
      return "balance-upheld";
    case "resume-clock":
      return after.state === "approved" ? "balance-day" : undefined;
    case "withdraw":
      return wasSent ? "balance-withdrawn" : undefined;
    case "close":
    case "accept-challenge":
      return wasSent ? "balance-closed" : undefined;
    default:
      return undefined;
  }
}

/** All that the texts of notices about a case are made of. */
export function valuesOf(balanceCase: BalanceCase, policy: BalancePolicy): Readonly<Record<string, string>> {
  const { question, proposal, stops, history, authority } = balanceCase;
  const answerBy = question && dayAfterCounted(question.sentOn, question.days, stops);
  const notice = proposal?.notice;
  const isGiven = balanceCase.state === "approved" && history.at(-1)?.move === "approve";
  const takeFrom = notice && mayTakeFrom(balanceCase, notice, policy);
  return {
    council: councilName(authority) ?? authority,
    about: [aboutWords(balanceCase, policy), ...(isGiven && proposal ? partsWords(proposal) : [])].join("\n\n"),
    ...(answerBy === undefined ? {} : { until: longDate(answerBy) }),
    ...(takeFrom === undefined ? {} : { day: longDate(takeFrom) }),
    ...(proposal && notice
      ? {
          amount: pounds(notice.pence),
          parts: notice.steps.length === 1 ? "in one part" : `in ${notice.steps.length} parts, one every four weeks`,
          challengeBy: longDate(notice.challengeBy),
          payer: proposal.payer,
        }
      : {}),
    reason: isGiven ? (proposal?.words ?? "") : (history.at(-1)?.words ?? ""),
  };
}

/** A notice's id from what it tells, and to whom: the same step is said once to each. */
const noticeId = (...about: readonly string[]): string => `b.${createHash("sha256").update(about.join("\n")).digest("base64url")}`;

/** Who of them could not read the notice of taking money as they need to, or would not find in it what it must say. */
export function unreadable(balanceCase: BalanceCase, to: readonly Account[]): readonly NoticePart[] {
  const notice = balanceCase.proposal?.notice;
  return to.flatMap((account) => {
    const { preferences, to: addresses } = recipientOf(account);
    const text = chooseTemplate("balance-recoup", preferences, addresses);
    const wanted = preferences.format;
    // Large print is for paper: on a screen and a phone everybody sets their letters themselves.
    const needs = text && text.channel !== "letter" && wanted === "large-print" ? "standard" : wanted;
    return lacking({
      pence: notice?.pence ?? 0,
      takeFrom: notice?.takeFrom,
      words: balanceCase.proposal?.words ?? "",
      challenge: notice && { by: notice.challengeBy, where: QUESTION },
      ...{ needs, has: NOTICE_FORMATS.find((format) => format === text?.format) },
    });
  });
}

/** The notices of a move, to each who hears of it. Their ids are made of the step, so that whatever is delivered again tells nobody twice. */
export const noticesOf =
  (deps: Deps) =>
  async (
    before: { readonly version: number; readonly body: BalanceCase },
    after: BalanceCase,
    move: BalanceMove,
    at: EpochMillis,
  ): Promise<readonly Notice[]> => {
    const code = codeOf(move, before.body, after);
    if (code === undefined) return [];
    const today = londonDate(at);
    const to = await hearers(deps, after, today);
    const about = code === "balance-withdrawn" ? before.body : after;
    const values = valuesOf({ ...about, state: after.state, history: after.history }, balancePolicyOn(after.authority, today));
    return to.map((account) => ({
      id: noticeId(after.id, move, String(before.version), account.id),
      authority: after.authority,
      code,
      ...recipientOf({ ...account, notices: account.notices ?? PLAIN_PREFERENCES }),
      values: { ...values, link: new URL(`/people/${account.id === after.owner ? "me" : after.owner}${QUESTION}`, deps.site).href },
      createdAt: instantOf(at),
      about: after.id,
    }));
  };
