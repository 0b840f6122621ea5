import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import type { VettingCase } from "../rules/case.ts";
import { wrongWithPrice } from "../rules/decide-case.ts";
import type { Evidence } from "../rules/evidence.ts";
import { evidenceKinds } from "../rules/evidence-kinds.ts";
import { QUEUES } from "../rules/queues.ts";
import { caseWords, queueWords } from "./words.ts";

export interface QueuePageProps {
  readonly council: string;
  readonly view: string;
  readonly page: ListPage<VettingCase>;
  /** From this day on a decision due is at risk of being late. */
  readonly atRiskFrom: PlainDate;
}

export const VIEWS = [...QUEUES.slice(0, 1), "at-risk", "mine", ...QUEUES.slice(1), "expiring"] as const;

const viewWords = (view: string): string =>
  ({ "at-risk": "At risk of being late", mine: "My cases", expiring: "Expiring evidence", ...queueWords })[view] ?? view;

const Views = ({ council, view }: { readonly council: string; readonly view: string }) => (
  <nav aria-label="Cases">
    <ul class="govuk-list trellis-views">
      {VIEWS.map((choice) => (
        <li>
          <a class="govuk-link" href={`/councils/${council}/vetting?view=${choice}`} {...(choice === view ? { "aria-current": "page" } : {})}>
            {viewWords(choice)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** Cases an officer looks after, oldest first. */
export function queuePage(request: PageRequest, { council, view, page: { records, next }, atRiskFrom }: QueuePageProps): Page {
  return signedInPage(request, {
    title: `Vetting: ${viewWords(view)}`,
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    done: {
      entered: "Application started. Fill it in for them.",
      interest: "Your interest is saved. Another officer will continue with the case. You can no longer open it.",
    }[request.query.get("done") ?? ""],
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Vetting: {viewWords(view).toLowerCase()}</h1>
        <Views council={council} view={view} />
        <p class="govuk-body">
          <a class="govuk-link" href={`/councils/${council}/vetting/new`}>
            Add a paper or phone application
          </a>
        </p>
        {records.length === 0 ? (
          <p class="govuk-body">Nothing here. Try another list above.</p>
        ) : (
          <StackingTable
            caption="Cases"
            captionClasses="govuk-visually-hidden"
            head={[{ text: "Who" }, { text: "State" }, { text: "Since" }, { text: "Decide by" }, { text: "Officer" }]}
            rows={records.map(({ body }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/cases/${body.id}`}>
                      {body.answers.profile ? <bdi>{body.answers.profile.displayName}</bdi> : `Case ${body.id}`}
                    </a>
                  ),
                },
                {
                  text: (
                    <>
                      <Tag text={caseWords[body.state].text} classes={caseWords[body.state].colour ?? ""} />
                      {body.endedAt === undefined && wrongWithPrice(body.answers, request.today) ? " Price under the legal minimum" : null}
                    </>
                  ),
                },
                { text: dateWords(body.submittedAt ?? body.createdAt) },
                {
                  text:
                    body.decideBy === undefined || body.decision
                      ? ""
                      : `${longDate(body.decideBy)}${body.decideBy < request.today ? " (late)" : body.decideBy <= atRiskFrom ? " (at risk)" : ""}`,
                },
                { text: body.assignedTo === undefined ? "No one yet" : body.assignedTo === request.account.body.id ? "You" : "Another officer" },
              ],
            }))}
          />
        )}
        {next === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`/councils/${council}/vetting?${new URLSearchParams({ view, after: next })}`}>
              More
            </a>
          </p>
        )}
      </>
    ),
  });
}

/** Evidence that runs out soonest. */
export function expiringPage(request: PageRequest, council: string, { records, next }: ListPage<Evidence>): Page {
  return signedInPage(request, {
    title: "Vetting: expiring evidence",
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Vetting: expiring evidence</h1>
        <Views council={council} view="expiring" />
        {records.length === 0 ? (
          <p class="govuk-body">Nothing is expiring. Try another list above.</p>
        ) : (
          <StackingTable
            caption="Evidence by when it ends"
            captionClasses="govuk-visually-hidden"
            head={[{ text: "What" }, { text: "Ends on" }, { text: "Reminded" }]}
            rows={records.map(({ body }: Versioned<Evidence>) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/cases/${body.case}`}>
                      {evidenceKinds[body.code].title}
                      <span class="govuk-visually-hidden">{` of case ${body.case}`}</span>
                    </a>
                  ),
                },
                { text: body.accepted?.until ? longDate(body.accepted.until) : "" },
                { text: body.reminded.filter((days) => days > 0).length > 0 ? `${body.reminded.filter((days) => days > 0).length} times` : "Not yet" },
              ],
            }))}
          />
        )}
        {next === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`/councils/${council}/vetting?${new URLSearchParams({ view: "expiring", after: next })}`}>
              More
            </a>
          </p>
        )}
      </>
    ),
  });
}

/** Asks for whom an application is entered. */
export function enterPage(request: PageRequest, council: string, form: URLSearchParams, errors: readonly FieldError[] = []): Page {
  return signedInPage(request, {
    title: "Add an application for someone",
    back: { href: `/councils/${council}/vetting`, text: "Vetting" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Add an application for someone</h1>
        <p class="govuk-body">From paper or the phone. Enter their answers for them. You cannot decide a case you entered.</p>
        <Form tokens={request.tokens} action={`/councils/${council}/vetting/new`}>
          <Input
            name="displayName"
            label={{ text: "Their name" }}
            value={form.get("displayName") ?? ""}
            errorMessage={errorOf(errors, "displayName")}
            autocomplete="off"
            spellcheck={false}
          />
          <Button text="Start" />
        </Form>
      </>
    ),
  });
}
