import type { Versioned } from "../../../shared/audit/context.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import type { ListPage } from "../../../shared/records/entity.ts";
import type { Evidence } from "../rules/evidence.ts";
import { evidenceKinds } from "../rules/evidence-kinds.ts";
import { ListHeading, Views } from "./queue-frame.tsx";

/** Evidence that runs out soonest. */
export function expiringPage(request: PageRequest, council: string, { records, next }: ListPage<Evidence>): Page {
  return signedInPage(request, {
    title: "Cases: Expiring evidence",
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <ListHeading council={council} text="Expiring evidence" />
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
