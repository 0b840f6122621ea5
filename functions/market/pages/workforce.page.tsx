import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import { inHours, type MicroHours } from "../rules/hours.ts";
import type { SomePeople, Workforce } from "../rules/workforce.ts";
import { NO_FIGURE } from "./no-figure.ts";

export interface WorkforceProps {
  readonly council: string;
  /** Undefined before anything was measured. */
  readonly measured: { readonly day: PlainDate; readonly workforce: Workforce } | undefined;
  readonly policy: Pick<MarketPolicy, "prices" | "confidence" | "fragile">;
}

const TITLE = "Who can give support";

const HEADS = ["People and agencies", "Hours free each week"] as const;

const hoursWords = (hours: MicroHours): string => inHours(hours).toLocaleString("en-GB", { maximumFractionDigits: 1 });
const figuresOf = ({ listings, freeHours }: SomePeople): readonly string[] => [listings.toLocaleString("en-GB"), hoursWords(freeHours)];

/** The lines of page and file alike: what they are of, and their figures. */
function linesOf({ all, confirmed, due, training, skills }: Workforce, { confidence, fragile }: WorkforceProps["policy"]) {
  return {
    all: [
      ["All who can come", ...figuresOf(all)],
      [`Said their free hours in the last ${confidence.confirmedDays} days`, ...figuresOf(confirmed)],
      [`A check of theirs ends within ${fragile.evidenceDays} days`, ...figuresOf(due)],
      ["Trained to keep adults safe", ...figuresOf(training.trained)],
      [`That training ends within ${fragile.evidenceDays} days`, ...figuresOf(training.due)],
    ],
    skills: skills.map((one) => [nameOf("skill", one.skill), ...figuresOf(one)]),
  } as const;
}

/** Who on the list can come to some part of a council, how many hours they have, and whose checks and training end soon. */
export const workforcePage = (request: PageRequest, { council, measured, policy }: WorkforceProps): Page =>
  signedInPage(request, {
    title: TITLE,
    back: { href: `/councils/${council}/market`, text: "Where support is short" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        {measured ? (
          <Measured council={council} measured={measured} policy={policy} />
        ) : (
          <p class="govuk-body">
            <strong>There are no figures yet.</strong> They are made every night, of the list and of areas that were brought in.
          </p>
        )}
      </>
    ),
  });

function Measured({ council, measured: { day, workforce }, policy }: WorkforceProps & { readonly measured: NonNullable<WorkforceProps["measured"]> }) {
  const { all, offered, hoursUnknown } = workforce;
  const lines = linesOf(workforce, policy);
  const head = ["Who", ...HEADS].map((text, at) => ({ text, ...(at > 0 ? { format: "numeric" } : {}) }));
  const rowOf = (cells: readonly string[]) => ({ cells: cells.map((text, at) => ({ text, ...(at > 0 ? { format: "numeric" } : {}) })) });
  return (
    <>
      <p class="govuk-body-l">
        On {longDate(day)}, {all.listings.toLocaleString("en-GB")} people and agencies on the list can come to some part of this area. They have{" "}
        {hoursWords(all.freeHours)} hours free each week.
      </p>
      <p class="govuk-body">
        {typeof offered === "string"
          ? `Hours with those that are taken already: ${NO_FIGURE[offered].toLowerCase()}.`
          : `With those that are taken already they offer ${hoursWords(offered)} hours.`}{" "}
        {hoursUnknown === 0
          ? "All of them say how many hours they have."
          : `${hoursUnknown.toLocaleString("en-GB")} of them do not say how many hours they have, and count as none.`}
      </p>
      <StackingTable caption="Hours, checks and training" captionClasses="govuk-table__caption--m" firstCellIsHeader head={head} rows={lines.all.map(rowOf)} />
      <StackingTable caption="By skill" captionClasses="govuk-table__caption--m" firstCellIsHeader head={head} rows={lines.skills.map(rowOf)} />
      <p class="govuk-body">
        <a class="govuk-link" href={`/councils/${council}/market/workforce.csv`}>
          Download these tables (CSV)
        </a>
      </p>
      <p class="govuk-body">Many can come to a neighbour’s area as well. So hours of two councils must not be added. One person can be in several rows.</p>
    </>
  );
}

/** The same lines as a file. */
export function workforceCsv(
  workforce: Workforce,
  policy: WorkforceProps["policy"],
): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const { all, skills } = linesOf(workforce, policy);
  return { head: ["Who", ...HEADS], rows: [...all, ...skills] };
}
