import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { lineWords, sumWords } from "../rules/case-words.ts";
import type { MyBalance } from "../rules/my-balance.ts";
import type { StatementYear } from "../rules/statement-years.ts";
import { MonthChart } from "./month-chart.tsx";
import { WHY_SET_ASIDE } from "./my-balance-words.ts";
import { ActingFor, backFrom } from "./whose-page.tsx";

export interface MyBalanceProps {
  readonly person: Account;
  readonly base: string;
  /** Undefined where the council has not connected a direct payment, or nothing is known of its account. */
  readonly balance: MyBalance | undefined;
  /** The kinds of spending that there are, with what they are called. */
  readonly groups: BalancePolicy["spend"]["groups"];
  /** Whether there is a question that they can answer. */
  readonly hasQuestion: boolean;
  /** Years of which there is a statement of use. */
  readonly years: readonly StatementYear[];
  /** Whether the direct payment has ended: then there is a final statement. */
  readonly hasEnded: boolean;
}

/** What is on the account of somebody's direct payment, what it is for, and what they can rely on. */
export function myBalancePage(request: PageRequest, props: MyBalanceProps): Page {
  const { person, balance } = props;
  return signedInPage(request, {
    title: "Your balance",
    back: backFrom(request, person),
    children: (
      <>
        <h1 class="govuk-heading-l">Your balance</h1>
        <ActingFor request={request} person={person} />
        {balance === undefined ? (
          <>
            <p class="govuk-body">We do not have any information about a direct payment account yet, so we cannot show a balance.</p>
            <p class="govuk-body">If you get a direct payment, ask {councilWords(person.authority)} to connect it. Your payments do not depend on it.</p>
          </>
        ) : (
          <Shown {...props} balance={balance} />
        )}
      </>
    ),
  });
}

function Shown({ person, base, balance, groups, hasQuestion, years, hasEnded }: MyBalanceProps & { readonly balance: MyBalance }) {
  return (
    <>
      <OnAccount balance={balance} base={base} />
      {hasQuestion ? (
        <>
          <InsetText text={`${councilWords(person.authority)} has a question about this account.`} />
          <Button text="View the question" href={`${base}/balance/question`} />
        </>
      ) : null}
      {balance.isWell && !hasQuestion ? (
        <InsetText text="We checked the account and found nothing to ask. All is well. You do not have to do anything." />
      ) : null}
      {balance.isLow ? <WhenLow council={person.authority} base={base} /> : null}
      <Sum balance={balance} />
      <SetAsideList balance={balance} />
      <NotAsked {...{ balance, groups }} />
      <Forward balance={balance} />
      {balance.months.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Money in and out</h2>
          <MonthChart months={balance.months} />
        </>
      ) : null}
      <p class="govuk-body">
        <a class="govuk-link" href={`${base}/balance/receipts`}>
          Send a receipt
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={`${base}/balance/late-payments`}>
          Choose who hears if a payment may be late
        </a>
      </p>
      {hasEnded ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${base}/balance/final-statement`}>
            Final statement of your direct payment
          </a>
        </p>
      ) : null}
      {years.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Statements to print</h2>
          <ul class="govuk-list">
            {years.map(({ year, from, to }) => (
              <li>
                <a class="govuk-link" href={`${base}/balance/years/${year}`}>
                  {longDate(from)} to {longDate(to)}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** The balance and its day; said plainly where nothing came yet, or something is missing. */
const OnAccount = ({ balance: { balance, onHold, missingFrom, sendsStatements }, base }: { readonly balance: MyBalance; readonly base: string }) => (
  <>
    {balance === undefined ? (
      <p class="govuk-body">
        We have not had a statement of this account yet, so we do not know the balance.{sendsStatements ? null : " You do not have to do anything."}
      </p>
    ) : (
      <>
        <p class="govuk-heading-l govuk-!-margin-bottom-1">{pounds(balance.pence)}</p>
        <p class="govuk-body">
          {balance.typed === undefined
            ? "This was"
            : balance.typed === "council"
              ? "We saw on your paper statement that this was"
              : "You told us that this was"}{" "}
          on the account at the end of {longDate(balance.on)}. Later payments are not in it yet.
        </p>
      </>
    )}
    {onHold === undefined ? null : (
      <p class="govuk-body">
        {pounds(onHold.pence)} is on hold for {onHold.payments === 1 ? "a payment" : `${onHold.payments} payments`} that had not been taken by{" "}
        {longDate(onHold.on)}. We do not count it until it is taken.
      </p>
    )}
    {balance === undefined || missingFrom === undefined ? null : (
      <p class="govuk-body">
        We do not have statements from {longDate(missingFrom)} on, so we could not check the account since.
        {sendsStatements ? " Please send the next one." : " You do not have to do anything."}
      </p>
    )}
    {sendsStatements ? <Button text="Send a statement" href={`${base}/balance/statements/new`} classes="govuk-button--secondary" /> : null}
  </>
);

/** What can be done where a balance may not last. */
const WhenLow = ({ council, base }: { readonly council: string; readonly base: string }) => (
  <>
    <h2 class="govuk-heading-m">Your balance is low</h2>
    <p class="govuk-body">A bill may not be paid if there is not enough on the account. You have done nothing wrong, and we can help.</p>
    <ul class="govuk-list govuk-list--bullet">
      <li>
        <a class="govuk-link" href="/contact">
          Contact {councilWords(council)}
        </a>{" "}
        before the next bill is due.
      </li>
      <li>
        If you pay a part of your support yourself, check that it was paid in. You can see your part in{" "}
        <a class="govuk-link" href={`${base}/direct-payment`}>
          your direct payment
        </a>
        .
      </li>
      <li>If you need more support than before, ask the council for a review.</li>
    </ul>
  </>
);

/** The newest sum, line by line. */
const Sum = ({ balance: { checked } }: { readonly balance: MyBalance }) =>
  checked === undefined ? null : (
    <>
      <h2 class="govuk-heading-m">How we checked it</h2>
      <p class="govuk-body">
        We checked the end of {longDate(checked.on)}. We take off what you need and what you owe. Only what is left can lead to a question.
      </p>
      <SummaryList rows={sumWords(checked.lines).map(([words, amount]) => ({ key: { text: words }, value: { text: amount } }))} />
    </>
  );

const SetAsideList = ({ balance: { setAside } }: { readonly balance: MyBalance }) =>
  setAside.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">What is set aside, and why</h2>
      <p class="govuk-body">We do not ask about this money.</p>
      <SummaryList
        rows={setAside.map(({ kind, pence, purpose, until }) => ({
          key: { text: lineWords({ code: "protected", kind }) },
          value: {
            text: (
              <>
                <div>{pounds(pence)}</div>
                {purpose === undefined || kind === "open-request" ? null : (
                  <div>
                    <bdi>{purpose}</bdi>
                  </div>
                )}
                <div>{WHY_SET_ASIDE[kind]}</div>
                {until === undefined ? null : <div>Until {longDate(until)}</div>}
              </>
            ),
            classes: "trellis-break",
          },
        }))}
      />
    </>
  );

/** Kinds of spending that no one asks about, with until when, and why. */
const NotAsked = ({ balance: { notAsked }, groups }: Pick<MyBalanceProps, "groups"> & { readonly balance: MyBalance }) =>
  notAsked.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">What we do not ask you about</h2>
      <ul class="govuk-list govuk-list--bullet">
        {notAsked.map(({ about, why, until }) => (
          <li>
            You will not be asked about {groups.find(({ name }) => name === about)?.label ?? about}
            {until === undefined ? "" : ` until ${longDate(until)}`}: {why === "plan" ? "your support plan covers it." : "you told us what it is for."}
          </li>
        ))}
      </ul>
    </>
  );

/** What somebody can rely on until the next check: never an amount without its lines. */
function Forward({ balance: { forward } }: { readonly balance: MyBalance }) {
  if (forward === undefined) return null;
  const { on, morePence, lines } = forward;
  return (
    <>
      <h2 class="govuk-heading-m">What you can rely on</h2>
      {morePence === undefined ? (
        <p class="govuk-body">{`We will not ask about the balance of ${longDate(on)}, however much is left.`}</p>
      ) : (
        <>
          <p class="govuk-body">
            {`You will not be asked about money that is left unless more than ${pounds(morePence)} is on the account on ${longDate(on)}.`}
          </p>
          <SummaryList
            rows={[
              ...lines.map((line) => ({ key: { text: lineWords(line) }, value: { text: pounds(-line.pence) } })),
              { key: { text: "A small amount on top" }, value: { text: pounds(lines.reduce((sum, { pence }) => sum + pence, morePence)) } },
              { key: { text: "Together" }, value: { text: pounds(morePence) } },
            ]}
          />
        </>
      )}
    </>
  );
}
