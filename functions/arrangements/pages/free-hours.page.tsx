import type { ComponentChildren } from "preact";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { ErrorSummary } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { hoursWords } from "../../../shared/pages/listing-words.ts";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { AskedListing } from "../rules/hours-question.ts";

const QUESTION = "How many hours a week do you have free?";

const DONE: Readonly<Record<string, string>> = {
  saved: "Saved. People who search see this now.",
  stop: "We will not ask you each month.",
  again: "We will ask you each month.",
};

/** What of a listing the pages of free hours show. */
export type ShownHours = Pick<AskedListing, "id" | "authority" | "displayName" | "hoursFree" | "hours">;

/** What was typed, where it comes back, with what is wrong with it. */
export interface TypedHours {
  readonly typed?: string | undefined;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
}

/** What stands in the field: what is free now, unless something else was typed. */
const inField = ({ hoursFree }: Pick<ShownHours, "hoursFree">, typed: string | undefined): string => typed ?? String(hoursFree);

const HoursInput = ({ listing, typed, errors = [], heading }: TypedHours & { readonly listing: ShownHours; readonly heading: boolean }) => {
  const arranged = listing.hours?.arranged ?? 0;
  return (
    <Input
      id="hours"
      name="hours"
      label={{ text: QUESTION, classes: heading ? "govuk-label--l" : "govuk-label--m", isPageHeading: heading }}
      hint={{
        text: `${arranged > 0 ? `Do not count the ${hoursWords(arranged)} a week you have agreed with people here. ` : ""}You can use half hours, like 12.5.`,
      }}
      value={inField(listing, typed)}
      errorMessage={errorOf(errors, "hours")}
      classes="govuk-input--width-4"
      inputmode="decimal"
      autocomplete="off"
      spellcheck={false}
      suffix={{ text: "hours" }}
    />
  );
};

export interface FreeHoursPageProps extends TypedHours {
  readonly listing: ShownHours;
  readonly version: number;
  /** Whether they are asked every month. */
  readonly asking: boolean;
}

/** A provider's page of their free hours: the figure, and whether they are asked every month. */
export function freeHoursPage(request: PageRequest, { listing, version, asking, errors = [], status, typed }: FreeHoursPageProps): Page {
  const base = `/your-listing/${listing.id}/hours`;
  return signedInPage(request, {
    title: QUESTION,
    back: { href: "/applications", text: "Your listing" },
    errors,
    ...(status === undefined ? {} : { status }),
    done: DONE[request.query.get("done") ?? ""],
    menu: "/applications",
    children: (
      <>
        <Form tokens={request.tokens} action={base} version={version}>
          <HoursInput listing={listing} typed={typed} errors={errors} heading />
          <Button text="Save" />
        </Form>
        <h2 class="govuk-heading-m">Our monthly question</h2>
        <p class="govuk-body">
          {asking ? "Each month we ask you if your hours are still right." : "We do not ask you each month if your hours are still right."}
        </p>
        <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-asking` }} action={`${base}/asking`}>
          <Button text={asking ? "Stop asking me" : "Ask me each month"} name="asking" value={asking ? "stop" : "again"} classes="govuk-button--secondary" />
        </Form>
      </>
    ),
  });
}

const frame = (title: string, children: ComponentChildren, council?: string): string =>
  renderPage({
    title,
    path: "/free-hours",
    council,
    children: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">{children}</div>
      </div>
    ),
  });

export interface HoursQuestionPageProps extends TypedHours {
  readonly token: string;
  readonly listing: ShownHours;
  readonly version: number;
  readonly until: string;
}

/** One way to answer: each is a form of its own, so that the Enter key never chooses another than the one that is typed in. */
const Answer = ({ token, version, children }: Pick<HoursQuestionPageProps, "token" | "version"> & { readonly children: ComponentChildren }) => (
  <form action={`/free-hours/${token}`} method="post" noValidate>
    <input type="hidden" name="version" value={version} />
    {children}
  </form>
);

/** What a provider is asked every month, without signing in: whoever has the link may answer, once. */
export function hoursQuestionPage({ token, listing, version, until, typed, errors = [] }: HoursQuestionPageProps): string {
  return frame(
    errors.length > 0 ? `Error: ${QUESTION}` : QUESTION,
    <>
      {errors.length > 0 ? <ErrorSummary title="There is a problem" errors={errors.map(({ field, text }) => ({ text, href: `#${field}` }))} /> : null}
      <span class="govuk-caption-l">
        <bdi>{listing.displayName}</bdi>
      </span>
      <h1 class="govuk-heading-l">Do you still have {hoursWords(listing.hoursFree)} free a week?</h1>
      <Answer token={token} version={version}>
        <Button text="Yes, no change" name="act" value="same" />
      </Answer>
      <Answer token={token} version={version}>
        <HoursInput listing={listing} typed={typed} errors={errors} heading={false} />
        <Button text="Save" name="act" value="save" />
      </Answer>
      <p class="govuk-body">This link works once, until {longDate(until)}. After that, sign in and choose 'Your listing'.</p>
      <Answer token={token} version={version}>
        <Button text="Stop asking me each month" name="act" value="stop" classes="govuk-button--secondary" />
      </Answer>
    </>,
    listing.authority,
  );
}

/** After an answer, or where the link no longer works: used, over, or never ours. */
export const hoursAnsweredPage = (kind: "saved" | "stopped" | "over"): string =>
  frame(
    kind === "over" ? "This link no longer works" : "Thank you",
    kind === "over" ? (
      <>
        <h1 class="govuk-heading-l">This link no longer works</h1>
        <p class="govuk-body">It has been used, or it has expired. To change how many hours you have free, sign in and choose 'Your listing'.</p>
        <Button text="Sign in" href="/sign-in?return=/applications" />
      </>
    ) : (
      <>
        <h1 class="govuk-heading-l">Thank you</h1>
        <p class="govuk-body">
          {kind === "saved"
            ? "Saved. People who search see this now. You do not need to do anything else."
            : "We will not ask you each month. To start again, sign in and choose 'Your listing'."}
        </p>
      </>
    ),
  );
