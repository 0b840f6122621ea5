import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import type { SavedOnPage } from "../../../shared/pages/save-person.tsx";

/** What is given as an example; the postcode only where it would be found. */
export const EXAMPLE = { postcode: "LE13 1GH", place: "Melton Mowbray" } as const;

/** What to enter, with examples that would be found. */
export const placeHint = (knowsPostcode: boolean): string =>
  `Enter a postcode, town or village. For example, ${knowsPostcode ? `${EXAMPLE.postcode} or ` : ""}${EXAMPLE.place}.`;

/** The first page: one question. */
export const homePage = (knowsPostcode: boolean, saved?: SavedOnPage): string =>
  renderPage({
    title: "Find someone to support you",
    path: "/",
    saved,
    children: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-xl">Find someone to support you</h1>
          <p class="govuk-body-l">
            Search for personal assistants (PAs) and small providers who can come to you. Each page says whether your council has checked them, and what it
            checked.
          </p>
          <form action="/search" method="get" class="trellis-search">
            <Input
              name="near"
              label={{ text: "Where is support needed?", classes: "govuk-label--m" }}
              hint={{ text: placeHint(knowsPostcode) }}
              classes="govuk-input--width-20"
              autocomplete="postal-code"
              spellcheck={false}
            />
            <Button text="Search" />
          </form>
          <h2 class="govuk-heading-m">If you have a direct payment</h2>
          <p class="govuk-body">
            A direct payment is money your council pays to you, so that you can arrange your own care and support. You can use it to pay the people you find
            here.
          </p>
          <p class="govuk-body">
            You can choose anyone. They do not have to be on this list.{" "}
            <a class="govuk-link" href="/about-the-list">
              Find out what the council checks
            </a>
          </p>
          <h2 class="govuk-heading-m">Give support? Apply to be listed</h2>
          <p class="govuk-body">
            If you are a personal assistant, a micro-provider or an agency, people can find you here once the council has checked you. It costs nothing.
          </p>
          <p class="govuk-body">
            <a class="govuk-link" href="/apply">
              Find out how to apply
            </a>
          </p>
        </div>
      </div>
    ),
  });
