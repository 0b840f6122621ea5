import type { FieldError } from "../../../shared/domain/input.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { ContactView } from "../rules/contact.ts";
import { STATE_WORDS, stateColour } from "./contact-words.ts";
import { ReferenceInput } from "./reference-input.tsx";

const Requests = ({ views, caption, other }: { readonly views: readonly ContactView[]; readonly caption: string; readonly other: string }) => (
  <StackingTable
    caption={caption}
    captionClasses="govuk-table__caption--m"
    firstCellIsHeader
    head={[{ text: other }, { text: "Asked on" }, { text: "Status" }]}
    rows={views.map((view) => ({
      cells: [
        {
          text: (
            <a class="govuk-link trellis-break" href={`/contacts/${view.id}`}>
              <bdi>{view.otherName}</bdi>
              <span class="govuk-visually-hidden">, {dateWords(view.sentAt ?? view.createdAt)}</span>
            </a>
          ),
        },
        { text: dateWords(view.sentAt ?? view.createdAt) },
        { text: <Tag text={STATE_WORDS[view.side][view.state]} classes={stateColour(view.state)} /> },
      ],
    }))}
  />
);

export interface ContactsPageProps {
  readonly base: string;
  /** Whose requests they are, where whoever looks acts for them. */
  readonly whose: string | undefined;
  readonly views: readonly ContactView[];
  readonly form?: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** The requests somebody made, newest first, and a way to make another. */
export const contactsPage = (request: PageRequest, { base, whose, views, form = new URLSearchParams(), errors = [] }: ContactsPageProps): Page =>
  signedInPage(request, {
    title: whose === undefined ? "People you asked to contact you" : `People asked to contact ${whose}`,
    back: whose === undefined ? { href: "/account", text: "Your account" } : { href: base.replace(/\/contacts$/, "") },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">
          {whose === undefined ? (
            "People you asked to contact you"
          ) : (
            <>
              People asked to contact <bdi>{whose}</bdi>
            </>
          )}
        </h1>
        {views.length === 0 ? (
          <>
            <p class="govuk-body">No one yet. Find someone, and select 'Ask to be contacted' on their page.</p>
            <Button text="Find support" href="/" />
          </>
        ) : (
          <Requests views={views} caption={views.length === 1 ? "1 request" : `${views.length} requests`} other="Who" />
        )}
        <h2 class="govuk-heading-m">Ask someone by their reference</h2>
        <form action={base} method="get" noValidate>
          <ReferenceInput form={form} errors={errors} />
          <Button text="Continue" classes="govuk-button--secondary" />
        </form>
      </>
    ),
  });

/** The requests a provider received, newest first. */
export const receivedContactsPage = (request: PageRequest, views: readonly ContactView[], next: string | undefined): Page =>
  signedInPage(request, {
    title: "People who would like you to contact them",
    back: { href: "/account", text: "Your account" },
    children: (
      <>
        <h1 class="govuk-heading-l">People who would like you to contact them</h1>
        {views.length === 0 ? (
          <p class="govuk-body">No one yet. We will tell you when someone asks you to contact them.</p>
        ) : (
          <Requests views={views} caption={views.length === 1 ? "1 request" : `${views.length} requests`} other="From" />
        )}
        {next === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`/received-contacts?${new URLSearchParams({ after: next })}`}>
              Show more
            </a>
          </p>
        )}
      </>
    ),
  });

/** Says to a provider that they answer nobody while they are not on the list. */
export const notListedPage = (request: PageRequest): Page =>
  signedInPage(request, {
    title: "You cannot answer at the moment",
    back: { href: "/received-contacts" },
    children: (
      <>
        <h1 class="govuk-heading-l">You cannot answer at the moment</h1>
        <p class="govuk-body">
          Your listing is not on the list at the moment, so you cannot read or answer requests. You can again when it is back on the list.
        </p>
        <Button text="Your listing" href="/applications" />
      </>
    ),
  });
