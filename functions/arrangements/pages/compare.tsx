import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import type { TableCell } from "../../../shared/pages/govuk/table.tsx";
import { checksApart, hoursAvailable, listWords, milesWords, validUntil } from "../../../shared/pages/listing-words.ts";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { checkWords, councilName } from "../../../shared/policy/council.ts";
import { days, languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { SavedPerson } from "../rules/shortlist.ts";

export interface CompareProps {
  readonly people: readonly SavedPerson[];
  readonly caption: string;
  readonly today: string;
  /** What can be done with each: to remove or to save them. */
  readonly act: (listing: PublicListing) => TableCell["text"];
}

/** People of the list side by side; on a phone one below the other. Those that are not on the list are left out. */
export function Compare({ people, caption, today, act }: CompareProps) {
  const listed = people.flatMap(({ listing }) => (listing ? [listing] : []));
  if (listed.length === 0) return null;
  return (
    <StackingTable
      caption={caption}
      captionClasses="govuk-table__caption--m"
      classes="trellis-compare"
      firstCellIsHeader
      head={["Name", "Price", "Hours available", "Helps with", "Skills", "Languages", "Checks", "Save or remove"].map((text) => ({ text }))}
      rows={listed.map((listing) => ({ cells: [...cellsOf(listing, today), { text: act(listing) }] }))}
    />
  );
}

function cellsOf(listing: PublicListing, today: string): readonly TableCell[] {
  const { id, displayName, kind, employment, services, skills, languages, ratePence, hoursFree, travelMiles, cqc } = listing;
  const until = validUntil(listing, today);
  return [
    {
      text: (
        <>
          <a class="govuk-link trellis-break" href={`/listings/${encodeURIComponent(id)}`}>
            <bdi>{displayName}</bdi>
          </a>
          <div class="govuk-body-s govuk-!-margin-bottom-0">
            {nameOf("kind", kind)}. {nameOf("employment", employment)}. Will travel up to {milesWords(travelMiles)}.
          </div>
          <a class="govuk-link govuk-body-s trellis-screen" href={`/listings/${encodeURIComponent(id)}/contact`}>
            Ask to be contacted
            <span class="govuk-visually-hidden">
              {" "}
              by <bdi>{displayName}</bdi>
            </span>
          </a>
        </>
      ),
    },
    { text: ratePence === undefined ? "Not known" : `${pounds(ratePence)} an hour` },
    { text: <FreeTime listing={listing} hoursFree={hoursFree} /> },
    { text: listWords(services.map((code) => nameOf("service", code))) },
    { text: skills.length > 0 ? listWords(skills.map((code) => nameOf("skill", code))) : "None given" },
    { text: languages.length > 0 ? listWords(languages.map(languageName)) : "Not known" },
    {
      text: (
        <>
          {checkedWords(listing, today)}
          {until ? <div>Valid until {longDate(until)}</div> : null}
          {cqc ? <div>Care Quality Commission rating: {cqc.rating ?? "not known"}</div> : null}
        </>
      ),
    },
  ];
}

/** 'Checked by Leicestershire: identity, DBS'. */
function checkedWords(listing: PublicListing, today: string): string {
  if (listing.status === "unaccredited") return "Not checked by the council";
  const { checked } = checksApart(listing, today);
  const council = councilName(listing.authority) ?? "the council";
  return checked.length === 0 ? `On the list of ${council}` : `Checked by ${council}: ${checked.map(({ code }) => checkWords(code).name).join(", ")}`;
}

function FreeTime({ listing: { availability }, hoursFree }: { readonly listing: PublicListing; readonly hoursFree: number | undefined }) {
  const free = days.filter(({ code }) => (availability[code] ?? []).length > 0).map(({ name }) => name);
  if (hoursFree === 0) return <>{hoursAvailable(hoursFree)}</>;
  return (
    <>
      {hoursAvailable(hoursFree)}
      {free.length > 0 ? <div>{listWords(free)}</div> : null}
    </>
  );
}
