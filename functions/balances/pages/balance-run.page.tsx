import { longDate } from "../../../shared/domain/time.ts";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { RunReport } from "../rules/run-summary.ts";
import { RUN_STATE_WORDS } from "./run-words.ts";

export interface RunPageProps {
  readonly council: string;
  readonly report: RunReport;
}

/** So many accounts are named; a run of which more are open stands still as a whole. */
const MOST_NAMED = 100;

/** What the checks of a day came to: it adds up or it is open, and what is open stands there by its reference. */
export function balanceRunPage(request: PageRequest, { council, report: { day, state, summary } }: RunPageProps): Page {
  const { due, measured, refused, missing, open } = summary;
  const title = `Checks of ${longDate(day)}`;
  return signedInPage(request, {
    title,
    back: { href: `/councils/${council}/balance-runs?to=${day}`, text: "Daily checks" },
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{title}</h1>
        <SummaryList
          rows={[
            ["Where it stands", RUN_STATE_WORDS[state]],
            ["Accounts to check", String(due)],
            ["Checked", String(measured)],
            ["Statement missing", String(missing)],
            ["No payment in force", String(refused)],
            ["Still open", String(open.length)],
          ].map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
        />
        {state === "closed" ? <p class="govuk-body">The numbers add up. No account was left out.</p> : null}
        {state === "not-begun" ? (
          <p class="govuk-body">Checks start at 5am. If a day stays like this until the next morning, contact the people who run Trellis.</p>
        ) : null}
        {state === "open" && open.length === 0 ? (
          <p class="govuk-body">Not all accounts of this day have been found yet. This is done again by itself.</p>
        ) : null}
        {open.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Still open</h2>
            <p class="govuk-body">
              These accounts were not checked yet. Trellis tries each of them several times. If they are still here tomorrow, send their references to the
              people who run Trellis.
            </p>
            <ul class="govuk-list govuk-list--bullet">
              {open.slice(0, MOST_NAMED).map((account) => (
                <li class="trellis-break">{account}</li>
              ))}
            </ul>
            {open.length > MOST_NAMED ? <p class="govuk-body">And {open.length - MOST_NAMED} more.</p> : null}
          </>
        ) : null}
        {missing > 0 ? <p class="govuk-body">A missing statement never counts as zero: we ask for it.</p> : null}
      </>
    ),
  });
}
