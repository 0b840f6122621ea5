import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { ChoiceField, DateField, NumberField, WordsField } from "../../../shared/pages/record-fields.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import { type AccountNote, type IdentifiedAs, identifiedIn } from "../rules/account-note.ts";
import type { BalanceCase } from "../rules/balance-case.ts";
import type { Movement } from "../rules/movement.ts";

export const AS_WORDS: Readonly<Record<IdentifiedAs, string>> = {
  contribution: "The person's contribution",
  "personal-money": "Other money of the person's",
  refund: "Money that came back, such as a refund",
  "pool-share": "Someone's share of support that is shared",
};

/** The sentences of both forms, in their order. */
export const NOTE_WRONG: Readonly<Record<string, string>> = {
  movement: "Choose which money it is about",
  as: "Choose what it is",
  amount: "Enter the amount in pounds, like 18.50",
  from: "Enter the first day, like 3 2 2026",
  words: "Enter how you know, or why, in 1,000 characters or fewer",
};

export interface MoneyInProps {
  readonly balanceCase: BalanceCase;
  readonly note: Versioned<AccountNote> | undefined;
  /** Money that came in of which a statement does not tell what it is. */
  readonly credits: readonly Movement[];
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

const DONE: Readonly<Record<string, string>> = { identified: "Saved. The account is checked again with this.", waived: "Saved. The contribution is waived." };

/** What money that came in is, and contributions that need not be paid; for officers, of an open case. */
export function moneyInPage(request: PageRequest, { balanceCase, note, credits, form, errors = [] }: MoneyInProps): Page {
  const path = `/balance-cases/${balanceCase.id}/money-in`;
  const known = identifiedIn(note?.body);
  const waives = form.get("step") === "waive";
  const empty = { form: new URLSearchParams(), errors: [] };
  const typed = { form, errors };
  const seen = note === undefined ? {} : { version: note.version };
  return signedInPage(request, {
    title: "Money that came in",
    back: { href: `/balance-cases/${balanceCase.id}`, text: "Question about a balance" },
    errors,
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">Money that came in</h1>
        <p class="govuk-body">As long as no one has said what money is, no contribution counts as missing.</p>
        {credits.length === 0 ? (
          <p class="govuk-body">The statements say what all the money that came in is.</p>
        ) : (
          <Form tokens={request.tokens} action={path} {...seen}>
            <input type="hidden" name="step" value="identify" />
            <Radios
              name="movement"
              fieldset={{ legend: { text: "Which money is it about?", classes: "govuk-fieldset__legend--s" } }}
              errorMessage={errorOf(waives ? [] : errors, "movement")}
              classes="govuk-radios--small"
              items={credits.map(({ id, postedOn, pence, text }) => {
                const as = known.get(id);
                return {
                  value: id,
                  text: (
                    <>
                      {longDate(postedOn)}: {pounds(pence)}, <bdi>{text}</bdi>
                      {as === undefined ? "" : `. It is said to be: ${AS_WORDS[as].toLowerCase()}`}
                    </>
                  ),
                  checked: form.get("movement") === id,
                };
              })}
            />
            <ChoiceField {...(waives ? empty : typed)} name="as" label="What is it?" words={AS_WORDS} />
            <WordsField {...(waives ? empty : typed)} name="words" label="How do you know?" />
            <Button text="Save what it is" />
          </Form>
        )}
        <Form tokens={request.tokens} action={path} {...seen}>
          <input type="hidden" name="step" value="waive" />
          <h2 class="govuk-heading-m">Waive a contribution</h2>
          <p class="govuk-body">The person does not have to pay this amount. No one is asked about it.</p>
          <NumberField {...(waives ? typed : empty)} name="amount" label="How much?" prefix="£" />
          <DateField {...(waives ? typed : empty)} name="from" label="From which day?" />
          <WordsField {...(waives ? typed : empty)} name="words" id="why" label="Why?" />
          <Button text="Waive it" classes="govuk-button--secondary" />
        </Form>
        {note && note.body.waived.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Waived so far</h2>
            <ul class="govuk-list govuk-list--bullet">
              {note.body.waived.map(({ pence, from, learnedAt, words }) => (
                <li class="trellis-break">
                  {pounds(pence)} from {longDate(from)}, entered on {dateWords(learnedAt)}: <bdi>{words}</bdi>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </>
    ),
  });
}
