import type { ComponentChildren } from "preact";
import type { ParameterError } from "../../../shared/domain/input.ts";
import type { PlaceRefusal } from "../../../shared/geography/resolve.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { BackLink, ErrorSummary } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { LABELS } from "./filters.tsx";
import { placeHint } from "./home.page.tsx";
import { FindCouncil } from "./outside-notice.tsx";

/** A search as it came, of which something could not be used. */
interface Refused {
  readonly query: URLSearchParams;
  /** Whether the example postcode would be found. */
  readonly knowsPostcode: boolean;
}

interface PageError {
  readonly text: string;
  readonly href: string;
}

const NO_PLACE = "Enter a postcode, town or village";
const NO_HOURS = "Enter the hours as a whole number, for example 10, or leave the box empty";

/** A search that could not be made: says why, keeps what was typed beside the reason, and goes on with the filters that could be read. */
export function searchRefusedPage({ query, knowsPostcode }: Refused, errors: readonly ParameterError[]): string {
  const wrong = new Set(errors.map(({ parameter }) => parameter));
  const summary = [...wrong].map(errorOf);
  const others = carried(query, (name) => !wrong.has(name));
  const hours = wrong.has("hours") ? (
    <Input
      name="hours"
      label={{ text: LABELS.hours }}
      errorMessage={{ text: NO_HOURS }}
      inputmode="numeric"
      classes="govuk-input--width-3"
      value={query.get("hours") ?? ""}
    />
  ) : null;
  return refusedPage({ query, knowsPostcode }, { summary, message: wrong.has("near") ? NO_PLACE : undefined, others, hours });
}

function errorOf(parameter: string): PageError {
  if (parameter === "near") return { text: NO_PLACE, href: "#near" };
  if (parameter === "hours") return { text: NO_HOURS, href: "#hours" };
  const label = Object.entries(LABELS).find(([name]) => name === parameter)?.[1];
  const what = label === undefined ? "We could not open that page of the results." : `We do not know what was chosen for ‘${label}’, so we left it out.`;
  return { text: `${what} Search again`, href: "#near" };
}

/** A place that is not known, that could be one of several, or that no council here covers. The filters stay for the place that was meant. */
export function placeRefusedPage({ query, knowsPostcode }: Refused, refusal: PlaceRefusal): string {
  const ambiguous = refusal.kind === "place-ambiguous";
  const others = carried(query, () => true);
  const suggestions =
    refusal.suggestions.length > 0 ? (
      <>
        <h2 class="govuk-heading-m">{ambiguous ? "Which one do you mean?" : "Did you mean one of these?"}</h2>
        <ul class="govuk-list">
          {refusal.suggestions.map((suggestion) => (
            <li>
              <a class="govuk-link" href={`/search?${new URLSearchParams([["near", suggestion], ...others.map(([name, value]) => [name, value])])}`}>
                {suggestion}
              </a>
            </li>
          ))}
        </ul>
      </>
    ) : null;
  const after = refusal.kind === "place-outside" ? <FindCouncil /> : suggestions;
  return refusedPage({ query, knowsPostcode }, { summary: [{ text: refusal.detail, href: "#near" }], message: refusal.detail, others, after });
}

/** What goes into the next search of the last one: not the place, and not the page of its results. */
const carried = (query: URLSearchParams, keeps: (name: string) => boolean): readonly (readonly [string, string])[] =>
  [...query].filter(([name, value]) => value !== "" && (name === "map" || (name in LABELS && name !== "near")) && keeps(name));

interface Refusal {
  readonly summary: readonly PageError[];
  /** What is wrong with the place. */
  readonly message: string | undefined;
  readonly others: readonly (readonly [string, string])[];
  readonly hours?: ComponentChildren;
  readonly after?: ComponentChildren;
}

function refusedPage({ query, knowsPostcode }: Refused, { summary, message, others, hours, after }: Refusal): string {
  return renderPage({
    title: "Error: Find someone to support you",
    path: "/search",
    beforeContent: <BackLink href="/" />,
    children: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <ErrorSummary title="There is a problem" errors={summary} />
          <h1 class="govuk-heading-l">Find someone to support you</h1>
          <form action="/search" method="get" class="trellis-search">
            {others.map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <Input
              name="near"
              label={{ text: "Where is support needed?", classes: "govuk-label--m" }}
              hint={{ text: placeHint(knowsPostcode) }}
              {...(message ? { errorMessage: { text: message } } : {})}
              value={query.get("near") ?? ""}
              classes="govuk-input--width-20"
              autocomplete="postal-code"
              spellcheck={false}
            />
            {hours}
            <Button text="Search" />
          </form>
          {after}
        </div>
      </div>
    ),
  });
}
