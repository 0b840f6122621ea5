import { longDate } from "../../../shared/domain/time.ts";
import { listWords, timeWords } from "../../../shared/pages/listing-words.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { Need } from "../rules/need.ts";
import { NEED_WORDS } from "./request-words.tsx";

/** A need that was not met; with whose it was where the officer may see that, and it is still known. */
export interface NeedShown {
  readonly need: Need;
  readonly person: string | undefined;
}

export interface NeedsPageProps {
  readonly council: string;
  readonly needs: readonly NeedShown[];
  readonly next: string | undefined;
  /** Whether the officer may see whose need it was. */
  readonly names: boolean;
}

const supportWords = ({ services, skills }: Need): string =>
  listWords([...services.map((code) => nameOf("service", code)), ...skills.map((code) => nameOf("skill", code))]);

/** What somebody wanted: the support, and below it when, and in which language. */
const Wanted = ({ need }: { readonly need: Need }) => (
  <>
    {supportWords(need)}
    {need.times.length > 0 ? <div>{listWords(need.times.map(timeWords))}</div> : null}
    {need.language === undefined ? null : <div>{languageName(need.language)}</div>}
  </>
);

/** Support that people of a council could not find, newest first. */
export function needsPage(request: PageRequest, { council, needs, next, names }: NeedsPageProps): Page {
  return signedInPage(request, {
    title: "Support that could not be found",
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Support that could not be found</h1>
        <p class="govuk-body">
          These are requests for support that no one filled in time, or that a person withdrew because they could not find anyone. Newest first.
        </p>
        {needs.length === 0 ? (
          <p class="govuk-body">There are none.</p>
        ) : (
          <StackingTable
            caption="Needs that were not met"
            captionClasses="govuk-visually-hidden"
            head={[
              ...["Support", "Hours a week", "Where", "Since", "Recorded", "Why", "Now"].map((text) => ({ text })),
              ...(names ? [{ text: "Person" }] : []),
            ]}
            rows={needs.map(({ need, person }) => ({
              cells: [
                { text: <Wanted need={need} /> },
                { text: String(need.hours) },
                { text: need.place.label },
                { text: longDate(need.since) },
                { text: longDate(need.recordedOn) },
                { text: NEED_WORDS[need.why] },
                { text: need.metOn === undefined ? "Not found" : `Found on ${longDate(need.metOn)}` },
                ...(names
                  ? [
                      {
                        text:
                          person === undefined ? (
                            "No longer known"
                          ) : (
                            <a class="govuk-link" href={`/people/${person}`}>
                              View person<span class="govuk-visually-hidden"> who needs {supportWords(need)}</span>
                            </a>
                          ),
                      },
                    ]
                  : []),
              ],
            }))}
          />
        )}
        {next === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`/councils/${council}/unmet-needs?${new URLSearchParams({ after: next })}`}>
              Show more
            </a>
          </p>
        )}
      </>
    ),
  });
}
