import { dayAndTime, millisOf } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { Trial, TrialValues } from "../rules/trial.ts";
import { TRIAL_ENDS, type TrialEnd, type TrialPart } from "../rules/trial-sums.ts";
import { VALUE_NAMES, VALUE_WORDS, valueWords } from "./balance-trial.page.tsx";

export interface TrialResultProps {
  readonly trial: Trial;
  readonly today: TrialValues;
  readonly sum: TrialPart;
  readonly done: number;
  readonly parts: number;
}

const ENDS: Readonly<Record<TrialEnd, string>> = {
  "nothing-wrong": "Nothing was wrong",
  explained: "The answer explained it",
  "support-arranged": "Support was arranged",
  "help-given": "They got help",
  recouped: "Money was paid back",
  "written-off": "Written off",
  "challenge-accepted": "Challenge accepted",
  withdrawn: "Question taken back",
  open: "A question is open",
  none: "Never asked",
};
const shownWords = (name: keyof TrialValues, values: TrialValues): string => `${name === "tolerancePence" ? "£" : ""}${valueWords(name, values)}`;
/** So many accounts stand on the page. */
const MOST_SHOWN = 200;

/** Who would be asked by the rules that are tried, and by today's, over the last cycles: accounts by their reference, with a link where a case is open. */
export function balanceTrialResultPage(request: PageRequest, { trial, today, sum, done, parts }: TrialResultProps): Page {
  const { council, values, at, id } = trial;
  const path = `/councils/${council}/balance-trial`;
  const { accounts, checks, byToday, byTried, byBoth, endsToday, endsTried, named } = sum;
  const changed = named.filter((one) => one.today > 0 !== one.tried > 0);
  const shown = [...changed, ...named.filter((one) => !changed.includes(one))].slice(0, MOST_SHOWN);
  return signedInPage(request, {
    title: "What other rules would do",
    back: { href: path, text: "Try other rules" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">What other rules would do</h1>
        {done < parts ? (
          <>
            <p class="govuk-body">
              {done} of {parts} parts are done. The numbers below are of those. Open this page again in a minute.
            </p>
            <Button text="See how far it is" href={`${path}/${id}`} />
          </>
        ) : null}
        <StackingTable
          caption={`By all that was known on ${dayAndTime(millisOf(at))}`}
          firstCellIsHeader
          head={["Rule", "Today's rules", "The rules you try"].map((text) => ({ text }))}
          rows={[
            ...VALUE_NAMES.map((name) => [VALUE_WORDS[name], shownWords(name, today), shownWords(name, values)]),
            ["Accounts that would be asked", String(byToday), String(byTried)],
          ].map((cells) => ({ cells: cells.map((text) => ({ text })) }))}
        />
        <SummaryList
          rows={[
            ["Accounts", String(accounts)],
            ["Checks of them", String(checks)],
            ["Asked by both", String(byBoth)],
            ["No longer asked", String(byToday - byBoth)],
            ["Asked only by the rules you try", String(byTried - byBoth)],
          ].map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
        />
        {byToday + byTried > 0 ? (
          <StackingTable
            caption="How it went with those who would be asked"
            firstCellIsHeader
            head={["Their last question", "Today's rules", "The rules you try"].map((text) => ({ text }))}
            rows={TRIAL_ENDS.filter((end) => endsToday[end] !== undefined || endsTried[end] !== undefined).map((end) => ({
              cells: [ENDS[end], String(endsToday[end] ?? 0), String(endsTried[end] ?? 0)].map((text) => ({ text })),
            }))}
          />
        ) : null}
        {shown.length > 0 ? (
          <StackingTable
            caption="Accounts, those that change first"
            firstCellIsHeader
            head={["Account", "Checks that ask today", "Checks that would ask", "Their last question"].map((text) => ({ text }))}
            rows={shown.map((one) => ({
              cells: [
                {
                  text:
                    one.case === undefined ? (
                      <span class="trellis-break">{one.account}</span>
                    ) : (
                      <a class="govuk-link trellis-break" href={`/balance-cases/${one.case}`}>
                        {one.account}
                      </a>
                    ),
                },
                { text: String(one.today) },
                { text: String(one.tried) },
                { text: ENDS[one.end] },
              ],
            }))}
          />
        ) : null}
        {named.length > shown.length ? <p class="govuk-body">The first {shown.length} accounts are shown. The numbers are of all.</p> : null}
      </>
    ),
  });
}
