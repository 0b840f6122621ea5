import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { ErrorSummary } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { Reference } from "../rules/reference.ts";
import { ANSWER_FIELDS, ReferenceFields } from "./reference-questions.tsx";

const frame = (title: string, children: preact.ComponentChildren): string =>
  renderPage({
    title,
    path: "/references",
    children: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">{children}</div>
      </div>
    ),
  });

/** What a referee is asked, without signing in: whoever has the link may answer, once. */
export function referencePage(token: string, { about, authority, name, until }: Reference, form: URLSearchParams, errors: readonly FieldError[] = []): string {
  const title = `What you know about ${about}`;
  return frame(
    errors.length > 0 ? `Error: ${title}` : title,
    <>
      {errors.length > 0 ? <ErrorSummary title="There is a problem" errors={errors.map(({ field, text, at = field }) => ({ text, href: `#${at}` }))} /> : null}
      <h1 class="govuk-heading-l">
        What you know about <bdi>{about}</bdi>
      </h1>
      <p class="govuk-body">
        Hello <bdi>{name}</bdi>. <bdi>{about}</bdi> wants to be on {councilWords(authority)}'s list of people who give support, and gave us your name. Please
        tell us what you know about their work. It takes about five minutes, and the link works until {longDate(until)}.
      </p>
      <p class="govuk-body">
        The council will read your answers. <bdi>{about}</bdi> will not see them.
      </p>
      <form action={`/references/${token}`} method="post" noValidate>
        <ReferenceFields form={form} errors={errors} />
        <Button text="Send" />
        <p class="govuk-body">If you would rather not answer:</p>
        <Button text="I would rather not" name="decline" value="yes" classes="govuk-button--secondary" />
      </form>
    </>,
  );
}

/** Asks once more whoever would rather not answer; what they typed goes with it, and is there when they go back. */
export function declinePage(token: string, { about }: Reference, form: URLSearchParams): string {
  const title = "Are you sure you do not want to give a reference?";
  return frame(
    title,
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        <bdi>{about}</bdi> will see that you could not give a reference, and can name someone else. They will not see why. You cannot use this link again.
      </p>
      <form action={`/references/${token}`} method="post" noValidate>
        {ANSWER_FIELDS.map((name) => (
          <input type="hidden" name={name} value={form.get(name) ?? ""} />
        ))}
        <div class="govuk-button-group">
          <Button text="Yes, do not give a reference" name="decline" value="sure" classes="govuk-button--warning" />
          <Button text="Go back to the reference" name="back" value="yes" classes="govuk-button--secondary" />
        </div>
      </form>
    </>,
  );
}

/** After an answer, or where the link no longer works. */
export const referenceOverPage = (kind: "given" | "declined" | "over"): string =>
  frame(
    kind === "over" ? "This link no longer works" : "Thank you",
    kind === "over" ? (
      <>
        <h1 class="govuk-heading-l">This link no longer works</h1>
        <p class="govuk-body">It has been used, or it has expired. If you still want to tell us something, ask the person to give us your name again.</p>
      </>
    ) : (
      <>
        <h1 class="govuk-heading-l">Thank you</h1>
        <p class="govuk-body">{kind === "given" ? "The council has your answers. You do not need to do anything else." : "We will not ask you again."}</p>
      </>
    ),
  );
