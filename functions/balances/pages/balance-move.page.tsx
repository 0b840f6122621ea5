import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Checkboxes, Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { DateInput, Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { CLOCK_STOPS, RECOUP_METHODS } from "../../../shared/policy/balances.ts";
import { ANSWER_CODES, type BalanceCase, CLOSE_OUTCOMES, COUNCIL_GROUNDS, NHS_GROUNDS, NOTICE_FORMATS, WAYS, WRITTEN_WAYS } from "../rules/balance-case.ts";
import { type BalanceMove, ruleOf } from "../rules/case-moves.ts";
import { MOVE_FIELDS, type MoveField } from "../rules/read-move.ts";
import { ANSWER_WORDS, COUNCIL_GROUND_WORDS, MOVE_WORDS, NHS_GROUND_WORDS, OUTCOME_WORDS, WAY_WORDS } from "./balance-words.ts";

interface Typed {
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}
export interface BalanceMovePageProps extends Typed {
  readonly balanceCase: Versioned<BalanceCase>;
  readonly move: BalanceMove;
  /** Accounts that could hear of it: its person, and who acts for them. */
  readonly hearers: readonly { readonly id: string; readonly name: string }[];
  readonly status?: number;
}

/** The sentences of the fields that are wrong, in the order of the forms. */
export const MOVE_WRONG: Readonly<Record<string, string>> = {
  way: "Choose how",
  code: "Choose the main reason",
  until: "Enter a real date, or leave it empty",
  reached: "Choose whether someone answered",
  stop: "Choose which of these it is",
  review: "Choose what the review is about",
  council: "Enter an amount in pounds, or leave it empty",
  nhs: "Enter an amount in pounds, or leave it empty",
  writeOff: "Enter an amount in pounds, or leave it empty",
  payer: "Enter who has to pay, in 100 characters or fewer",
  method: "Choose how it is paid back",
  instalments: "Enter a whole number",
  format: "Choose the format",
  amount: "Enter an amount in pounds",
  balance: "Enter the balance in pounds",
  refund: "Enter an amount in pounds, or leave it empty",
  outcome: "Choose how it ended",
  quietUntil: "Enter a real date, like 31 3 2027",
  words: "Enter why, in 1,000 characters or fewer",
};

/** Where the words of a step have a question of their own: what is said where they are missing. */
export const wrongWords = (move: BalanceMove): Readonly<Record<string, string>> => {
  const label = MOVE_WORDS[move]?.words;
  return label === undefined ? {} : { words: `Answer ‘${label}’ in 1,000 characters or fewer` };
};

/** Says what a step means, and asks what it is made with. */
export function balanceMovePage(request: PageRequest, { balanceCase: { body, version }, move, hearers, form, errors, status }: BalanceMovePageProps): Page {
  const { title = "", says = "", button = "Save", words = "Why?" } = MOVE_WORDS[move] ?? {};
  const typed = { form, errors };
  return signedInPage(request, {
    title,
    back: { href: `/balance-cases/${body.id}`, text: "Question about a balance" },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{says}</p>
        <Form tokens={request.tokens} action={`/balance-cases/${body.id}/moves/${move}`} version={version}>
          {(MOVE_FIELDS[move] ?? []).map((field) => (
            <Field field={field} move={move} hearers={hearers} {...typed} />
          ))}
          {ruleOf(move).words || move === "answer" ? (
            <Textarea
              name="words"
              label={{ text: move === "answer" ? "What did they say? (optional)" : words, classes: "govuk-label--s" }}
              value={form.get("words") ?? ""}
              errorMessage={errorOf(errors, "words")}
              rows={4}
            />
          ) : null}
          <Button text={button} attributes={{ id: "go" }} />
        </Form>
      </>
    ),
  });
}

const Choice = <Code extends string>({
  name,
  label,
  codes,
  words,
  form,
  errors,
}: Typed & { readonly name: string; readonly label: string; readonly codes: readonly Code[]; readonly words?: Readonly<Record<Code, string>> }) => (
  <Radios
    name={name}
    fieldset={{ legend: { text: label, classes: "govuk-fieldset__legend--s" } }}
    errorMessage={errorOf(errors, name)}
    items={codes.map((value) => ({ value, text: words?.[value] ?? sentence(value), checked: form.get(name) === value }))}
  />
);

const sentence = (code: string): string => `${code.charAt(0).toUpperCase()}${code.slice(1)}`.replaceAll("-", " ");

const Text = ({ name, label, prefix, form, errors }: Typed & { readonly name: string; readonly label: string; readonly prefix?: string }) => (
  <Input
    name={name}
    label={{ text: label, classes: "govuk-label--s" }}
    {...(prefix === undefined ? {} : { prefix: { text: prefix }, classes: "govuk-input--width-5", inputmode: "decimal" as const })}
    value={form.get(name) ?? ""}
    errorMessage={errorOf(errors, name)}
    autocomplete="off"
    spellcheck={false}
  />
);

function Field({
  field,
  move,
  hearers,
  ...typed
}: Typed & { readonly field: MoveField; readonly move: BalanceMove; readonly hearers: BalanceMovePageProps["hearers"] }) {
  switch (field) {
    case "answer":
      return (
        <>
          <Choice name="way" label="How did they answer?" codes={WAYS.filter((way) => way !== "online")} words={WAY_WORDS} {...typed} />
          <Choice name="code" label="What is the main reason?" codes={ANSWER_CODES} words={ANSWER_WORDS} {...typed} />
          <Checkboxes
            name="wantsHelp"
            items={[{ value: "yes", text: "They would like help from a support organisation" }]}
            values={typed.form.getAll("wantsHelp")}
          />
        </>
      );
    case "way":
      return <Choice name="way" label="How does it go?" codes={WAYS} words={WAY_WORDS} {...typed} />;
    case "reached":
      return <Choice name="reached" label="Did someone answer?" codes={["yes", "no"]} {...typed} />;
    case "stop":
      return (
        <Choice
          name="stop"
          label={move === "stop-clock" ? "Why does it stop?" : "What is over?"}
          codes={CLOCK_STOPS.filter((stop) => stop !== "challenge")}
          {...typed}
        />
      );
    case "review":
      return (
        <Choice
          name="review"
          label="What is it about?"
          codes={["plan", "condition"]}
          words={{ plan: "The support plan", condition: "A condition of the agreement" }}
          {...typed}
        />
      );
    case "withheld":
      return (
        <Checkboxes
          name="withheldFrom"
          fieldset={{ legend: { text: "Who must not hear of this?", classes: "govuk-fieldset__legend--s" } }}
          items={hearers.map(({ id, name }) => ({ value: id, text: <bdi>{name}</bdi> }))}
          values={typed.form.getAll("withheldFrom")}
        />
      );
    case "proposal":
      return <ProposalFields {...typed} />;
    case "notice":
      return (
        <>
          <Choice name="way" label="How is the notice given?" codes={WRITTEN_WAYS} words={WAY_WORDS} {...typed} />
          <Choice name="format" label="In which format do they need it?" codes={NOTICE_FORMATS} {...typed} />
        </>
      );
    case "taking":
      return (
        <>
          <Text name="balance" label="What is the balance at the moment?" prefix="£" {...typed} />
          <Text name="amount" label="How much is taken?" prefix="£" {...typed} />
        </>
      );
    case "writeOff":
      return <Text name="amount" label="How much is written off?" prefix="£" {...typed} />;
    case "refund":
      return <Text name="refund" label="How much was given back, if any was taken?" prefix="£" {...typed} />;
    case "outcome":
      return (
        <>
          <Choice name="outcome" label="How did it end?" codes={CLOSE_OUTCOMES} words={OUTCOME_WORDS} {...typed} />
          <DateInput
            id="quietUntil"
            namePrefix="quietUntil"
            fieldset={{ legend: { text: "From which day can we ask about the same again?", classes: "govuk-fieldset__legend--s" } }}
            hint={{ text: "For example, 27 3 2027" }}
            errorMessage={errorOf(typed.errors, "quietUntil")}
            values={Object.fromEntries((["day", "month", "year"] as const).map((part) => [part, typed.form.get(`quietUntil-${part}`) ?? ""]))}
          />
        </>
      );
    case "manager":
      return (
        <>
          <Text name="managerName" label="Which manager agreed, if it is old? (optional)" {...typed} />
          <Text name="managerWords" label="Why did they agree? (optional)" {...typed} />
        </>
      );
  }
}

const ProposalFields = (typed: Typed) => (
  <>
    <Text name="council" label="From the council part" prefix="£" {...typed} />
    <Choice name="councilGround" label="On what basis?" codes={COUNCIL_GROUNDS} words={COUNCIL_GROUND_WORDS} {...typed} />
    <Text name="nhs" label="From the NHS part" prefix="£" {...typed} />
    <Choice name="nhsGround" label="On what basis, for the NHS part?" codes={NHS_GROUNDS} words={NHS_GROUND_WORDS} {...typed} />
    <Text name="writeOff" label="Written off" prefix="£" {...typed} />
    <Text name="payer" label="Who has to pay?" {...typed} />
    <Choice
      name="method"
      label="How is it paid back?"
      codes={RECOUP_METHODS}
      words={{ unload: "From the account", invoice: "By a bill", offset: "From the next payments" }}
      {...typed}
    />
    <Text name="instalments" label="In how many parts?" {...typed} />
  </>
);
