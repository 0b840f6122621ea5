import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { usualWords } from "./card-words.ts";

/** The checks that most of those listed have, said once. */
export function UsualChecks({ listings, usual }: { readonly listings: readonly PublicListing[]; readonly usual: readonly string[] }) {
  const words = usualWords(listings, usual);
  return words === undefined ? null : (
    <p class="govuk-body">
      {words}{" "}
      <a class="govuk-link" href="/about-the-list">
        Find out what the council checks
      </a>
    </p>
  );
}
