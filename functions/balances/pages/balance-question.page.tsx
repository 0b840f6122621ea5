import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Checkboxes, Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { FOLLOW_UPS } from "../rules/answers.ts";
import { ANSWER_CODES, type BalanceCase, type CaseFinding, latestOf } from "../rules/balance-case.ts";
import { dayAfterCounted } from "../rules/case-clock.ts";
import { basisWords, findingLines, findingWords } from "../rules/case-words.ts";
import { forPerson } from "../rules/findings-to-cases.ts";
import { mayTakeFrom } from "../rules/recoup-notice.ts";
import { ANSWER_WORDS } from "./balance-words.ts";
import { backFrom } from "./whose-page.tsx";

export interface QuestionProps {
  readonly person: Account;
  /** The case that they may see; undefined where there is none. */
  readonly found: Versioned<BalanceCase> | undefined;
  readonly policy: BalancePolicy;
  readonly base: string;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

const DONE: Readonly<Record<string, string>> = { answered: "Thank you. We have your answer.", challenged: "We have your challenge." };

/** A question about somebody's balance, with its sum, and its answer on the same page; and what the council plans, with how to challenge it. */
export function balanceQuestionPage(request: PageRequest, { person, found, policy, base, form, errors = [] }: QuestionProps): Page {
  const title = "A question about your direct payment";
  return signedInPage(request, {
    title,
    back: backFrom(request, person),
    errors,
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {found === undefined ? (
          <p class="govuk-body">There is no question at the moment. You do not have to do anything.</p>
        ) : (
          <>
            <About balanceCase={found.body} policy={policy} />
            {forPerson(found.body).some(({ code }) => code === "contribution-missed") ? (
              <p class="govuk-body">
                If a payment to the people who support you may be late,{" "}
                <a class="govuk-link" href={`${base}/balance/late-payments`}>
                  choose whether we let them know
                </a>
                .
              </p>
            ) : null}
            <Next {...{ request, found, policy, base, form, errors }} />
          </>
        )}
      </>
    ),
  });
}

const About = ({ balanceCase, policy }: { readonly balanceCase: BalanceCase; readonly policy: BalancePolicy }) => (
  <>
    <p class="govuk-body">Is everything all right with your support? {councilWords(balanceCase.authority)} checked the account. This is what we saw.</p>
    {forPerson(balanceCase).map((finding) => (
      <Finding finding={finding} policy={policy} />
    ))}
  </>
);

/** What was seen, and how it was worked out: never a total without its lines. */
export function Finding({ finding, policy }: { readonly finding: CaseFinding; readonly policy: BalancePolicy }) {
  const latest = latestOf(finding);
  const sum = findingLines(finding, latest?.lines ?? []);
  return (
    <>
      <h2 class="govuk-heading-m">{findingWords(finding, policy)}</h2>
      {latest === undefined ? null : <p class="govuk-body">We checked the end of {longDate(latest.measuredOn)}.</p>}
      {sum.length > 0 ? (
        <SummaryList rows={sum.map(([words, amount]) => ({ key: { text: words }, value: { text: amount } }))} />
      ) : latest?.pence === undefined ? null : (
        <p class="govuk-body">The amount is {pounds(latest.pence)}.</p>
      )}
    </>
  );
}

interface NextProps extends Pick<QuestionProps, "policy" | "base" | "form"> {
  readonly request: PageRequest;
  readonly found: Versioned<BalanceCase>;
  readonly errors: readonly FieldError[];
}

function Next(props: NextProps) {
  const { state, answers } = props.found.body;
  if (state === "approved" || state === "challenged") return <Plan {...props} />;
  if (state === "proposed") return <p class="govuk-body">We have your answer. The council is reading it. You do not have to do anything.</p>;
  return (
    <>
      {forPerson(props.found.body).some(({ code }) => code === "statement-missing") ? (
        <>
          <p class="govuk-body">The easiest answer is the statement itself. Once we have it, there is nothing more to answer about it.</p>
          <Button text="Send a statement" href={`${props.base}/balance/statements/new`} />
        </>
      ) : null}
      {answers.length > 0 ? <After {...props} /> : null}
      <AnswerForm {...props} />
    </>
  );
}

/** What happens next, by the last answer. */
function After({ found: { body }, base }: NextProps) {
  const code = ANSWER_CODES.find((one) => one === body.answers.at(-1)?.code);
  const follows = code && FOLLOW_UPS[code];
  return (
    <>
      <h2 class="govuk-heading-m">What happens next</h2>
      {code === undefined ? null : <p class="govuk-body">You said: {ANSWER_WORDS[code]}.</p>}
      {follows === "request" ? (
        <>
          <p class="govuk-body">
            Tell people what support you need, and how much of your direct payment it is for. While you look for it we set that aside, and do not ask about it.
          </p>
          <Button text="Request support" href={`${base}/requests/new`} />
        </>
      ) : follows === "help" ? (
        <p class="govuk-body">The council will put you in touch with an organisation that helps people with direct payments. You do not have to do anything.</p>
      ) : follows === "plan-review" ? (
        <p class="govuk-body">The council will talk with you about your support plan. You do not have to do anything.</p>
      ) : (
        <p class="govuk-body">The council will read your answer. You do not have to do anything.</p>
      )}
    </>
  );
}

function AnswerForm({ request, found: { body, version }, base, form, errors }: NextProps) {
  const answerBy: PlainDate | undefined = body.question && dayAfterCounted(body.question.sentOn, body.question.days, body.stops);
  return (
    <Form tokens={request.tokens} action={`${base}/balance/question`} version={version}>
      <input type="hidden" name="step" value="answer" />
      <h2 class="govuk-heading-m">{body.answers.length > 0 ? "Change your answer" : "Your answer"}</h2>
      {answerBy === undefined ? null : <p class="govuk-body">Please answer by {longDate(answerBy)}. Nothing is taken because you have not answered.</p>}
      <Radios
        name="code"
        fieldset={{ legend: { text: "What is the main reason?", classes: "govuk-fieldset__legend--s" } }}
        errorMessage={errorOf(errors, "code")}
        items={ANSWER_CODES.map((value) => ({ value, text: ANSWER_WORDS[value], checked: form.get("code") === value }))}
      />
      <Input
        name="amount"
        label={{ text: "How much are you saving? (optional)", classes: "govuk-label--s" }}
        prefix={{ text: "£" }}
        value={form.get("amount") ?? ""}
        errorMessage={errorOf(errors, "amount")}
        classes="govuk-input--width-5"
        inputmode="decimal"
        autocomplete="off"
        spellcheck={false}
      />
      <Textarea
        name="words"
        label={{ text: "Is there anything else we should know? (optional)", classes: "govuk-label--s" }}
        value={form.get("words") ?? ""}
        errorMessage={errorOf(errors, "words")}
        rows={3}
      />
      <Checkboxes
        name="wantsHelp"
        fieldset={{ legend: { text: "Would you like help?", classes: "govuk-fieldset__legend--s" } }}
        items={[{ value: "yes", text: "Yes, from an organisation that helps people with direct payments", checked: form.get("wantsHelp") === "yes" }]}
      />
      <Button text="Send answer" />
    </Form>
  );
}

function Plan({ request, found: { body, version }, policy, base, form, errors }: NextProps) {
  const { proposal, state } = body;
  const notice = proposal?.notice;
  if (!proposal || !notice) return null;
  const from = mayTakeFrom(body, notice, policy);
  return (
    <>
      <h2 class="govuk-heading-m">What the council plans</h2>
      <SummaryList
        rows={[
          { key: { text: "To pay back" }, value: { text: pounds(notice.pence) } },
          { key: { text: "In parts" }, value: { text: notice.steps.map(({ pence }) => pounds(pence)).join(", ") } },
          { key: { text: "Not before" }, value: { text: from === undefined ? "We do not know yet" : longDate(from) } },
          { key: { text: "From" }, value: { text: <bdi>{proposal.payer}</bdi> } },
          { key: { text: "Why" }, value: { text: <bdi>{proposal.words}</bdi>, classes: "trellis-break" } },
          ...basisWords(proposal.basis).map((text) => ({ key: { text: "By" }, value: { text } })),
        ]}
      />
      {state === "challenged" ? (
        <p class="govuk-body">You have challenged this. Another officer will decide. Nothing is taken until then.</p>
      ) : (
        <Form tokens={request.tokens} action={`${base}/balance/question`} version={version}>
          <input type="hidden" name="step" value="challenge" />
          <h2 class="govuk-heading-m">If you do not agree</h2>
          <p class="govuk-body">Tell us why, if you can before {longDate(notice.challengeBy)}. An officer who had no part in this will decide.</p>
          <Textarea
            name="words"
            label={{ text: "Why do you not agree?", classes: "govuk-label--s" }}
            value={form.get("words") ?? ""}
            errorMessage={errorOf(errors, "words")}
            rows={4}
          />
          <Button text="Challenge this" />
        </Form>
      )}
    </>
  );
}
