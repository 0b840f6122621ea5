import { Details } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { LookedMeasure } from "../rules/at-time.ts";
import { cellsOf, hasTooFew, sumsOf } from "../rules/gap-rows.ts";
import { inHours } from "../rules/hours.ts";
import type { Traced } from "../rules/trace.ts";
import { FIGURE_HEADS, figuresOf, StandingTag, TOO_FEW } from "./gap-table.tsx";
import { CONFIDENCE, classWords, doubtWords, exactHours, fragileWords } from "./gap-words.ts";
import { BasisSwitch, CouldWorkThen, type Look, lookAddress } from "./market-look.tsx";
import { MarketNotes } from "./market-notes.tsx";

export interface AreaPageProps {
  readonly council: string;
  readonly look: Look;
  readonly snapshot: LookedMeasure;
  /** The place of the area in the snapshot. */
  readonly area: number;
  /** The class that is followed to its listings, by its place, and what each gives; absent where none is named. */
  readonly followed?: { readonly needed: number; readonly parts: readonly Traced[] } | undefined;
  readonly step: number;
}

/** One area, every kind of support, and one of them followed to the listings behind it. */
export function areaPage(request: PageRequest, { council, look, snapshot, area: at, followed, step }: AreaPageProps): Page {
  const area = snapshot.areas[at];
  const path = `/councils/${council}/market`;
  const here = `${path}/areas/${area?.code ?? ""}`;
  const few = area === undefined || hasTooFew(area, snapshot.leastPeople);
  return signedInPage(request, {
    title: area?.name ?? "",
    back: { href: lookAddress(path, { ...look, district: undefined }), text: "Where support is short" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(look.of ?? council)}</span>
        <h1 class="govuk-heading-l">{area?.name}</h1>
        <p class="govuk-body-l">{area?.label}</p>
        <BasisSwitch path={here} look={look} />
        <CouldWorkThen look={look} snapshot={snapshot} step={step} />
        {few ? (
          <p class="govuk-body">
            <strong>{TOO_FEW}.</strong>
          </p>
        ) : (
          <>
            {followed === undefined ? null : <Followed snapshot={snapshot} at={at} followed={followed} look={look} step={step} />}
            <AllClasses snapshot={snapshot} at={at} look={look} here={here} step={step} />
            <Origin snapshot={snapshot} at={at} />
          </>
        )}
        <MarketNotes snapshot={snapshot} />
      </>
    ),
  });
}

interface PartProps {
  readonly snapshot: LookedMeasure;
  readonly at: number;
  readonly look: Look;
  readonly step: number;
}

const AllClasses = ({ snapshot, at, look, here, step }: PartProps & { readonly here: string }) => (
  <>
    <h2 class="govuk-heading-m">Every kind of support here</h2>
    <StackingTable
      caption="Every kind of support here"
      captionClasses="govuk-visually-hidden"
      firstCellIsHeader
      head={[
        { text: "Kind of support" },
        ...FIGURE_HEADS.map((text) => ({ text, format: "numeric" })),
        { text: "How it stands" },
        { text: "To choose from", format: "numeric" },
        ...(look.time === undefined ? [{ text: "How sure, and why" }] : []),
      ]}
      rows={cellsOf(snapshot, at).map((cell, needed) => {
        const one = snapshot.classes[needed];
        return {
          cells: [
            {
              text: (
                <a class="govuk-link" href={lookAddress(here, { ...look, class: one?.code, district: undefined })}>
                  {one === undefined ? "" : classWords(one)}
                </a>
              ),
            },
            ...figuresOf(sumsOf([cell], snapshot.limits), step).map((text) => ({ text, format: "numeric" })),
            { text: <StandingTag standing={cell.standing} /> },
            { text: cell.unknownHours > 0 ? `${cell.choice} (of ${cell.unknownHours} we do not know the hours)` : String(cell.choice), format: "numeric" },
            ...(cell.confidence === undefined
              ? []
              : [{ text: [CONFIDENCE[cell.confidence], ...cell.fragile.map((fragile) => fragileWords(fragile))].join("; ") }]),
          ],
        };
      })}
    />
    <p class="govuk-body">Select a kind of support to see which listings its hours are from.</p>
  </>
);

/** One figure, so that anybody can work it out again: the listings that come here, and what each gives. */
function Followed({ snapshot, at, followed: { needed, parts }, look, step }: PartProps & { readonly followed: NonNullable<AreaPageProps["followed"]> }) {
  const one = snapshot.classes[needed];
  const cell = cellsOf(snapshot, at)[needed];
  if (one === undefined || cell === undefined) return null;
  const words = classWords(one);
  const nameOfListing = (id: string): string | undefined => parts.find(({ listing }) => listing.id === id)?.listing.name;
  const withHours = parts.filter(({ given }) => given > 0);
  const others = parts.length - withHours.length;
  return (
    <>
      <h2 class="govuk-heading-m">{words}: where its hours are from</h2>
      <p class="govuk-body">
        {exactHours(cell.need)} hours a week are needed here. {exactHours(cell.shared)} are in reach, and {exactHours(cell.shortfall)} are short.{" "}
        <StandingTag standing={cell.standing} />
      </p>
      {cell.confidence === undefined ? null : (
        <ul class="govuk-list govuk-list--bullet">
          <li>
            How sure: {CONFIDENCE[cell.confidence].toLowerCase()}
            {cell.doubts.length > 0 ? `, since ${doubtWords(cell.doubts)}` : ""}.
          </li>
          {cell.fragile.map((fragile) => (
            <li>May soon be gone: {fragileWords(fragile, nameOfListing)}.</li>
          ))}
          <li>
            If everyone here gave all their hours to this kind of support and none to another, there would be {exactHours(cell.alone)} hours. That is an upper
            bound: such figures are never added up.
          </li>
        </ul>
      )}
      {look.basis === "now" ? (
        <>
          <p class="govuk-body">
            Each listing's hours times what is needed of it here, over all that is needed of it: together they are the {exactHours(cell.shared)} hours in reach.
          </p>
          <Listings caption={`${words}: listings that come here`} parts={withHours.slice(0, MOST_SHOWN)} />
          {withHours.length > MOST_SHOWN ? (
            <Details
              summary={`The other ${withHours.length - MOST_SHOWN} listings`}
              text={<Listings caption={`${words}: listings that come here, with fewer hours`} parts={withHours.slice(MOST_SHOWN)} />}
            />
          ) : null}
          {others > 0 ? (
            <p class="govuk-body">
              {others === 1 ? "1 more listing comes" : `${others} more listings come`} here with no free hours, or hours that we do not know.
            </p>
          ) : null}
        </>
      ) : (
        <p class="govuk-body">
          They are from {withHours.length === 1 ? "1 listing" : `${withHours.length} listings`}. Which hours someone has arranged is between them and the people
          they support, so hours of each are shown for free hours alone.
        </p>
      )}
      <p class="govuk-body">Rounded to {step} hours, these are the figures in the table below.</p>
    </>
  );
}

/** So many listings stand open on the page: those that give most. */
const MOST_SHOWN = 15;

const Listings = ({ caption, parts }: { readonly caption: string; readonly parts: readonly Traced[] }) => (
  <StackingTable
    caption={caption}
    captionClasses="govuk-visually-hidden"
    firstCellIsHeader
    head={[
      { text: "Listing" },
      ...["Their free hours", "Needed of them here", "Needed of them in all", "Their hours here"].map((text) => ({ text, format: "numeric" })),
    ]}
    rows={parts.map(({ listing, hours, within, asked, given }) => ({
      cells: [
        {
          text: (
            <a class="govuk-link" href={`/listings/${listing.id}`}>
              {listing.name}
            </a>
          ),
        },
        { text: exactHours(hours ?? 0), format: "numeric" },
        ...[within, asked].map((figure) => ({ text: exactHours(figure), format: "numeric" })),
        { text: inHours(given).toFixed(2), format: "numeric" },
      ],
    }))}
  />
);

/** Where the need is from: modelled, counted, and both together, each said which. */
function Origin({ snapshot, at }: Pick<PartProps, "snapshot" | "at">) {
  const area = snapshot.areas[at];
  if (area === undefined) return null;
  const { modelled, observed, combined, observedPercent, rural, nearBorder } = area;
  return (
    <>
      <h2 class="govuk-heading-m">Where the need is from</h2>
      <StackingTable
        caption="People with a direct payment here, three ways"
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={[{ text: "People with a direct payment here" }, { text: "How many", format: "numeric" }, { text: "What that is" }]}
        rows={[
          { cells: [{ text: "Modelled" }, { text: modelled.toFixed(1), format: "numeric" }, { text: "All of the council's, spread by who lives there" }] },
          {
            cells: [
              { text: "Counted" },
              { text: observed === 0 ? "None known" : `About ${observed}`, format: "numeric" },
              { text: "By the council's own records, as the middle of a step, on the first day of the month" },
            ],
          },
          {
            cells: [
              { text: "Both together" },
              { text: inHours(combined).toFixed(1), format: "numeric" },
              { text: `${observedPercent}% of it is counted. Hours needed are this, times hours a week for each person of each kind of support` },
            ],
          },
        ]}
      />
      <p class="govuk-body">
        This is {rural ? "a rural" : "an urban"} area.{" "}
        {nearBorder ? "It is near the border of all areas that are known: people beyond it need the same hours, and are not counted." : ""}
      </p>
    </>
  );
}
