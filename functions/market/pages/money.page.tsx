import { type Period, periodWords } from "../../../shared/domain/small-numbers/period.ts";
import { type ShownSum, shareOfSums } from "../../../shared/domain/small-numbers/sums.ts";
import { countWords, sumWords, tableNote } from "../../../shared/domain/small-numbers/words.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { MoneyFiguresPolicy } from "../../../shared/policy/money-figures.ts";
import type { MoneyLine, MoneyMonth, MoneyPart } from "../rules/money-lines.ts";
import { MONEY_WORDS } from "./money-words.ts";

export interface MoneyProps {
  readonly council: string;
  readonly part: MoneyPart;
  /** The newest first; none before anything was published. */
  readonly months: readonly MoneyMonth[];
  readonly shown: MoneyMonth | undefined;
  readonly policy: Pick<MoneyFiguresPolicy, "countedAfterDays">;
}

const NOT_SHOWN = "not shown";
const percentWords = (percent: number | undefined): string => (percent === undefined ? NOT_SHOWN : `${percent}%`);
const linesOf = ({ lines, rest, total }: MoneyMonth): readonly MoneyLine[] => [...lines, ...(rest ? [rest] : []), total];
const cellsOf = ({ name, sum, percent, count }: MoneyLine): readonly string[] => [
  name,
  sumWords(sum),
  percentWords(percent),
  count ? countWords(count) : NOT_SHOWN,
];

/** What direct payments were spent on in a month, or what providers carry, with the months beside it: for staff. */
export function moneyPage(request: PageRequest, { council, part, months, shown, policy }: MoneyProps): Page {
  const { title, lead, notes } = MONEY_WORDS[part];
  return signedInPage(request, {
    title,
    back: { href: `/councils/${council}/market`, text: "Where support is short" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body-l">{lead}</p>
        {shown ? (
          <Published council={council} part={part} months={months} shown={shown} />
        ) : (
          <p class="govuk-body">
            <strong>There are no figures yet.</strong> A month is counted {policy.countedAfterDays} days after its end, once there are accounts.
          </p>
        )}
        <h2 class="govuk-heading-m">How these figures are made</h2>
        <ul class="govuk-list govuk-list--bullet">
          {notes(policy).map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      </>
    ),
  });
}

function Published({ council, part, months, shown }: Omit<MoneyProps, "policy" | "shown"> & { readonly shown: MoneyMonth }) {
  const { publication } = shown;
  const { address, heads } = MONEY_WORDS[part];
  const path = `/councils/${council}/market/${address}`;
  const head = heads.map((text, at) => ({ text, ...(at > 0 ? { format: "numeric" } : {}) }));
  const largest = shown.lines[0]?.sum;
  return (
    <>
      <h2 class="govuk-heading-m">{periodWords(publication.period)}</h2>
      <p class="govuk-body">{reading(part, shown)}</p>
      <p class="govuk-body">Published on {longDate(publication.publishedOn)}. These figures do not change.</p>
      <StackingTable
        caption={periodWords(publication.period)}
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={head}
        rows={linesOf(shown).map((line) => {
          const [name = "", sum = "", ...others] = cellsOf(line);
          return {
            cells: [
              { text: name },
              { text: <Sum words={sum} of={line.sum} largest={line === shown.total ? undefined : largest} />, format: "numeric" },
              ...others.map((text) => ({ text, format: "numeric" })),
            ],
          };
        })}
      />
      <p class="govuk-body">Sums are rounded down, to two figures at most. For how many there are: {tableNote(publication)}</p>
      <h2 class="govuk-heading-m">Month by month</h2>
      <StackingTable
        caption={`${heads[1]}, month by month`}
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={[{ text: heads[0] }, ...months.map((month) => ({ text: periodWords(month.publication.period), format: "numeric" }))]}
        rows={rowsBeside(months).map(([name, sums]) => ({ cells: [{ text: name }, ...sums.map((text) => ({ text, format: "numeric" }))] }))}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`${path}.csv`}>
          Download these months (CSV)
        </a>
      </p>
      <Months path={path} months={months} shown={publication.period} />
    </>
  );
}

/** What a month comes to, in a sentence. */
function reading(part: MoneyPart, { lines: [first], total }: MoneyMonth): string {
  if (!("atLeast" in total.sum)) return "Too few are behind these sums to show a total.";
  const all = part === "spend" ? `People spent ${sumWords(total.sum)}` : `Providers carried ${sumWords(total.sum)}`;
  const share = first && shareOfSums(first.sum, total.sum);
  return share === undefined ? `${all}.` : `${all}. The largest row is “${first?.name}”, with ${share}% of it.`;
}

/** A sum, and a bar as long as it is beside the largest. */
const Sum = ({ words, of, largest }: { readonly words: string; readonly of: ShownSum; readonly largest: ShownSum | undefined }) => (
  <>
    {words}
    {largest && "atLeast" in of && "atLeast" in largest ? (
      <svg class="trellis-bar" viewBox="0 0 1000 60" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect width={Math.min(1000, Math.round((1000 * of.atLeast) / largest.atLeast))} height="60" />
      </svg>
    ) : null}
  </>
);

/** Each row of any month, by the order of the newest, and its sum in each month. */
function rowsBeside(months: readonly MoneyMonth[]): readonly (readonly [name: string, sums: readonly string[]])[] {
  const names = new Map(months.flatMap((month) => linesOf(month).map(({ id, name }) => [id, name] as const)));
  const { total = "", ...others } = Object.fromEntries(names);
  return Object.entries({ ...others, total }).map(([id, name]) => [
    name,
    months.map((month) => {
      const line = linesOf(month).find((one) => one.id === id);
      return line ? sumWords(line.sum) : NOT_SHOWN;
    }),
  ]);
}

const Months = ({ path, months, shown }: { readonly path: string; readonly months: readonly MoneyMonth[]; readonly shown: Period }) =>
  months.length < 2 ? null : (
    <nav aria-label="Months">
      <ul class="govuk-list">
        {months.map(({ publication: { period } }) => (
          <li>
            {period === shown ? (
              <strong aria-current="true">{periodWords(period)}</strong>
            ) : (
              <a class="govuk-link" href={`${path}?${new URLSearchParams({ period })}`}>
                {periodWords(period)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );

/** The same lines of every month as a file. */
export function moneyCsv(part: MoneyPart, months: readonly MoneyMonth[]): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  if (months.length === 0) return { head: ["There are no figures yet"], rows: [] };
  return {
    head: ["Month", ...MONEY_WORDS[part].heads],
    rows: months.flatMap((month) => linesOf(month).map((line) => [periodWords(month.publication.period), ...cellsOf(line)])),
  };
}
