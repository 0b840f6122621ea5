import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate, PlainDate } from "../../../shared/domain/time.ts";
import { FILE_TYPES } from "../../../shared/files/file-types.ts";
import { Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText, SummaryList, Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { VettingCase } from "../rules/case.ts";
import type { Situation } from "../rules/decide-case.ts";
import { mustBeSeen, sentByThem } from "../rules/decide-evidence.ts";
import { type ChecklistLine as AskedItem, type Evidence, itemState, STATUS_RESULTS } from "../rules/evidence.ts";
import { dbsIsEnough } from "../rules/evidence-facts.ts";
import { evidenceKinds, type FactField } from "../rules/evidence-kinds.ts";
import type { MovedBy } from "../rules/moves.ts";
import type { StandingReference } from "../rules/reference.ts";
import { CASE_DONE } from "./case.page.tsx";
import { RemoveFile } from "./remove-file.tsx";
import { daysWords, ruleBeside } from "./rule-words.ts";
import { dbsWantedWords, fileWords, itemWords, statusResultWords } from "./words.ts";

const factText = (field: FactField, value: string | number | boolean | undefined): string => {
  if (value === undefined) return "Not given";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (field.kind === "pounds") return pounds(Number(value));
  if (field.kind === "choice") return field.options.find((option) => option.value === value)?.text ?? String(value);
  return PlainDate.safeParse(value).success ? longDate(String(value)) : String(value);
};

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

/** When an original was seen, where and by whom: its officer, to another officer, is one of several. */
const seenWords = ({ on, where, by }: NonNullable<NonNullable<Evidence["accepted"]>["seen"]>, reader: string): string =>
  `${longDate(on)}, ${where}, by ${by === reader ? "you" : `another officer (${by.slice(0, 8)})`}`;

const withRule = (fact: string, rule: string | undefined): string => (rule === undefined ? fact : `${fact}: ${rule}`);

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
  const kind = evidenceKinds[item.item.code];
  const facts = evidence.offered?.facts ?? evidence.accepted?.facts ?? {};
  const state = itemState(item.need, evidence, situation.today, situation.checklist);
  const theirs = sentByThem(evidence, officer);
  const answered = references.filter((reference) => reference.standing === "given").length;
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
        {item.item.code === "dbs" ? <p class="govuk-body">{dbsWantedWords(situation)}</p> : null}
        {item.item.code === "dbs" && Object.keys(facts).length > 0 && !dbsIsEnough(record.body, situation.checklist, facts) ? (
          <WarningText text="This certificate is not enough for the tasks they say they do. It cannot be accepted." />
        ) : null}
        {evidence.factsErasedOn ? (
          <InsetText text={`We deleted the details on ${longDate(evidence.factsErasedOn)}, as our policy says. We keep a record that it was checked.`} />
        ) : null}
        <SummaryList
          rows={[
            ...kind.fields.map((field) => ({
              key: { text: field.label },
              value: { text: withRule(factText(field, facts[field.name]), ruleBeside(field.name, facts, item, situation)), classes: "trellis-break" },
            })),
            ...(item.item.code === "references"
              ? [
                  {
                    key: { text: "References" },
                    value: { text: `${answered} have answered, ${refereesWanted} are needed: ${answered >= refereesWanted ? "met" : "not met"}` },
                  },
                ]
              : []),
            ...(cqc === undefined ? [] : [{ key: { text: "In the CQC's directory" }, value: { text: cqc } }]),
            ...(evidence.accepted?.seen
              ? [{ key: { text: "Original seen" }, value: { text: seenWords(evidence.accepted.seen, request.account.body.id) } }]
              : []),
            ...(evidence.accepted
              ? [
                  {
                    key: { text: "Accepted" },
                    value: {
                      text: `${longDate(evidence.accepted.on)}${evidence.accepted.until ? `, valid until ${longDate(evidence.accepted.until)} (${daysWords(evidence.accepted.until, situation.today)})` : ""}`,
                    },
                  },
                ]
              : []),
          ]}
        />
        {evidence.files.length > 0 ? (
          <ul class="govuk-list">
            {evidence.files.map(({ id, state: fileState, type, why }, index) => (
              <li>
                {fileState === "clean" ? (
                  <a class="govuk-link" href={`${here}/files/${id}`}>
                    File {index + 1} ({FILE_TYPES[type === "jpeg" || type === "png" || type === "heic" ? type : "pdf"].name})
                  </a>
                ) : null}
                {fileState === "clean" ? (
                  <RemoveFile request={request} action={`${here}/files/${id}/remove`} id={id} number={index + 1} />
                ) : (
                  `File ${index + 1}: ${why ? fileWords(why, situation.checklist.figures) : "refused"}`
                )}
              </li>
            ))}
          </ul>
        ) : null}
        {references.map((reference) => (
          <>
            <h2 class="govuk-heading-m">
              <bdi>{reference.name}</bdi>, {reference.relation}
            </h2>
            {reference.answers ? (
              <SummaryList
                rows={[
                  { key: { text: "How they know them" }, value: { text: reference.answers.known, classes: "trellis-break" } },
                  { key: { text: "Their work" }, value: { text: reference.answers.work, classes: "trellis-break" } },
                  { key: { text: "Would have them again" }, value: { text: reference.answers.again } },
                  { key: { text: "Worries" }, value: { text: reference.answers.concerns ?? "None", classes: "trellis-break" } },
                ]}
              />
            ) : (
              <p class="govuk-body">
                {
                  {
                    asked: "Asked, no answer yet.",
                    declined: "Would rather not answer.",
                    expired: "Did not answer in time.",
                    unreachable: "No answer yet, and we cannot email them. The applicant can correct the address or name someone else.",
                    given: "",
                  }[reference.standing]
                }
              </p>
            )}
          </>
        ))}
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
