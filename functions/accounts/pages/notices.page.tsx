import type { FieldError } from "../../../shared/domain/input.ts";
import { CHANNELS, FORMATS, type Language } from "../../../shared/notices/preferences.ts";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { channelWords, formatWords, languageWords } from "./words.ts";

export interface NoticesProps {
  readonly version: number;
  /** Those people may choose. */
  readonly languages: readonly Language[];
  readonly values: {
    readonly channel?: string | undefined;
    readonly postalAddress?: string | undefined;
    readonly format?: string | undefined;
    readonly language?: string | undefined;
  };
  readonly errors?: readonly FieldError[];
  readonly changedMeanwhile?: boolean;
}

const CHANGED = "Your account changed while you had this page open. Check your choices, then save them again.";

/** The name of a language, in itself and in English. */
export const LanguageName = ({ language }: { readonly language: Language }) => {
  const { native, english } = languageWords[language];
  return (
    <>
      <span lang={language}>{native}</span>
      {english === undefined ? null : ` (${english})`}
    </>
  );
};

/** Asks how somebody wants to be told things. */
export function noticesPage(request: PageRequest, { version, languages, values, errors = [], changedMeanwhile }: NoticesProps): Page {
  const { email, phone } = request.account.body;
  const { channel = "email", format = "standard", language = "en", postalAddress } = values;
  const hints: Readonly<Record<string, string>> = {
    email: email === undefined ? "We do not have your email address." : `To ${email}`,
    letter: "Letters take a few days.",
  };
  const phoneHint =
    phone === undefined ? (
      <>
        Add your phone number to get text messages.{" "}
        <a class="govuk-link" href="/account/details#phone">
          Add your phone number
        </a>
      </>
    ) : (
      `To ${phone}`
    );
  const title = "How we contact you";
  return signedInPage(request, {
    title,
    back: { href: "/account", text: "Your account" },
    errors: [...(changedMeanwhile ? [{ field: "channel", text: CHANGED }] : []), ...errors],
    status: changedMeanwhile ? 412 : errors.length > 0 ? 400 : 200,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">We contact you when we make a decision, or when there is something for you to do.</p>
        <Form tokens={request.tokens} action="/account/notices" version={version}>
          <Radios
            name="channel"
            fieldset={{ legend: { text: "How should we contact you?", classes: "govuk-fieldset__legend--m" } }}
            errorMessage={errorOf(errors, "channel")}
            items={CHANNELS.map((value) => ({
              value,
              text: channelWords[value],
              checked: value === channel,
              hint: { text: value === "sms" ? phoneHint : (hints[value] ?? "") },
            }))}
          />
          <Textarea
            name="postalAddress"
            label={{ text: "Address for letters (only needed if you want letters)" }}
            hint={{ text: "Put each part of the address on a new line, with the postcode on the last line" }}
            value={postalAddress}
            rows={5}
            autocomplete="street-address"
            errorMessage={errorOf(errors, "postalAddress")}
            spellcheck={false}
          />
          <Radios
            name="format"
            fieldset={{ legend: { text: "Which format do you need?", classes: "govuk-fieldset__legend--m" } }}
            hint={{ text: "If we do not have it in this format, we will send standard print." }}
            errorMessage={errorOf(errors, "format")}
            items={FORMATS.map((value) => ({ value, text: formatWords[value], checked: value === format }))}
          />
          {languages.length > 1 ? (
            <Radios
              name="language"
              fieldset={{ legend: { text: "Which language do you need?", classes: "govuk-fieldset__legend--m" } }}
              errorMessage={errorOf(errors, "language")}
              items={languages.map((value) => ({ value, text: <LanguageName language={value} />, checked: value === language }))}
            />
          ) : (
            <input type="hidden" name="language" value={language} />
          )}
          <Button text="Save" />
        </Form>
      </>
    ),
  });
}
