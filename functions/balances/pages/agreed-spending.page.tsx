import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Checkboxes, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { DateField, dateFields, WordsField } from "../../../shared/pages/record-fields.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { AccountNote } from "../rules/account-note.ts";
import { standingAnswers } from "../rules/agreed-spending.ts";
import type { BalanceCase } from "../rules/balance-case.ts";
import type { PaymentAccount } from "../rules/stated-of.ts";

/** The sentences of the forms' fields, in their order. */
export const SPENDING_WRONG: Readonly<Record<string, string>> = {
  about: "Choose which kind of spending it is",
  asksAgain: "Choose which kind of spending to ask about again",
  until: "Enter the last day, like 31 8 2027, or leave it empty",
  from: "Enter the first day, like 3 2 2026",
  words: "Enter why, or where it is written down, in 1,000 characters or fewer",
};

const DONE: Readonly<Record<string, string>> = {
  remembered: "Saved. We will not ask about it again, and the person can see that.",
  plan: "Saved. The account is checked again with this.",
  again: "Saved. We will ask about it again, but not about what was paid until now.",
};

type Groups = BalancePolicy["spend"]["groups"];
/** What a kind of spending is called. */
const labelIn = (groups: Groups, about: string): string => groups.find(({ name }) => name === about)?.label ?? about;

interface Noted {
  readonly note: Versioned<AccountNote> | undefined;
  readonly groups: Groups;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}
export interface RememberProps extends Noted {
  readonly balanceCase: BalanceCase;
  /** Kinds of spending whose answer can be accepted for good. */
  readonly kinds: readonly string[];
  /** An answer is remembered up to this day at most. */
  readonly longest: PlainDate;
}

const seenOf = (note: Versioned<AccountNote> | undefined) => (note === undefined ? {} : { version: note.version });

/** Accepts an answer for good: the same kind of spending is not asked about again. For finance officers, of an open case. */
export function rememberPage(request: PageRequest, { balanceCase, note, groups, kinds, longest, form, errors = [] }: RememberProps): Page {
  const title = "Do not ask about this again";
  const chosen = form.get("about") ?? (kinds.length === 1 ? kinds[0] : undefined);
  return signedInPage(request, {
    title,
    back: { href: `/balance-cases/${balanceCase.id}`, text: "Question about a balance" },
    errors,
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          If the answer explains the spending, the next checks do not ask about the same kind again. The person can see this on their page.
        </p>
        <Form tokens={request.tokens} action={`/balance-cases/${balanceCase.id}/spending`} {...seenOf(note)}>
          <Radios
            name="about"
            fieldset={{ legend: { text: "Which kind of spending is it?", classes: "govuk-fieldset__legend--s" } }}
            errorMessage={errorOf(errors, "about")}
            items={kinds.map((name) => ({ value: name, text: sentence(labelIn(groups, name)), checked: chosen === name }))}
          />
          <DateField
            form={form}
            errors={errors}
            name="until"
            label="Until which day? (optional)"
            hint={`Not after ${longDate(longest)}. We use that day if you leave it empty.`}
          />
          <Checkboxes
            name="untilReview"
            classes="govuk-checkboxes--small"
            items={[{ value: "yes", text: "End it sooner, when the next support plan is entered", checked: form.get("untilReview") === "yes" }]}
          />
          <WordsField form={form} errors={errors} name="words" label="Why?" hint="What they said, and why it explains the spending" />
          <Button text="Do not ask again" />
        </Form>
        <Standing note={note?.body} groups={groups} today={request.today} />
        <p class="govuk-body">
          <a class="govuk-link" href={`/payment-accounts/${balanceCase.recipient}/spending`}>
            Everything that is not asked about
          </a>
        </p>
      </>
    ),
  });
}

const sentence = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);

/** The answers that stand, each with why. */
function Standing({ note, groups, today }: { readonly note: AccountNote | undefined; readonly groups: Groups; readonly today: PlainDate }) {
  const answers = standingAnswers(note, today);
  if (answers.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Answers we accepted</h2>
      <ul class="govuk-list govuk-list--bullet">
        {answers.map(({ about, until, untilReview, learnedAt, words }) => (
          <li class="trellis-break">
            {sentence(labelIn(groups, about))}: until {longDate(until)}
            {untilReview ? ", or the next support plan if that is sooner" : ""}. Accepted on {dateWords(learnedAt)}: <bdi>{words}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

export interface SpendingProps extends Noted {
  readonly account: PaymentAccount;
}

/** Which kinds of spending are not asked about on an account, and why; for officers who plan support or look after accounts. */
export function agreedSpendingPage(request: PageRequest, { account, note, groups, form, errors = [] }: SpendingProps): Page {
  const title = "Spending we do not ask about";
  const path = `/payment-accounts/${account.id}/spending`;
  const last = note?.body.plans?.at(-1);
  const answers = standingAnswers(note?.body, request.today);
  const endsOne = form.get("step") === "again";
  const empty = { form: new URLSearchParams(), errors: [] };
  const typed = { form, errors };
  const plan = endsOne ? empty : typed;
  const ticked = form.has("step") && !endsOne ? form.getAll("kinds") : (last?.kinds ?? []);
  const filled = form.has("step") || last === undefined ? plan : { ...plan, form: new URLSearchParams(dateFields("from", last.from)) };
  return signedInPage(request, {
    title,
    back: { href: `/recipients/${account.id}`, text: "Direct payment" },
    errors,
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <span class="govuk-caption-l">
          <bdi>{account.name ?? "Direct payment"}</bdi>
        </span>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">The person sees this list on the page of their balance, without the reasons.</p>
        <h2 class="govuk-heading-m">What the support plan covers</h2>
        {last === undefined ? (
          <p class="govuk-body">No one has said yet.</p>
        ) : (
          <p class="govuk-body trellis-break">
            {last.kinds.length === 0 ? "Nothing of these" : sentence(last.kinds.map((kind) => labelIn(groups, kind)).join("; "))}, from {longDate(last.from)}.
            Entered on {dateWords(last.learnedAt)}: <bdi>{last.words}</bdi>
          </p>
        )}
        <Standing note={note?.body} groups={groups} today={request.today} />
        {answers.length > 0 ? (
          <Form tokens={request.tokens} action={path} {...seenOf(note)}>
            <input type="hidden" name="step" value="again" />
            <Radios
              name="asksAgain"
              fieldset={{ legend: { text: "Which do you want to ask about again?", classes: "govuk-fieldset__legend--s" } }}
              errorMessage={errorOf(endsOne ? errors : [], "asksAgain")}
              classes="govuk-radios--small"
              items={answers.map(({ about }) => ({ value: about, text: sentence(labelIn(groups, about)), checked: form.get("asksAgain") === about }))}
            />
            <WordsField {...(endsOne ? typed : empty)} name="words" id="why" label="Why?" />
            <Button text="Ask about it again" classes="govuk-button--secondary" />
          </Form>
        ) : null}
        <Form tokens={request.tokens} action={path} {...seenOf(note)}>
          <input type="hidden" name="step" value="plan" />
          <h2 class="govuk-heading-m">Enter what the plan says</h2>
          <Checkboxes
            name="kinds"
            fieldset={{ legend: { text: "Which kinds of spending does it cover?", classes: "govuk-fieldset__legend--s" } }}
            hint={{ text: "Select all that apply, including any that it covered before. Select none if it covers none." }}
            classes="govuk-checkboxes--small"
            items={groups.map(({ name, label }) => ({ value: name, text: sentence(label), checked: ticked.includes(name) }))}
          />
          <DateField {...filled} name="from" label="From which day?" hint="The day of the plan, like 3 2 2026" />
          <WordsField {...plan} name="words" label="Where is this written down?" hint="For example, support plan of 3 February 2026, outcome 2" />
          <Button text="Save what the plan says" />
        </Form>
      </>
    ),
  });
}
