import type { ComponentChildren } from "preact";
import { pounds } from "../../../shared/domain/money.ts";
import { Details } from "../../../shared/pages/govuk/text-parts.tsx";
import type { EvidenceCode } from "../../../shared/policy/checklists.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";

const { enhancedPence, updateServiceYearlyPence, updateServiceJoinDays } = servicePolicy.dbs;

const Away = ({ href, text }: { readonly href: string; readonly text: string }) => (
  <a class="govuk-link" href={href} rel="noreferrer">
    {text}
  </a>
);

interface Help {
  readonly summary: string;
  readonly how: ComponentChildren;
  readonly cost: ComponentChildren;
  readonly without: ComponentChildren;
}

/**
 * For what takes most people longest: how to get it, what it costs, and what to do without. Sources: DBS checks for self-employed people and personal
 * employees; DBS Update Service; Employers' Liability (Compulsory Insurance) Act 1969; Taxes Management Act 1970, section 7.
 */
const HELP: Readonly<Partial<Record<EvidenceCode, Help>>> = {
  dbs: {
    summary: "If you do not have a DBS certificate",
    how: (
      <>
        A company called an umbrella body can apply for you, if you are self-employed or the person you support employs you. The person you support cannot
        apply.{" "}
        <Away href="https://www.gov.uk/guidance/dbs-checks-for-self-employed-people-and-personal-employees" text="Find out how to get a DBS check on GOV.UK" />.
        If you join the <Away href="https://www.gov.uk/dbs-update-service" text="DBS Update Service" /> within {updateServiceJoinDays} days of getting your
        certificate, you can use it again in other jobs.
      </>
    ),
    cost: `The DBS charges ${pounds(enhancedPence)} for an enhanced check. The umbrella body charges its own fee as well, so compare a few. The Update Service costs ${pounds(updateServiceYearlyPence)} a year. GOV.UK shows the prices today.`,
    without: "You cannot send your application without it. Complete the other sections now and come back when you have it: we save your answers.",
  },
  "public-liability": {
    summary: "If you do not have this insurance",
    how: "Insurers and brokers sell it. Ask for one that covers the support you give, such as personal care or giving medicines.",
    cost: "Prices differ, so ask more than one.",
    without: "If the people you support employ you, tell us in 'How you work': then we do not need it from you. Otherwise come back when you have it.",
  },
  "employers-liability": {
    summary: "If you do not have this insurance",
    how: (
      <>
        Insurers and brokers sell it. <Away href="https://www.gov.uk/employers-liability-insurance" text="Read about it on GOV.UK" />.
      </>
    ),
    cost: "Prices differ, so ask more than one.",
    without: "The law says that everyone who employs people must have it. Come back when you have it.",
  },
  "car-insurance": {
    summary: "If your insurance does not cover business use",
    how: "Ask your insurer to add business use to your policy, and to send you a certificate that says so.",
    cost: "Some insurers charge for it. Yours can tell you.",
    without: "If you stop driving the people you support, change your answer in 'How you work': we then do not need it from you.",
  },
  references: {
    summary: "If you do not know who to ask",
    how: "Ask people who have seen you support someone: someone you supported, their family, an employer or a trainer. Tell them to expect our email, call or letter.",
    cost: "It costs nothing, and takes them about five minutes.",
    without:
      "If someone does not use email, give us their phone number or address. If someone cannot answer, name someone else. If you cannot find enough people, contact the council before you send your application.",
  },
  hmrc: {
    summary: "If you are not registered yet",
    how: (
      <>
        You register with HM Revenue and Customs (HMRC) online.{" "}
        <Away href="https://www.gov.uk/register-for-self-assessment" text="Register for Self Assessment on GOV.UK" />. If you owe tax, you must tell HMRC by 5
        October after the tax year in which you started.
      </>
    ),
    cost: "It costs nothing.",
    without: "If the people you support employ you, tell us in 'How you work': we then do not need it from you. Otherwise come back when you have registered.",
  },
};

/** How to get one kind of evidence, what it costs, and what to do without it; nothing where that needs no word. */
export function HowToGet({ code }: { readonly code: EvidenceCode }) {
  const help = HELP[code];
  if (!help) return null;
  return (
    <Details
      summary={help.summary}
      text={
        <>
          <p class="govuk-body">{help.how}</p>
          <p class="govuk-body">{help.cost}</p>
          <p class="govuk-body govuk-!-margin-bottom-0">{help.without}</p>
        </>
      }
    />
  );
}
