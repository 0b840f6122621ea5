import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { type UsualChecks, usualWords, whoChecked } from "./card-words.ts";

/** The checks that most of those listed have, said once. */
export function UsualChecksNote({ listings, usual }: { readonly listings: readonly PublicListing[]; readonly usual: UsualChecks }) {
  const words = usualWords(usual);
  const [first, ...others] = words;
  if (first === undefined) return null;
  return (
    <>
      <p class="govuk-body">
        Unless we say otherwise, {whoChecked(listings)} has checked:{others.length === 0 ? ` ${first.checks}.` : null}
      </p>
      {others.length === 0 ? null : (
        <ul class="govuk-list govuk-list--bullet">
          {words.map(({ who, checks }) => (
            <li>
              for {who}: {checks}
            </li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/about-the-list">
          Find out what the council checks
        </a>
      </p>
    </>
  );
}
