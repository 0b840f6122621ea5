import type { Versioned } from "../../../shared/audit/context.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { TaskList } from "../../../shared/pages/govuk/task-list.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { VettingCase } from "../rules/case.ts";
import { caseWords } from "./words.ts";

/** An account's applications, the hours that its listings have free, and the way to begin one. */
export function applicationsPage(request: PageRequest, cases: readonly Versioned<VettingCase>[], listings: readonly Listing[]): Page {
  const open = cases.some(({ body }) => body.endedAt === undefined);
  return signedInPage(request, {
    title: "Your listing",
    back: { href: "/account", text: "Your account" },
    children: (
      <>
        <h1 class="govuk-heading-l">Your listing</h1>
        <p class="govuk-body">
          The list is for personal assistants (PAs), micro-providers and agencies that the council has checked. It is free. People can also choose someone who
          is not on it.
        </p>
        {cases.length > 0 ? (
          <TaskList
            id="applications"
            tasks={cases.map(({ body }) => ({
              title: body.answers.profile?.displayName ?? "Your application",
              href: `/applications/${body.id}`,
              hint: `Started on ${dateWords(body.createdAt)}`,
              status: caseWords[body.state],
            }))}
          />
        ) : null}
        {listings.map(({ id, displayName, hoursFree }) =>
          hoursFree === undefined ? null : (
            <SummaryList
              rows={[
                {
                  key: { text: listings.length === 1 ? "Hours you have free" : `Hours ${displayName} has free` },
                  value: { text: `${hoursFree} a week` },
                  actions: { items: [{ href: `/your-listing/${id}/hours`, text: "Change", visuallyHiddenText: "how many hours you have free" }] },
                },
                {
                  key: { text: listings.length === 1 ? "What people say of you" : `What people say of ${displayName}` },
                  value: { text: "The figure everyone sees, and your reply" },
                  actions: { items: [{ href: `/your-listing/${id}/reply`, text: "View", visuallyHiddenText: "what people say of you" }] },
                },
                {
                  key: { text: listings.length === 1 ? "Where your hours are wanted" : `Where the hours of ${displayName} are wanted` },
                  value: { text: "The areas you go to, and where support is short" },
                  actions: { items: [{ href: `/your-listing/${id}/wanted`, text: "View", visuallyHiddenText: "where your hours are wanted" }] },
                },
              ]}
            />
          ),
        )}
        {open ? null : (
          <>
            <h2 class="govuk-heading-m">Apply</h2>
            <p class="govuk-body">You need about half an hour. You can stop and come back. Have ready:</p>
            <ul class="govuk-list govuk-list--bullet">
              <li>your DBS certificate: its number and date</li>
              <li>the dates of your training, and pictures of the certificates</li>
              <li>your insurance, if you work for yourself</li>
              <li>names and email addresses of people who know your work</li>
            </ul>
            <Form tokens={request.tokens} action="/applications">
              <Button text="Start now" isStartButton />
            </Form>
          </>
        )}
      </>
    ),
  });
}
