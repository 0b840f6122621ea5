import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { informationPage } from "../../../shared/pages/information-page.tsx";
import type { MailStop } from "../rules/mail-stop.ts";

const page = (title: string, children: preact.ComponentChildren): string => informationPage({ title, path: "/no-more-emails" }, children);

/** Asks whoever got an email from us whether they want no more, and says what that means; where they said so, how to let them come again. Opening it changes nothing. */
export const stopMailsPage = (token: string, state: MailStop["state"]): string =>
  state === "stopped"
    ? page(
        "We will not email you again",
        <>
          <p class="govuk-body">We will not use this email address to ask for a reference or to send an invitation to Trellis.</p>
          <p class="govuk-body">If you have a Trellis account, you still get emails about it. You can change those in your account.</p>
          <Change token={token} to="welcome" text="Start these emails again" secondary />
        </>,
      )
    : page(
        "Stop emails from Trellis",
        <>
          <p class="govuk-body">
            Trellis is a council's list of people who give support. Someone gave us your email address, so that we could ask you for a reference, or invite you
            to join.
          </p>
          <p class="govuk-body">If you stop these emails, we will not send them to this address again. We will not tell anyone that you stopped them.</p>
          <Change token={token} to="stopped" text="Stop these emails" />
        </>,
      );

interface ChangeProps {
  readonly token: string;
  readonly to: MailStop["state"];
  readonly text: string;
  readonly secondary?: boolean;
}

const Change = ({ token, to, text, secondary = false }: ChangeProps) => (
  <form action={`/no-more-emails/${token}`} method="post">
    <input type="hidden" name="to" value={to} />
    <Button text={text} classes={secondary ? "govuk-button--secondary" : ""} />
  </form>
);
