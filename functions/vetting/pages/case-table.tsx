import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import { daysLeft, type SortBy } from "../rules/queue-lines.ts";
import type { CaseLine } from "../rules/queue-lists.ts";
import { wrongWithPrice } from "../rules/what-is-missing.ts";
import { caseWords, typeWords, waitsForWords } from "./words.ts";

export interface CaseTableProps {
  readonly lines: readonly CaseLine[];
  readonly today: PlainDate;
  /** From this day on a decision due is at risk of being late. */
  readonly atRiskFrom: PlainDate;
  readonly reader: string;
  /** The names of officers, by account. */
  readonly officers: ReadonlyMap<string, string>;
  readonly sortedBy?: { readonly by: SortBy; readonly descending: boolean };
  /** Whether cases can be chosen, for what the form around the table does. */
  readonly choose?: boolean;
  readonly chosen?: readonly string[];
}

const COLUMNS: readonly { readonly text: string; readonly by?: SortBy }[] = [
  { text: "Name", by: "name" },
  { text: "Type", by: "type" },
  { text: "Stage" },
  { text: "Accepted" },
  { text: "Waiting for" },
  { text: "Sent", by: "sent" },
  { text: "Days left", by: "decide-by" },
  { text: "Officer", by: "officer" },
];

/** How long there is until a decision was promised, and whether that is enough. */
function daysLeftWords({ record: { body } }: CaseLine, today: PlainDate, atRiskFrom: PlainDate): string {
  const left = daysLeft(body, today);
  if (left === undefined || body.decideBy === undefined) return "";
  if (left < 0) return `${-left} ${left === -1 ? "day" : "days"} late`;
  return `${left}${body.decideBy <= atRiskFrom ? " (at risk)" : ""}, by ${longDate(body.decideBy)}`;
}

/** Cases in rows: who, how far, who they wait for and how long there is. */
export function CaseTable({ lines, today, atRiskFrom, reader, officers, sortedBy, choose = false, chosen = [] }: CaseTableProps) {
  return (
    <StackingTable
      caption="Cases"
      captionClasses="govuk-visually-hidden"
      head={[
        ...(choose ? [{ text: "Select" }] : []),
        ...COLUMNS.map(({ text, by }) => ({
          text,
          ...(sortedBy && by === sortedBy.by ? { attributes: { "aria-sort": sortedBy.descending ? "descending" : "ascending" } } : {}),
        })),
      ]}
      rows={lines.map((line) => {
        const { record, name, progress } = line;
        const { id, state, answers, submittedAt, createdAt, endedAt, assignedTo } = record.body;
        return {
          cells: [
            ...(choose
              ? [
                  {
                    text: (
                      <div class="govuk-checkboxes govuk-checkboxes--small">
                        <div class="govuk-checkboxes__item">
                          <input
                            class="govuk-checkboxes__input"
                            id={`case-${id}`}
                            name="case"
                            type="checkbox"
                            value={`${id}:${record.version}`}
                            checked={chosen.includes(id)}
                          />
                          <label class="govuk-label govuk-checkboxes__label" for={`case-${id}`}>
                            <span class="govuk-visually-hidden">{name ?? `Case ${id}`}</span>
                          </label>
                        </div>
                      </div>
                    ),
                  },
                ]
              : []),
            {
              text: (
                <>
                  <a class="govuk-link" href={`/cases/${id}`}>
                    {name === undefined ? `Case ${id}` : <bdi>{name}</bdi>}
                  </a>
                  {name === undefined ? null : (
                    <>
                      <br />
                      <span class="govuk-hint trellis-nowrap">{id}</span>
                    </>
                  )}
                </>
              ),
              classes: "trellis-break",
            },
            { text: answers.start ? typeWords[answers.start.type] : "Not said yet" },
            {
              text: (
                <>
                  <Tag text={caseWords[state].text} classes={caseWords[state].colour ?? ""} />
                  {endedAt === undefined && wrongWithPrice(answers, today) ? " Price below legal minimum" : null}
                </>
              ),
            },
            { text: progress.of === 0 ? "" : `${progress.accepted} of ${progress.of}` },
            { text: waitsForWords[line.waitsFor] },
            { text: submittedAt === undefined ? `Started ${dateWords(createdAt)}` : dateWords(submittedAt) },
            { text: daysLeftWords(line, today, atRiskFrom) },
            { text: assignedTo === undefined ? "No one yet" : assignedTo === reader ? "You" : <bdi>{officers.get(assignedTo) ?? "Another officer"}</bdi> },
          ],
        };
      })}
    />
  );
}
