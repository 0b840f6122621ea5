import type { CsvCell } from "../../../shared/domain/csv-text.ts";
import { periodWords } from "../../../shared/domain/small-numbers/period.ts";
import type { ShownCount } from "../../../shared/domain/small-numbers/publication.ts";
import { middleWords, notesTo, tableCsv, tableNote, tableWords } from "../../../shared/domain/small-numbers/words.ts";
import { longDate, monthAndYear, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { StoredFigures } from "../../../shared/figures/ports.ts";
import { EarlierFigures } from "../../../shared/pages/earlier-figures.tsx";
import { WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { disclosureRulesOn } from "../../../shared/policy/disclosure.ts";
import { inTheirOrder, MEDIAN_OF } from "../rules/accreditation-tables.ts";
import { Bar } from "./bar.tsx";

export interface AccreditationProps {
  readonly council: string;
  /** What was published, and the periods before; undefined where nothing was yet. */
  readonly figures: StoredFigures | undefined;
}

type Table = StoredFigures["publication"]["tables"][number];

const TITLE = "How far applications are";

/** What each table tells, as a heading, and what is to be known of it. */
const TABLE_WORDS: Readonly<Record<string, readonly [heading: string, about: string]>> = {
  "open-by-stage": [
    "Applications at the end of the month",
    "These were sent and not decided yet. ‘Longer’ means that the day by which we promised to decide had passed. ‘Under review’ means that someone asked us to review a refusal.",
  ],
  decided: [
    "Decided in the month",
    "Days are from when an application was first sent, in the middle: half took longer and half did not. They are of new applications alone.",
  ],
  "passed-by-stage": [
    "Went on from each stage in the month",
    "An application can go on from several stages in a month, and counts once in each. Where it came back to a stage, its days there are added up. Days are in the middle.",
  ],
};
const DAYS: Readonly<Record<string, string>> = { decided: "Days from first sent", "passed-by-stage": "Days at this stage" };

/** The heading and rows of a table with its medians, totals last: of page and file alike. */
function linesOf({ middles = [] }: Pick<StoredFigures, "middles">, table: Table) {
  const ordered = { ...table, rows: [...inTheirOrder(table.rows)] };
  const { head, rows } = tableWords(ordered);
  const days = DAYS[table.id];
  if (days === undefined) return { head, rows };
  const daysOf = (row: string | undefined): string => {
    const middle = middles.find((one) => one.table === table.id && one.row === row && one.column === MEDIAN_OF[table.id]);
    return middle ? middleWords(middle.shown) : "not shown";
  };
  return { head: [...head, days], rows: rows.map((cells, at) => [...cells, daysOf(ordered.rows[at]?.id)]) };
}

/** The same as a file, with what stands beneath every table. */
export function applicationCsv(figures: StoredFigures, table: Table): { readonly head: readonly string[]; readonly rows: readonly (readonly CsvCell[])[] } {
  const { head, rows } = linesOf(figures, table);
  return { head, rows: [...rows, ...tableCsv(figures.publication, table).rows.slice(rows.length)] };
}

/** How many applications stood at each stage when a month was over, how they were decided, and how long that took: for staff. */
export function accreditationPage(request: PageRequest, { council, figures }: AccreditationProps): Page {
  const path = `/councils/${council}/market/accreditation`;
  return signedInPage(request, {
    title: TITLE,
    back: { href: `/councils/${council}/market`, text: "Where support is short" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        {figures ? <Published figures={figures} path={path} /> : <NothingYet today={request.today} />}
      </>
    ),
  });
}

/** The first of the next month. */
const nextMonth = (today: PlainDate): PlainDate => monthsAfter(`${today.slice(0, 7)}-01`, 1);

const NothingYet = ({ today }: { readonly today: PlainDate }) => (
  <p class="govuk-body">
    <strong>There are no figures yet.</strong> The first come out on {longDate(nextMonth(today))} at the earliest, for {monthAndYear(today)}, once an
    application has been sent.
  </p>
);

function Published({ figures, path }: { readonly figures: StoredFigures; readonly path: string }) {
  const { publication, earlier } = figures;
  const { period, publishedOn, correction, tables } = publication;
  return (
    <>
      <h2 class="govuk-heading-m">{periodWords(period)}</h2>
      <p class="govuk-body">
        These are applications to be on the list. Published on {longDate(publishedOn)}. These figures do not change. Applications that were not sent yet are not
        counted, and neither is anyone whose data was deleted before that day.
      </p>
      {correction === undefined ? null : <WarningText text={`These figures replace earlier ones. ${correction}`} />}
      <p class="govuk-body">
        {tableNote(publication)} Days are to the nearest half, and are shown beside a figure of at least {leastBeside(publication)} alone.
      </p>
      {tables.length === 0 ? <p class="govuk-body">There is too little to show any figure.</p> : null}
      {tables.map((table) => (
        <Shown figures={figures} table={table} csv={`${path}.csv?${new URLSearchParams({ period, table: table.id })}`} />
      ))}
      <EarlierFigures path={path} earlier={earlier} />
    </>
  );
}

/** The least figure beside which there are days: of so many people for certain as a median needs. */
function leastBeside({ publishedOn, rules: { base } }: StoredFigures["publication"]): number {
  return base * Math.ceil(disclosureRulesOn("staff", publishedOn).middles.leastPeople / base);
}

const atLeastOf = (count: ShownCount | undefined): number => (count && "atLeast" in count ? count.atLeast : 0);

function Shown({ figures, table, csv }: { readonly figures: StoredFigures; readonly table: Table; readonly csv: string }) {
  const { head, rows } = linesOf(figures, table);
  const [heading = table.title, about] = TABLE_WORDS[table.id] ?? [];
  const counts = inTheirOrder(table.rows).map(({ cells, total }) => atLeastOf(total ?? cells[0]));
  const longest = Math.max(1, ...counts);
  // The bar is of the row's total, else of its one figure, and stands beside that.
  const barred = table.rows.some(({ total }) => total !== undefined) ? table.columns.length + 1 : 1;
  return (
    <>
      <h3 class="govuk-heading-s">{heading}</h3>
      {about === undefined ? null : <p class="govuk-body">{about}</p>}
      <StackingTable
        caption={heading}
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={head.map((text) => ({ text }))}
        rows={rows.map((cells, at) => ({
          cells: cells.map((text, column) => ({
            text:
              column === barred && counts[at] !== undefined && counts[at] > 0 ? (
                <>
                  {text}
                  <Bar perThousand={Math.round((1000 * counts[at]) / longest)} />
                </>
              ) : (
                text
              ),
          })),
        }))}
      />
      {notesTo(table).map((note) => (
        <p class="govuk-body-s">{note}</p>
      ))}
      <p class="govuk-body">
        <a class="govuk-link" href={csv}>
          Download this table (CSV)<span class="govuk-visually-hidden">: {heading}</span>
        </a>
      </p>
    </>
  );
}
