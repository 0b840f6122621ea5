import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { ANSWER_CODES, type BalanceCase, standing } from "../rules/balance-case.ts";
import { tasksOf } from "../rules/case-day.ts";
import { type BalanceMove, balanceMove } from "../rules/case-moves.ts";
import { accountFor } from "../rules/recoup.ts";
import { mayTakeFrom } from "../rules/recoup-notice.ts";
import { Finding } from "./balance-question.page.tsx";
import { ANSWER_WORDS, MOVE_WORDS, STATE_WORDS, TASK_WORDS } from "./balance-words.ts";

export interface CasePageProps {
  readonly balanceCase: BalanceCase;
  /** As the council's record calls them. */
  readonly name: string | undefined;
  /** What the council's case system calls them. */
  readonly reference: string | undefined;
  readonly policy: BalancePolicy;
  readonly moves: readonly BalanceMove[];
}

/** One account's question for finance officers: what was found line by line, what was said and done, and what can be done next. */
export function balanceCasePage(request: PageRequest, { balanceCase, name, reference, policy, moves }: CasePageProps): Page {
  const { id, authority, state, openedAt, answers, calls, stops, proposal, challenge, review, history } = balanceCase;
  const tasks = tasksOf(balanceCase, policy, request.today);
  return signedInPage(request, {
    title: "Question about a balance",
    back: { href: `/councils/${authority}/balance-cases`, text: "Questions about balances" },
    done: request.query.has("done") ? "Saved." : undefined,
    children: (
      <>
        <h1 class="govuk-heading-l">Question about a balance</h1>
        <SummaryList
          rows={[
            { key: { text: "Person" }, value: { text: <bdi>{name ?? "Not known"}</bdi> } },
            { key: { text: "Their reference" }, value: { text: reference ?? id, classes: "trellis-break" } },
            { key: { text: "Where it stands" }, value: { text: STATE_WORDS[state] } },
            { key: { text: "Open since" }, value: { text: dateWords(openedAt) } },
            ...(tasks.length > 0 ? [{ key: { text: "To do" }, value: { text: tasks.map((task) => TASK_WORDS[task]).join(". ") } }] : []),
            ...stops.map(({ why, from, until }) => ({
              key: { text: "Clock stopped" },
              value: { text: `${why.replace("-", " ")}, from ${longDate(from)}${until === undefined ? "" : ` until ${longDate(until)}`}` },
            })),
            ...(review
              ? [{ key: { text: "Review" }, value: { text: review.heldAt === undefined ? "Asked for" : `Held on ${dateWords(review.heldAt)}` } }]
              : []),
          ]}
        />
        {standing(balanceCase).map((finding) => (
          <Finding finding={finding} policy={policy} />
        ))}
        {answers.length > 0 ? <h2 class="govuk-heading-m">Answers</h2> : null}
        {answers.map(({ code, words, wantsHelp, at }) => (
          <p class="govuk-body trellis-break">
            {dateWords(at)}: {ANSWER_CODES.some((one) => one === code) && code !== "no-answer" ? ANSWER_WORDS[code] : "No answer came"}.{" "}
            {words === undefined ? null : <bdi>{words}</bdi>}
            {wantsHelp ? " They would like help." : null}
          </p>
        ))}
        {calls.map(({ at, reached, words }) => (
          <p class="govuk-body trellis-break">
            {dateWords(at)}: {reached ? "Called" : "Called, no one answered"}. <bdi>{words}</bdi>
          </p>
        ))}
        {proposal ? <ProposalParts {...{ balanceCase, proposal, policy }} /> : null}
        {challenge ? (
          <p class="govuk-body trellis-break">
            Challenged on {dateWords(challenge.at)}: <bdi>{challenge.words}</bdi>
          </p>
        ) : null}
        <h2 class="govuk-heading-m">What you can do</h2>
        <ul class="govuk-list govuk-list--spaced">
          {moves.map((move) => (
            <li>
              <a class="govuk-link" href={`/balance-cases/${id}/moves/${move}`}>
                {MOVE_WORDS[move]?.title}
              </a>
            </li>
          ))}
        </ul>
        <h2 class="govuk-heading-m">History</h2>
        <ul class="govuk-list govuk-list--bullet">
          {history.map(({ at, move }) => (
            <li>
              {dateWords(at)}: {doneWords(move)}
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

/** What was done, as the history says it. */
function doneWords(name: string): string {
  const move = balanceMove(name);
  return (move && MOVE_WORDS[move]?.title) ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll("-", " ");
}

function ProposalParts({
  balanceCase,
  proposal,
  policy,
}: Pick<CasePageProps, "balanceCase" | "policy"> & { readonly proposal: NonNullable<BalanceCase["proposal"]> }) {
  const { takenPence, writtenOffPence, outstandingPence, leftPence } = accountFor(proposal);
  const { basis, notice, words, amounts } = proposal;
  const from = notice && mayTakeFrom(balanceCase, notice, policy);
  return (
    <>
      <h2 class="govuk-heading-m">Proposal</h2>
      <SummaryList
        rows={[
          { key: { text: "Found" }, value: { text: pounds(proposal.foundPence) } },
          { key: { text: "Council part" }, value: { text: pounds(amounts.council) } },
          { key: { text: "NHS part" }, value: { text: pounds(amounts.nhs) } },
          { key: { text: "Taken" }, value: { text: pounds(takenPence) } },
          { key: { text: "Written off" }, value: { text: pounds(writtenOffPence) } },
          { key: { text: "Still to pay" }, value: { text: pounds(outstandingPence) } },
          { key: { text: "Left with the person" }, value: { text: pounds(leftPence) } },
          ...(basis.council
            ? [
                {
                  key: { text: "Agreement" },
                  value: { text: `${basis.council.agreement}, signed on ${longDate(basis.council.signedOn)}. ${basis.council.source}` },
                },
              ]
            : []),
          ...(basis.nhs ? [{ key: { text: "NHS basis" }, value: { text: basis.nhs.source } }] : []),
          { key: { text: "Why" }, value: { text: <bdi>{words}</bdi>, classes: "trellis-break" } },
          ...(notice ? [{ key: { text: "Notice given" }, value: { text: longDate(notice.on) } }] : []),
          ...(from === undefined ? [] : [{ key: { text: "Not before" }, value: { text: longDate(from) } }]),
        ]}
      />
    </>
  );
}
