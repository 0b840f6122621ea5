import type { Versioned } from "../../../shared/audit/context.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { hoursWords } from "../../../shared/pages/listing-words.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { type Arrangement, latestTerms } from "../rules/arrangement.ts";
import { STATE_CLASSES, STATE_WORDS } from "./support-words.ts";

export interface ClientsPageProps {
  readonly clients: readonly { readonly arrangement: Versioned<Arrangement>; readonly name: string }[];
  /** Hours a week of what runs. */
  readonly hours: number;
}

/** Whom a provider supports, and who asks them to. */
export function clientsPage(request: PageRequest, { clients, hours }: ClientsPageProps): Page {
  return signedInPage(request, {
    title: "People you support",
    back: { href: "/account", text: "Your account" },
    children: (
      <>
        <h1 class="govuk-heading-l">People you support</h1>
        {clients.length === 0 ? (
          <p class="govuk-body">No one has asked you for support here yet. When someone does, we will tell you.</p>
        ) : (
          <>
            <p class="govuk-body">You have agreed to {hoursWords(hours)} a week.</p>
            <ul class="govuk-list govuk-list--spaced">
              {clients.map(({ arrangement: { body }, name }) => (
                <li>
                  <a class="govuk-link" href={`/arrangements/${body.id}`}>
                    <bdi>{name}</bdi>
                  </a>{" "}
                  <Tag text={body.state === "offered" ? "Answer needed" : STATE_WORDS[body.state]} classes={STATE_CLASSES[body.state]} />{" "}
                  {latestTerms(body) === undefined ? null : `${hoursWords(latestTerms(body)?.hours ?? 0)} a week, `}
                  from {longDate(body.since)}
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  });
}
