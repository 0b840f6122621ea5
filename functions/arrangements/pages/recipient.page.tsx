import type { FieldError } from "../../../shared/domain/input.ts";
import { dayAndTime, longDate, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import type { AsKnown } from "../../../shared/domain/timeline.ts";
import { partsOf } from "../../../shared/domain/typed-date.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { DateInput } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText, SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { Recipient } from "../rules/recipient.ts";
import { type Beliefs, DATED_KINDS, historyOf } from "../rules/recipient-facts.ts";
import { beliefWords, KIND_WORDS, languageWords, nothingWords, preferenceWords } from "./recipient-words.tsx";

const NOT_KNOWN = "Not known";
const NONE = "None";
/** So much of what was learned is shown: more is in the file the person can be given. */
const NEWEST = 100;

/** Asks for a recipient's reference. It is sent as a form: it stands in no address. */
export function findRecipientPage(request: PageRequest, council: string, typed = "", errors: readonly FieldError[] = []): Page {
  return signedInPage(request, {
    title: "Find someone's direct payment",
    back: { href: "/staff", text: "Staff home" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Find someone's direct payment</h1>
        <p class="govuk-body">You will see what {councilWords(council)} has imported from its case system. We keep a record that you viewed it.</p>
        <Form tokens={request.tokens} action={`/councils/${council}/recipients`}>
          <Input
            name="reference"
            label={{ text: "Their reference in your case system", classes: "govuk-label--s" }}
            value={typed}
            errorMessage={errorOf(errors, "reference")}
            classes="govuk-input--width-20"
            autocomplete="off"
            spellcheck={false}
          />
          <Button text="Find" />
        </Form>
      </>
    ),
  });
}

export interface RecipientPageProps {
  readonly asKnown: AsKnown;
  /** The day whose knowledge counts. */
  readonly known: PlainDate;
  readonly errors: readonly FieldError[];
  /** The account that is linked with it. */
  readonly account: { readonly id: string; readonly name: string } | undefined;
  readonly beliefs: Beliefs;
  /** What only Trellis can read, opened. */
  readonly opened: { readonly postcodes: ReadonlyMap<string, string>; readonly postalAddress: string | undefined };
}

const DONE: Readonly<Record<string, string>> = {
  linked: "Connected. They can now see their direct payment in Trellis.",
  unlinked: "Disconnected. That account can no longer see this direct payment.",
};

const confirmedWords = (confirmedOn: PlainDate | undefined): string => (confirmedOn === undefined ? "not confirmed" : `confirmed on ${longDate(confirmedOn)}`);

/** A recipient's record for officers: what is known of them, what was believed on a day, and all that was learned. */
export function recipientPage(request: PageRequest, recipient: Recipient, { asKnown, known, errors, account, beliefs, opened }: RecipientPageProps): Page {
  const { id, authority, reference, plain } = recipient;
  const name = plain.name?.value ?? "Someone without a name";
  const contact = (held: { readonly value: { readonly value: string; readonly confirmedOn?: PlainDate | undefined } | null } | undefined, shown?: string) =>
    held?.value ? `${shown ?? held.value.value}, ${confirmedWords(held.value.confirmedOn)}` : NOT_KNOWN;
  const path = `/recipients/${id}`;
  const learned = historyOf(recipient);
  const now = asKnown.day === request.today && known === request.today;
  return signedInPage(request, {
    title: name,
    back: { href: `/councils/${authority}/recipients`, text: "Find someone's direct payment" },
    errors,
    done: DONE[request.query.get("done") ?? ""],
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">Direct payment, {councilWords(authority)}</span>
        <h1 class="govuk-heading-l">
          <bdi>{name}</bdi>
        </h1>
        <SummaryList
          rows={[
            { key: { text: "Council reference" }, value: { text: reference, classes: "trellis-break" } },
            { key: { text: "Phone number" }, value: { text: contact(plain.phone) } },
            { key: { text: "Email address" }, value: { text: contact(plain.email), classes: "trellis-break" } },
            { key: { text: "Postal address" }, value: { text: contact(plain.postalAddress, opened.postalAddress), classes: "trellis-lines" } },
            { key: { text: "How to contact them" }, value: { text: plain.preferences?.value ? preferenceWords(plain.preferences.value) : NOT_KNOWN } },
            { key: { text: "Languages" }, value: { text: plain.languages?.value ? languageWords(plain.languages.value) : NOT_KNOWN } },
            {
              key: { text: "Trellis account" },
              value: {
                text: account ? (
                  <a class="govuk-link" href={`/people/${account.id}`}>
                    <bdi>{account.name}</bdi>
                  </a>
                ) : (
                  "Not connected"
                ),
              },
              actions: {
                items: [
                  account
                    ? { href: `${path}/unlink`, text: "Disconnect", visuallyHiddenText: "the account" }
                    : { href: `${path}/link`, text: "Connect", visuallyHiddenText: "an account" },
                ],
              },
            },
          ]}
        />
        <p class="govuk-body">
          <a class="govuk-link" href={`/payment-accounts/${id}/set-aside`}>
            Money set aside
          </a>
        </p>
        {request.account.body.grants.some(({ role }) => role === "finance-officer" || role === "review-officer") ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`/payment-accounts/${id}/spending`}>
              Spending we do not ask about
            </a>
          </p>
        ) : null}
        <h2 class="govuk-heading-m" id="believed">
          {now ? "What holds today" : `What held on ${longDate(asKnown.day)}, as we knew it on ${longDate(known)}`}
        </h2>
        <SummaryList
          rows={DATED_KINDS.filter((kind) => kind !== "diedOn" || beliefs.diedOn !== undefined).map((kind) => ({
            key: { text: KIND_WORDS[kind] },
            value: { text: beliefWords(kind, beliefs, opened.postcodes) ?? nothingWords(kind), classes: "trellis-break" },
          }))}
        />
        <h2 class="govuk-heading-m">Check another day</h2>
        <form action={path} method="get" noValidate>
          {(
            [
              ["on", "What held on this day", "Leave it empty for today."],
              ["known", "As we knew it on this day", "What we learned later is left out. Leave it empty for all we know now."],
            ] as const
          ).map(([field, legend, hint]) => (
            <DateInput
              id={field}
              namePrefix={field}
              fieldset={{ legend: { text: legend, classes: "govuk-fieldset__legend--s" } }}
              hint={{ text: hint }}
              errorMessage={errorOf(errors, field)}
              values={typedParts(request.query, field, now ? undefined : field === "on" ? asKnown.day : known)}
            />
          ))}
          <Button text="Show that day" classes="govuk-button--secondary" />
        </form>
        <StackingTable
          caption="What we learned, newest first"
          captionClasses="govuk-table__caption--m"
          head={[{ text: "Learned" }, { text: "Applies from" }, { text: "What" }, { text: "It says" }]}
          rows={learned.slice(0, NEWEST).map(({ kind, from, learnedAt, says }) => ({
            cells: [
              { text: dayAndTime(millisOf(learnedAt)) },
              { text: longDate(from) },
              { text: KIND_WORDS[kind] },
              { text: beliefWords(kind, says, opened.postcodes) ?? NONE, classes: "trellis-break" },
            ],
          }))}
        />
        {learned.length > NEWEST ? <InsetText text={`The newest ${NEWEST} of ${learned.length} entries are shown.`} /> : null}
      </>
    ),
  });
}

/** What was typed, or else the day that is shown. */
function typedParts(query: URLSearchParams, field: string, shown: PlainDate | undefined) {
  if (shown !== undefined && !query.has(`${field}-day`)) return partsOf(shown);
  return { day: query.get(`${field}-day`) ?? "", month: query.get(`${field}-month`) ?? "", year: query.get(`${field}-year`) ?? "" };
}
