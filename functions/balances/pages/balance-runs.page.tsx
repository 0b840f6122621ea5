import { pounds } from "../../../shared/domain/money.ts";
import { daysAfter, longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { OverdueTasks } from "../rules/over-line.ts";
import type { RunReport } from "../rules/run-summary.ts";
import { STATE_WORDS } from "./balance-words.ts";
import { RUN_STATE_WORDS } from "./run-words.ts";

export interface RunsPageProps {
  readonly council: string;
  readonly upTo: PlainDate;
  readonly reports: readonly RunReport[];
  readonly tasks: OverdueTasks;
  readonly policy: BalancePolicy;
}

/** What the daily checks came to, and what the council itself is late with. */
export function balanceRunsPage(request: PageRequest, { council, upTo, reports, tasks, policy }: RunsPageProps): Page {
  const path = `/councils/${council}/balance-runs`;
  return signedInPage(request, {
    title: "Daily checks of balances",
    back: { href: `/councils/${council}/balance-cases`, text: "Questions about balances" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Daily checks of balances</h1>
        <Overdue tasks={tasks} policy={policy} path={path} />
        <h2 class="govuk-heading-m">Checks by day</h2>
        <StackingTable
          caption={`Seven days up to ${longDate(upTo)}`}
          captionClasses="govuk-visually-hidden"
          firstCellIsHeader
          head={["Day", "To check", "Checked", "Statement missing", "No payment in force", "Still open", "Where it stands"].map((text) => ({ text }))}
          rows={reports.map(({ day, state, summary: { due, measured, missing, refused, open } }) => ({
            cells: [
              {
                text: (
                  <a class="govuk-link" href={`${path}/${day}`}>
                    {longDate(day)}
                  </a>
                ),
              },
              ...[due, measured, missing, refused, open.length].map((count) => ({ text: String(count) })),
              { text: RUN_STATE_WORDS[state] },
            ],
          }))}
        />
        <p class="govuk-body">
          <a class="govuk-link" href={`${path}?to=${daysAfter(upTo, -reports.length)}`}>
            Earlier days
          </a>
        </p>
      </>
    ),
  });
}

function Overdue({ tasks: { withoutCase, more, idle, idleNext }, policy, path }: Pick<RunsPageProps, "tasks" | "policy"> & { readonly path: string }) {
  return (
    <>
      <h2 class="govuk-heading-m">What the council is late with</h2>
      {withoutCase.length === 0 && idle.length === 0 ? <p class="govuk-body">Nothing at the moment.</p> : null}
      {withoutCase.length > 0 ? (
        <StackingTable
          caption={`More than needed in ${policy.watch.overLineCycles} checks in a row, and no question was asked`}
          firstCellIsHeader
          head={["Account", "Last checked", "More than needed"].map((text) => ({ text }))}
          rows={withoutCase.map(({ account, measuredOn, pence }) => ({
            cells: [{ text: <span class="trellis-break">{account}</span> }, { text: longDate(measuredOn) }, { text: pounds(pence) }],
          }))}
        />
      ) : null}
      {more > 0 ? <p class="govuk-body">And {more} more accounts.</p> : null}
      {idle.length > 0 ? (
        <StackingTable
          caption={`No one at the council has worked on these questions for ${policy.ask.idleDays} days`}
          firstCellIsHeader
          head={["Account", "Last worked on", "Where it stands"].map((text) => ({ text }))}
          rows={idle.map((body) => ({
            cells: [
              {
                text: (
                  <a class="govuk-link trellis-break" href={`/balance-cases/${body.id}`}>
                    {body.id}
                  </a>
                ),
              },
              { text: longDate(body.workedOn) },
              { text: STATE_WORDS[body.state] },
            ],
          }))}
        />
      ) : null}
      {idleNext === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`${path}?${new URLSearchParams({ after: idleNext })}`}>
            More of these questions
          </a>
        </p>
      )}
    </>
  );
}
