import { SUPPORT_SIDES } from "../../../shared/domain/direct-payment.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { answeredKinds } from "../rules/agreed-spending.ts";
import { ANSWER_CODES, type BalanceCase, standing } from "../rules/balance-case.ts";
import { tasksOf } from "../rules/case-day.ts";
import type { BalanceMove } from "../rules/case-moves.ts";
import type { SupportFacts } from "../rules/facts.ts";
import type { PaperStatements } from "../rules/paper-statement.ts";
import type { Receipt } from "../rules/receipt.ts";
import { accountFor } from "../rules/recoup.ts";
import { mayTakeFrom } from "../rules/recoup-notice.ts";
import { Finding } from "./balance-question.page.tsx";
import { ANSWER_WORDS, DONE_WORDS, MOVE_WORDS, STATE_WORDS, TASK_WORDS } from "./balance-words.ts";
import { SaidLines } from "./closing-photos.tsx";
import { LinkList } from "./link-list.tsx";

export interface CasePageProps {
  readonly balanceCase: BalanceCase;
  /** As the council's record calls them. */
  readonly name: string | undefined;
  /** What the council's case system calls them. */
  readonly reference: string | undefined;
  readonly policy: BalancePolicy;
  readonly moves: readonly BalanceMove[];
  /** Receipts that were sent for payments of the account. */
  readonly receipts?: readonly Receipt[];
  /** What was typed from statements on paper. */
  readonly papers?: PaperStatements | undefined;
  /** The support that is paid from the account, with until when each side says that it is paid. */
  readonly support?: readonly PaidSupport[] | undefined;
}

export type PaidSupport = Pick<SupportFacts, "arrangement" | "name" | "paid">;

/** One account's question for finance officers: what was found line by line, what was said and done, and what can be done next. */
export function balanceCasePage(
  request: PageRequest,
  { balanceCase, name, reference, policy, moves, receipts = [], papers, support = [] }: CasePageProps,
): Page {
  const { id, authority, recipient, kind, state, openedAt, answers, calls, stops, proposal, challenge, review, history } = balanceCase;
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
        {answeredKinds(balanceCase).length > 0 ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`/balance-cases/${id}/spending`}>
              Do not ask about this kind of spending again
            </a>
          </p>
        ) : null}
        {calls.map(({ at, reached, words }) => (
          <p class="govuk-body trellis-break">
            {dateWords(at)}: {reached ? "Called" : "Called, no one answered"}. <bdi>{words}</bdi>
          </p>
        ))}
        {receipts.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Receipts</h2>
            <ul class="govuk-list">
              {receipts.map(({ movement, pence, postedOn }) => (
                <li>
                  <a class="govuk-link" href={`/balance-cases/${id}/receipts/${movement}`}>
                    Receipt for {pounds(pence)} on {longDate(postedOn)}
                  </a>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {papers ? <TypedBalances id={id} papers={papers} /> : null}
        <PaidUntil support={support} />
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
        <h2 class="govuk-heading-m">To print or save</h2>
        <LinkList
          links={[
            { href: `/balance-cases/${id}/evidence`, text: "Evidence: what was known, and when" },
            { href: `/balance-cases/${id}/movements.csv`, text: "Money in and out (CSV)" },
            { href: `/recipients/${recipient}/final-statement`, text: "Final statement" },
          ]}
        />
        <h2 class="govuk-heading-m">What else a check should know</h2>
        <LinkList
          links={[
            { href: `/balance-cases/${id}/money-in`, text: "Say what money that came in is, or waive a contribution" },
            { href: `/payment-accounts/${recipient}/set-aside`, text: "Set money aside" },
            { href: `/payment-accounts/${recipient}/spending`, text: "Say what the support plan covers" },
            ...(kind === "bank" ? [{ href: `/payment-accounts/${recipient}/paper`, text: "Type a balance from a paper statement" }] : []),
          ]}
        />
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

/** Until when support is paid, as each of the two said last, with when they said it. */
function PaidUntil({ support }: { readonly support: readonly PaidSupport[] }) {
  const said = support.flatMap(({ arrangement, name, paid }) => {
    const last = SUPPORT_SIDES.flatMap((side) => paid.findLast(({ by = "recipient" }) => by === side) ?? []);
    return last.length === 0 ? [] : [{ arrangement, name, last }];
  });
  if (said.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Paid until</h2>
      <p class="govuk-body">Where both have said a day, the check counts the earlier one, if it was said before the balance was measured.</p>
      <SummaryList
        rows={said.map(({ name, last }) => ({
          key: { text: <bdi>{name}</bdi>, classes: "trellis-break" },
          value: {
            text: last.map(({ upTo, learnedAt, by = "recipient" }) => (
              <div>
                {longDate(upTo)}, as {by === "provider" ? "the provider" : "the person"} said on {dateWords(learnedAt)}
              </div>
            )),
          },
        }))}
      />
    </>
  );
}

/** Balances that were typed from statements on paper: every one that was typed, and the photographs to hold it against. */
const TypedBalances = ({ id, papers: { closings } }: { readonly id: string; readonly papers: PaperStatements }) => (
  <>
    <h2 class="govuk-heading-m">Balances typed from paper statements</h2>
    <SummaryList
      rows={closings.map(({ on, ...closing }) => ({
        key: { text: longDate(on) },
        value: {
          text: (
            <>
              <SaidLines closing={closing} />
              {closing.pages.map((page, index) => (
                <div>
                  <a class="govuk-link" href={`/balance-cases/${id}/paper/${on}/${page.id}`}>
                    Photo {index + 1}
                    <span class="govuk-visually-hidden"> of the statement of {longDate(on)}</span>
                  </a>
                  {page.by === undefined ? "" : ", added by the council"}
                </div>
              ))}
            </>
          ),
        },
      }))}
    />
  </>
);

/** What was done, as the history says it. */
export const doneWords = (name: string): string =>
  Object.entries(DONE_WORDS).find(([move]) => move === name)?.[1] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll("-", " ");

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
