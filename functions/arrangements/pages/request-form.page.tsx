import type { FieldError } from "../../../shared/domain/input.ts";
import { Checkboxes, Input, Radios, Select } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { DateInput, Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { Details, InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { timeWords } from "../../../shared/pages/listing-words.ts";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { codesOf, days, genders, languages, parts, services, skills } from "../../../shared/taxonomy/taxonomy.ts";

export interface RequestFormProps {
  /** Where the person's requests are. */
  readonly base: string;
  readonly form?: URLSearchParams;
  readonly errors?: readonly FieldError[];
  /** What their words hold that should not be there; they can be sent all the same. */
  readonly found?: readonly string[];
}

const PARTS = codesOf(parts);
/** The times most people need, and then each day. */
const COMMON_TIMES = [...PARTS.map((part) => `weekdays-${part}`), ...["sat", "sun"].flatMap((day) => PARTS.map((part) => `${day}-${part}`))];
const OTHER_TIMES = [
  ...PARTS.map((part) => `any-${part}`),
  ...codesOf(days)
    .filter((day) => day !== "sat" && day !== "sun")
    .flatMap((day) => PARTS.map((part) => `${day}-${part}`)),
];
const small = { classes: "govuk-fieldset__legend--s" };
const label = { classes: "govuk-label--s" };

/** What support is needed: needs first, then what would be good to have. */
export function requestFormPage(request: PageRequest, { base, form = new URLSearchParams(), errors = [], found = [] }: RequestFormProps): Page {
  const has = (name: string, value: string) => form.getAll(name).includes(value);
  const item = (name: string) => (code: string) => ({ value: code, text: timeWords(code), checked: has(name, code) });
  const typed = (name: string) => form.get(name) ?? "";
  const others = OTHER_TIMES.filter((code) => has("times", code));
  return signedInPage(request, {
    title: "What support do you need?",
    back: { href: base, text: "Requests for support" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">What support do you need?</h1>
        <p class="govuk-body">
          We show your request to people on the council's list who could do it. They do not see your name, address or phone number. You see who answers, and you
          choose.
        </p>
        <Form tokens={request.tokens} action={base}>
          <h2 class="govuk-heading-m">What you need</h2>
          <Checkboxes
            name="services"
            fieldset={{ legend: { text: "What do you need help with?", ...small } }}
            hint={{ text: "We only show your request to people who do everything you select." }}
            errorMessage={errorOf(errors, "services")}
            items={services.map(({ code, name, plain }) => ({
              value: code,
              text: name,
              checked: has("services", code),
              ...(plain === undefined ? {} : { hint: { text: plain } }),
            }))}
          />
          <Input
            name="hours"
            label={{ text: "How many hours a week?", ...label }}
            hint={{ text: "For example, 6 or 7.5." }}
            classes="govuk-input--width-4"
            inputmode="decimal"
            value={typed("hours")}
            errorMessage={errorOf(errors, "hours")}
          />
          <Checkboxes
            name="times"
            fieldset={{ legend: { text: "When do you need it? (optional)", ...small } }}
            hint={{ text: "Select the times you must have. Leave this empty if any time is fine." }}
            errorMessage={errorOf(errors, "times")}
            items={COMMON_TIMES.map(item("times"))}
          />
          <Details
            summary="Other days and times"
            open={others.length > 0}
            text={
              <Checkboxes
                name="times"
                idPrefix="other-times"
                fieldset={{ legend: { text: "Other days and times", classes: "govuk-visually-hidden" } }}
                items={OTHER_TIMES.map(item("times"))}
              />
            }
          />
          <Input
            name="near"
            label={{ text: "Where do you need it?", ...label }}
            hint={{ text: "A postcode, the first half of one, or a town or village. We never show a full postcode." }}
            classes="govuk-input--width-20"
            value={typed("near")}
            errorMessage={errorOf(errors, "near")}
            autocomplete="postal-code"
            spellcheck={false}
          />
          <DateInput
            id="from"
            namePrefix="from"
            fieldset={{ legend: { text: "When should it start? (optional)", ...small } }}
            hint={{ text: "For example, 1 12 2026. Leave this empty to start as soon as possible." }}
            errorMessage={errorOf(errors, "from")}
            values={{ day: typed("from-day"), month: typed("from-month"), year: typed("from-year") }}
          />
          <Details
            summary="Skills they must have"
            open={form.getAll("skills").length > 0}
            text={
              <Checkboxes
                name="skills"
                fieldset={{ legend: { text: "Skills they must have", classes: "govuk-visually-hidden" } }}
                items={skills.map(({ code, name }) => ({ value: code, text: name, checked: has("skills", code) }))}
              />
            }
          />
          <h2 class="govuk-heading-m">What you would like</h2>
          <p class="govuk-body">People who match come first. No one is left out, unless you say that you must have it.</p>
          <Select
            name="language"
            label={{ text: "Language (optional)", ...label }}
            value={typed("language")}
            errorMessage={errorOf(errors, "language")}
            items={[{ value: "", text: "Any language" }, ...languages().map(({ code, name }) => ({ value: code, text: name }))]}
          />
          <Radios
            name="gender"
            fieldset={{ legend: { text: "Gender (optional)", ...small } }}
            errorMessage={errorOf(errors, "gender")}
            classes="govuk-radios--small"
            items={[
              { value: "any", text: "No preference", checked: typed("gender") === "" || typed("gender") === "any" },
              ...genders.map(({ code, name }) => ({ value: code, text: name, checked: typed("gender") === code })),
            ]}
          />
          <Checkboxes
            name="must"
            fieldset={{ legend: { text: "Must you have any of these? (optional)", ...small } }}
            errorMessage={errorOf(errors, "must")}
            items={[
              { value: "language", text: "They must speak this language", checked: has("must", "language") },
              { value: "gender", text: "They must be of this gender", checked: has("must", "gender") },
            ]}
          />
          <h2 class="govuk-heading-m">Money</h2>
          <Input
            name="rate"
            label={{ text: "The most you can pay for an hour (optional)", ...label }}
            hint={{ text: "We only show your request to people who charge this or less." }}
            prefix={{ text: "£" }}
            classes="govuk-input--width-5"
            inputmode="decimal"
            value={typed("rate")}
            errorMessage={errorOf(errors, "maxRatePence")}
            id="maxRatePence"
          />
          <Input
            name="weekly"
            label={{ text: "How much of your direct payment a week is for this? (optional)", ...label }}
            hint={{ text: "Providers do not see this. It shows the council that the money is still needed." }}
            prefix={{ text: "£" }}
            classes="govuk-input--width-5"
            inputmode="decimal"
            value={typed("weekly")}
            errorMessage={errorOf(errors, "weeklyPence")}
            id="weeklyPence"
          />
          <h2 class="govuk-heading-m">In your own words</h2>
          <Textarea
            name="words"
            label={{ text: "Anything else they should know? (optional)", ...label }}
            hint={{ text: "Up to 1,000 characters. Do not say who you are or how to reach you: you choose who gets to know." }}
            value={typed("words")}
            errorMessage={errorOf(errors, "words")}
            rows={5}
          />
          {found.length > 0 ? (
            <>
              <InsetText text={`This looks like a way to reach you, or where you live: ${found.join(", ")}. Everyone who sees your request can read it.`} />
              <Checkboxes name="checked" items={[{ value: "yes", text: "Show it as it is", checked: typed("checked") === "yes" }]} />
            </>
          ) : null}
          <Button text="Publish my request" preventDoubleClick />
        </Form>
      </>
    ),
  });
}
