import { pounds } from "../../../shared/domain/money.ts";
import { monthAndYear } from "../../../shared/domain/time.ts";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import type { MonthOfMoney } from "../rules/months.ts";

/** The picture's width, in its units: on the narrowest phone its letters are nearly as large as those around it. */
const WIDTH = 320;
const ROW = 56;
const BAR = 13;
/** Where bars begin, beneath their month's name. */
const BARS = 20;
/** Room for the longest amount beside the longest bar. */
const LONGEST_BAR = WIDTH - 88;

/** An amount beside its bar, in whole pounds: the table has the pence. */
const short = (pence: number): string => pounds(Math.round(pence / 100) * 100).replace(/\.00$/, "");

/** What the picture comes to, in a sentence. */
function reading(months: readonly MonthOfMoney[]): string {
  const sum = (of: (month: MonthOfMoney) => number) => months.reduce((total, month) => total + of(month), 0);
  return `${pounds(sum(({ inPence }) => inPence))} came in and ${pounds(sum(({ outPence }) => outPence))} went out.`;
}

/** Money in and out by month: a picture that says nothing by colour alone, and its table beside it. */
export function MonthChart({ months }: { readonly months: readonly MonthOfMoney[] }) {
  const most = Math.max(1, ...months.flatMap(({ inPence, outPence }) => [inPence, outPence]));
  const length = (pence: number): number => Math.round((pence * LONGEST_BAR) / most);
  const someMissing = months.some(({ whole }) => !whole);
  return (
    <>
      <p class="govuk-body">{reading(months)}</p>
      <div class="trellis-chart-and-table">
        <figure class="trellis-chart">
          <svg viewBox={`0 0 ${WIDTH} ${months.length * ROW}`} role="img" aria-labelledby="months-title">
            <title id="months-title">Bars of the money that came in and went out each month. The table has the same amounts.</title>
            {months.map(({ from, inPence, outPence }, index) => {
              const top = index * ROW;
              return (
                <>
                  <text class="trellis-chart__month" x="0" y={top + 14}>
                    {monthAndYear(from)}
                  </text>
                  <rect class="trellis-chart__in" x="1" y={top + BARS} width={length(inPence) + 1} height={BAR} />
                  <text x={length(inPence) + 8} y={top + BARS + 11}>
                    {`In ${short(inPence)}`}
                  </text>
                  <rect class="trellis-chart__out" x="1" y={top + BARS + BAR + 3} width={length(outPence) + 1} height={BAR - 2} />
                  <text x={length(outPence) + 8} y={top + BARS + BAR + 14}>
                    {`Out ${short(outPence)}`}
                  </text>
                </>
              );
            })}
          </svg>
          <figcaption class="govuk-body-s">Full bars are money in. Empty bars are money out.</figcaption>
        </figure>
        <StackingTable
          caption="Money in and out by month"
          captionClasses="govuk-visually-hidden"
          firstCellIsHeader
          head={[{ text: "Month" }, { text: "In", format: "numeric" }, { text: "Out", format: "numeric" }]}
          rows={months.map(({ from, inPence, outPence, whole }) => ({
            cells: [
              { text: `${monthAndYear(from)}${whole ? "" : " *"}` },
              { text: pounds(inPence), format: "numeric" },
              { text: pounds(outPence), format: "numeric" },
            ],
          }))}
        />
      </div>
      {someMissing ? <p class="govuk-body-s">* We do not have statements for all days of this month.</p> : null}
    </>
  );
}
