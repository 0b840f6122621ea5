import { councilCodes, councilPolicy } from "../policy/council.ts";
import { servicePolicy } from "../policy/service.ts";

/** The councils Trellis works for, by name. */
export const councilsByName = (): readonly string[] =>
  councilCodes.toSorted((a, b) => (councilPolicy(a).contact.name < councilPolicy(b).contact.name ? -1 : 1));

/** A telephone number that a phone rings when it is pressed. */
export const PhoneLink = ({ phone }: { readonly phone: string }) => (
  <a class="govuk-link trellis-nowrap" href={`tel:${phone.replaceAll(/\s/g, "")}`}>
    {phone}
  </a>
);

/** An address that a mail program writes to. */
export const EmailLink = ({ email }: { readonly email: string }) => (
  <a class="govuk-link trellis-break" href={`mailto:${email}`}>
    {email}
  </a>
);

/** How to reach a council: at the foot of every page, so that whoever is sent to theirs need not look for it. Where it is not known whose page it is, each council with its number. */
export function CouncilHelp({ council }: { readonly council?: string | undefined }) {
  if (council !== undefined && councilCodes.includes(council)) {
    const { name, phone, hours, email } = councilPolicy(council).contact;
    return (
      <section aria-labelledby="council-help">
        <h2 class="govuk-heading-m" id="council-help">
          Contact {name}
        </h2>
        <p class="govuk-body">
          Phone <PhoneLink phone={phone} />. {hours}.
        </p>
        <p class="govuk-body">
          Email <EmailLink email={email} />
        </p>
      </section>
    );
  }
  return (
    <section aria-labelledby="council-help">
      <h2 class="govuk-heading-m" id="council-help">
        Contact your council
      </h2>
      {councilCodes.length <= servicePolicy.councilsOnEveryPage ? (
        <ul class="govuk-list">
          {councilsByName().map((code) => (
            <li>
              {councilPolicy(code).contact.name}: <PhoneLink phone={councilPolicy(code).contact.phone} />
            </li>
          ))}
        </ul>
      ) : null}
      <p class="govuk-body">
        <a class="govuk-link" href="/contact">
          Opening hours, email and who to contact about your data
        </a>
      </p>
    </section>
  );
}

/** Whom to ring where somebody may be at risk. */
export const Safeguarding = ({ phone, outOfHours }: { readonly phone: string; readonly outOfHours: string }) => (
  <>
    <PhoneLink phone={phone} />, or <PhoneLink phone={outOfHours} /> when the council is closed
  </>
);
