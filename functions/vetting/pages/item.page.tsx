import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { VettingCase } from "../rules/case.ts";
import { mustBeSeen, sentByThem } from "../rules/decide-evidence.ts";
import { type ChecklistLine as AskedItem, type Evidence, itemState, STATUS_RESULTS } from "../rules/evidence.ts";
import { evidenceKinds } from "../rules/evidence-kinds.ts";
import type { MovedBy } from "../rules/moves.ts";
import type { StandingReference } from "../rules/reference.ts";
import type { Situation } from "../rules/situation.ts";
import { CASE_DONE } from "./case.page.tsx";
import { ItemFacts } from "./item-facts.tsx";
import { itemWords, statusResultWords } from "./words.ts";

/** A piece of evidence elsewhere in the case, and what it is called. */
interface Elsewhere {
  readonly id: string;
  readonly title: string;
}

export interface ItemPageProps {
  /** Whose case it is. */
  readonly name: string;
  readonly previous: Elsewhere | undefined;
  readonly next: Elsewhere | undefined;
  /** How many people must give a reference, where it is about references. */
  readonly refereesWanted: number;
  readonly officer: MovedBy;
  readonly record: Versioned<VettingCase>;
  readonly situation: Situation;
  readonly item: AskedItem;
  readonly evidence: Evidence;
  readonly title: string;
  readonly references: readonly StandingReference[];
  /** What the CQC's directory says of the location, where it was imported. */
  readonly cqc: string | undefined;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
}

/** The way from one piece of evidence to those before and after it in its case. */
const Elsewheres = ({ id, previous, next }: { readonly id: string; readonly previous: Elsewhere | undefined; readonly next: Elsewhere | undefined }) =>
  previous || next ? (
    <nav aria-label="Evidence of this case">
      <ul class="govuk-list">
        {previous ? (
          <li>
            <a class="govuk-link" rel="prev" href={`/cases/${id}/evidence/${previous.id}`}>
              Previous: {previous.title}
            </a>
          </li>
        ) : null}
        {next ? (
          <li>
            <a class="govuk-link" rel="next" href={`/cases/${id}/evidence/${next.id}`}>
              Next: {next.title}
            </a>
          </li>
        ) : null}
      </ul>
    </nav>
  ) : null;

/** One piece of evidence as an officer checks it. */
export function itemPage(
  request: PageRequest,
  { officer, record, name, previous, next, refereesWanted, situation, item, evidence, title, references, cqc, form, errors = [], status }: ItemPageProps,
): Page {
  const _kind = evidenceKinds[item.item.code];
  const _facts = evidence.offered?.facts ?? evidence.accepted?.facts ?? {};
  const state = itemState(item.need, evidence, situation.today, situation.checklist);
  const theirs = sentByThem(evidence, officer);
  const _answered = references.filter((reference) => reference.standing === "given").length;
  const here = `/cases/${record.body.id}/evidence/${item.id}`;
  const subscribed = item.item.code === "dbs" && evidence.accepted?.facts["updateService"] === true;
  return signedInPage(request, {
    title: `${title}: ${name}`,
    back: { href: `/cases/${record.body.id}`, text: "The case" },
    done: CASE_DONE[request.query.get("done") ?? ""],
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          {title}: <bdi>{name}</bdi>
        </h1>
        <p class="govuk-body">
          <Tag text={itemWords[state].text} classes={itemWords[state].colour ?? ""} />
        </p>
        <ItemFacts
          request={request}
          record={record}
          situation={situation}
          item={item}
          evidence={evidence}
          references={references}
          cqc={cqc}
          refereesWanted={refereesWanted}
        />
        {evidence.offered && evidence.offered.state !== "refused" ? (
          <Form tokens={request.tokens} action={here} version={record.version}>
            {theirs ? <InsetText text="You sent this for them, so another officer must accept it. You can ask for more." /> : null}
            <input type="hidden" name="sentAt" value={evidence.offered.at} />
            <Radios
              name="answer"
              fieldset={{ legend: { text: "Decision", classes: "govuk-fieldset__legend--s" } }}
              errorMessage={errorOf(errors, "answer")}
              items={[
                ...(theirs ? [] : [{ value: "accept", text: "Accept it", checked: form.get("answer") === "accept" }]),
                { value: "ask-more", text: "Ask for more", checked: form.get("answer") === "ask-more" },
                { value: "refuse", text: "Do not accept it", checked: form.get("answer") === "refuse" },
              ]}
            />
            {mustBeSeen(item, evidence.offered?.facts ?? {}) ? (
              <Input
                name="seenWhere"
                label={{ text: "Where did you see the original?", classes: "govuk-label--s" }}
                hint={{ text: "You must have seen it in person, not as a copy or on video. We save today's date and your name with it." }}
                value={form.get("seenWhere") ?? ""}
                errorMessage={errorOf(errors, "seenWhere")}
                autocomplete="off"
              />
            ) : null}
            <Textarea
              name="reason"
              label={{ text: "If you do not accept it: why, in words for the applicant", classes: "govuk-label--s" }}
              value={form.get("reason") ?? ""}
              errorMessage={errorOf(errors, "reason")}
            />
            <Button text="Save" attributes={{ id: "go" }} />
          </Form>
        ) : null}
        {subscribed ? (
          <Form tokens={request.tokens} action={here} version={record.version}>
            <input type="hidden" name="answer" value="status" />
            <h2 class="govuk-heading-m">DBS Update Service</h2>
            {evidence.statusChecks.map(({ on, result }) => (
              <p class="govuk-body">{`${longDate(on)}: ${statusResultWords[result]}`}</p>
            ))}
            <Radios
              name="result"
              fieldset={{ legend: { text: "What does the Update Service say?", classes: "govuk-fieldset__legend--s" } }}
              hint={{
                text: "If there is something new, or no match, we remove them from the list until you have checked it. This never refuses them by itself.",
              }}
              errorMessage={errorOf(errors, "result")}
              items={STATUS_RESULTS.map((result) => ({ value: result, text: statusResultWords[result], checked: form.get("result") === result }))}
            />
            <Button text="Save the status" classes="govuk-button--secondary" />
          </Form>
        ) : null}
        <Elsewheres id={record.body.id} previous={previous} next={next} />
      </>
    ),
  });
}
