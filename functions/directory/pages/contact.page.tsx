import { councilsByName, EmailLink, PhoneLink, Safeguarding } from "../../../shared/pages/council-contact.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { informationPage } from "./information.page.tsx";

/** How to reach each council: its adult social care team, safeguarding, and who answers for people's data. */
export const contactPage = (): string =>
  informationPage(
    "Contact your council",
    "/contact",
    <>
      <p class="govuk-body">The adult social care team can help you find support, apply to be listed, or search for you.</p>
      {councilsByName().map((code) => {
        const { name, phone, hours, email, safeguarding, dataProtection } = councilPolicy(code).contact;
        return (
          <section aria-labelledby={code}>
            <h2 class="govuk-heading-m" id={code}>
              {name}
            </h2>
            <SummaryList
              rows={[
                { key: { text: "Phone" }, value: { text: <PhoneLink phone={phone} /> } },
                { key: { text: "Opening hours" }, value: { text: hours } },
                { key: { text: "Email" }, value: { text: <EmailLink email={email} /> } },
                { key: { text: "If you are worried about someone" }, value: { text: <Safeguarding {...safeguarding} /> } },
                { key: { text: "Your data" }, value: { text: <EmailLink email={dataProtection.email} /> } },
              ]}
            />
          </section>
        );
      })}
    </>,
  );
