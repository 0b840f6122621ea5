import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { ChoiceField, DateField, dateFields, NumberField, TextField, typedPounds, WordsField } from "../../../shared/pages/record-fields.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";
import { type BelievedSum, believedSums, type SetAsideKind, type SetAsideRecord, type SetAsideSum } from "../rules/set-aside-record.ts";
import type { PaymentAccount } from "../rules/stated-of.ts";

/** What each kind of money is, as officers and people read it. */
export const KIND_WORDS: Readonly<Record<SetAsideKind, string>> = {
  saving: "Saving for something in the support plan, or a yearly bill",
  contingency: "A reserve for emergencies",
  redundancy: "Redundancy pay for someone the person employs",
  "personal-money": "The person's money",
  "overpaid-contribution": "A contribution they paid too much of",
  dispute: "Something that is in dispute, or that a bank is looking into",
};

/** The sentences of the form's fields, in its order. */
export const SUM_WRONG: Readonly<Record<string, string>> = {
  kind: "Choose what the money is",
  purpose: "Enter what it is for, in 300 characters or fewer",
  amount: "Enter an amount in pounds, like 200 or 199.50",
  from: "Enter the first day, like 3 2 2026",
  until: "Enter the last day, like 31 8 2026",
  buildsUp: "Choose whether it comes together bit by bit",
  agreedBy: "Enter who agreed to it, in 100 characters or fewer",
  agreedOn: "Enter the day it was agreed, like 3 2 2026",
  plan: "Enter where this is written down, in 200 characters or fewer",
  reason: "Enter why, in 1,000 characters or fewer",
};

const DONE: Readonly<Record<string, string>> = {
  added: "Saved. The money is set aside, and the person can see it.",
  changed: "Saved. You can still see what was said before.",
  removed: "Saved. The money is no longer set aside.",
};

const daysWords = ({ from, until }: SetAsideSum, today: PlainDate): string => `${longDate(from)} to ${longDate(until)}${until < today ? ", over" : ""}`;

/** What is set aside on an account, for officers. */
export function setAsidePage(request: PageRequest, account: PaymentAccount, record: Versioned<SetAsideRecord> | undefined): Page {
  const path = `/payment-accounts/${account.id}/set-aside`;
  const sums = believedSums(record?.body);
  return signedInPage(request, {
    title: "Money set aside",
    back: { href: `/recipients/${account.id}`, text: "Direct payment" },
    done: DONE[request.query.get("done") ?? ""],
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">
          <bdi>{account.name ?? "Direct payment"}</bdi>
        </span>
        <h1 class="govuk-heading-l">Money set aside</h1>
        <p class="govuk-body">No one is asked about this money until its last day. Then we ask what it is needed for. The person sees this list.</p>
        {sums.length === 0 ? (
          <p class="govuk-body">Nothing is set aside.</p>
        ) : (
          <StackingTable
            caption="Money set aside, the one that ends first at the top"
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={["What for", "Amount", "Days", "Agreed"].map((text) => ({ text }))}
            rows={sums.map((sum) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`${path}/${sum.id}`}>
                      <span class="govuk-visually-hidden">Change: </span>
                      <bdi>{sum.purpose}</bdi>
                    </a>
                  ),
                  classes: "trellis-break",
                },
                { text: sum.buildsUp ? `${pounds(sum.pence)}, bit by bit` : pounds(sum.pence) },
                { text: daysWords(sum, request.today) },
                { text: <AgreedWords sum={sum} />, classes: "trellis-break" },
              ],
            }))}
          />
        )}
        <Button text="Set money aside" href={`${path}/new`} />
      </>
    ),
  });
}

const AgreedWords = ({ sum: { agreedBy, agreedOn, plan } }: { readonly sum: SetAsideSum }) => (
  <>
    <bdi>{agreedBy}</bdi>, {longDate(agreedOn)}. <bdi>{plan}</bdi>
  </>
);

export interface SumPageProps {
  readonly account: PaymentAccount;
  readonly record: Versioned<SetAsideRecord> | undefined;
  /** The one that is changed; undefined for a new one. */
  readonly sum: BelievedSum | undefined;
  /** What was typed; empty before anything was. */
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** A sum as its form holds it. */
const filled = ({ kind, purpose, pence, from, until, buildsUp, agreedBy, agreedOn, plan }: SetAsideSum): URLSearchParams =>
  new URLSearchParams({
    ...{ kind, purpose, amount: typedPounds(pence), agreedBy, plan, ...(buildsUp ? { buildsUp: "yes" } : {}) },
    ...{ ...dateFields("from", from), ...dateFields("until", until), ...dateFields("agreedOn", agreedOn) },
  });

/** Sets money aside, or says something else of it; for officers. */
export function setAsideSumPage(request: PageRequest, { account, record, sum, form, errors = [] }: SumPageProps): Page {
  const path = `/payment-accounts/${account.id}/set-aside`;
  const title = sum ? "Change money set aside" : "Set money aside";
  const removes = form.get("step") === "remove";
  const typed = { form: removes || (sum && !form.has("step")) ? (sum ? filled(sum) : form) : form, errors };
  const said = record?.body.sums.find(({ id }) => id === sum?.id)?.said ?? [];
  const seen = record === undefined ? {} : { version: record.version };
  return signedInPage(request, {
    title,
    back: { href: path, text: "Money set aside" },
    errors,
    children: (
      <>
        <span class="govuk-caption-l">
          <bdi>{account.name ?? "Direct payment"}</bdi>
        </span>
        <h1 class="govuk-heading-l">{title}</h1>
        <Form tokens={request.tokens} action={`${path}/${sum?.id ?? "new"}`} {...seen}>
          <input type="hidden" name="step" value="say" />
          <ChoiceField {...typed} name="kind" label="What is the money?" words={KIND_WORDS} />
          <TextField {...typed} name="purpose" label="What is it for?" hint="The person reads this. For example, August respite" />
          <NumberField {...typed} name="amount" label="How much?" prefix="£" />
          <DateField {...typed} name="from" label="First day" />
          <DateField {...typed} name="until" label="Last day" hint="Then we ask what it is needed for. To end it sooner, enter an earlier day." />
          <Checkboxes
            name="buildsUp"
            classes="govuk-checkboxes--small"
            items={[{ value: "yes", text: "It comes together bit by bit, in equal parts every four weeks", checked: typed.form.get("buildsUp") === "yes" }]}
          />
          <TextField {...typed} name="agreedBy" label="Who agreed to it?" hint="Their name or position" />
          <DateField {...typed} name="agreedOn" label="When was it agreed?" />
          <TextField {...typed} name="plan" label="Where is this written down?" hint="For example, support plan of 3 February 2026" />
          <Button text="Save" />
        </Form>
        {sum ? (
          <Form tokens={request.tokens} action={`${path}/${sum.id}`} {...seen}>
            <input type="hidden" name="step" value="remove" />
            <h2 class="govuk-heading-m">If it was entered by mistake</h2>
            <WordsField form={removes ? form : new URLSearchParams()} errors={errors} name="reason" label="What was the mistake?" />
            <Button text="Take it off the list" classes="govuk-button--secondary" />
          </Form>
        ) : null}
        {said.length > 1 ? (
          <>
            <h2 class="govuk-heading-m">What was said before</h2>
            <ul class="govuk-list govuk-list--bullet">
              {said.slice(0, -1).map(({ learnedAt, value }) => (
                <li class="trellis-break">
                  {dateWords(learnedAt)}: {value ? `${pounds(value.pence)}, ${longDate(value.from)} to ${longDate(value.until)}, ` : ""}
                  <bdi>{value?.purpose ?? ""}</bdi>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </>
    ),
  });
}

/** What is set aside, for the person and whoever looks after their money. */
export function theirSetAsidePage(request: PageRequest, person: Account, account: PaymentAccount | undefined, record: SetAsideRecord | undefined): Page {
  const isTheirs = person.id === request.account.body.id;
  const title = "Money set aside";
  const sums = believedSums(record).filter(({ until }) => until >= request.today);
  const base = `/people/${isTheirs ? "me" : person.id}`;
  return signedInPage(request, {
    title,
    back: { href: `${base}/direct-payment`, text: "Direct payment" },
    children: (
      <>
        {isTheirs ? null : (
          <span class="govuk-caption-l">
            <bdi>{displayNameOf(person)}</bdi>
          </span>
        )}
        <h1 class="govuk-heading-l">{title}</h1>
        {account === undefined ? (
          <p class="govuk-body">{councilWords(person.authority)} has not connected the direct payment with this account yet, so we cannot show it here.</p>
        ) : (
          <>
            <p class="govuk-body">No one asks about this money until its last day. Then we ask what it is needed for.</p>
            {sums.length === 0 ? <p class="govuk-body">Nothing is set aside at the moment.</p> : null}
            {sums.map((sum) => (
              <>
                <h2 class="govuk-heading-m trellis-break">
                  <bdi>{sum.purpose}</bdi>
                </h2>
                <SummaryList
                  rows={[
                    { key: { text: "Amount" }, value: { text: sum.buildsUp ? `${pounds(sum.pence)}, bit by bit every four weeks` : pounds(sum.pence) } },
                    { key: { text: "First day" }, value: { text: longDate(sum.from) } },
                    { key: { text: "Last day" }, value: { text: longDate(sum.until) } },
                    { key: { text: "Agreed" }, value: { text: <AgreedWords sum={sum} />, classes: "trellis-break" } },
                  ]}
                />
              </>
            ))}
            <InsetText text="If you need to save for something that is not here, ask the council. Money for support you are looking for is set aside by itself." />
          </>
        )}
      </>
    ),
  });
}
