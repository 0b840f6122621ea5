import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { ChoiceField } from "../../../shared/pages/record-fields.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { AccountNote } from "../rules/account-note.ts";
import type { PaymentAccount } from "../rules/stated-of.ts";
import { ActingFor } from "./whose-page.tsx";

const HEARS_WORDS = { yes: "Yes, let them know", no: "No, do not tell them" } as const;

export interface LatePaymentsProps {
  readonly person: Account;
  readonly base: string;
  /** Undefined where the council has not connected a direct payment. */
  readonly account: PaymentAccount | undefined;
  readonly note: Versioned<AccountNote> | undefined;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** Whether the people who support someone hear that a payment may be late: the person chooses, and can change it. */
export function latePaymentsPage(request: PageRequest, { person, base, account, note, form, errors = [] }: LatePaymentsProps): Page {
  const title = "If a payment may be late";
  const last = note?.body.hearLate?.at(-1);
  const chosen = form.has("hears") || last === undefined ? form : new URLSearchParams({ hears: last.value ? "yes" : "no" });
  return signedInPage(request, {
    title,
    back: { href: `${base}/balance`, text: "Your balance" },
    errors,
    done: request.query.has("done") ? "Saved. You can change this at any time." : undefined,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <ActingFor request={request} person={person} />
        {account === undefined ? (
          <p class="govuk-body">{councilWords(person.authority)} has not connected the direct payment with this account yet. There is nothing to choose.</p>
        ) : (
          <>
            <p class="govuk-body">
              Sometimes a part of the money comes late, and then a payment to the people who support you may be late too. We can let them know, so that they do
              not worry. You choose. We tell them nothing unless you say yes.
            </p>
            <p class="govuk-body">
              They only hear that a payment may be late. They do not hear how much money there is, or why. Your support and your direct payment stay the same,
              whatever you choose.
            </p>
            {last === undefined ? null : (
              <p class="govuk-body">
                {last.value ? "You said yes" : "You said no"} on {dateWords(last.learnedAt)}.
              </p>
            )}
            <Form tokens={request.tokens} action={`${base}/balance/late-payments`} {...(note === undefined ? {} : { version: note.version })}>
              <ChoiceField form={chosen} errors={errors} name="hears" label="Do you want us to let them know?" words={HEARS_WORDS} />
              <Button text="Save" />
            </Form>
          </>
        )}
      </>
    ),
  });
}
