import { longDate } from "../../../shared/domain/time.ts";
import type { GapSnapshot } from "../rules/snapshot.ts";
import { exactHours } from "./gap-words.ts";

/** What stands behind the figures, and where they end: said on every page of them. */
export const MarketNotes = ({ snapshot }: { readonly snapshot: Omit<GapSnapshot, "cells"> }) => {
  const { day, vintage, policyVersion, total, listings, classes, leastPeople } = snapshot;
  const sampled = classes.filter(({ from }) => from === "sample").length;
  return (
    <>
      <h2 class="govuk-heading-m">How these figures are made</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          Measured on {longDate(day)} by version {policyVersion} of the council's rules, over areas of {vintage}.
        </li>
        <li>
          {total.recipients.toLocaleString("en-GB")} people have a direct payment,{" "}
          {total.from === "council" ? "by the council's own records" : "as was published"}. They are spread over areas by who lives there, and by how many the
          council knows in each.
        </li>
        <li>
          {sampled === 0
            ? "How many hours people need of each kind is what people have arranged."
            : `How many hours people need is a sample for ${sampled === classes.length ? "all" : `${sampled} of ${classes.length}`} kinds of support, to be replaced by the council's own.`}
        </li>
        <li>
          Hours of everyone listed go to the need in their reach and skills, in proportion. Distance is in a straight line, as in a search: a road is longer.
          Need of neighbouring councils counts where it is known.
        </li>
        <li>
          {listings.shown.toLocaleString("en-GB")} listings reach an area of the council.{" "}
          {listings.unknownHours > 0
            ? `Of ${listings.unknownHours.toLocaleString("en-GB")} we do not know the hours: they are someone to choose, and add no hours. `
            : ""}
          {listings.unplacedHours > 0 ? `${exactHours(listings.unplacedHours)} hours a week meet no need in their reach.` : ""}
        </li>
        <li>An area where fewer than {leastPeople} people are expected and known is not shown. Hours are rounded.</li>
      </ul>
    </>
  );
};
