import { pounds } from "../../../shared/domain/money.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { PriceRow } from "../rules/prices.ts";
import { NO_FIGURE } from "./no-figure.ts";

export interface PricesProps {
  readonly council: string;
  /** Undefined before anything was measured. */
  readonly prices: { readonly day: PlainDate; readonly rows: readonly PriceRow[] } | undefined;
  /** Where the council's rates are from; undefined where it publishes none. */
  readonly source: string | undefined;
  readonly policy: MarketPolicy["prices"];
}

const TITLE = "What people ask for, and what we pay";

const HEADS = ["People with a price", "Middle price", "The council pays", "A managed service gets", "Ask for more than the council pays"] as const;

const NOT_PUBLISHED = "Not published";

/** A row's figures as page and file have them. */
function figuresIn({ listings, council, managed, asked }: PriceRow): readonly string[] {
  const paid = [council, managed].map((pence) => (pence === undefined ? NOT_PUBLISHED : pounds(pence)));
  if (typeof asked === "string") return [listings.toLocaleString("en-GB"), NO_FIGURE[asked], ...paid, NO_FIGURE[asked]];
  return [listings.toLocaleString("en-GB"), pounds(asked.median), ...paid, asked.abovePercent === undefined ? NOT_PUBLISHED : `${asked.abovePercent}%`];
}

/** What is asked for an hour of each kind of support, beside what the council pays. */
export const pricesPage = (request: PageRequest, { council, prices, source, policy }: PricesProps): Page =>
  signedInPage(request, {
    title: TITLE,
    back: { href: `/councils/${council}/market`, text: "Where support is short" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        {prices ? (
          <>
            <p class="govuk-body-l">{headline(prices.rows)}</p>
            <StackingTable
              caption={`Prices for an hour on ${longDate(prices.day)}`}
              captionClasses="govuk-table__caption--s"
              firstCellIsHeader
              head={[{ text: "Kind of support" }, ...HEADS.map((text) => ({ text, format: "numeric" }))]}
              rows={prices.rows.map((row) => ({
                cells: [{ text: nameOf("service", row.service) }, ...figuresIn(row).map((text) => ({ text, format: "numeric" }))],
              }))}
            />
            <p class="govuk-body">
              <a class="govuk-link" href={`/councils/${council}/market/prices.csv`}>
                Download this table (CSV)
              </a>
            </p>
            <h2 class="govuk-heading-m">How to read it</h2>
            <ul class="govuk-list govuk-list--bullet">
              <li>Everyone on the list who can come to some part of this area counts, wherever they are based. Prices are those they show on the list.</li>
              <li>
                We show no price where fewer than {policy.leastListings} people say one, or where {policy.largest} of them have more than{" "}
                {policy.largestPercent}% of the hours.
              </li>
              <li>Half of them ask for the middle price or more, and half for that or less.</li>
              <li>A price is what is asked for. What people pay can be another.</li>
              {source === undefined ? null : <li>What the council pays: {source}.</li>}
            </ul>
          </>
        ) : (
          <p class="govuk-body">
            <strong>There are no prices yet.</strong> They are made every night, of the list and of areas that were brought in.
          </p>
        )}
      </>
    ),
  });

/** What the table comes to, in a sentence. */
function headline(rows: readonly PriceRow[]): string {
  const shown = rows.flatMap(({ service, council, asked }) =>
    typeof asked === "string" || council === undefined ? [] : [{ service, council, median: asked.median }],
  );
  if (shown.length === 0) return "There is no kind of support of which we can show both what is asked for and what the council pays.";
  const above = shown.filter(({ council, median }) => median > council);
  return above.length === 0
    ? `For none of ${shown.length} kinds of support do more than half ask for more than the council pays.`
    : `For ${above.length} of ${shown.length} kinds of support, half or more ask for more than the council pays: ${above.map(({ service }) => nameOf("service", service).toLowerCase()).join(", ")}.`;
}

/** The same table as a file. */
export const pricesCsv = (rows: readonly PriceRow[]): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } => ({
  head: ["Kind of support", ...HEADS],
  rows: rows.map((row) => [nameOf("service", row.service), ...figuresIn(row)]),
});
