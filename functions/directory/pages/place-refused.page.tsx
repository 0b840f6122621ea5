import type { ComponentChildren } from "preact";
import type { ParameterError } from "../../../shared/domain/input.ts";
import type { PlaceRefusal } from "../../../shared/geography/resolve.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { BackLink, ErrorSummary } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { placeHint } from "./home.page.tsx";
import { FindCouncil } from "./outside-notice.tsx";

/** A search that could not be made: says why beside the box, and keeps what was typed. */
export function searchRefusedPage(near: string, errors: readonly ParameterError[], knowsPostcode: boolean): string {
  const place = errors.find(({ parameter }) => parameter === "near");
  const others = errors.filter(({ parameter }) => parameter !== "near");
  const summary = [
    ...(place ? [{ text: "Enter a postcode, town or village", href: "#near" }] : []),
    ...others.map(({ parameter, detail }) => ({ text: `The filter ‘${parameter}’ ${detail}` })),
  ];
  return refusedPage({ near, knowsPostcode }, summary, place ? "Enter a postcode, town or village" : undefined, null);
}

/** A place that is not known, that could be one of several, or that no council here covers. */
export function placeRefusedPage(near: string, refusal: PlaceRefusal, knowsPostcode: boolean): string {
  const ambiguous = refusal.kind === "place-ambiguous";
  const suggestions =
    refusal.suggestions.length > 0 ? (
      <>
        <h2 class="govuk-heading-m">{ambiguous ? "Which one do you mean?" : "Did you mean one of these?"}</h2>
        <ul class="govuk-list">
          {refusal.suggestions.map((suggestion) => (
            <li>
              <a class="govuk-link" href={`/search?${new URLSearchParams({ near: suggestion })}`}>
                {suggestion}
              </a>
            </li>
          ))}
        </ul>
      </>
    ) : null;
  const who = refusal.kind === "place-outside" ? <FindCouncil /> : suggestions;
  return refusedPage({ near, knowsPostcode }, [{ text: refusal.detail, href: "#near" }], refusal.detail, who);
}

interface Typed {
  readonly near: string;
  /** Whether the example postcode would be found. */
  readonly knowsPostcode: boolean;
}

function refusedPage(
  { near, knowsPostcode }: Typed,
  errors: readonly { readonly text: string; readonly href?: string }[],
  message: string | undefined,
  suggestions: ComponentChildren,
): string {
  return renderPage({
    title: "Error: Find someone to support you",
    path: "/search",
    beforeContent: <BackLink href="/" />,
    children: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <ErrorSummary title="There is a problem" errors={errors} />
          <h1 class="govuk-heading-l">Find someone to support you</h1>
          <form action="/search" method="get" class="trellis-search">
            <Input
              name="near"
              label={{ text: "Where is support needed?", classes: "govuk-label--m" }}
              hint={{ text: placeHint(knowsPostcode) }}
              {...(message ? { errorMessage: { text: message } } : {})}
              value={near}
              classes="govuk-input--width-20"
              autocomplete="postal-code"
              spellcheck={false}
            />
            <Button text="Search" />
          </form>
          {suggestions}
        </div>
      </div>
    ),
  });
}
