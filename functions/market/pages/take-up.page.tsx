import type { TakeUpOf } from "../../../shared/geography/census.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { pointsAbove, type TakeUpShown } from "../rules/take-up.ts";
import { Bar } from "./bar.tsx";

export interface TakeUpProps {
  readonly council: string;
  /** Undefined where nothing of the council was brought in. */
  readonly shown: TakeUpShown | undefined;
}

const TITLE = "How many people use a direct payment";

/** Tenths of a per cent: 325 is `32.5%`. */
const shareWords = (perThousand: number): string => `${(perThousand / 10).toFixed(1)}%`;
/** `2024-2025` as people say it. */
const yearWords = (year: string): string => year.replace(/^(\d{4})-(\d{4})$/, "April $1 to March $2");
/** A number as it was published, or that it was not. */
const countOr = (count: number | undefined): string => (count === undefined ? "Not published" : count.toLocaleString("en-GB"));

const HEADS = ["People with a direct payment", "People with long-term support at home", "Share with a direct payment"] as const;

/** The share of people who have a direct payment: in a council, next door and in England. */
export const takeUpPage = (request: PageRequest, { council, shown }: TakeUpProps): Page =>
  signedInPage(request, {
    title: TITLE,
    back: { href: `/councils/${council}/market`, text: "Where support is short" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        {shown ? <Shown council={council} shown={shown} /> : <NothingYet />}
      </>
    ),
  });

/** What has to be brought in before there is anything to see. */
const NothingYet = () => (
  <>
    <p class="govuk-body">
      <strong>There are no figures of this council yet.</strong> They are published each year in the Adult Social Care Outcomes Framework (ASCOF), as measure
      3D(2a).
    </p>
    <p class="govuk-body">
      Save the table as a CSV file with the columns metric, ons_area_code, area_name, year, measure and value. Then bring in the file, or the folder it is in:{" "}
      <code>npm run import -- areas FOLDER</code>
    </p>
  </>
);

function Shown({ council, shown }: { readonly council: string; readonly shown: TakeUpShown }) {
  const { year, rows } = shown;
  return (
    <>
      <p class="govuk-body-l">{headline(shown)}</p>
      <h2 class="govuk-heading-m">Councils next door, and England</h2>
      <StackingTable
        caption={`Direct payments, ${yearWords(year)}`}
        captionClasses="govuk-table__caption--s"
        firstCellIsHeader
        head={[{ text: "Council" }, ...HEADS.map((text) => ({ text, format: "numeric" }))]}
        rows={rows.map((row) => ({
          cells: [
            { text: row.is === "council" ? <strong>{row.name}</strong> : row.name },
            { text: countOr(row.recipients), format: "numeric" },
            { text: countOr(row.supported), format: "numeric" },
            { text: <Share of={row} />, format: "numeric" },
          ],
        }))}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`/councils/${council}/market/take-up.csv`}>
          Download this table (CSV)
        </a>
      </p>
      <Years shown={shown} />
      <h2 class="govuk-heading-m">What these figures are</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>They are published by the Department of Health and Social Care. We show them as they are published, and count no one ourselves.</li>
        <li>
          They are official statistics in development: how they are made can still change. Please do not compare them with figures from before April 2024, which
          were counted in another way.
        </li>
        <li>They say how many people have a direct payment in the year. They do not say whether people found the support to spend it on.</li>
      </ul>
      <p class="govuk-body-s">Source: Adult Social Care Outcomes Framework, measure 3D(2a), from Client Level Data. Open Government Licence v3.0.</p>
    </>
  );
}

/** What the table comes to, in two sentences. */
function headline({ year, council, rows }: TakeUpShown): string {
  const { name, recipients, supported, perThousand } = council;
  const counts = recipients === undefined || supported === undefined ? "" : `: ${countOr(recipients)} of ${countOr(supported)}`;
  const first = `In ${name}, ${shareWords(perThousand)} of people with long-term support at home had a direct payment in ${yearWords(year)}${counts}.`;
  const country = rows.find(({ is }) => is === "country");
  if (!country) return first;
  const points = pointsAbove(council, country);
  const than = points === 0 ? "the same as" : `${(Math.abs(points) / 10).toFixed(1)} percentage points ${points > 0 ? "more than" : "less than"}`;
  return `${first} That is ${than} in ${country.name} (${shareWords(country.perThousand)}).`;
}

/** A share, and a bar as long as it is. */
const Share = ({ of }: { readonly of: TakeUpOf }) => (
  <>
    {shareWords(of.perThousand)}
    <Bar perThousand={of.perThousand} />
  </>
);

/** Year by year. */
function Years({ shown: { years, council } }: { readonly shown: TakeUpShown }) {
  return (
    <>
      <h2 class="govuk-heading-m">Year by year</h2>
      {years.length > 1 ? null : <p class="govuk-body">There is one year so far. Bring in the next when it is published, and it stands below.</p>}
      <StackingTable
        caption="Share with a direct payment, year by year"
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={[{ text: "Year" }, ...[council.name, "England"].map((text) => ({ text, format: "numeric" }))]}
        rows={years.toReversed().map((one) => ({
          cells: [
            { text: yearWords(one.year) },
            { text: <Share of={one.council} />, format: "numeric" },
            { text: one.country ? <Share of={one.country} /> : "Not published", format: "numeric" },
          ],
        }))}
      />
    </>
  );
}

/** The same table as a file. */
export const takeUpCsv = ({ year, rows }: TakeUpShown): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } => ({
  head: ["Council", "Code", "Year", ...HEADS],
  rows: rows.map(({ name, code, recipients, supported, perThousand }) => [name, code, year, countOr(recipients), countOr(supported), shareWords(perThousand)]),
});
