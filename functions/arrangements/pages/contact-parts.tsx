import type { ComponentChildren } from "preact";
import type { FieldError } from "../../../shared/domain/input.ts";
import { EmailLink, PhoneLink } from "../../../shared/pages/council-contact.tsx";
import { ErrorSummary, SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { Form, type PageRequest } from "../../../shared/pages/signed-in-page.tsx";
import type { SharedDetails } from "../rules/contact.ts";
import type { ContactMove } from "../rules/contact-moves.ts";

/** How whoever reads a conversation acts in it: signed in, each move has its address; by a link, all have one. */
export interface ContactWays {
  /** A form that makes a move. */
  readonly MoveForm: (props: { readonly move: ContactMove; readonly children: ComponentChildren }) => ComponentChildren;
  /** The address of the page that says what a move means. */
  readonly askPath: (move: ContactMove, more?: Readonly<Record<string, string>>) => string;
  /** Where the conversation is. */
  readonly here: string;
}

/** The ways of somebody who is signed in, by the address of the conversation. */
export const signedInWays = (request: PageRequest, here: string): ContactWays => {
  return {
    here,
    askPath: (move, more) => `${here}/moves/${move}${more ? `?${new URLSearchParams(more)}` : ""}`,
    MoveForm: ({ move, children }) => (
      <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-${move}` }} action={`${here}/moves/${move}`}>
        {children}
      </Form>
    ),
  };
};

/** The ways of whoever has a link: its address is the form's, which names the move. */
export const linkWays = (token: string): ContactWays => {
  const here = `/asked/${token}`;
  return {
    here,
    askPath: (move, more) => `${here}?${new URLSearchParams({ step: move, ...more })}`,
    MoveForm: ({ move, children }) => (
      <form action={here} method="post" noValidate>
        <input type="hidden" name="move" value={move} />
        {children}
      </form>
    ),
  };
};

/** How somebody is reached. */
export const Details = ({ details }: { readonly details: SharedDetails }) => (
  <SummaryList
    rows={[
      { key: { text: "Name" }, value: { text: <bdi>{details.name}</bdi>, classes: "trellis-break" } },
      details.email === undefined ? undefined : { key: { text: "Email" }, value: { text: <EmailLink email={details.email} /> } },
      details.phone === undefined ? undefined : { key: { text: "Phone" }, value: { text: <PhoneLink phone={details.phone} /> } },
    ]}
  />
);

/** A page of whoever has a link, and no account. */
export const linkFrame = (title: string, children: ComponentChildren, errors: readonly FieldError[] = []): string =>
  renderPage({
    title: errors.length > 0 ? `Error: ${title}` : title,
    path: "/asked",
    children: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {errors.length > 0 ? (
            <ErrorSummary title="There is a problem" errors={errors.map(({ field, text, at = field }) => ({ text, href: `#${at}` }))} />
          ) : null}
          {children}
        </div>
      </div>
    ),
  });
