import type { FieldError } from "../../../shared/domain/input.ts";
import { dayAndTime, longDate, millisOf } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { DateInput, Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import type { Concern, SupportedPerson } from "../rules/concern.ts";
import { ReferenceInput } from "./reference-input.tsx";

const pathOf = (council: string): string => `/councils/${council}/concerns`;

const periodWords = ({ from, until }: Pick<Concern, "from" | "until">): string => {
  if (from === undefined) return until === undefined ? "Any date" : `Until ${longDate(until)}`;
  return until === undefined ? `Since ${longDate(from)}` : `${longDate(from)} to ${longDate(until)}`;
};

/** What came back of the form, with what is wrong with it. */
interface Typed {
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

/** Asks which provider a concern is about, for which days and why; then the look-ups of this council. */
export function concernsPage(request: PageRequest, council: string, { records, next }: ListPage<Concern>, { form, errors }: Typed): Page {
  const { tokens } = request;
  const dateOf = (name: string) => ({
    day: form.get(`${name}-day`) ?? "",
    month: form.get(`${name}-month`) ?? "",
    year: form.get(`${name}-year`) ?? "",
  });
  return signedInPage(request, {
    title: "See who a provider supports",
    back: { href: "/staff", text: "Staff home" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">See who a provider supports</h1>
        <p class="govuk-body">
          Use this when there is a concern about someone who gives support. We save your name and your reason. People you see here can see that you viewed who
          supports them. We do not tell the provider.
        </p>
        <p class="govuk-body">You will see people who told us who supports them, and whose council is {councilWords(council)}.</p>
        <Form tokens={tokens} action={pathOf(council)}>
          <ReferenceInput form={form} errors={errors} />
          {(
            [
              ["from", "First day (optional)"],
              ["until", "Last day (optional)"],
            ] as const
          ).map(([name, label]) => (
            <DateInput
              id={name}
              namePrefix={name}
              fieldset={{ legend: { text: label, classes: "govuk-fieldset__legend--s" } }}
              {...(name === "from" ? { hint: { text: "Leave both empty to see everyone they have ever supported." } } : {})}
              errorMessage={errorOf(errors, name)}
              values={dateOf(name)}
            />
          ))}
          <Textarea
            name="reason"
            label={{ text: "Why do you need to know?", classes: "govuk-label--s" }}
            hint={{ text: "For example, the number of the safeguarding enquiry." }}
            value={form.get("reason") ?? ""}
            errorMessage={errorOf(errors, "reason")}
            rows={3}
          />
          <Button text="Show people" />
        </Form>
        {records.length > 0 ? (
          <StackingTable
            caption="Earlier look-ups"
            captionClasses="govuk-table__caption--m"
            head={[{ text: "When" }, { text: "Provider" }, { text: "Why" }]}
            rows={records.map(({ body }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/concerns/${body.id}`}>
                      {dayAndTime(millisOf(body.createdAt))}
                    </a>
                  ),
                },
                { text: body.listing, classes: "trellis-break" },
                { text: body.reason, classes: "trellis-break" },
              ],
            }))}
          />
        ) : null}
        {next === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`${pathOf(council)}?${new URLSearchParams({ after: next })}`}>
              Show more
            </a>
          </p>
        )}
      </>
    ),
  });
}

interface ConcernPageProps {
  /** The provider's name; undefined where the listing is deleted. */
  readonly name: string | undefined;
  readonly people: readonly SupportedPerson[];
}

/** Everyone a provider supports or supported in the days of a look-up. */
export function concernPage(request: PageRequest, concern: Concern, { name, people }: ConcernPageProps): Page {
  const { authority, listing, reason, createdAt } = concern;
  const who = name ?? listing;
  return signedInPage(request, {
    title: `Who ${who} supports`,
    back: { href: pathOf(authority) },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(authority)}</span>
        <h1 class="govuk-heading-l">
          Who <bdi>{who}</bdi> supports
        </h1>
        <SummaryList
          rows={[
            { key: { text: "Reference" }, value: { text: listing, classes: "trellis-break" } },
            { key: { text: "Dates" }, value: { text: periodWords(concern) } },
            { key: { text: "Why" }, value: { text: reason, classes: "trellis-break trellis-lines" } },
            { key: { text: "Looked up" }, value: { text: dayAndTime(millisOf(createdAt)) } },
          ]}
        />
        {people.length === 0 ? (
          <p class="govuk-body">No one from {councilWords(authority)} has told us that they are supported by this provider on these dates.</p>
        ) : (
          <StackingTable
            caption={people.length === 1 ? "1 person" : `${people.length} people`}
            captionClasses="govuk-table__caption--m"
            firstCellIsHeader
            head={[{ text: "Name" }, { text: "When" }]}
            rows={people.map(({ person, name: shown, periods }) => ({
              cells: [
                {
                  text:
                    shown === undefined ? (
                      "Someone whose account is deleted"
                    ) : (
                      <a class="govuk-link trellis-break" href={`/people/${person}`}>
                        <bdi>{shown}</bdi>
                      </a>
                    ),
                },
                { text: periods.map((period) => <div>{periodWords(period)}</div>) },
              ],
            }))}
          />
        )}
      </>
    ),
  });
}
