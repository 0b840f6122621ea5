import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText, SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import { type Erasure, LOOKED_AT_FIRST } from "../rules/staff.ts";
import { reference } from "./staff.page.tsx";

const STATES: Readonly<Record<Erasure["state"], readonly [string, string]>> = {
  asked: ["Waiting", "govuk-tag--yellow"],
  erasing: ["Being deleted", "govuk-tag--yellow"],
  done: ["Deleted", "govuk-tag--green"],
  refused: ["Refused", "govuk-tag--grey"],
};

const StateTag = ({ state }: Pick<Erasure, "state">) => <Tag text={STATES[state][0]} classes={STATES[state][1]} />;

/** A council's requests to erase. */
export function erasuresPage(request: PageRequest, council: string, { records, next }: ListPage<Erasure>): Page {
  return signedInPage(request, {
    title: "Requests to delete data",
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    done: { decided: "Your answer is saved. The person can see it." }[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">Requests to delete data, {councilWords(council)}</h1>
        {records.length === 0 ? (
          <p class="govuk-body">There are no requests.</p>
        ) : (
          <StackingTable
            caption="Requests. Each must be answered within one month."
            captionClasses="govuk-table__caption--s"
            head={[{ text: "Person" }, { text: "Requested on" }, { text: "State" }]}
            rows={records.map(({ body }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/erasures/${body.id}`}>
                      {reference(body.person)}
                    </a>
                  ),
                },
                { text: dateWords(body.askedAt) },
                { text: <StateTag {...body} /> },
              ],
            }))}
          />
        )}
        {next === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`/councils/${council}/erasures?${new URLSearchParams({ after: next })}`}>
              Show more
            </a>
          </p>
        )}
      </>
    ),
  });
}

/** One request to erase, what those said who had to look first, and the question how to answer it. */
export function erasurePage(
  request: PageRequest,
  { body, version }: Versioned<Erasure>,
  say: { readonly waiting: boolean; readonly said: readonly string[] },
  form: URLSearchParams,
  errors: readonly FieldError[] = [],
  status?: number,
): Page {
  return signedInPage(request, {
    title: "Request to delete data",
    back: { href: `/councils/${body.authority}/erasures` },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">Request to delete data</h1>
        <SummaryList
          rows={[
            { key: { text: "Person" }, value: { text: body.person, classes: "trellis-break" } },
            { key: { text: "Requested on" }, value: { text: dateWords(body.askedAt) } },
            { key: { text: "State" }, value: { text: <StateTag {...body} /> } },
            body.decidedAt ? { key: { text: "Decided on" }, value: { text: dateWords(body.decidedAt) } } : undefined,
            body.reason ? { key: { text: "Reason given" }, value: { text: body.reason } } : undefined,
          ]}
        />
        {say.waiting ? <InsetText text={LOOKED_AT_FIRST} /> : null}
        {say.said.map((words) => (
          <InsetText text={`A vetting officer has checked it: ${words}`} />
        ))}
        {body.state === "asked" || body.state === "erasing" ? (
          <Form tokens={request.tokens} action={`/erasures/${body.id}`} version={version}>
            <Radios
              name="decision"
              fieldset={{ legend: { text: "What is the answer?", classes: "govuk-fieldset__legend--m" } }}
              errorMessage={errorOf(errors, "decision")}
              items={[
                {
                  value: "erase",
                  text: "Delete",
                  hint: { text: "We delete it straight away. Their name, addresses and roles go, and no one can act for them. You cannot undo this." },
                  checked: form.get("decision") === "erase",
                },
                {
                  value: "refuse",
                  text: "Refuse",
                  hint: { text: "Because the law says we must keep this information." },
                  checked: form.get("decision") === "refuse",
                },
              ]}
            />
            <Textarea
              name="reason"
              label={{ text: "Explain why to the person", classes: "govuk-label--s" }}
              value={form.get("reason") ?? ""}
              errorMessage={errorOf(errors, "reason")}
            />
            <Button text="Answer" />
          </Form>
        ) : null}
      </>
    ),
  });
}
