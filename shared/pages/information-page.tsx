import type { ComponentChildren } from "preact";
import { type PageOptions, renderPage } from "./layout.tsx";

/** A page that mostly tells something: its title as the heading, and the rest in lines of a good length. Where a form on it has errors, its title in the browser says so. */
export const informationPage = (
  {
    title,
    heading = "l",
    hasErrors = false,
    ...options
  }: Pick<PageOptions, "title" | "path" | "council" | "plain" | "beforeContent"> & { readonly heading?: "l" | "xl"; readonly hasErrors?: boolean },
  children: ComponentChildren,
): string =>
  renderPage({
    title: hasErrors ? `Error: ${title}` : title,
    ...options,
    children: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class={`govuk-heading-${heading}`}>{title}</h1>
          {children}
        </div>
      </div>
    ),
  });
