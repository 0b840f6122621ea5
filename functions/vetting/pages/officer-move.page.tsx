import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { VettingCase } from "../rules/case.ts";
import { CASE_MOVES, type CaseMove } from "../rules/moves.ts";
import type { Situation } from "../rules/situation.ts";
import { accreditationOpen } from "../rules/what-is-missing.ts";
import { CASE_DONE } from "./case.page.tsx";
import { moveWords } from "./words.ts";

/** Says what an officer's move means, and asks. */
export function officerMovePage(
  request: PageRequest,
  situation: Situation,
  record: Versioned<VettingCase>,
  move: CaseMove,
  form: URLSearchParams,
  errors: readonly FieldError[] = [],
  status?: number,
): Page {
  const words = moveWords[move];
  const needsReason = "reason" in CASE_MOVES[move] || move === "recommend";
  const accreditation = accreditationOpen(situation);
  const { recommendation } = record.body;
  return signedInPage(request, {
    title: words?.title ?? move,
    back: { href: `/cases/${record.body.id}`, text: "The case" },
    done: CASE_DONE[request.query.get("done") ?? ""],
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <span class="govuk-caption-l">
          <bdi>{record.body.answers.profile?.displayName ?? record.body.id}</bdi>
        </span>
        <h1 class="govuk-heading-l">{words?.title ?? move}</h1>
        {move === "suspend" || move === "refuse" ? <WarningText text={words?.says ?? ""} /> : <p class="govuk-body">{words?.says}</p>}
        {move === "approve" && recommendation ? (
          <InsetText text={`Recommended: ${recommendation.outcome === "refused" ? "refuse" : recommendation.outcome}. ${recommendation.reason ?? ""}`} />
        ) : null}
        <Form tokens={request.tokens} action={`/cases/${record.body.id}/moves/${move}`} version={record.version}>
          {move === "recommend" ? (
            <Radios
              name="outcome"
              fieldset={{ legend: { text: "What do you recommend?", classes: "govuk-fieldset__legend--s" } }}
              errorMessage={errorOf(errors, "outcome")}
              items={[
                {
                  value: accreditation,
                  text: accreditation === "provisional" ? "On the list, as provisional" : "On the list, as accredited",
                  hint: {
                    text:
                      accreditation === "provisional"
                        ? "They have traded for less than six months, or have not shown how long."
                        : "Everything required must be accepted.",
                  },
                  checked: form.get("outcome") === accreditation,
                },
                { value: "refused", text: "Refuse", checked: form.get("outcome") === "refused" },
              ]}
            />
          ) : null}
          {needsReason ? (
            <Textarea
              name="reason"
              label={{ text: words?.why ?? "Why?", classes: "govuk-label--s" }}
              value={form.get("reason") ?? ""}
              errorMessage={errorOf(errors, "reason")}
            />
          ) : null}
          <Button text={words?.button ?? "Go on"} classes={move === "suspend" || move === "refuse" ? "govuk-button--warning" : ""} attributes={{ id: "go" }} />
        </Form>
      </>
    ),
  });
}
