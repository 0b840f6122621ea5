import { pounds } from "../../../shared/domain/money.ts";
import { daysAfter, longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { Account } from "../../../shared/people/account.ts";
import type { Head } from "../rules/head.ts";
import { SENT_BY } from "./statement-words.ts";
import { backFrom } from "./whose-page.tsx";

export interface StatementsProps {
  readonly person: Account;
  /** Where the account stands; undefined where the council's records say nothing of one. */
  readonly head: Head | undefined;
  readonly base: string;
}

const DONE: Readonly<Record<string, string>> = {
  sent: "Thank you. We have your statement.",
  known: "We had all of this statement already. Nothing new was added.",
};

/** Which statements of somebody's account are there, and what is still needed. */
export function statementsPage(request: PageRequest, { person, head, base }: StatementsProps): Page {
  const title = "Statements of your direct payment account";
  return signedInPage(request, {
    title,
    back: backFrom(request, person),
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {head === undefined ? (
          <p class="govuk-body">We do not know of an account for a direct payment yet. You do not have to send anything.</p>
        ) : (
          <Stand head={head} base={base} />
        )}
      </>
    ),
  });
}

/** '2 July 2026 to 4 July 2026', or the one day. */
const daysWords = ({ from, to }: { readonly from: PlainDate; readonly to: PlainDate }): string =>
  from === to ? longDate(from) : `${longDate(from)} to ${longDate(to)}`;

function Stand({ head: { kind, covered, holes, closingPence, lastPostedOn, firstPaymentOn }, base }: { readonly head: Head; readonly base: string }) {
  const sentBy = SENT_BY[kind];
  const last = covered.at(-1)?.to;
  return (
    <>
      {sentBy === undefined ? null : <p class="govuk-body">{sentBy}</p>}
      <h2 class="govuk-heading-m">What we have</h2>
      {covered.length === 0 ? (
        <p class="govuk-body">{lastPostedOn === undefined ? "We have no statement yet." : "We have payments, but no statement that shows the balance."}</p>
      ) : (
        <SummaryList
          rows={[
            ...covered.map((span) => ({ key: { text: "Statement for" }, value: { text: daysWords(span) } })),
            ...holes.map((span) => ({ key: { text: "Missing" }, value: { text: daysWords(span) } })),
            { key: { text: lastPostedOn === undefined ? "Balance" : `Balance after ${longDate(lastPostedOn)}` }, value: { text: pounds(closingPence) } },
          ]}
        />
      )}
      {sentBy === undefined ? (
        <>
          <h2 class="govuk-heading-m">What we still need</h2>
          <p class="govuk-body">
            {last === undefined
              ? `Please send your statements since your first payment${firstPaymentOn === undefined ? "" : ` on ${longDate(firstPaymentOn)}`}.`
              : `Please send the statement from ${longDate(daysAfter(last, 1))} on, when you have it.`}
          </p>
          {holes.length > 0 ? <p class="govuk-body">Please also send what is missing. Until then we cannot check those days.</p> : null}
          <Button text="Send a statement" href={`${base}/balance/statements/new`} />
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/balance/paper`}>
              I only have paper statements
            </a>
          </p>
        </>
      ) : null}
    </>
  );
}
