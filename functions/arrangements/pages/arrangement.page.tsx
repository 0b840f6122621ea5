import type { ComponentChildren } from "preact";
import type { Versioned } from "../../../shared/audit/context.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { type Instant, longDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { hoursWords, listWords, timeWords } from "../../../shared/pages/listing-words.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import { type Arrangement, lastDayOf, openQuestions, paidUpTo, termsOn } from "../rules/arrangement.ts";
import { type ArrangementMove, isOver, isRunning, movesOf, type Side } from "../rules/arrangement-moves.ts";
import { isPooledMove } from "../rules/decide-arrangement.ts";
import type { RateQuestion } from "../rules/rate-check.ts";
import { missingOfEmployer, type Terms } from "../rules/terms.ts";
import {
  END_WORDS,
  HOURS_BASIS_WORDS,
  linkWords,
  MOVE_WORDS,
  PAY_TIME_WORDS,
  PAY_WORDS,
  QUESTION_WORDS,
  REQUIRED_WORDS,
  STATE_CLASSES,
  STATE_WORDS,
} from "./support-words.ts";

/** The other one of the two, as far as this side may know them. */
export interface OtherSide {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

export interface ArrangementPageProps {
  readonly arrangement: Versioned<Arrangement>;
  readonly side: Side;
  readonly back: { readonly href: string; readonly text: string };
  readonly other: OtherSide;
  /** What the recipient should know of the rate before they agree. */
  readonly questions: readonly RateQuestion[];
  /** Times of the week in which the one who looks has other support already. */
  readonly clashes: readonly string[];
  /** Now. */
  readonly at: Instant;
}

type Row = { readonly key: { readonly text: string }; readonly value: { readonly text: ComponentChildren; readonly classes?: string } };
const row = (text: string, value: ComponentChildren): Row => ({ key: { text }, value: { text: value, classes: "trellis-break" } });

/** Terms as rows of a list. */
const termRows = (terms: Terms): readonly Row[] => [
  row("Support", listWords(terms.services.map((code) => nameOf("service", code)))),
  row("Hours a week", hoursWords(terms.hours)),
  ...(terms.times.length > 0 ? [row("When", listWords(terms.times.map(timeWords)))] : []),
  row("Pay", `${pounds(terms.ratePence)} an hour`),
  row("Paid", `${PAY_WORDS[terms.pay]}. ${PAY_TIME_WORDS[terms.payWhen]}. ${HOURS_BASIS_WORDS[terms.hoursBasis]}.`),
  ...(terms.outcomes.length > 0
    ? [
        row(
          "What it is for",
          terms.outcomes.map((outcome) => <div>{outcome}</div>),
        ),
      ]
    : []),
];

/** Under whose address the pages of sharing are, for whoever looks. */
const poolsOf = ({ owner }: Arrangement, side: Side, { account }: PageRequest): string =>
  `/people/${side === "provider" || owner === account.body.id ? "me" : owner}`;

/** So many weeks of saved hours are shown. */
const WEEKS_SHOWN = 4;

/** The last weeks whose hours were saved, newest first, each as it was said last. */
const lastWeeks = ({ worked }: Arrangement) =>
  [...new Map(worked.map((week) => [week.weekOf, week])).values()].toSorted((a, b) => (a.weekOf < b.weekOf ? 1 : -1)).slice(0, WEEKS_SHOWN);

/** Until when support is paid, as either said; a provider sees what they said alone. */
function paidRows(arrangement: Arrangement, side: Side, providerName: string): readonly Row[] {
  const [paid, received] = [paidUpTo(arrangement, "recipient"), paidUpTo(arrangement, "provider")];
  if (side === "provider") return received === undefined ? [] : [row("Paid until", longDate(received))];
  return [
    ...(paid === undefined ? [] : [row(received === undefined ? "Paid until" : "Paid until, as you said", longDate(paid))]),
    ...(received === undefined ? [] : [row("Paid until, as they said", longDate(received))]),
    ...(paid === undefined || received === undefined || paid === received
      ? []
      : [
          row(
            "Which day counts",
            `The earlier one, so that we never count too little for what you still have to pay. Ask ${providerName} if you are not sure.`,
          ),
        ]),
  ];
}

const BY_BUTTON: readonly ArrangementMove[] = ["accept", "agree", "start"];

/** One arrangement, to either side or to an officer: what was agreed, and what can be done next. */
export function arrangementPage(request: PageRequest, { arrangement: { body }, side, back, other, questions, clashes, at }: ArrangementPageProps): Page {
  const { id, state, proposal, message } = body;
  const latest = body.terms.at(-1);
  const terms = termsOn(body, request.today, at) ?? latest?.value;
  const coming = latest?.value && latest.value !== terms && !isOver(body) ? latest : undefined;
  const employed = body.employment === "employed";
  const missing = employed && side === "recipient" && isRunning(body) ? missingOfEmployer(body.employer.at(-1)?.value ?? undefined, request.today) : [];
  const moves = movesOf(body, side)
    .filter((move) => move !== "close" && move !== "answer")
    .filter((move) => body.pool === undefined || !isPooledMove(move));
  const links = moves.map((move) => ({ move, words: linkWords(move, side, employed) })).filter(({ words }) => words !== undefined);
  const done = request.query.get("done") ?? "";
  const said =
    Object.entries(MOVE_WORDS).find(([move]) => move === done)?.[1].done ?? (done === "offered" ? "Sent. We will tell you when they answer." : undefined);
  const ended = lastDayOf(body);
  const title = side === "provider" ? `Support for ${other.name}` : `Support from ${other.name}`;
  return signedInPage(request, {
    title,
    back,
    done: said,
    children: (
      <>
        <h1 class="govuk-heading-l">
          {side === "provider" ? "Support for " : "Support from "}
          <bdi>{other.name}</bdi>
        </h1>
        <p class="govuk-body">
          <Tag text={state === "offered" && side === "provider" ? "Answer needed" : STATE_WORDS[state]} classes={STATE_CLASSES[state]} />
        </p>
        {message !== undefined ? <InsetText text={<span class="trellis-lines">{message}</span>} /> : null}
        <SummaryList
          rows={[
            row(body.startedOn === undefined && state !== "live" ? "First day" : "Since", longDate(body.since)),
            ...(ended === undefined ? [] : [row("Last day", `${longDate(ended)}${body.why === undefined ? "" : `. ${END_WORDS[body.why]}.`}`)]),
            ...(terms ? termRows(terms) : []),
            ...(other.phone === undefined ? [] : [row("Phone", other.phone)]),
            ...(other.email === undefined ? [] : [row("Email", other.email)]),
            ...(side !== "provider" && body.worked.length > 0
              ? [
                  row(
                    "Hours saved",
                    lastWeeks(body).map(({ weekOf, hours }) => (
                      <div>
                        Week of {longDate(weekOf)}: {hoursWords(hours)}
                      </div>
                    )),
                  ),
                ]
              : []),
            ...paidRows(body, side, other.name),
          ]}
        />
        {terms ? null : <p class="govuk-body">You have not told us the hours and the pay yet. Add them so that your direct payment is not asked about.</p>}
        {coming?.value ? (
          <section aria-labelledby="coming">
            <h2 class="govuk-heading-m" id="coming">
              From {longDate(coming.from)}
            </h2>
            <SummaryList rows={termRows(coming.value)} />
          </section>
        ) : null}
        {proposal ? (
          <section aria-labelledby="proposal">
            <h2 class="govuk-heading-m" id="proposal">
              {proposal.by === side ? "The change you sent" : "They want to change this"}
            </h2>
            <SummaryList rows={[row("From", longDate(proposal.from)), ...termRows(proposal.terms)]} />
          </section>
        ) : null}
        {clashes.length > 0 ? (
          <InsetText text={`You already have other support at these times: ${listWords(clashes.map(timeWords))}. You can still go on.`} />
        ) : null}
        {questions.map((question) => (
          <InsetText
            text={`${QUESTION_WORDS[question.kind]}: ${pounds(question.against ?? 0)}. Ask the council before you agree. It may pay more if there is a reason.`}
          />
        ))}
        {side === "provider"
          ? null
          : openQuestions(body).map(({ kind }) => (
              <p class="govuk-body">We have asked the council: {QUESTION_WORDS[kind].toLowerCase()}. You do not need to do anything.</p>
            ))}
        {missing.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Because you employ them</h2>
            <ul class="govuk-list govuk-list--bullet">
              {missing.map((part) => (
                <li>{REQUIRED_WORDS[part]}</li>
              ))}
            </ul>
          </>
        ) : null}
        {body.pool !== undefined && side !== "officer" ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${poolsOf(body, side, request)}/pools/${body.pool}`}>
              See who shares this support, and each part of the cost
            </a>
          </p>
        ) : null}
        {body.pool === undefined && side === "recipient" && body.provider !== undefined && isRunning(body) && terms ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${poolsOf(body, side, request)}/pool-proposal?arrangement=${id}`}>
              Share this support with people near you
            </a>
          </p>
        ) : null}
        {!employed && side !== "officer" && (body.startedOn !== undefined || isRunning(body)) ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`/support-invoices/${id}`}>
              Invoices
            </a>
          </p>
        ) : null}
        {links.map(({ move, words }) => (BY_BUTTON.includes(move) ? <Button text={words ?? ""} href={`/arrangements/${id}/moves/${move}`} /> : null))}
        {links.some(({ move }) => !BY_BUTTON.includes(move)) ? (
          <ul class="govuk-list govuk-list--spaced">
            {links
              .filter(({ move }) => !BY_BUTTON.includes(move))
              .map(({ move, words }) => (
                <li>
                  <a class="govuk-link" href={`/arrangements/${id}/moves/${move}`}>
                    {words}
                  </a>
                </li>
              ))}
          </ul>
        ) : null}
      </>
    ),
  });
}
