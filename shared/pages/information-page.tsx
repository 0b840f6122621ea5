import type { ComponentChildren } from "preact";
import { type PageOptions, renderPage } from "./layout.tsx";

/** A page that mostly tells something: its title as the heading, and the rest in lines of a good length. */
export const informationPage = (
  { title, heading = "l", ...options }: Pick<PageOptions, "title" | "path" | "council" | "plain" | "beforeContent"> & { readonly heading?: "l" | "xl" },
  children: ComponentChildren,
): string =>
  renderPage({
    title,
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
