import type { ComponentChildren } from "preact";
import { longDate } from "../../../shared/domain/time.ts";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import type { Account } from "../../../shared/people/account.ts";
import { isSameName } from "../rules/applicant.ts";
import { conditionsOf, type VettingCase } from "../rules/case.ts";
import { conditionWords, typeWords } from "./words.ts";

/** What a case is called: the name people see, the name on its account, or that there is none yet. */
export const nameOfCase = ({ answers }: Pick<VettingCase, "answers">, account: Pick<Account, "displayName"> | undefined): string =>
  answers.profile?.displayName ?? account?.displayName ?? "no name yet";

const yesNo = (answer: boolean | undefined): string => (answer === undefined ? "Not answered" : answer ? "Yes" : "No");
const lettersOf = (address: string | undefined): ComponentChildren =>
  address?.split("\n").map((line) => (
    <>
      {line}
      <br />
    </>
  )) ?? "Not given";

/** The name the code of conduct was signed with, and whether it is their legal name. */
function Signed({ answers: { applicant, conduct } }: Pick<VettingCase, "answers">) {
  if (!conduct) return <>Not signed</>;
  const other = applicant !== undefined && !isSameName(conduct.signedBy, applicant.legalName);
  return (
    <>
      <bdi>{conduct.signedBy}</bdi>
      {other ? ": not the same as the legal name" : applicant ? ": the same as the legal name" : ""}
    </>
  );
}

/** Who applies, how to reach them, and every answer that decides what is checked. */
export function WhoItIs({ vettingCase: { answers, enteredBy }, account }: { readonly vettingCase: VettingCase; readonly account: Account | undefined }) {
  const { applicant, start, profile } = answers;
  const because = conditionsOf(answers).map((condition) => conditionWords[condition].replace(/^if /, ""));
  return (
    <>
      <h2 class="govuk-heading-m">Who it is</h2>
      <SummaryList
        rows={[
          { key: { text: "Legal name" }, value: { text: <bdi>{applicant?.legalName ?? "Not given"}</bdi>, classes: "trellis-break" } },
          { key: { text: "Date of birth" }, value: { text: applicant ? longDate(applicant.bornOn) : "Not given" } },
          { key: { text: "Name on the account" }, value: { text: <bdi>{account?.displayName ?? "Not given"}</bdi>, classes: "trellis-break" } },
          { key: { text: "Name people see" }, value: { text: <bdi>{profile?.displayName ?? "Not given"}</bdi>, classes: "trellis-break" } },
          { key: { text: "Name signed" }, value: { text: <Signed answers={answers} />, classes: "trellis-break" } },
          { key: { text: "Email" }, value: { text: account?.email ?? "Not given", classes: "trellis-break" } },
          { key: { text: "Phone number" }, value: { text: account?.phone ?? "Not given" } },
          { key: { text: "Home address" }, value: { text: lettersOf(account?.notices?.postalAddress), classes: "trellis-break" } },
          { key: { text: "Applied" }, value: { text: enteredBy.length > 0 ? "On paper or by phone: an officer entered it" : "Online" } },
        ]}
      />
      <h2 class="govuk-heading-m">What decides the checks</h2>
      <SummaryList
        rows={[
          { key: { text: "Type" }, value: { text: start ? typeWords[start.type] : "Not answered" } },
          { key: { text: "People who work there" }, value: { text: start ? String(start.people) : "Not answered" } },
          { key: { text: "Someone covers for them" }, value: { text: yesNo(start?.substitutes) } },
          { key: { text: "Drives people" }, value: { text: yesNo(start?.driving) } },
          { key: { text: "Children are present" }, value: { text: yesNo(start?.children) } },
          { key: { text: "Registered with the CQC" }, value: { text: yesNo(start?.cqcRegistered) } },
          {
            key: { text: "More is checked because" },
            value: { text: because.length === 0 ? "Nothing they do asks for more" : because.join(", ").replace(/^./, (letter) => letter.toUpperCase()) },
          },
        ]}
      />
    </>
  );
}
