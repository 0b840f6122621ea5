import type { ComponentChildren } from "preact";
import type { FieldError } from "../../../shared/domain/input.ts";
import type { Finding } from "../../../shared/domain/screening.ts";
import { Checkboxes, Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { BackLink, ErrorSummary, InsetText, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import { CONTACT_TIMES } from "../rules/contact.ts";
import { seenMark } from "../rules/contact-form.ts";
import { timeWords } from "./contact-words.ts";

/** Whom somebody asks, as the page shows it. */
interface Asked {
  readonly listing: string;
  readonly name: string;
  readonly authority: string;
  /** What they do: what can be asked for. */
  readonly services: readonly string[];
}

/** What came back of a form, with what is wrong with it, and the ways to reach somebody that stand in its message. */
export interface TypedContact {
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly ways?: readonly Finding[];
}

/** What is said of each field that is wrong. */
export const WRONG_CONTACT: Readonly<Record<string, string>> = {
  name: "Enter your first name",
  email: "Enter an email address like name@example.com, or a phone number",
  phone: "Enter a UK mobile number like 07700 900 982, or give your email address",
  services: "Select what you need help with",
  times: "Choose from the list",
  postcode: "Enter a postcode, like LE13 1GH",
  message: `Enter a message, in ${servicePolicy.contacts.messageCharacters.toLocaleString("en-GB")} characters or fewer`,
};

/** Points out that a message has ways to reach its writer in it, and lets it be sent all the same. */
export const WaysInMessage = ({ message, ways }: { readonly message: string; readonly ways: readonly Finding[] }) =>
  ways.length === 0 ? null : (
    <div role="alert" id="ways">
      <WarningText
        text={
          <>
            Your message has contact details in it:{" "}
            {ways.map(({ text }, index) => (
              <>
                {index > 0 ? ", " : ""}
                <bdi class="trellis-break">{text}</bdi>
              </>
            ))}
          </>
        }
      />
      <p class="govuk-body">
        You can share your details safely later, when you both choose to. We have not sent your message yet: change it, or send it as it is.
      </p>
      <input type="hidden" name="seen-ways" value={seenMark(message)} />
    </div>
  );

/** What is asked, in one form: who, how to reach them, what they need, where, and a message. */
const ContactFields = ({ form, errors = [], ways = [], reach, offered }: TypedContact & { readonly reach: string; readonly offered: readonly string[] }) => (
  <>
    <Input
      name="name"
      label={{ text: "Your first name", classes: "govuk-label--s" }}
      value={form.get("name") ?? ""}
      errorMessage={errorOf(errors, "name")}
      classes="govuk-input--width-20"
      autocomplete="given-name"
      spellcheck={false}
    />
    <h2 class="govuk-heading-s">How to reach you</h2>
    <p class="govuk-body">{reach}</p>
    <Input
      name="email"
      type="email"
      label={{ text: "Email address" }}
      value={form.get("email") ?? ""}
      errorMessage={errorOf(errors, "email")}
      autocomplete="email"
      spellcheck={false}
    />
    <Input
      name="phone"
      type="tel"
      label={{ text: "Or a mobile phone number" }}
      value={form.get("phone") ?? ""}
      errorMessage={errorOf(errors, "phone")}
      classes="govuk-input--width-20"
      autocomplete="tel"
    />
    <Checkboxes
      name="services"
      fieldset={{ legend: { text: "What do you need help with?", classes: "govuk-fieldset__legend--s" } }}
      hint={{ text: "This is what they do. Select all that apply." }}
      errorMessage={errorOf(errors, "services")}
      classes="govuk-checkboxes--small"
      items={offered.map((code) => ({ value: code, text: nameOf("service", code), checked: form.getAll("services").includes(code) }))}
    />
    <Checkboxes
      name="times"
      fieldset={{ legend: { text: "When do you need it? (optional)", classes: "govuk-fieldset__legend--s" } }}
      errorMessage={errorOf(errors, "times")}
      classes="govuk-checkboxes--small"
      items={CONTACT_TIMES.map((code) => ({ value: code, text: timeWords(code), checked: form.getAll("times").includes(code) }))}
    />
    <Input
      name="postcode"
      label={{ text: "Where do you need it?", classes: "govuk-label--s" }}
      hint={{ text: "Enter a postcode. We only keep the first part, like LE13 1, so no one sees where you live." }}
      value={form.get("postcode") ?? ""}
      errorMessage={errorOf(errors, "postcode")}
      classes="govuk-input--width-10"
      autocomplete="postal-code"
      spellcheck={false}
    />
    <WaysInMessage message={form.get("message") ?? ""} ways={ways} />
    <Textarea
      name="message"
      label={{ text: "Your message", classes: "govuk-label--s" }}
      hint={{ text: "Say a little about what you are looking for. Leave out your phone number, email and address." }}
      value={form.get("message") ?? ""}
      errorMessage={errorOf(errors, "message")}
      rows={6}
    />
    <Button text={ways.length > 0 ? "Send it" : "Ask to be contacted"} preventDoubleClick />
  </>
);

const WhatHappens = ({ authority }: Pick<Asked, "authority">) => (
  <>
    <p class="govuk-body">
      They will see your first name, what you need and your message. They will not see your email address, phone number or full name, and you will not see
      theirs, until you both choose to share.
    </p>
    <p class="govuk-body">
      If they do not use Trellis, {councilWords(authority)} will see what you enter here and ask them for you. It is free. If you hear nothing in{" "}
      {servicePolicy.contacts.answerDays} days, we will tell you and show you other people near you.
    </p>
  </>
);

const TITLE = "Ask to be contacted";

const openFrame = (
  title: string,
  children: ComponentChildren,
  { errors = [], back, council }: { errors?: readonly FieldError[]; back?: string; council?: string } = {},
): string =>
  renderPage({
    title: errors.length > 0 ? `Error: ${title}` : title,
    path: "/listings",
    council,
    beforeContent: back === undefined ? undefined : <BackLink href={back} text="Back" />,
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

const Heading = ({ name }: Pick<Asked, "name">) => (
  <>
    <span class="govuk-caption-l trellis-break">
      <bdi>{name}</bdi>
    </span>
    <h1 class="govuk-heading-l">{TITLE}</h1>
  </>
);

/** Asks what somebody needs who has no account, or is not signed in. `pass` shows that the page was opened while the provider was on the list. */
export const contactFormPage = (asked: Asked, pass: string, typed: TypedContact): string =>
  openFrame(
    TITLE,
    <>
      <Heading name={asked.name} />
      <WhatHappens authority={asked.authority} />
      <InsetText
        text={
          <>
            You do not need an account. If you have one,{" "}
            <a class="govuk-link" href={`/sign-in?${new URLSearchParams({ return: `/people/me/contacts/to/${encodeURIComponent(asked.listing)}` })}`}>
              sign in to ask
            </a>
            , and your messages will be in your account.
          </>
        }
      />
      <form action={`/listings/${encodeURIComponent(asked.listing)}/contact`} method="post" noValidate>
        <input type="hidden" name="pass" value={pass} />
        <ContactFields
          {...typed}
          offered={asked.services}
          reach="Give one of these. We will send you a link to confirm that it is yours before anything goes to them."
        />
      </form>
    </>,
    { errors: typed.errors ?? [], back: `/listings/${encodeURIComponent(asked.listing)}`, council: asked.authority },
  );

/** The same of somebody who is signed in, or for whom somebody acts. */
export const newContactPage = (
  request: PageRequest,
  asked: Asked & { readonly action: string; readonly whose: string | undefined },
  pass: string,
  typed: TypedContact,
): Page =>
  signedInPage(request, {
    title: TITLE,
    back: { href: `/listings/${encodeURIComponent(asked.listing)}` },
    errors: typed.errors ?? [],
    ...((typed.ways ?? []).length > 0 ? { status: 422 } : {}),
    children: (
      <>
        <Heading name={asked.name} />
        {asked.whose === undefined ? null : (
          <p class="govuk-body">
            You are asking for <bdi>{asked.whose}</bdi>. Enter their first name, and how to reach them.
          </p>
        )}
        <WhatHappens authority={asked.authority} />
        <Form tokens={request.tokens} action={asked.action}>
          <input type="hidden" name="pass" value={pass} />
          <ContactFields {...typed} offered={asked.services} reach="Give one of these at least. They see it only when you both choose to share." />
        </Form>
      </>
    ),
  });

/** After somebody without an account asked: what they do next. */
export const confirmSentPage = (byEmail: boolean): string =>
  openFrame(
    byEmail ? "Check your email" : "Check your phone",
    <>
      <h1 class="govuk-heading-l">{byEmail ? "Check your email" : "Check your phone"}</h1>
      <p class="govuk-body">
        We have sent you a link. Open it within {servicePolicy.contacts.confirmHours} hours and select 'Send my request'. We will not send your request until
        you do.
      </p>
      <p class="govuk-body">{byEmail ? "If it is not there in a few minutes, look in your junk or spam folder." : "It can take a few minutes to arrive."}</p>
      <Button text="Find support" href="/" classes="govuk-button--secondary" />
    </>,
  );

/** Says that a form's page was open too long, or is none of ours. */
export const openAgainPage = (): string =>
  openFrame(
    "Start again",
    <>
      <h1 class="govuk-heading-l">Start again</h1>
      <p class="govuk-body">This page was open for too long. We have not sent your request. Go back to the person's page and select 'Ask to be contacted'.</p>
      <Button text="Find support" href="/" />
    </>,
  );
