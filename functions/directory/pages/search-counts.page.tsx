import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { informationPage } from "../../../shared/pages/information-page.tsx";

export const SEARCH_COUNTS = "/search-counts";

/** What is counted of searches, and how not to be. `elsewhere`: their browser says it to every site. */
export const searchCountsPage = ({ objects, elsewhere }: { readonly objects: boolean; readonly elsewhere: boolean }): string =>
  informationPage(
    { title: "How we count searches", path: SEARCH_COUNTS },
    <>
      <p class="govuk-body">Each night we count how often people looked for support and found no one, so that the council can see where support is missing.</p>
      <p class="govuk-body">
        We count the area, the kind of support, and what stood in the way. We do not keep who you are, your postcode or your internet address.
      </p>
      <p class="govuk-body">
        So that no one is counted twice in a day, we make a scrambled mark. It comes from part of your internet address, your kind of browser and a random
        number. We delete the random number and the mark after two days at most. After that no one can tell which searches were yours.
      </p>
      {objects ? <InsetText text="Searches from this browser are not counted." /> : <InsetText text="Searches from this browser are counted." />}
      {elsewhere ? (
        <p class="govuk-body">Your browser asks all websites not to share or sell your data. We take that as a no.</p>
      ) : (
        <form method="post" action={SEARCH_COUNTS}>
          <input type="hidden" name="count" value={objects ? "yes" : "no"} />
          <Button text={objects ? "Count my searches again" : "Do not count my searches"} />
        </form>
      )}
      <p class="govuk-body">
        To remember a no, this browser keeps a cookie for a year. It says no, and nothing about you. Searching works the same either way.
      </p>
    </>,
  );
