import { pounds } from "../../../shared/domain/money.ts";
import { Select } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { NextPage } from "../../../shared/pages/next-page.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import { amountOf, type BalanceCase, standing } from "../rules/balance-case.ts";
import { TASKS, type Task, tasksOf } from "../rules/case-day.ts";
import { RULE_WORDS } from "./balance-rates.page.tsx";
import { STATE_WORDS, TASK_WORDS } from "./balance-words.ts";
import { LinkList } from "./link-list.tsx";

export interface CasesPageProps {
  readonly council: string;
  readonly cases: ListPage<BalanceCase>;
  /** What the council's case system calls whose they are, by the ids of its records. Nobody's name: a list is no look at a case. */
  readonly references: ReadonlyMap<string, string>;
  readonly order: "age" | "amount";
  /** The list is of cases with this task alone. */
  readonly task: Task | undefined;
  readonly policy: BalancePolicy;
}

/** What still stands of a question, in the words officers have for it: each once, however many cycles saw it. */
const foundWords = (balanceCase: BalanceCase): string =>
  [...new Set(standing(balanceCase).map(({ code }) => RULE_WORDS[code]))].join(". ") || "Nothing any more";

/** Accounts with an open question, by age or by amount: accounts are put in order, never people. */
export function balanceCasesPage(request: PageRequest, { council, cases: { records, next }, references, order, task, policy }: CasesPageProps): Page {
  const path = `/councils/${council}/balance-cases`;
  const addressOf = (more: { readonly by?: "age" | "amount"; readonly after?: string }): string => {
    const { by = order, after } = more;
    const query = new URLSearchParams({
      ...(by === "amount" ? { by } : {}),
      ...(task === undefined ? {} : { todo: task }),
      ...(after === undefined ? {} : { after }),
    });
    return query.size === 0 ? path : `${path}?${query}`;
  };
  return signedInPage(request, {
    title: "Questions about balances",
    back: { href: "/staff", text: "Staff home" },
    done: request.query.get("done") === "closed" ? "The question is closed." : undefined,
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Questions about balances</h1>
        <form method="get" action={path}>
          {order === "amount" ? <input type="hidden" name="by" value="amount" /> : null}
          <Select
            name="todo"
            label={{ text: "Show what there is to do" }}
            value={task ?? ""}
            items={[{ value: "", text: "Everything" }, ...TASKS.map((one) => ({ value: one, text: TASK_WORDS[one] }))]}
          />
          <Button text="Show" classes="govuk-button--secondary" />
        </form>
        <p class="govuk-body">
          {order === "age" ? (
            <a class="govuk-link" href={addressOf({ by: "amount" })}>
              Show the largest amounts first
            </a>
          ) : (
            <a class="govuk-link" href={addressOf({ by: "age" })}>
              Show the oldest first
            </a>
          )}
        </p>
        {records.length === 0 ? (
          <p class="govuk-body">{task === undefined ? "There are no open questions." : "There is nothing of this to do on this page."}</p>
        ) : (
          <StackingTable
            caption={order === "age" ? "The oldest first" : "The largest amounts first"}
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={["Their reference", "What was found", "Open since", "Amount", "Where it stands", "To do"].map((text) => ({ text }))}
            rows={records.map(({ body }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link trellis-break" href={`/balance-cases/${body.id}`}>
                      {references.get(body.recipient) ?? body.id}
                    </a>
                  ),
                },
                { text: foundWords(body) },
                { text: dateWords(body.openedAt) },
                { text: pounds(amountOf(body)) },
                { text: STATE_WORDS[body.state] },
                {
                  text:
                    tasksOf(body, policy, request.today)
                      .map((task) => TASK_WORDS[task])
                      .join(". ") || "Nothing at the moment",
                },
              ],
            }))}
          />
        )}
        <NextPage href={next === undefined ? undefined : addressOf({ after: next })} />
        <LinkList
          links={[
            { href: `/councils/${council}/balance-runs`, text: "Daily checks, and what the council is late with" },
            { href: `/councils/${council}/balance-rates`, text: "How often we ask when nothing is wrong" },
            { href: `/councils/${council}/balance-trial`, text: "Try other rules" },
            { href: `/councils/${council}/balance-cases.csv`, text: "All open questions (CSV)" },
          ]}
        />
      </>
    ),
  });
}
