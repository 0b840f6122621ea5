import { renderPage } from "../../../shared/pages/layout.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { RecordRegister } from "../../../shared/records/record-policy.ts";

/** What is held on people, why, on what basis and for how long: the register of records, for everybody. */
export const privacyPage = ({ lines, elsewhere }: RecordRegister): string =>
  renderPage({
    title: "Privacy",
    path: "/privacy",
    children: (
      <>
        <h1 class="govuk-heading-l">Privacy</h1>
        <p class="govuk-body">
          Your council decides what information Trellis holds and why. You do not need an account to look for support, and we do not save your searches. We
          count how often people find no one, and{" "}
          <a class="govuk-link" href="/search-counts">
            you can say no to that
          </a>
          . We use four cookies, and no others:
        </p>
        <ul class="govuk-list govuk-list--bullet">
          <li>when you sign in, one keeps you signed in and does nothing else</li>
          <li>
            when you save someone, one remembers who you saved on this device. It holds their public references and nothing about you. It goes when you remove
            them all, or {servicePolicy.saved.deviceDays} days after you last changed it. While you are signed in, it is a copy of your account's list.
          </li>
          <li>when you say that your searches must not be counted, one remembers that for a year</li>
          <li>when council staff sign in, one says that what they search for is not counted</li>
        </ul>
        <p class="govuk-body">
          When you fill in an application, your browser tab keeps what you type, so that nothing is lost if you are signed out. It is cleared when you save,
          sign out or close the tab. It never keeps dates of birth, DBS certificate numbers, share codes or sign-in codes. No one else can read it.
        </p>
        <p class="govuk-body">
          When you sign in you can{" "}
          <a class="govuk-link" href="/account/data">
            see and download all the information we hold about you
          </a>
          . You can also see who has viewed it, and{" "}
          <a class="govuk-link" href="/account/erase">
            ask us to delete it
          </a>
          .
        </p>
        <StackingTable
          caption="What we hold"
          captionClasses="govuk-table__caption--m"
          firstCellIsHeader
          head={[{ text: "What" }, { text: "Why" }, { text: "Lawful basis" }, { text: "How long" }]}
          rows={lines
            .filter(({ entity }) => entity !== "acts-for")
            .map(({ name, what, why, basis, period }) => ({
              cells: [
                {
                  text: (
                    <>
                      {name}
                      <div class="govuk-body-s govuk-!-margin-bottom-0">{what}</div>
                    </>
                  ),
                },
                { text: why },
                { text: basis },
                { text: period.words },
              ],
            }))}
        />
        <StackingTable
          caption="What is held elsewhere"
          captionClasses="govuk-table__caption--m"
          firstCellIsHeader
          head={[{ text: "What" }, { text: "How long" }]}
          rows={elsewhere.map(({ name, what, period }) => ({
            cells: [
              {
                text: (
                  <>
                    {name}
                    <div class="govuk-body-s govuk-!-margin-bottom-0">{what}</div>
                  </>
                ),
              },
              { text: period },
            ],
          }))}
        />
        <p class="govuk-body">
          If you are not happy with how your data is used, contact{" "}
          <a class="govuk-link" href="/contact">
            your council's data protection officer
          </a>
          , or complain to the{" "}
          <a class="govuk-link" href="https://ico.org.uk/make-a-complaint/">
            Information Commissioner
          </a>
          .
        </p>
      </>
    ),
  });
