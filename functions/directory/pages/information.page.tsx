import { councilsByName, Safeguarding } from "../../../shared/pages/council-contact.tsx";
import { InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { informationPage } from "../../../shared/pages/information-page.tsx";
import { councilPolicy } from "../../../shared/policy/council.ts";

/** What accreditation is, and is not. */
export const aboutTheListPage = (): string =>
  informationPage(
    { title: "What the checks mean", path: "/about-the-list" },
    <>
      <p class="govuk-body">
        A council has checked the people and providers that are accredited or provisional. You can also choose to see others, who no council has checked. Each
        page says what was checked, when, and how long it counts.
      </p>
      <h2 class="govuk-heading-m">Accredited</h2>
      <p class="govuk-body">The council has seen everything it asks for from this kind of provider.</p>
      <h2 class="govuk-heading-m">Provisional</h2>
      <p class="govuk-body">They have passed most checks. We need more time trading before we can do the rest.</p>
      <h2 class="govuk-heading-m">Not on the list</h2>
      <p class="govuk-body">
        No council has checked them. They may be very good. Before you agree anything, see proof of who they are and their original DBS certificate. Speak to
        two people they have worked for, and ask about training and insurance.
      </p>
      <h2 class="govuk-heading-m">What the checks do not mean</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>The council does not recommend one person over another.</li>
        <li>Checks were right on the date shown. Things may have changed.</li>
        <li>If you employ a personal assistant (PA), you are their employer, so you must do some checks yourself.</li>
      </ul>
      <InsetText text="You are free to choose. No one can make you use someone from this list." />
    </>,
  );

/** Where to get help when somebody may be at risk. */
export const safetyPage = (): string =>
  informationPage(
    { title: "If you are worried about someone", path: "/safety" },
    <>
      <p class="govuk-body-l">
        <strong>If someone is in danger now, call 999.</strong>
      </p>
      <p class="govuk-body">If it is not an emergency, but you think that you or someone else is being hurt, neglected or taken advantage of:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          phone your council, and say you have a safeguarding concern:
          <ul class="govuk-list govuk-list--bullet">
            {councilsByName().map((code) => (
              <li>
                {councilPolicy(code).contact.name}: <Safeguarding {...councilPolicy(code).contact.safeguarding} />
              </li>
            ))}
          </ul>
        </li>
        <li>call the police on 101</li>
        <li>tell a doctor, a nurse or someone else you trust, and ask them to help you report it</li>
      </ul>
      <p class="govuk-body">You do not need proof. You will not get into trouble.</p>
      <h2 class="govuk-heading-m">If you would rather write</h2>
      <p class="govuk-body">
        <a class="govuk-link" href="/safety/report">
          Write to the safeguarding team
        </a>
        . You do not have to say who you are.
      </p>
    </>,
  );

/** The accessibility statement the law asks of public services. Source: Accessibility Regulations 2018, regulation 8. */
export const accessibilityPage = (): string =>
  informationPage(
    { title: "Accessibility statement", path: "/accessibility" },
    <>
      <p class="govuk-body">We want as many people as possible to be able to use this service. You should be able to:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>zoom in up to 400% without anything running off the screen</li>
        <li>do everything with only a keyboard, or by speaking to your device</li>
        <li>listen to every page with a screen reader</li>
        <li>use it without JavaScript, and print any page</li>
      </ul>
      <h2 class="govuk-heading-m">How accessible it is</h2>
      <p class="govuk-body">
        This service aims to meet level AA of the Web Content Accessibility Guidelines (WCAG) version 2.2. We run automated accessibility tests on every page
        each time we change it. It has not yet been tested by an independent auditor or with disabled people.
      </p>
      <h2 class="govuk-heading-m">If something does not work for you</h2>
      <p class="govuk-body">
        <a class="govuk-link" href="/contact">
          Tell your council
        </a>{" "}
        which page it was and what went wrong. You can also ask them to search for you, by phone or in person.
      </p>
      <p class="govuk-body">
        If you are not happy with the answer, contact the{" "}
        <a class="govuk-link" href="https://www.equalityadvisoryservice.com/">
          Equality Advisory and Support Service
        </a>
        .
      </p>
      <p class="govuk-body">This statement was prepared on 22 November 2026.</p>
    </>,
  );
