import { photoPath } from "../../../shared/listing/photo-path.ts";
import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";

/** The small picture on a card, where there is one. Their name stands beside it: whoever hears the page misses nothing (WCAG 2.2, 1.1.1). */
export function CardPhoto({ listing: { photo } }: { readonly listing: Pick<PublicListing, "photo"> }) {
  const { pixels } = servicePolicy.photos.small;
  return photo === undefined ? null : (
    <img class="trellis-card-photo" src={photoPath(photo, "small")} alt="" width={pixels / 2} height={pixels / 2} loading="lazy" decoding="async" />
  );
}

/** The picture on somebody's own page, where there is one. */
export function ListingPhoto({ listing: { photo, displayName } }: { readonly listing: Pick<PublicListing, "photo" | "displayName"> }) {
  const { pixels } = servicePolicy.photos.large;
  return photo === undefined ? null : <img class="trellis-picture" src={photoPath(photo, "large")} alt={displayName} width={pixels / 2} height={pixels / 2} />;
}
