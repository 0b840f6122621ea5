import { pounds } from "../../../shared/domain/money.ts";
import { londonDate, longDate, millisOf } from "../../../shared/domain/time.ts";
import { Table } from "../../../shared/pages/govuk/table.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { BalanceCase } from "../rules/balance-case.ts";
import { findingWords, lineWords } from "../rules/case-words.ts";
import { approachOf, forPerson } from "../rules/findings-to-cases.ts";
import type { StatementYear } from "../rules/statement-years.ts";
import type { YearOfUse, YearOnPaper } from "../rules/year-of-use.ts";
import { ActingFor } from "./whose-page.tsx";
import { ENDED_WORDS, IN_WORDS, OUT_WORDS } from "./year-words.ts";

export interface YearOfUseProps {
  readonly person: Account;
  readonly base: string;
  readonly year: StatementYear;
  /** Undefined where statements say nothing of it. */
  readonly use: YearOfUse | undefined;
  /** What was typed from paper statements of it, with the hours of the year. */
  readonly paper: YearOnPaper | undefined;
  /** Questions of that year that they were sent, the oldest first. */
  readonly cases: readonly BalanceCase[];
  readonly policy: BalancePolicy;
}

type Row = readonly [words: string, amount: string];

/** Amounts beneath each other, with what they come to where that is said. */
const Amounts = ({ caption, rows, total }: { readonly caption: string; readonly rows: readonly Row[]; readonly total?: Row }) => (
  <Table
    caption={caption}
    captionClasses="govuk-table__caption--m"
    firstCellIsHeader
    rows={[...rows, ...(total ? [total] : [])].map(([words, amount]) => ({
      classes: total?.[0] === words ? "trellis-total" : undefined,
      cells: [
        { text: <bdi>{words}</bdi>, classes: "trellis-break" },
        { text: amount, format: "numeric", classes: "trellis-nowrap" },
      ],
    }))}
  />
);

const sum = (some: readonly { readonly pence: number }[]): number => some.reduce((total, { pence }) => total + pence, 0);

/** How the money of a direct payment was used in a year, ready to print. */
export function yearOfUsePage(request: PageRequest, { person, base, year, use, paper, cases, policy }: YearOfUseProps): Page {
  const title = `Statement of use, ${longDate(year.from)} to ${longDate(year.to)}`;
  return signedInPage(request, {
    title,
    back: { href: `${base}/balance`, text: "Your balance" },
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <div class="trellis-screen">
          <ActingFor request={request} person={person} />
        </div>
        <p class="govuk-body">
          Direct payment of <bdi>{displayNameOf(person)}</bdi>, paid by {councilWords(person.authority)}.
        </p>
        {use === undefined ? null : <Use use={use} year={year} />}
        {paper !== undefined && paper.typed.length > 0 ? <OnPaper {...{ paper, use }} council={councilWords(person.authority)} /> : null}
        {use === undefined && (paper === undefined || paper.typed.length === 0) ? (
          <p class="govuk-body">We do not have any statements of the account for this year.</p>
        ) : null}
        <h2 class="govuk-heading-m">Questions about the account</h2>
        {cases.length === 0 ? <p class="govuk-body">There were no questions.</p> : cases.map((one) => <PastQuestion balanceCase={one} policy={policy} />)}
      </>
    ),
  });
}

/** What came in and went out, and what was left. */
function Use({ use, year }: { readonly use: YearOfUse; readonly year: StatementYear }) {
  const { from, to, openingPence, closingPence, paidIn, paidOut, providers, unstatedPence, setAside, hours } = use;
  return (
    <>
      <p class="govuk-body">
        {from === year.from && to === year.to ? "" : `We have statements from ${longDate(from)} to ${longDate(to)}. `}
        What came in, what went out and what was left {from === year.from && to === year.to ? "is from the statements of the account." : "is about those days."}
      </p>
      <p class="govuk-body trellis-screen">You can print this page from your browser.</p>
      <Amounts
        caption="The year in short"
        rows={[
          [`On the account at the start of ${longDate(from)}`, pounds(openingPence)],
          ["Paid in", pounds(sum(paidIn))],
          ["Paid out", pounds(-sum(paidOut))],
          ...(unstatedPence === 0 ? [] : [["On days without a statement", pounds(unstatedPence)] as const]),
        ]}
        total={[`On the account at the end of ${longDate(to)}`, pounds(closingPence)]}
      />
      {paidIn.length === 0 ? null : (
        <Amounts caption="Paid in" rows={paidIn.map(({ of, pence }) => [IN_WORDS[of], pounds(pence)])} total={["All paid in", pounds(sum(paidIn))]} />
      )}
      {paidOut.length === 0 ? null : (
        <Amounts caption="Paid out" rows={paidOut.map(({ as, pence }) => [OUT_WORDS[as], pounds(pence)])} total={["All paid out", pounds(sum(paidOut))]} />
      )}
      {providers.length === 0 ? null : (
        <>
          <Amounts caption="Paid to the people who support you" rows={providers.map(({ name, pence }) => [name, pounds(pence)])} />
          <p class="govuk-body">This is part of what was paid out. It is what your bills and statements say by name.</p>
        </>
      )}
      {hours.length === 0 ? null : <Hours hours={hours} />}
      {setAside.length === 0 ? null : (
        <Amounts
          caption={`Set aside on ${longDate(to)}`}
          rows={setAside.map(({ kind, purpose, pence }) => [
            `${lineWords({ code: "protected", kind })}${purpose === undefined || kind === "open-request" ? "" : `: ${purpose}`}`,
            pounds(pence),
          ])}
        />
      )}
    </>
  );
}

/** Balances that were typed from statements on paper, each with who typed it; and the hours, where no statement has a page of its own for them. */
function OnPaper({ paper: { typed, hours }, use, council }: { readonly paper: YearOnPaper; readonly use: YearOfUse | undefined; readonly council: string }) {
  return (
    <>
      <Amounts
        caption="Balances from paper statements"
        rows={typed.map(({ on, pence, by }) => [
          `At the end of ${longDate(on)}, typed by ${by === "council" ? council : "you or someone who helps you"}`,
          pounds(pence),
        ])}
      />
      <p class="govuk-body">A balance does not tell us what came in and went out. The paper statements of these weeks do. Keep them with this page.</p>
      {use === undefined && hours.length > 0 ? <Hours hours={hours} /> : null}
    </>
  );
}

const Hours = ({ hours }: Pick<YearOfUse, "hours">) => (
  <Amounts caption="Hours you confirmed" rows={hours.map((one) => [one.name, `${Math.round(one.hours * 100) / 100} hours`])} />
);

/** A question, and how it ended. */
function PastQuestion({ balanceCase, policy }: { readonly balanceCase: BalanceCase; readonly policy: BalancePolicy }) {
  const { question, outcome, closedAt, findings } = balanceCase;
  const { kind } = balanceCase;
  const stand = forPerson(balanceCase);
  const about = stand.length > 0 ? stand : findings.filter((finding) => approachOf(finding, kind) !== "council");
  return (
    <p class="govuk-body">
      {question === undefined ? null : `Sent on ${longDate(question.sentOn)}. `}
      {about.map((finding) => `${findingWords(finding, policy)}. `.replace(/(?<=[.?])\. $/, " "))}
      {outcome === undefined || closedAt === undefined
        ? "This is still open."
        : `It ended on ${longDate(londonDate(millisOf(closedAt)))}: ${ENDED_WORDS[outcome]}.`}
    </p>
  );
}
