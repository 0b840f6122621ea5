import type { FieldError } from "../../../shared/domain/input.ts";
import { millisOf } from "../../../shared/domain/time.ts";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText, SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf } from "../../../shared/pages/signed-in-page.tsx";
import type { MovedBy } from "../rules/moves.ts";
import type { Situation } from "../rules/situation.ts";
import { toBring } from "../rules/to-bring.ts";
import { isOpenVisit, placeForApplicant, placeForOfficer, timesToCome, type Visit, type VisitTime, visitTimeCode, visitTimeWords } from "../rules/visit.ts";
import { type VisitMove, visitMoveRefusal } from "../rules/visit-moves.ts";
import { type VisitStep, visitTags } from "./visit-words.ts";

/** Times of a visit, one on a line. */
export const VisitTimes = ({ times }: { readonly times: readonly VisitTime[] }) => (
  <>
    {times.map((time) => (
      <>
        {visitTimeWords(time)}
        <br />
      </>
    ))}
  </>
);

const STEPS: readonly { readonly step: VisitStep; readonly moves: readonly VisitMove[]; readonly text: string }[] = [
  { step: "times", moves: ["propose"], text: "Arrange a visit" },
  { step: "times", moves: ["change"], text: "Change the visit" },
  { step: "answer", moves: ["pick", "decline", "cannot-come"], text: "Save an answer they gave by phone or letter" },
  { step: "cancel", moves: ["cancel"], text: "Cancel the visit" },
  { step: "complete", moves: ["complete"], text: "Save that the visit is done" },
  { step: "miss", moves: ["miss"], text: "Save that no one came" },
];

/** What an officer can do about a case's visit now. */
const openSteps = (situation: Situation, officer: MovedBy) =>
  STEPS.filter(({ moves }) => moves.some((move) => visitMoveRefusal(move, situation, officer) === undefined)).filter(
    ({ moves }) => !moves.includes("propose") || toBring(situation).length > 0,
  );

/** The visit of a case as an officer sees it: how it stands, and what they can do about it. */
export function CaseVisit({ situation, officer }: { readonly situation: Situation; readonly officer: MovedBy }) {
  const { visit, case: vettingCase } = situation;
  const steps = openSteps(situation, officer);
  if (!visit && steps.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m" id="visit">
        Visit
      </h2>
      {visit ? <VisitSummary visit={visit} /> : <p class="govuk-body">Some original documents must be seen in person. No visit is arranged yet.</p>}
      {steps.length > 0 ? (
        <ul class="govuk-list govuk-list--spaced">
          {steps.map(({ step, text }) => (
            <li>
              <a class="govuk-link" href={`/cases/${vettingCase.id}/visit/${step}`}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** How a visit stands, as an officer reads it. */
export const VisitSummary = ({ visit }: { readonly visit: Visit }) => (
  <SummaryList
    rows={[
      { key: { text: "Status" }, value: { text: <Tag text={visitTags[visit.state].text} classes={visitTags[visit.state].colour} /> } },
      { key: { text: visit.chosen ? "When" : "Times offered" }, value: { text: <VisitTimes times={visit.chosen ? [visit.chosen] : visit.offered} /> } },
      { key: { text: "Where" }, value: { text: <bdi>{placeForOfficer(visit.place)}</bdi>, classes: "trellis-break" } },
      ...(visit.said === undefined
        ? []
        : [{ key: { text: "When they could come" }, value: { text: <bdi class="trellis-lines">{visit.said}</bdi>, classes: "trellis-break" } }]),
      ...(visit.reason === undefined ? [] : [{ key: { text: "Why it changed" }, value: { text: <bdi>{visit.reason}</bdi>, classes: "trellis-break" } }]),
    ]}
  />
);

/** The visit of an application as its applicant sees it there: how it stands, and where to answer. */
export function OwnVisit({ situation }: { readonly situation: Situation }) {
  const { visit, case: vettingCase, at } = situation;
  if (!visit || !isOpenVisit(visit)) return null;
  const here = `/applications/${vettingCase.id}/visit`;
  const { chosen } = visit;
  if (chosen)
    return (
      <InsetText
        text={
          <>
            <p class="govuk-body">
              Your visit is on <strong>{visitTimeWords(chosen)}</strong>.
            </p>
            <p class="govuk-body trellis-break">
              Where: <bdi>{placeForApplicant(visit.place)}</bdi>
            </p>
            <p class="govuk-body">
              <a class="govuk-link" href={here}>
                What to bring, and what to do if you cannot come
              </a>
            </p>
          </>
        }
      />
    );
  const wanted = visit.state === "proposed" && timesToCome(visit, millisOf(at)).length > 0;
  return (
    <InsetText
      text={
        <>
          <p class="govuk-body">
            {visit.state === "none-fits" ? "You told us that no time suits you. We will contact you." : "An officer needs to see your original documents."}
          </p>
          {wanted ? <Button text="Choose a time to meet" href={here} /> : null}
          {wanted ? null : (
            <p class="govuk-body">
              <a class="govuk-link" href={here}>
                Your visit
              </a>
            </p>
          )}
        </>
      }
    />
  );
}

interface AnswerProps {
  readonly visit: Visit;
  readonly at: number;
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
  /** Whether an officer saves what the applicant said. */
  readonly forThem: boolean;
}

/** Which of the times fits, or when they could come; or, once one is chosen, when else. */
export function AnswerFields({ visit, at, form, errors, forThem }: AnswerProps) {
  const confirmed = visit.state === "confirmed";
  const times = timesToCome(visit, at);
  const choice = form.get("choice");
  return (
    <>
      {confirmed ? (
        <input type="hidden" name="choice" value="none" />
      ) : (
        <Radios
          name="choice"
          fieldset={{ legend: { text: forThem ? "Which time did they choose?" : "Which time suits you?", classes: "govuk-fieldset__legend--m" } }}
          errorMessage={errorOf(errors, "choice")}
          items={[
            ...times.map((time) => ({ value: visitTimeCode(time), text: visitTimeWords(time), checked: choice === visitTimeCode(time) })),
            ...(visit.state === "proposed" ? [{ value: "none", text: "None of these", checked: choice === "none" }] : []),
          ]}
        />
      )}
      {visit.state === "none-fits" ? null : (
        <Textarea
          name="said"
          label={{ text: saidLabel(confirmed, forThem), classes: "govuk-label--s" }}
          hint={{ text: "For example, any weekday after 3pm." }}
          rows={3}
          value={form.get("said") ?? ""}
          errorMessage={errorOf(errors, "said")}
        />
      )}
    </>
  );
}

const saidLabel = (confirmed: boolean, forThem: boolean): string => {
  const who = forThem ? "they" : "you";
  return confirmed ? `When else could ${who} come?` : `If none of these: when could ${who} come?`;
};
