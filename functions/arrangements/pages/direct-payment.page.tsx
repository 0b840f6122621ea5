import { pounds } from "../../../shared/domain/money.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";
import type { DatedValues } from "../rules/recipient.ts";
import type { Beliefs } from "../rules/recipient-facts.ts";
import { accountWords, PERMISSION_WORDS } from "./recipient-words.tsx";

const CONTRIBUTION: Readonly<Record<DatedValues["contributionModel"], string>> = {
  net: "You pay your part into the direct payment account yourself, every week.",
  "gross-and-invoiced": "We pay the full amount into the account. We send you a bill for your part.",
  "paid-to-council": "We pay the full amount into the account. You pay your part to us.",
};

const MANAGED: Readonly<Record<DatedValues["agreement"]["kind"], string>> = {
  recipient: "You manage it yourself",
  "nominated-person": "Someone you chose manages it for you",
  "authorised-person": "Someone the council authorised manages it for you",
  "third-party": "A money manager looks after it for you",
};

const LINES = [
  ["councilLine", "Council budget"],
  ["nhsLine", "NHS budget"],
] as const;

/** What somebody gets, in plain words: for them, and for whoever looks after the money for them. `own`: it is their own. */
export function directPaymentPage(request: PageRequest, person: Account, beliefs: Beliefs | undefined, own: boolean): Page {
  const whose = displayNameOf(person);
  const heading = own ? "Your direct payment" : `${whose}: direct payment`;
  return signedInPage(request, {
    title: heading,
    back: own ? { href: "/account", text: "Your account" } : { href: `/people/${person.id}` },
    children: (
      <>
        <h1 class="govuk-heading-l">{own ? heading : <bdi>{heading}</bdi>}</h1>
        {own ? null : (
          <p class="govuk-body">
            You are viewing this because you look after the money for {whose}. On this page ‘you’ means {whose}.
          </p>
        )}
        {beliefs === undefined ? (
          <NotConnected council={person.authority} email={person.email} />
        ) : (
          <WhatHolds beliefs={beliefs} today={request.today} base={`/people/${own ? "me" : person.id}`} />
        )}
      </>
    ),
  });
}

/** What to do where the council has not connected the account. */
const NotConnected = ({ council, email }: { readonly council: string; readonly email: string | undefined }) => (
  <>
    <p class="govuk-body">{councilWords(council)} has not connected your direct payment with this account yet, so we cannot show it here.</p>
    <p class="govuk-body">
      If you get a direct payment, ask the council to connect it.
      {email === undefined ? null : (
        <>
          {" "}
          Tell them the email address you sign in with: <strong class="trellis-break">{email}</strong>.
        </>
      )}
    </p>
    <p class="govuk-body">Your payments do not depend on it.</p>
  </>
);

function WhatHolds({ beliefs, today, base }: { readonly beliefs: Beliefs; readonly today: PlainDate; readonly base: string }) {
  const { agreement, paymentAccount, firstPaymentOn, outcomes, permissions, contributionModel, endedOn } = beliefs;
  const paid = LINES.flatMap(([kind, name]) => (beliefs[kind] ? [{ name, ...beliefs[kind] }] : []));
  const gross = paid.reduce((sum, { weeklyGrossPence }) => sum + weeklyGrossPence, 0);
  const contribution = paid.reduce((sum, { weeklyContributionPence }) => sum + weeklyContributionPence, 0);
  // Net of what the person pays on to the account themselves. Source: LCC Direct Payments Development Plan, section 8.
  const paidIn = contributionModel === "net" ? Math.max(0, gross - contribution) : gross;
  return (
    <>
      {endedOn === undefined ? null : <p class="govuk-body">{`Your direct payment ${endedOn > today ? "ends" : "ended"} on ${longDate(endedOn)}.`}</p>}
      <h2 class="govuk-heading-m">Money each week</h2>
      {paid.length === 0 ? (
        <p class="govuk-body">The council has not told us the amounts yet.</p>
      ) : (
        <>
          <SummaryList
            rows={[
              ...paid.map(({ name, weeklyGrossPence }) => ({ key: { text: name }, value: { text: pounds(weeklyGrossPence) } })),
              ...(paid.length > 1 ? [{ key: { text: "Together" }, value: { text: pounds(gross) } }] : []),
              { key: { text: "Your part of this" }, value: { text: contribution === 0 ? "Nothing to pay" : pounds(contribution) } },
              ...(contribution > 0 && contributionModel ? [{ key: { text: "We pay in" }, value: { text: pounds(paidIn) } }] : []),
            ]}
          />
          {contribution > 0 && contributionModel ? <p class="govuk-body">{CONTRIBUTION[contributionModel]}</p> : null}
        </>
      )}
      <h2 class="govuk-heading-m">Your account and agreement</h2>
      <SummaryList
        rows={[
          { key: { text: "Account" }, value: { text: paymentAccount ? accountWords(paymentAccount.kind) : "Not known" } },
          { key: { text: "First payment" }, value: { text: firstPaymentOn ? longDate(firstPaymentOn) : "Not made yet" } },
          {
            key: { text: "Agreement" },
            value: { text: agreement ? `${MANAGED[agreement.kind]}. Signed on ${longDate(agreement.signedOn)}` : "Not signed yet" },
          },
        ]}
      />
      <h2 class="govuk-heading-m">What it is for</h2>
      {outcomes && outcomes.length > 0 ? (
        <ul class="govuk-list govuk-list--bullet">
          {outcomes.map(({ words }) => (
            <li>{words}</li>
          ))}
        </ul>
      ) : (
        <p class="govuk-body">The council has not told us what your support plan says.</p>
      )}
      {permissions && permissions.length > 0 ? (
        <>
          <p class="govuk-body">Your plan also allows:</p>
          <ul class="govuk-list govuk-list--bullet">
            {permissions.map((permission) => (
              <li>{PERMISSION_WORDS[permission]}</li>
            ))}
          </ul>
        </>
      ) : null}
      <h2 class="govuk-heading-m">Money that stays in the account</h2>
      <ul class="govuk-list govuk-list--spaced">
        <li>
          <a class="govuk-link" href={`${base}/set-aside`}>
            Money set aside, and what for
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`${base}/invoices`}>
            Invoices for support
          </a>
        </li>
      </ul>
      <h2 class="govuk-heading-m">If something is wrong</h2>
      <p class="govuk-body">
        Contact the council. The phone number and email address are at the end of this page. Say what is wrong and what you think is right. You do not have to
        pay anything back because this page is wrong.
      </p>
    </>
  );
}
