import type { FieldError } from "../../../shared/domain/input.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { TrialValues } from "../rules/trial.ts";

export interface TrialFormProps {
  readonly council: string;
  readonly today: TrialValues;
  readonly cycles: number;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

const PENCE = 100;
export const VALUE_WORDS: Readonly<Record<keyof TrialValues, string>> = {
  weeks: "Weeks of the payment we never ask about",
  tolerancePence: "Amount above that before we ask",
  cyclesBeforeAsking: "Checks in a row before we ask",
  plannedWorkDays: "Days of planned work that count, after a pay period",
};
/** A value as a form and a page write it. */
export const valueWords = (name: keyof TrialValues, values: TrialValues): string =>
  name === "tolerancePence" ? (values.tolerancePence / PENCE).toFixed(2) : String(values[name]);
export const VALUE_NAMES = ["weeks", "tolerancePence", "cyclesBeforeAsking", "plannedWorkDays"] as const satisfies readonly (keyof TrialValues)[];

/** Which other rules an officer would like to try: nothing is asked of anybody because of it. */
export function balanceTrialPage(request: PageRequest, { council, today, cycles, form, errors = [] }: TrialFormProps): Page {
  return signedInPage(request, {
    title: "Try other rules",
    back: { href: `/councils/${council}/balance-cases`, text: "Questions about balances" },
    errors,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Try other rules</h1>
        <p class="govuk-body">
          See who would be asked about money that is left, if the rules were different. We check the last {cycles} four-week periods of every account again. No
          one is asked anything, and nothing changes.
        </p>
        <Form tokens={request.tokens} action={`/councils/${council}/balance-trial`}>
          {VALUE_NAMES.map((name) => (
            <Input
              name={name}
              label={{ text: VALUE_WORDS[name], classes: "govuk-label--s" }}
              hint={{ text: `Today: ${name === "tolerancePence" ? "£" : ""}${valueWords(name, today)}` }}
              value={form.get(name) ?? valueWords(name, today)}
              errorMessage={errorOf(errors, name)}
              classes="govuk-input--width-5"
              inputmode={name === "tolerancePence" ? "decimal" : "numeric"}
              {...(name === "tolerancePence" ? { prefix: { text: "£" } } : {})}
              autocomplete="off"
              spellcheck={false}
            />
          ))}
          <Button text="Try these rules" />
        </Form>
      </>
    ),
  });
}
