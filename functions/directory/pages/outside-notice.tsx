import { InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { namesInWords } from "../../../shared/policy/council.ts";
import type { SearchAnswer } from "../search/search.ts";

const FIND_COUNCIL = "https://www.gov.uk/find-local-council";

/** Whom to ask where no council here arranges care. */
export const FindCouncil = () => (
  <p class="govuk-body">
    <a class="govuk-link" href={FIND_COUNCIL}>
      Find the council for any UK postcode on GOV.UK
    </a>
  </p>
);

/** Says of a place outside every council here that it is, and who arranges care there; nothing of any other. */
export function OutsideNotice({ answer: { near, total } }: { readonly answer: Pick<SearchAnswer, "near" | "total"> }) {
  if (near.outside === undefined) return null;
  const who = near.outside === "" ? "Another council arranges" : `The council for ${near.outside} arranges`;
  return (
    <InsetText
      text={
        <>
          <p class="govuk-body">
            <strong>We do not cover {near.label}.</strong> We cover {namesInWords()}. {who} care and support there.
            {total > 0 ? " The people listed here can still come to you, but ask your own council before you choose someone." : null}
          </p>
          <FindCouncil />
        </>
      }
    />
  );
}
