import type { Versioned } from "../../../shared/audit/context.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate, PlainDate } from "../../../shared/domain/time.ts";
import { FILE_TYPES } from "../../../shared/files/file-types.ts";
import { InsetText, SummaryList, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import type { PageRequest } from "../../../shared/pages/signed-in-page.tsx";
import type { VettingCase } from "../rules/case.ts";
import type { Situation } from "../rules/decide-case.ts";
import { type ChecklistLine, type Evidence, filesToShow } from "../rules/evidence.ts";
import { dbsIsEnough } from "../rules/evidence-facts.ts";
import { evidenceKinds, type FactField } from "../rules/evidence-kinds.ts";
import type { StandingReference } from "../rules/reference.ts";
import { fileTitle } from "./file-names.ts";
import { REFERENCE_QUESTIONS } from "./reference-questions.tsx";
import { ReferenceStands, takenWords } from "./reference-stands.tsx";
import { RemoveFile } from "./remove-file.tsx";
import { daysWords, ruleBeside } from "./rule-words.ts";
import { dbsWantedWords, fileWords } from "./words.ts";

const factText = (field: FactField, value: string | number | boolean | undefined): string => {
  if (value === undefined) return "Not given";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (field.kind === "pounds") return pounds(Number(value));
  if (field.kind === "choice") return field.options.find((option) => option.value === value)?.text ?? String(value);
  return PlainDate.safeParse(value).success ? longDate(String(value)) : String(value);
};

/** When an original was seen, where and by whom: its officer, to another officer, is one of several. */
const seenWords = ({ on, where, by }: NonNullable<NonNullable<Evidence["accepted"]>["seen"]>, reader: string): string =>
  `${longDate(on)}, ${where}, by ${by === reader ? "you" : `another officer (${by.slice(0, 8)})`}`;

const withRule = (fact: string, rule: string | undefined): string => (rule === undefined ? fact : `${fact}: ${rule}`);

export interface ItemFactsProps {
  readonly request: PageRequest;
  readonly record: Versioned<VettingCase>;
  readonly situation: Situation;
  readonly item: ChecklistLine;
  readonly evidence: Evidence;
  readonly references: readonly StandingReference[];
  /** What the CQC's directory says of the location, where it was imported. */
  readonly cqc: string | undefined;
  /** How many people must give a reference, where it is about references. */
  readonly refereesWanted: number;
  /** Within a form of the page's, nothing can be removed: one form holds no other. */
  readonly inForm?: boolean;
}

/** What was sent of a piece of evidence, each fact with the rule about it: facts, files and references. */
export function ItemFacts({ request, record, situation, item, evidence, references, cqc, refereesWanted, inForm = false }: ItemFactsProps) {
  const kind = evidenceKinds[item.item.code];
  const facts = evidence.offered?.facts ?? evidence.accepted?.facts ?? {};
  const answered = references.filter((reference) => reference.standing === "given").length;
  const here = `/cases/${record.body.id}/evidence/${item.id}`;
  const files = filesToShow(evidence);
  const Name = inForm ? "h3" : "h2";
  return (
    <>
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
                  value: {
                    text: `${answered} ${answered === 1 ? "has" : "have"} answered, ${refereesWanted} are needed: ${answered >= refereesWanted ? "met" : "not met"}`,
                  },
                },
              ]
            : []),
          ...(cqc === undefined ? [] : [{ key: { text: "In the CQC's directory" }, value: { text: cqc } }]),
          ...(evidence.accepted?.seen ? [{ key: { text: "Original seen" }, value: { text: seenWords(evidence.accepted.seen, request.account.body.id) } }] : []),
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
      {files.length > 0 ? (
        <ul class="govuk-list">
          {files.map(({ id, state: fileState, name, type, why }, index) => (
            <li class="trellis-break">
              {fileState === "clean" ? (
                <a class="govuk-link" href={`${here}/files/${id}`}>
                  <bdi>{fileTitle({ name }, kind.title, index)}</bdi> ({FILE_TYPES[type === "jpeg" || type === "png" || type === "heic" ? type : "pdf"].name})
                </a>
              ) : null}
              {fileState === "clean" && inForm ? null : fileState === "clean" ? (
                <RemoveFile request={request} action={`${here}/files/${id}/remove`} id={id} name={fileTitle({ name }, kind.title, index)} />
              ) : (
                <>
                  <bdi>{fileTitle({ name }, kind.title, index)}</bdi>: {why ? fileWords(why, situation.checklist.figures) : "refused"}
                </>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {references.map((reference) => (
        <>
          <Name class={inForm ? "govuk-heading-s" : "govuk-heading-m"}>
            <bdi>{reference.name}</bdi>, {reference.relation}
          </Name>
          {reference.answers ? (
            <SummaryList
              rows={[
                ...REFERENCE_QUESTIONS.map(({ name, heading }) => ({
                  key: { text: heading },
                  value: {
                    text: name === "again" ? (reference.answers?.again === "yes" ? "Yes" : "No") : (reference.answers?.[name] ?? "None"),
                    classes: "trellis-break",
                  },
                })),
                ...(reference.taken ? [{ key: { text: "Written down" }, value: { text: takenWords(reference, request.account.body.id) } }] : []),
              ]}
            />
          ) : (
            <ReferenceStands reference={reference} reader={request.account.body.id} />
          )}
        </>
      ))}
    </>
  );
}
