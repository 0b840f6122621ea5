import { pounds } from "../../../shared/domain/money.ts";
import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { checkedWords, distanceWords, hoursWords, listWords } from "../../../shared/pages/listing-words.ts";
import { SavePerson } from "../../../shared/pages/save-person.tsx";
import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";

interface CardProps {
  readonly listing: PublicListing;
  readonly miles: number;
  readonly query: string;
  readonly today: string;
  /** The one thing they do not have of all that was asked for. */
  readonly lacks?: string;
  /** The level of its heading. */
  readonly level?: 2 | 3;
}

/** A person or provider among the results. */
export function Card({ listing, miles, query, today, lacks, level = 2 }: CardProps) {
  const { id, displayName, kind, status, services, languages, ratePence, hoursFree, cqc } = listing;
  const Heading = `h${level}` as const;
  const others = languages.filter((code) => code !== "en").map(languageName);
  return (
    <li class="trellis-card">
      <Heading class="govuk-heading-m">
        <a class="govuk-link" href={`/listings/${encodeURIComponent(id)}?${query}`}>
          <bdi>{displayName}</bdi>
        </a>
      </Heading>
      {lacks ? (
        <p class="govuk-body">
          <strong>All but:</strong> {lacks}
        </p>
      ) : null}
      <p class="govuk-body">
        {nameOf("kind", kind)}, <strong>{distanceWords(miles)}</strong>
      </p>
      <p class="govuk-body">Helps with {listWords(services.map((code) => nameOf("service", code).toLowerCase()))}.</p>
      <ul class="trellis-facts">
        <li>{ratePence === undefined ? "Price not known" : `${pounds(ratePence)} an hour`}</li>
        <li>{hoursFree === undefined ? "Free hours not known" : hoursFree === 0 ? "Not taking new work" : `${hoursWords(hoursFree)} free a week`}</li>
        {others.length > 0 ? <li>Also speaks {listWords(others)}</li> : null}
        {cqc ? <li>Care Quality Commission rating: {cqc.rating ?? "not known"}</li> : null}
      </ul>
      <p class="govuk-body trellis-checked">
        <Tag text={nameOf("status", status)} classes={tagColour(status)} /> {checkedWords(listing, today)}
      </p>
      <SavePerson id={id} name={displayName} />
    </li>
  );
}

/** Colours go with words: nothing is said by colour alone. */
export const tagColour = (status: string): string =>
  status === "accredited" ? "govuk-tag--green" : status === "provisional" ? "govuk-tag--blue" : "govuk-tag--grey";
