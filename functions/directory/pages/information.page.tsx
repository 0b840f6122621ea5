import type { ComponentChildren } from "preact";
import { councilsByName, Safeguarding } from "../../../shared/pages/council-contact.tsx";
import { InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { councilPolicy } from "../../../shared/policy/council.ts";

/** A page that only tells something. */
export const informationPage = (title: string, path: string, content: ComponentChildren): string =>
  renderPage({
    title,
    path,
    children: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">{title}</h1>
          {content}
        </div>
      </div>
    ),
  });

/** What accreditation is, and is not. */
export const aboutTheListPage = (): string =>
  informationPage(
    "What the checks mean",
    "/about-the-list",
    <>
      <p class="govuk-body">
        A council has checked the people and providers that are accredited or provisional. You can also choose to see others, whom no council has checked. Each
        page says what was checked, when, and how long it counts.
      </p>
      <h2 class="govuk-heading-m">Accredited</h2>
      <p class="govuk-body">The council has seen everything it asks for from this kind of provider.</p>
      <h2 class="govuk-heading-m">Provisional</h2>
      <p class="govuk-body">They have passed most checks. We need more time trading before we can do the rest.</p>
      <h2 class="govuk-heading-m">Not on the list</h2>
      <p class="govuk-body">
        No council has checked them. They may be very good. Before you agree anything, see their proof of who they are, ask two people they have worked for, see
        their original DBS certificate, and ask about training and insurance.
      </p>
      <h2 class="govuk-heading-m">What the checks do not mean</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>The council does not recommend one person over another.</li>
        <li>Checks were right on the date shown. Things may have changed.</li>
        <li>If you employ a personal assistant (PA), you are their employer, and some checks are still yours to make.</li>
      </ul>
      <InsetText text="You are free to choose. Nobody can make you use someone from this list." />
    </>,
  );

/** Where to get help when somebody may be at risk. */
export const safetyPage = (): string =>
  informationPage(
    "If you are worried about someone",
    "/safety",
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
    </>,
  );

/** The accessibility statement the law asks of public services. Source: Accessibility Regulations 2018, regulation 8. */
export const accessibilityPage = (): string =>
  informationPage(
    "Accessibility statement",
    "/accessibility",
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
        This service aims to meet level AA of the Web Content Accessibility Guidelines (WCAG) version 2.2. Every page is tested by machine for every change. It
        has not yet been tested by an independent auditor or with disabled people.
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
