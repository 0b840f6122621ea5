import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { VettingCase } from "../rules/case.ts";
import { bringWords, type ToBring } from "../rules/to-bring.ts";
import { confirmedTime, placeForApplicant, type Visit, visitTimeWords } from "../rules/visit.ts";

export interface BringPageProps {
  readonly vettingCase: VettingCase;
  readonly bring: readonly ToBring[];
  /** The names of people who work for the provider, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Whose application it is. */
  readonly name: string;
  /** The visit at which an officer sees them, where one is arranged. */
  readonly visit: Visit | undefined;
}

/** What to bring when an officer sees originals: a page to print. */
export function bringPage(request: PageRequest, { vettingCase, bring, names, name, visit }: BringPageProps): Page {
  const time = confirmedTime(visit);
  return signedInPage(request, {
    title: "What to bring",
    back: { href: `/applications/${vettingCase.id}`, text: "The application" },
    children: (
      <>
        <span class="govuk-caption-l">
          <bdi>{name}</bdi>, reference <span class="trellis-nowrap">{vettingCase.id}</span>
        </span>
        <h1 class="govuk-heading-l">What to bring</h1>
        {visit && time ? (
          <p class="govuk-body trellis-break">
            Your visit is on <strong>{visitTimeWords(time)}</strong>. Where: <bdi>{placeForApplicant(visit.place)}</bdi>.
          </p>
        ) : null}
        {bring.length === 0 ? (
          <p class="govuk-body">You do not need to bring anything at the moment.</p>
        ) : (
          <>
            <p class="govuk-body">An officer of {councilWords(vettingCase.authority)} needs to see these in person. Bring:</p>
            <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
              {bring.map((one) => (
                <li>{bringWords(one, names)}</li>
              ))}
            </ul>
            <p class="govuk-body">
              Bring originals, not copies or photos. The name on each one must be yours. If your name has changed, bring proof of the change.
            </p>
            <p class="govuk-body">We do not copy DBS certificates.</p>
            <p class="govuk-body">Contact the council if you do not have one of these, or cannot come. The phone number is at the end of this page.</p>
            <p class="govuk-body">You can print this page.</p>
          </>
        )}
      </>
    ),
  });
}
