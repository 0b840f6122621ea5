import type { FieldError } from "../../../shared/domain/input.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { ContactView, SharedDetails } from "../rules/contact.ts";
import { type ContactWays, Details, linkFrame, linkWays, signedInWays } from "./contact-parts.tsx";

/** What is said of a link that is unknown, used or too old, and where nothing more can be done by one. */
export const linkOverPage = (kind: "over" | "withdrawn" | "reported"): string => {
  const title = { over: "This link no longer works", withdrawn: "Your request is withdrawn", reported: "Thank you for telling us" }[kind];
  const words = {
    over: "It has been used, or it has expired. If we sent you another link since, use the newest one. You can also ask again from the person's page.",
    withdrawn: "We will not send you anything more about it.",
    reported: "The council will review the message. No one can write in this conversation any more. If you are in danger, call 999.",
  }[kind];
  return linkFrame(
    title,
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">{words}</p>
      <Button text="Find support" href="/" classes="govuk-button--secondary" />
    </>,
  );
};

export interface MoveQuestionProps {
  readonly view: ContactView;
  readonly move: "share" | "decline" | "withdraw" | "report";
  /** What would be shared. */
  readonly details?: SharedDetails | undefined;
  /** The place of the message that is reported. */
  readonly which?: number | undefined;
  readonly form?: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

const MOVE_TITLES: Readonly<Record<MoveQuestionProps["move"], string>> = {
  share: "Share your details?",
  decline: "Say that you cannot support them?",
  withdraw: "Withdraw your request?",
  report: "Report this message",
};

/** What a move means, and a form that makes it. */
function MoveQuestion({ view, move, details, which, form = new URLSearchParams(), errors = [], by }: MoveQuestionProps & { readonly by: ContactWays }) {
  const { otherName, messages } = view;
  const reported = which === undefined ? undefined : messages[which];
  return (
    <>
      <h1 class="govuk-heading-l">{MOVE_TITLES[move]}</h1>
      {move === "share" && details ? (
        <>
          <p class="govuk-body">
            <bdi>{otherName}</bdi> will see this once they share their details too. You cannot take it back after that.
          </p>
          <Details details={details} />
        </>
      ) : null}
      {move === "decline" ? (
        <p class="govuk-body">
          We will tell <bdi>{otherName}</bdi> that you cannot support them at the moment, and show them other people. This ends the conversation.
        </p>
      ) : null}
      {move === "withdraw" ? (
        <p class="govuk-body">
          This ends the conversation. <bdi>{otherName}</bdi> cannot write to you any more.
        </p>
      ) : null}
      {move === "report" && reported ? (
        <>
          <InsetText text={<bdi class="trellis-lines trellis-break">{reported.text}</bdi>} />
          <p class="govuk-body">
            The council will read this message and what you write here. This ends the conversation. We will not tell <bdi>{otherName}</bdi> that you reported
            it. If you are in danger, call 999.
          </p>
        </>
      ) : null}
      <by.MoveForm move={move}>
        {move === "report" ? <input type="hidden" name="which" value={which} /> : null}
        {move === "report" ? (
          <Textarea
            name="reason"
            label={{ text: "What is wrong with it?", classes: "govuk-label--s" }}
            value={form.get("reason") ?? ""}
            errorMessage={errorOf(errors, "reason")}
            rows={4}
          />
        ) : null}
        {move === "decline" ? (
          <Textarea
            name="message"
            label={{ text: "Add a message (optional)", classes: "govuk-label--s" }}
            value={form.get("message") ?? ""}
            errorMessage={errorOf(errors, "message")}
            rows={3}
          />
        ) : null}
        <Button text={{ share: "Share my details", decline: "Tell them", withdraw: "Withdraw my request", report: "Report it" }[move]} preventDoubleClick />
      </by.MoveForm>
      <p class="govuk-body">
        <a class="govuk-link" href={by.here}>
          Go back
        </a>
      </p>
    </>
  );
}

export const contactMovePage = (request: PageRequest, here: string, props: MoveQuestionProps): Page =>
  signedInPage(request, {
    title: MOVE_TITLES[props.move],
    back: { href: here },
    errors: props.errors ?? [],
    children: <MoveQuestion {...props} by={signedInWays(request, here)} />,
  });

export const contactMoveByLinkPage = (token: string, props: MoveQuestionProps): string =>
  linkFrame(MOVE_TITLES[props.move], <MoveQuestion {...props} by={linkWays(token)} />, props.errors ?? []);
