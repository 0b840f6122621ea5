import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import type { Wanted } from "../rules/wanted.ts";
import { TOO_FEW } from "./acting-words.ts";

const TITLE = "Where your hours are wanted";

const WANTED_SAID: Readonly<Record<Wanted, string>> = {
  most: "Wanted most",
  much: "Wanted a lot",
  some: "Wanted",
  little: "Others have enough hours",
  none: "Nothing you do is needed here",
  "too-few": TOO_FEW,
};

export interface WantedProps {
  readonly council: string;
  readonly displayName: string;
  /** Absent where nothing is known of the listing. */
  readonly shown:
    | { readonly day: PlainDate; readonly areas: readonly { readonly name: string; readonly label: string; readonly wanted: Wanted }[] }
    | undefined;
}

/** A provider's page of where what they do is short: in words, never in numbers. */
export const wantedPage = (request: PageRequest, { council, displayName, shown }: WantedProps): Page =>
  signedInPage(request, {
    title: TITLE,
    back: { href: "/applications", text: "Your listing" },
    menu: "/applications",
    children: (
      <>
        <span class="govuk-caption-l">
          <bdi>{displayName}</bdi>
        </span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        {shown === undefined || shown.areas.length === 0 ? (
          <p class="govuk-body">We cannot say yet. This page shows the areas you go to, once the council has figures of them.</p>
        ) : (
          <>
            <p class="govuk-body">
              Of the areas you go to, those where the support you offer is wanted most come first. This is of {longDate(shown.day)}. It is a model: it promises
              no work.
            </p>
            <StackingTable
              caption="Areas you go to"
              captionClasses="govuk-visually-hidden"
              firstCellIsHeader
              head={["Area", "Your hours there"].map((text) => ({ text }))}
              rows={shown.areas.map(({ name, label, wanted }) => ({
                cells: [{ text: label === "" ? name : `${label} (${name})` }, { text: WANTED_SAID[wanted] }],
              }))}
            />
            <p class="govuk-body">We say nothing of areas where too few people live who get a direct payment.</p>
          </>
        )}
        <p class="govuk-body">
          <a class="govuk-link" href={`/market-statements/${council}`}>
            Read what the council asks providers for
          </a>
          <br />
          <a class="govuk-link" href="/market-statements">
            Read what other councils ask for
          </a>
        </p>
      </>
    ),
  });
