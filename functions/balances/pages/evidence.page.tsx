import { pounds } from "../../../shared/domain/money.ts";
import { dayAndTime, longDate, millisOf } from "../../../shared/domain/time.ts";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { ANSWER_CODES, type BalanceCase } from "../rules/balance-case.ts";
import type { Evidence, GivenNotice, NoticeMove, NoticeText } from "../rules/evidence.ts";
import type { Movement } from "../rules/movement.ts";
import type { StoredResult } from "../rules/stored-result.ts";
import { doneWords } from "./balance-case.page.tsx";
import { Finding } from "./balance-question.page.tsx";
import { ANSWER_WORDS, WAY_WORDS } from "./balance-words.ts";
import { agreementWords, MOVEMENT_WORDS, type SaidFact } from "./fact-words.ts";

export interface EvidenceProps {
  readonly balanceCase: BalanceCase;
  readonly name: string | undefined;
  /** Undefined where none was given yet: then all that is known stands here. */
  readonly notice: GivenNotice | undefined;
  readonly notices: readonly GivenNotice[];
  readonly text: NoticeText | undefined;
  readonly evidence: Evidence;
  readonly facts: readonly SaidFact[];
  readonly policy: BalancePolicy;
}

export const NOTICE_WORDS: Readonly<Record<NoticeMove, string>> = { "send-question": "Question", approve: "Notice of money to pay back" };
const OUTCOME_WORDS: Readonly<Record<StoredResult["outcome"], string>> = {
  measured: "Checked",
  missing: "A statement was missing",
  refused: "No payment was in force",
};

/** What was known of an account on the day of a notice, and after it what came later: ready to print. */
export function evidencePage(request: PageRequest, props: EvidenceProps): Page {
  const { balanceCase, notice, notices, text, evidence, facts, policy } = props;
  const path = `/balance-cases/${balanceCase.id}`;
  const { results, movements, history } = evidence;
  const isLater = [results.later, movements.later, history.later].some(({ length }) => length > 0) || facts.some(({ learnedAt }) => learnedAt > evidence.at);
  const isKnown = ({ learnedAt }: SaidFact) => learnedAt <= evidence.at;
  return signedInPage(request, {
    title: "Evidence",
    back: { href: path, text: "The question" },
    wide: true,
    children: (
      <>
        <h1 class="govuk-heading-l">Evidence</h1>
        <p class="govuk-body">
          {notice === undefined
            ? "No notice has been given yet. This is what is known today."
            : `What was known at the notice of ${dayAndTime(millisOf(notice.at))}. What came later stands at the end.`}
        </p>
        <p class="govuk-body trellis-screen">You can print this page from your browser.</p>
        {notices.length > 1 ? (
          <ul class="govuk-list trellis-screen">
            {notices.map((one, at) => (
              <li>
                <a class="govuk-link" href={`${path}/evidence?notice=${at + 1}`}>
                  {NOTICE_WORDS[one.move]} of {dateWords(one.at)}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
        <Head {...props} />
        {text ? (
          <>
            <h2 class="govuk-heading-m">What the notice said</h2>
            <p class="govuk-body">This is the text in plain print, version {text.version}. It may have gone out in another format or language.</p>
            <div class="govuk-inset-text trellis-break">
              <p class="govuk-body govuk-!-font-weight-bold">{text.subject}</p>
              {text.body.split("\n\n").map((part) => (
                <p class="govuk-body">
                  {part.split("\n").map((line) => (
                    <>
                      {line}
                      <br />
                    </>
                  ))}
                </p>
              ))}
            </div>
          </>
        ) : null}
        {evidence.findings.map((finding) => (
          <Finding finding={finding} policy={policy} />
        ))}
        <Results caption="Checks" results={evidence.results.known} />
        <Facts caption="What was known of the direct payment" facts={facts.filter(isKnown)} />
        <Movements caption={`Money in and out from ${longDate(evidence.from)}`} movements={evidence.movements.known} />
        <History caption="What was done" history={evidence.history.known} />
        {notice === undefined ? null : (
          <>
            <h2 class="govuk-heading-l">What came later</h2>
            <p class="govuk-body">{isLater ? "Nothing below was known when the notice was given." : "Nothing came later."}</p>
            <Answers balanceCase={balanceCase} after={evidence.at} />
            <Results caption="Later: checks" results={evidence.results.later} />
            <Facts caption="Later: about the direct payment" facts={facts.filter((one) => !isKnown(one))} />
            <Movements caption="Later: money in and out" movements={evidence.movements.later} />
            <History caption="Later: what was done" history={evidence.history.later} />
          </>
        )}
      </>
    ),
  });
}

function Head({ balanceCase, name, notice, evidence, policy }: EvidenceProps) {
  const { question, proposal, account } = balanceCase;
  const latest = evidence.results.known.at(-1);
  const given = notice?.move === "approve" ? proposal?.notice : undefined;
  const way = given?.way ?? question?.way;
  return (
    <SummaryList
      rows={[
        { key: { text: "Person" }, value: { text: <bdi>{name ?? "Not known"}</bdi> } },
        { key: { text: "Account" }, value: { text: account, classes: "trellis-break" } },
        ...(notice ? [{ key: { text: "Notice" }, value: { text: `${NOTICE_WORDS[notice.move]}, ${dayAndTime(millisOf(notice.at))}` } }] : []),
        ...(notice && way ? [{ key: { text: "How it was given" }, value: { text: WAY_WORDS[way] } }] : []),
        ...(given
          ? [
              { key: { text: "Amount" }, value: { text: pounds(given.pence) } },
              { key: { text: "Not before" }, value: { text: longDate(given.takeFrom) } },
              { key: { text: "Challenge by" }, value: { text: longDate(given.challengeBy) } },
            ]
          : []),
        {
          key: { text: "Check it rests on" },
          value: {
            text:
              latest === undefined
                ? "No check is held"
                : `Cycle ${latest.cycle}, measured on ${longDate(latest.measuredOn)}, revision ${latest.revision}, by version ${latest.policyVersion} of the rules`,
          },
        },
        { key: { text: "Rules of that day" }, value: { text: `Version ${policy.version}, from ${longDate(policy.effectiveFrom)}. ${policy.source}` } },
        {
          key: { text: "Agreement in force" },
          value: { text: evidence.agreement ? agreementWords(evidence.agreement) : "None was known" },
        },
      ]}
    />
  );
}

function Results({ caption, results }: { readonly caption: string; readonly results: readonly StoredResult[] }) {
  if (results.length === 0) return null;
  return (
    <StackingTable
      caption={caption}
      captionClasses="govuk-table__caption--m"
      firstCellIsHeader
      head={["Check", "End of", "Revision", "Rules", "By what was known", "Came to"].map((text) => ({ text }))}
      rows={results.map((result) => ({
        cells: [
          { text: `Cycle ${result.cycle}` },
          { text: longDate(result.measuredOn) },
          { text: String(result.revision) },
          { text: `Version ${result.policyVersion}` },
          { text: dayAndTime(millisOf(result.knownBy)) },
          { text: result.outcome === "measured" ? `${pounds(result.excessPence)} more than needed` : OUTCOME_WORDS[result.outcome] },
        ],
      }))}
    />
  );
}

function Facts({ caption, facts }: { readonly caption: string; readonly facts: readonly SaidFact[] }) {
  if (facts.length === 0) return null;
  return (
    <StackingTable
      caption={caption}
      captionClasses="govuk-table__caption--m"
      firstCellIsHeader
      head={["What", "From", "What it says", "Known since"].map((text) => ({ text }))}
      rows={facts.map(({ what, from, value, learnedAt }) => ({
        cells: [{ text: <bdi>{what}</bdi> }, { text: longDate(from) }, { text: <bdi class="trellis-break">{value}</bdi> }, { text: dateWords(learnedAt) }],
      }))}
    />
  );
}

function Movements({ caption, movements }: { readonly caption: string; readonly movements: readonly Movement[] }) {
  if (movements.length === 0) return null;
  return (
    <StackingTable
      caption={caption}
      captionClasses="govuk-table__caption--m"
      head={["Day", "Kind", "To or from", "Amount", "Balance after", "Known since"].map((text) => ({ text }))}
      rows={movements.map(({ postedOn, kind, text, pence, balancePence, recordedAt }) => ({
        cells: [
          { text: longDate(postedOn) },
          { text: MOVEMENT_WORDS[kind] },
          { text: <bdi class="trellis-break">{text}</bdi> },
          { text: pounds(pence) },
          { text: balancePence === undefined ? "Not said" : pounds(balancePence) },
          { text: dateWords(recordedAt) },
        ],
      }))}
    />
  );
}

function History({ caption, history }: { readonly caption: string; readonly history: BalanceCase["history"] | Evidence["history"]["known"] }) {
  if (history.length === 0) return null;
  return (
    <>
      <h3 class="govuk-heading-m">{caption}</h3>
      <ul class="govuk-list govuk-list--bullet">
        {history.map(({ at, move, words }) => (
          <li class="trellis-break">
            {dayAndTime(millisOf(at))}: {doneWords(move)}
            {words === undefined ? null : (
              <>
                . <bdi>{words}</bdi>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the person said after the notice, and their challenge with what was decided. */
function Answers({ balanceCase: { answers, challenge }, after }: { readonly balanceCase: BalanceCase; readonly after: string }) {
  return (
    <>
      {answers
        .filter(({ at }) => at > after)
        .map(({ at, code, words }) => (
          <p class="govuk-body trellis-break">
            Answer of {dateWords(at)}: {ANSWER_CODES.some((one) => one === code) && code !== "no-answer" ? ANSWER_WORDS[code] : "No answer came"}.{" "}
            {words === undefined ? null : <bdi>{words}</bdi>}
          </p>
        ))}
      {challenge && challenge.at > after ? (
        <p class="govuk-body trellis-break">
          Challenged on {dateWords(challenge.at)}: <bdi>{challenge.words}</bdi>.{" "}
          {challenge.decidedAt === undefined
            ? "It is not decided yet."
            : `Decided on ${dateWords(challenge.decidedAt)}: ${challenge.stands === true ? "the plan stands" : "the challenge was accepted"}.`}
        </p>
      ) : null}
    </>
  );
}
