import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { informationPage } from "../../../shared/pages/information-page.tsx";
import { type Checklist, type ChecklistItem, CONDITIONS, type Condition } from "../../../shared/policy/checklists.ts";
import { evidenceKinds } from "../rules/evidence-kinds.ts";
import { conditionWords } from "./words.ts";

/** Whoever is registered has what is asked for. */
const ALREADY_REGISTERED = "cqc-registered";
const ASSISTANTS = ["employed-pa", "self-employed-pa"] as const;

/** What somebody who wants to be listed reads first, before they sign in: who can be, what they need, how long it takes and what it costs. Of the checklists of every council. */
export const startPage = (checklists: readonly Checklist[]): string =>
  informationPage(
    { title: "Apply to be listed", path: "/apply", heading: "xl" },
    <>
      <p class="govuk-body-l">If you give support, people who arrange their own care can find you here. The council checks you first.</p>
      <h2 class="govuk-heading-m">Who can apply</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>personal assistants (PAs), employed or self-employed</li>
        <li>micro-providers: small businesses of up to {most(checklists, "microMostPeople")} people</li>
        <li>agencies</li>
      </ul>
      <p class="govuk-body">You do not have to be listed to work as a PA. People can choose anyone.</p>
      <p class="govuk-body">
        Councils say which support is needed in their{" "}
        <a class="govuk-link" href="/market-statements">
          market position statements
        </a>
        .
      </p>
      <h2 class="govuk-heading-m">What it costs</h2>
      <p class="govuk-body">Nothing. No one can pay to be listed, or to be shown first. You may have to pay others, for example for insurance.</p>
      <h2 class="govuk-heading-m">What you need</h2>
      <ul class="govuk-list govuk-list--bullet">
        {neededBy(checklists).map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <p class="govuk-body">You do not need all of this to start. We will tell you what is missing.</p>
      <h2 class="govuk-heading-m">How long it takes</h2>
      <p class="govuk-body">Filling in the form takes about half an hour. We save your answers, so you can stop and come back.</p>
      <p class="govuk-body">
        When you have sent us everything, we aim to decide within {most(checklists, "targetDays")} days. Waiting for a DBS certificate or for references takes
        most people longest, so start with those.
      </p>
      <Button text="Start now" href="/applications" isStartButton />
      <p class="govuk-body">You need to sign in or create an account first. If you have already started, sign in to continue.</p>
    </>,
  );

const most = (checklists: readonly Checklist[], figure: "microMostPeople" | "targetDays"): number =>
  Math.max(...checklists.map(({ figures }) => figures[figure]));

/** What a personal assistant must send, and whom of them, in the order of the checklist. */
function neededBy(checklists: readonly Checklist[]): readonly string[] {
  const items = checklists.flatMap((checklist) => checklist.items);
  return [...new Set(items.map(({ code }) => code))].flatMap((code) => {
    const title = evidenceKinds[code].title;
    const of = items.filter((item) => item.code === code);
    const needing = ASSISTANTS.filter((type) => of.some(({ need }) => need[type] === "required"));
    if (needing.length === ASSISTANTS.length) return [title];
    if (needing.length > 0) return [`${title}, if you are ${needing[0] === "employed-pa" ? "employed" : "self-employed"}`];
    const conditions = CONDITIONS.filter((condition) => condition !== ALREADY_REGISTERED && of.some((item) => isRequiredWhen(item, condition)));
    return conditions.length > 0 ? [`${title}, ${conditions.map((condition) => conditionWords[condition].replace("they", "you")).join(" or ")}`] : [];
  });
}

const isRequiredWhen = ({ when = [] }: ChecklistItem, condition: Condition): boolean =>
  when.some((one) => one.condition === condition && ASSISTANTS.some((type) => one.need[type] === "required"));
