import { longDate, monthAndYear } from "../../../shared/domain/time.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";
import { areaWords, SUPPORT_AREAS } from "../../../shared/taxonomy/support-areas.ts";
import { FAIRNESS_GROUPS, type FairnessGroup, type Faring, faringOf } from "../rules/fairness.ts";
import { allAreas, type Counts, type ReviewFigures } from "../rules/figures.ts";

export interface FiguresPageProps {
  readonly council: string;
  /** The newest month first. */
  readonly months: readonly (ReviewFigures & { readonly month: string })[];
  /** Whether whoever looks may see the reviews themselves. */
  readonly mayList: boolean;
  readonly policy: ReviewPolicy;
}

/** The picture's width, in its units: on the narrowest phone its letters are nearly as large as those around it. */
const WIDTH = 320;
const ROW = 50;
const LONGEST_BAR = WIDTH - 40;
const BAR = 16;

const NONE: Counts = { onTime: 0, pastTarget: 0, pastLegal: 0 };
const sumOf = ({ onTime, pastTarget, pastLegal }: Counts): number => onTime + pastTarget + pastLegal;

/** How many reviews are late, by service area at a glance and by month. */
export function reviewFiguresPage(request: PageRequest, { council, months, mayList, policy }: FiguresPageProps): Page {
  const [now] = months;
  const total = now ? allAreas(now) : NONE;
  return signedInPage(request, {
    title: "How many reviews are late",
    back: mayList ? { href: `/councils/${council}/reviews`, text: "Reviews to hold" } : { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">How many reviews are late</h1>
        {now === undefined ? (
          <p class="govuk-body">There are no figures yet. They are made every morning.</p>
        ) : (
          <>
            <p class="govuk-body">
              On {longDate(now.day)} there were {sumOf(total)} reviews to be worked on: {total.pastLegal} past the legal date, {total.pastTarget} past the
              target and {total.onTime} in time.
            </p>
            <div class="trellis-chart-and-table">
              <AreaChart figures={now} />
              <AreaTable figures={now} />
            </div>
            <Fairly figures={now} policy={policy} />
            <h2 class="govuk-heading-m">Month by month</h2>
            <p class="govuk-body">What was open at the end of each month, and what was held in it. The newest month goes up to {longDate(now.day)}.</p>
            <StackingTable
              caption="Reviews by month"
              captionClasses="govuk-visually-hidden"
              firstCellIsHeader
              head={[
                { text: "Month" },
                ...["Past the legal date", "Past the target", "Held", "Held by the target", "Held within the law"].map((text) => ({ text, format: "numeric" })),
              ]}
              rows={months.map((one) => {
                const all = allAreas(one);
                return {
                  cells: [
                    {
                      text: mayList ? (
                        <a class="govuk-link" href={`/councils/${council}/reviews-held/${one.month}`}>
                          {monthAndYear(one.day)}
                          <span class="govuk-visually-hidden">: reviews held (CSV)</span>
                        </a>
                      ) : (
                        monthAndYear(one.day)
                      ),
                    },
                    ...[all.pastLegal, all.pastTarget, one.held, one.heldInTarget, one.heldInLaw].map((text) => ({ text: String(text), format: "numeric" })),
                  ],
                };
              })}
            />
          </>
        )}
      </>
    ),
  });
}

const GROUP_WORDS: Readonly<Record<FairnessGroup, string>> = {
  area: "Service area",
  language: "Language",
  format: "Format",
  channel: "How we write to them",
};
const FARING_WORDS: Readonly<Record<Faring, string>> = {
  "too-few": "Too few people to say",
  less: "Less often than all. Look why",
  alike: "As often as all",
  more: "More often than all. Look why",
};
const NAME_WORDS: Readonly<Record<string, string>> = {
  ...{ en: "English", gu: "Gujarati", pl: "Polish", standard: "Standard", "large-print": "Large print", "easy-read": "Easy read" },
  ...{ email: "Email", sms: "Text message", letter: "Letter", none: "Not recorded" },
};

/** Whether some groups stand in front more often than others: in words, as shares of few people would tell who they are. */
const Fairly = ({ figures: { fairness }, policy }: { readonly figures: ReviewFigures; readonly policy: ReviewPolicy }) =>
  fairness === undefined ? null : (
    <>
      <h2 class="govuk-heading-m">Who comes first</h2>
      <p class="govuk-body">
        How often people stand in the first tenth of the list. None of this is part of the order; a difference may have a good reason, such as later legal
        dates. Age and ethnicity are not recorded here.
      </p>
      <StackingTable
        caption="Who comes first, by group"
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={["People", "In the first tenth"].map((text) => ({ text }))}
        rows={FAIRNESS_GROUPS.flatMap((group) =>
          Object.entries(fairness[group])
            .map(([name, counts]) => ({ name: group === "area" ? areaWords(name) : (NAME_WORDS[name] ?? name), counts }))
            .toSorted((a, b) => a.name.localeCompare(b.name, "en-GB"))
            .map(({ name, counts }) => ({
              cells: [{ text: `${GROUP_WORDS[group]}: ${name}` }, { text: FARING_WORDS[faringOf(counts, fairness[group], policy)] }],
            })),
        )}
      />
    </>
  );

const shownAreas = ({ areas }: ReviewFigures) =>
  SUPPORT_AREAS.filter((area) => areas[area] !== undefined).map((area) => ({ area, counts: areas[area] ?? NONE }));

/** A bar for each area, in three parts that differ by pattern as well as by colour; its table has the same numbers. */
function AreaChart({ figures }: { readonly figures: ReviewFigures }) {
  const rows = shownAreas(figures);
  const most = Math.max(1, ...rows.map(({ counts }) => sumOf(counts)));
  const length = (count: number): number => Math.round((count * LONGEST_BAR) / most);
  return (
    <figure class="trellis-chart">
      <svg viewBox={`0 0 ${WIDTH} ${Math.max(1, rows.length) * ROW}`} role="img" aria-labelledby="areas-title">
        <title id="areas-title">Bars of reviews by service area: past the legal date, past the target, and in time. The table has the same numbers.</title>
        {rows.map(({ area, counts }, index) => {
          const top = index * ROW;
          const [late, soon, good] = [length(counts.pastLegal), length(counts.pastTarget), length(counts.onTime)];
          return (
            <>
              <text class="trellis-chart__month" x="0" y={top + 14}>
                {areaWords(area)}
              </text>
              <rect class="trellis-chart__late" x="1" y={top + 20} width={late} height={BAR} />
              <rect class="trellis-chart__in" x={1 + late} y={top + 20} width={soon} height={BAR} />
              <rect class="trellis-chart__out" x={1 + late + soon} y={top + 20} width={good} height={BAR} />
              <text x={late + soon + good + 6} y={top + 33}>
                {String(sumOf(counts))}
              </text>
            </>
          );
        })}
      </svg>
      <figcaption class="govuk-body-s">
        In each bar black is past the legal date, green is past the target, and empty is in time. The number beside it is all of them.
      </figcaption>
    </figure>
  );
}

const AreaTable = ({ figures }: { readonly figures: ReviewFigures }) => (
  <StackingTable
    caption="Reviews to be worked on, by service area"
    captionClasses="govuk-visually-hidden"
    firstCellIsHeader
    head={[{ text: "Service area" }, ...["Past the legal date", "Past the target", "In time"].map((text) => ({ text, format: "numeric" }))]}
    rows={shownAreas(figures).map(({ area, counts }) => ({
      cells: [{ text: areaWords(area) }, ...[counts.pastLegal, counts.pastTarget, counts.onTime].map((text) => ({ text: String(text), format: "numeric" }))],
    }))}
  />
);
