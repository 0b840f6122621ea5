import type { ComponentChildren } from "preact";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Table } from "../../../shared/pages/govuk/table.tsx";
import { InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { lineWords } from "../rules/case-words.ts";
import type { FinalStatement } from "../rules/final-statement.ts";
import type { SumLine } from "../rules/result.ts";

export interface FinalStatementProps {
  readonly statement: FinalStatement | undefined;
  readonly council: string;
  /** Whose direct payment it was. */
  readonly name: string | undefined;
  /** Who supported them, by arrangement: a line names whom it is for. */
  readonly names: ReadonlyMap<string, string>;
  /** Those whose redundancy pay the council promised to pay itself. */
  readonly promised: readonly string[];
  /** Whether whoever reads it is of the council, who gives it to the person or to whoever acts for the estate. */
  readonly forStaff: boolean;
  readonly back: { readonly href: string; readonly text: string };
}

type Row = readonly [words: string, amount: string];

const Amounts = ({ caption, rows, total }: { readonly caption: string; readonly rows: readonly Row[]; readonly total: Row }) => (
  <Table
    caption={caption}
    captionClasses="govuk-table__caption--m"
    firstCellIsHeader
    rows={[...rows, total].map((row) => ({
      classes: row === total ? "trellis-total" : undefined,
      cells: [
        { text: <bdi>{row[0]}</bdi>, classes: "trellis-break" },
        { text: row[1], format: "numeric", classes: "trellis-nowrap" },
      ],
    }))}
  />
);

/** All that a direct payment which ended comes to: people are paid first, and every line stands before anything is asked back. */
export function finalStatementPage(request: PageRequest, props: FinalStatementProps): Page {
  const { statement, council, name, forStaff, back } = props;
  const title = "Final statement";
  return signedInPage(request, {
    title,
    back,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          Direct payment of <bdi>{name ?? "someone not known"}</bdi>, paid by {councilWords(council)}.
        </p>
        {statement === undefined ? (
          <p class="govuk-body">There is no final statement. We make one when a direct payment has ended.</p>
        ) : (
          <>
            <p class="govuk-body">
              It ended on {longDate(statement.endedOn)}. This is the account at the end of {longDate(statement.on)}, by what was known on{" "}
              {dateWords(statement.knownBy)}.
            </p>
            {forStaff ? <Addressee to={statement.to} /> : null}
            <p class="govuk-body trellis-screen">You can print this page from your browser.</p>
            {statement.outcome === "missing" ? (
              <p class="govuk-body">
                We do not have a statement for {longDate(statement.missingFrom)} and the days after it. So we cannot say yet what is left. Nothing can be asked
                back.
              </p>
            ) : (
              <Stated {...props} statement={statement} />
            )}
          </>
        )}
      </>
    ),
  });
}

const Addressee = ({ to }: { readonly to: FinalStatement["to"] }) => (
  <InsetText
    classes="trellis-screen"
    text={
      to === "person"
        ? "Give this to the person before you ask for anything. If they have an account, they see it on their page too."
        : "Give this to the people who act for the estate before you ask for anything. Post it to them."
    }
  />
);

function Stated({
  statement,
  names,
  promised,
  forStaff,
}: FinalStatementProps & { readonly statement: Extract<FinalStatement, { readonly outcome: "stated" }> }): ComponentChildren {
  const { lines, payFirst, leftPence, shares, shortPence, arrearsPence } = statement;
  const nameOf = ({ of }: SumLine): string => {
    const name = of === undefined ? undefined : names.get(of);
    return name === undefined ? "" : `: ${name}`;
  };
  const row = (line: SumLine): Row => [`${lineWords(line)}${nameOf(line)}`, pounds(line.pence)];
  const first = payFirst.reduce((sum, { pence }) => sum + pence, 0);
  const ofPerson = lines.filter((line) => line.code !== "balance" && !payFirst.includes(line));
  const total = lines.reduce((sum, { pence }) => sum + pence, 0);
  return (
    <>
      {payFirst.length === 0 ? (
        <p class="govuk-body">No one is still to be paid.</p>
      ) : (
        <Amounts
          caption="Paid first"
          rows={payFirst.map((line) => [`${lineWords(line)}${nameOf(line)}`, pounds(-line.pence)])}
          total={["To pay first", pounds(-first)]}
        />
      )}
      {promised.map((one) => (
        <p class="govuk-body">
          The council promised to pay redundancy pay for <bdi>{one}</bdi> itself. It is not taken from this account.
        </p>
      ))}
      <Amounts caption="The whole account, line by line" rows={lines.map(row)} total={["Left after all this", pounds(Math.max(0, total))]} />
      {ofPerson.length > 0 ? <p class="govuk-body">What you paid too much goes back to you, or to the estate.</p> : null}
      {shortPence > 0 ? (
        <p class="govuk-body">
          {pounds(shortPence)} is missing to pay everyone. The council must still make sure that the people who gave support are paid. Nothing is asked back.
        </p>
      ) : null}
      {leftPence > 0 ? (
        <Amounts
          caption="What is left came from"
          rows={[
            ["The council", pounds(shares.council)],
            ["The NHS", pounds(shares.nhs)],
          ]}
          total={["Left", pounds(leftPence)]}
        />
      ) : null}
      {arrearsPence !== undefined && arrearsPence > 0 ? (
        <p class="govuk-body">
          {pounds(arrearsPence)} of {forStaff ? "the person's" : "your"} part was not paid in. We have not taken it off what is left, and will not do so without
          saying so first.
        </p>
      ) : null}
      <h2 class="govuk-heading-m">What happens next</h2>
      <p class="govuk-body">
        This page asks for nothing. If the council wants money back, it will write first to say how much, when and why, and how to challenge it.
      </p>
    </>
  );
}
