import { longDate, monthAndYear } from "../../../shared/domain/time.ts";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { inHours } from "../rules/hours.ts";
import type { GapMonth, MonthOfClass } from "../rules/snapshot.ts";
import { hoursShown } from "./gap-words.ts";

/** The picture's size, in its units: on the narrowest phone its letters are nearly as large as those around it. */
const WIDTH = 320;
const HEIGHT = 120;
const [LEFT, RIGHT, TOP, BOTTOM] = [4, 60, 10, 20];

interface HistoryProps {
  readonly code: string;
  readonly history: readonly GapMonth[];
  readonly areas: number;
  readonly step: number;
}

const monthsOf = ({ code, history }: Pick<HistoryProps, "code" | "history">): readonly (MonthOfClass & { readonly day: string })[] =>
  history.flatMap(({ day, classes }) => classes.filter((one) => one.code === code).map((one) => ({ ...one, day })));

/** How a kind of support stood at the end of each month: a line of hours short, and its table. */
export function History({ code, history, areas, step }: HistoryProps) {
  const months = monthsOf({ code, history });
  return (
    <>
      <h2 class="govuk-heading-m">Month by month</h2>
      {months.length > 1 ? <Line months={months} step={step} /> : <p class="govuk-body">There is one month so far. A line is drawn from the second on.</p>}
      <StackingTable
        caption="Month by month"
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={[
          { text: "Month, as it was on its last day" },
          ...["Hours needed", "Hours in reach", "Hours short", "No one could meet", "Areas short"].map((text) => ({ text, format: "numeric" })),
        ]}
        rows={months.toReversed().map(({ day, need, shared, shortfall, floor, areasShort }) => ({
          cells: [
            { text: monthAndYear(day) },
            ...[need, shared, shortfall, floor].map((hours) => ({ text: hoursShown(hours, step), format: "numeric" })),
            { text: `${areasShort} of ${areas}`, format: "numeric" },
          ],
        }))}
      />
    </>
  );
}

function Line({ months, step }: { readonly months: readonly (MonthOfClass & { readonly day: string })[]; readonly step: number }) {
  const most = Math.max(1, ...months.map(({ shortfall }) => inHours(shortfall)));
  const x = (at: number): number => Math.round(LEFT + (at * (WIDTH - LEFT - RIGHT)) / (months.length - 1));
  const y = (hours: number): number => Math.round(TOP + (1 - inHours(hours) / most) * (HEIGHT - TOP - BOTTOM));
  const [first, last] = [months[0], months.at(-1)];
  return (
    <figure class="trellis-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby="history-title">
        <title id="history-title">
          {`A line of hours short by month, from ${hoursShown(first?.shortfall ?? 0, step)} in ${monthAndYear(first?.day ?? "")} to ${hoursShown(last?.shortfall ?? 0, step)} in ${monthAndYear(last?.day ?? "")}. The table has the same numbers.`}
        </title>
        <line class="trellis-chart__axis" x1={LEFT} x2={WIDTH - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
        <polyline class="trellis-chart__line" points={months.map(({ shortfall }, at) => `${x(at)},${y(shortfall)}`).join(" ")} />
        <text x={WIDTH - RIGHT + 6} y={y(last?.shortfall ?? 0) + 4}>
          {`${hoursShown(last?.shortfall ?? 0, step)} short`}
        </text>
        <text x={LEFT} y={HEIGHT - 4}>
          {monthAndYear(first?.day ?? "")}
        </text>
      </svg>
      <figcaption class="govuk-body-s">Hours a week that are short, up to {longDate(last?.day ?? "")}. The line starts at 0.</figcaption>
    </figure>
  );
}
