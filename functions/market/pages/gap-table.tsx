import { Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { DOUBTS, type Doubt } from "../rules/confidence.ts";
import type { Standing } from "../rules/gap.ts";
import type { GapRow, Sums } from "../rules/gap-rows.ts";
import { Bar } from "./bar.tsx";
import { CONFIDENCE, doubtWords, fragileWords, hoursInSteps, hoursShown, rateShown, STANDING_TAGS, STANDING_WORDS } from "./gap-words.ts";

export const StandingTag = ({ standing }: { readonly standing: Standing }) => <Tag text={STANDING_WORDS[standing]} classes={STANDING_TAGS[standing]} />;

/** Said instead of any figure of an area. */
export const TOO_FEW = "Too few people to show";

/** The figures of a row as the table, the CSV and the headline have them. */
export const figuresOf = ({ need, shared, shortfall, reachable }: Sums, step: number): readonly string[] => [
  hoursShown(need, step),
  hoursShown(shared, step),
  hoursShown(shortfall, step),
  rateShown(reachable),
];
export const FIGURE_HEADS = ["Hours needed", "Hours in reach", "Hours short", "Hours in reach for each needed"] as const;

/** Where hours short stand among them. */
const SHORT = FIGURE_HEADS.indexOf("Hours short");

const ShortHours = ({ text, perThousand }: { readonly text: string; readonly perThousand: number }) => (
  <>
    {text}
    {perThousand === 0 ? null : <Bar perThousand={perThousand} />}
  </>
);

/** Why a figure is as sure as it is, and what of it may soon be gone; without what is said once of all rows. */
function whyWords({ cell, classesShort }: GapRow, classCount: number, saidOnce: readonly Doubt[] = []): string {
  if (cell === undefined) return classesShort === 0 ? "No kind of support is short" : `${classesShort} of ${classCount} kinds of support are short`;
  if (cell.confidence === undefined) return "";
  const { confidence, fragile } = cell;
  const doubts = cell.doubts.filter((doubt) => !saidOnce.includes(doubt));
  const why = [...fragile.map((one) => fragileWords(one)), ...(doubts.length > 0 ? [doubtWords(doubts)] : [])];
  return `${CONFIDENCE[confidence]}${why.length > 0 ? `: ${why.join("; ")}` : ""}`;
}

export interface GapTableProps {
  readonly caption: string;
  readonly rows: readonly GapRow[];
  readonly classCount: number;
  readonly step: number;
  /** The address of an area's page. */
  readonly href: (code: string) => string;
}

/** Why no figure of some rows is surer, where that is so of every one. */
const doubtsOfAll = (rows: readonly GapRow[]): readonly Doubt[] => {
  const cells = rows.flatMap(({ tooFew, cell }) => (tooFew || cell === undefined ? [] : [cell]));
  return DOUBTS.filter((doubt) => cells.length > 0 && cells.every((cell) => cell.confidence !== undefined && cell.doubts.includes(doubt)));
};

/** Areas where most hours are short first, each with why. What makes every one of them less sure is said once. */
export const GapTable = (props: GapTableProps) => {
  const doubts = doubtsOfAll(props.rows);
  return (
    <>
      {doubts.length === 0 ? null : <p class="govuk-body">No area is better than likely, since {doubtWords(doubts)}.</p>}
      <Rows {...props} saidOnce={doubts} />
    </>
  );
};

const Rows = ({ caption, rows, classCount, step, href, saidOnce }: GapTableProps & { readonly saidOnce: readonly Doubt[] }) => {
  const ofOneClass = rows.some(({ cell }) => cell !== undefined);
  // Bars are of what is shown: a row of which no figure is shown has none, and makes none longer.
  const longest = Math.max(step, ...rows.map((row) => (row.tooFew ? 0 : hoursInSteps(row.shortfall, step))));
  const howSure = rows.some(({ cell }) => cell?.confidence !== undefined);
  return (
    <StackingTable
      caption={caption}
      captionClasses="govuk-visually-hidden"
      firstCellIsHeader
      head={[
        { text: "Area" },
        ...FIGURE_HEADS.map((text) => ({ text, format: "numeric" })),
        ...(ofOneClass
          ? [{ text: "How it stands" }, { text: "To choose from", format: "numeric" }, ...(howSure ? [{ text: "How sure, and why" }] : [])]
          : [{ text: "Why" }]),
      ]}
      rows={rows.map((row) => ({
        cells: [
          {
            text: (
              <>
                <a class="govuk-link" href={href(row.area.code)}>
                  {row.area.name}
                </a>
                <br />
                <span class="govuk-!-font-weight-regular">{row.area.label}</span>
              </>
            ),
          },
          ...(row.tooFew
            ? [{ text: TOO_FEW, colspan: howSure ? 7 : ofOneClass ? 6 : 5 }]
            : [
                ...figuresOf(row, step).map((text, column) => ({
                  text: column === SHORT ? <ShortHours text={text} perThousand={Math.round((1000 * hoursInSteps(row.shortfall, step)) / longest)} /> : text,
                  format: "numeric",
                })),
                ...(ofOneClass
                  ? [
                      { text: <StandingTag standing={row.standing} /> },
                      { text: choiceWords(row), format: "numeric" },
                      ...(howSure ? [{ text: whyWords(row, classCount, saidOnce) }] : []),
                    ]
                  : [{ text: whyWords(row, classCount, saidOnce) }]),
              ]),
        ],
      }))}
    />
  );
};

const choiceWords = ({ cell }: GapRow): string => {
  if (cell === undefined) return "–";
  return cell.unknownHours > 0 ? `${cell.choice} (of ${cell.unknownHours} we do not know the hours)` : String(cell.choice);
};

/** The rows of the CSV: the same words as the table. */
export const gapCsv = (
  rows: readonly GapRow[],
  classCount: number,
  step: number,
  /** The time of the week that figures are of, in words; absent for any time. */
  then?: string,
): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } => ({
  head: [
    "Code",
    "Area",
    "Where",
    "Rural",
    ...FIGURE_HEADS,
    "How it stands",
    "To choose from",
    "Hours not known",
    "Why",
    ...(then === undefined ? [] : ["Of those who could work then"]),
  ],
  rows: rows.map((row) => [
    ...[row.area.code, row.area.name, row.area.label, row.area.rural ? "yes" : "no"],
    ...(row.tooFew
      ? [TOO_FEW, "", "", "", "", "", "", ""]
      : [
          ...figuresOf(row, step),
          row.cell ? STANDING_WORDS[row.standing] : "",
          String(row.cell?.choice ?? ""),
          String(row.cell?.unknownHours ?? ""),
          whyWords(row, classCount),
        ]),
    ...(then === undefined ? [] : [then]),
  ]),
});
