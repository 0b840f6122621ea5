import type { FieldError } from "../../../shared/domain/input.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { Input, Select } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { SORTS, type SortBy } from "../rules/queue-lines.ts";
import { type CaseLine, type Counts, type Found, type ListWanted, WHOSE, type Whose } from "../rules/queue-lists.ts";
import { CaseTable } from "./case-table.tsx";
import { ListHeading, Views, viewWords } from "./queue-frame.tsx";
import { queueWords } from "./words.ts";

interface ListProps {
  readonly council: string;
  readonly lines: readonly CaseLine[];
  /** From this day on a decision due is at risk of being late. */
  readonly atRiskFrom: PlainDate;
  /** The names of officers, by account. */
  readonly officers: ReadonlyMap<string, string>;
}

/** A list of open cases: sorted and filtered, with how many there are of each. */
export interface OpenListProps extends ListProps {
  readonly wanted: ListWanted;
  /** The names of whoever a case can be assigned to, by account. */
  readonly assignable: ReadonlyMap<string, string>;
  /** How many cases the list has on all its pages. */
  readonly of: number;
  readonly counts: Counts;
  readonly form?: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
}

const { readMost, onAPage, assignedAtOnce } = servicePolicy.caseLists;
const sortWords: Readonly<Record<SortBy, string>> = { name: "Name", type: "Type", sent: "Date sent", "decide-by": "Days left", officer: "Officer" };
const whoseWords: Readonly<Record<Whose, string>> = { all: "All", mine: "Mine", unassigned: "Not assigned" };

/** The address of a list as it is wanted, from its first page unless told otherwise. */
function addressOf(council: string, { view, whose, sortBy, descending, from }: ListWanted): string {
  const query = new URLSearchParams({ view, whose, sort: sortBy, order: descending ? "down" : "up", ...(from > 0 ? { from: String(from) } : {}) });
  return `/councils/${council}/vetting?${query}`;
}

/** Looks for a case by name or reference: by a form that is sent, so that no name is ever part of an address. */
const Finder = ({ request, council, value = "", errors = [] }: { request: PageRequest; council: string; value?: string; errors?: readonly FieldError[] }) => (
  <Form tokens={request.tokens} action={`/councils/${council}/vetting/find`}>
    <Input
      name="wanted"
      label={{ text: "Find a case by name or reference", classes: "govuk-label--s" }}
      value={value}
      classes="govuk-input--width-20"
      errorMessage={errorOf(errors, "wanted")}
      autocomplete="off"
      spellcheck={false}
    />
    <Button text="Find" classes="govuk-button--secondary" />
  </Form>
);

const EnterLink = ({ council }: { readonly council: string }) => (
  <p class="govuk-body">
    <a class="govuk-link" href={`/councils/${council}/vetting/new`}>
      Add a paper or phone application
    </a>
  </p>
);

const DONE: Readonly<Record<string, string>> = {
  entered: "Application started. Fill it in for them.",
  interest: "Your interest is saved. Another officer will continue with the case. You can no longer open it.",
  assigned: "Cases assigned.",
};

/** Open cases of a view. */
export function openListPage(
  request: PageRequest,
  { council, lines, atRiskFrom, officers, assignable, wanted, of, counts, form, errors = [], status }: OpenListProps,
): Page {
  const { view, whose, sortBy, descending, from } = wanted;
  const reader = request.account.body.id;
  const link = (changes: Partial<ListWanted>) => addressOf(council, { ...wanted, from: 0, ...changes });
  const others = [...assignable].filter(([id]) => id !== reader).toSorted(([, a], [, b]) => a.localeCompare(b, "en-GB"));
  return signedInPage(request, {
    title: `Cases: ${viewWords(view)}`,
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    errors,
    ...(status === undefined ? {} : { status }),
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <ListHeading council={council} text={viewWords(view)} />
        <Views council={council} view={view} counts={counts} />
        <Finder request={request} council={council} />
        <EnterLink council={council} />
        {view === "mine" ? null : (
          <nav aria-label="Whose cases">
            <p class="govuk-body">
              Show:{" "}
              {WHOSE.map((choice, index) => (
                <>
                  {index > 0 ? ", " : ""}
                  <a class="govuk-link" href={link({ whose: choice })} {...(choice === whose ? { "aria-current": "true" } : {})}>
                    {whoseWords[choice]}
                  </a>
                </>
              ))}
            </p>
          </nav>
        )}
        {of === 0 ? (
          <p class="govuk-body">No cases here. Try another list above.</p>
        ) : (
          <>
            <nav aria-label="Sort by">
              <p class="govuk-body">
                Sort by:{" "}
                {SORTS.map((by, index) => (
                  <>
                    {index > 0 ? ", " : ""}
                    <a
                      class="govuk-link"
                      href={link({ sortBy: by, descending: by === sortBy && !descending })}
                      {...(by === sortBy ? { "aria-current": "true" } : {})}
                    >
                      {sortWords[by]}
                      {by === sortBy && descending ? " (reversed)" : ""}
                    </a>
                  </>
                ))}
              </p>
            </nav>
            <p class="govuk-body">
              Showing {from + 1} to {from + lines.length} of {of} {of === 1 ? "case" : "cases"}.
              {counts[view].more ? ` There are more. We only list the ${readMost} oldest of each list.` : ""}
            </p>
            <Form tokens={request.tokens} action={`/councils/${council}/vetting/assign?${new URLSearchParams({ view, whose, sort: sortBy })}`}>
              <CaseTable
                lines={lines}
                today={request.today}
                atRiskFrom={atRiskFrom}
                reader={reader}
                officers={officers}
                sortedBy={{ by: sortBy, descending }}
                choose
                chosen={(form?.getAll("case") ?? []).map((chosen) => chosen.split(":")[0] ?? "")}
              />
              <Select
                name="officer"
                label={{ text: "Assign the selected cases to", classes: "govuk-label--s" }}
                hint={{ text: `Up to ${assignedAtOnce} cases at a time.` }}
                errorMessage={errorOf(errors, "officer")}
                value={form?.get("officer") ?? reader}
                items={[{ value: reader, text: "Me" }, ...others.map(([value, text]) => ({ value, text }))]}
              />
              <Button text="Assign" attributes={{ id: "assign" }} />
            </Form>
          </>
        )}
        {from > 0 || from + lines.length < of ? (
          <nav aria-label="Pages">
            <ul class="govuk-list">
              {from > 0 ? (
                <li>
                  <a class="govuk-link" rel="prev" href={link({ from: Math.max(0, from - onAPage) })}>
                    Previous page
                  </a>
                </li>
              ) : null}
              {from + lines.length < of ? (
                <li>
                  <a class="govuk-link" rel="next" href={link({ from: from + onAPage })}>
                    Next page
                  </a>
                </li>
              ) : null}
            </ul>
          </nav>
        ) : null}
      </>
    ),
  });
}

/** Cases nobody has anything to do with now, oldest first, page by page. */
export function restingListPage(request: PageRequest, view: string, next: string | undefined, { council, lines, atRiskFrom, officers }: ListProps): Page {
  return signedInPage(request, {
    title: `Cases: ${viewWords(view)}`,
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <ListHeading council={council} text={viewWords(view)} />
        <Views council={council} view={view} />
        <Finder request={request} council={council} />
        <EnterLink council={council} />
        {lines.length === 0 ? (
          <p class="govuk-body">No cases here. Try another list above.</p>
        ) : (
          <CaseTable lines={lines} today={request.today} atRiskFrom={atRiskFrom} reader={request.account.body.id} officers={officers} />
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

/** What a search for a case found. */
export function foundPage(
  request: PageRequest,
  wanted: string,
  found: Pick<Found, "cut" | "byReference">,
  { council, lines, atRiskFrom, officers }: ListProps,
  errors: readonly FieldError[] = [],
): Page {
  return signedInPage(request, {
    title: "Find a case",
    back: { href: `/councils/${council}/vetting`, text: "Cases" },
    wide: true,
    errors,
    children: (
      <>
        <ListHeading council={council} text="Find a case" />
        <Finder request={request} council={council} value={wanted} errors={errors} />
        {errors.length > 0 ? null : lines.length === 0 ? (
          <p class="govuk-body">
            No case found. Check the spelling. A name only finds open cases and applications that are not sent yet. A reference finds any case.
          </p>
        ) : (
          <>
            <p class="govuk-body">{lines.length === 1 ? "1 case found." : `${lines.length} cases found.`}</p>
            <CaseTable lines={lines} today={request.today} atRiskFrom={atRiskFrom} reader={request.account.body.id} officers={officers} />
          </>
        )}
        {lines.length === onAPage ? <p class="govuk-body">We only show the first {onAPage}. Enter more of the name.</p> : null}
        {found.cut.length > 0 ? (
          <p class="govuk-body">
            We only searched the {readMost} oldest cases of these lists: {found.cut.map((queue) => queueWords[queue].toLowerCase()).join(", ")}. Use the
            reference to find any other case.
          </p>
        ) : null}
      </>
    ),
  });
}
