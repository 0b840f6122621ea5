import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import type { SectionField } from "./section-forms.ts";

/** One question that was answered twice: what is saved now, and what was typed. */
export interface ClashRow {
  readonly label: string;
  readonly saved: string | undefined;
  readonly typed: string | undefined;
}

/** What is said at the top of a page whose answers were changed by somebody else, or in another tab, meanwhile. */
export const CLASH_ERROR = {
  field: "clash",
  text: "These answers were changed since you opened this page. Compare them, then save the ones you want.",
};

/** Those questions of a form whose saved answer is not the one that was typed. */
export const clashRows = <Field extends Pick<SectionField, "label">>(
  fields: readonly Field[],
  words: (field: Field, form: URLSearchParams) => string | undefined,
  saved: URLSearchParams,
  typed: URLSearchParams,
): readonly ClashRow[] =>
  fields.map((field) => ({ label: field.label, saved: words(field, saved), typed: words(field, typed) })).filter((row) => row.saved !== row.typed);

/** What was typed beside what is saved now. What was typed is in the form below it, and saving keeps that. */
export const Clash = ({ rows }: { readonly rows: readonly ClashRow[] }) => (
  <div id="clash" tabIndex={-1}>
    <StackingTable
      caption="What changed"
      captionClasses="govuk-table__caption--m"
      firstCellIsHeader
      head={[{ text: "Question" }, { text: "Saved now" }, { text: "What you entered" }]}
      rows={rows.map(({ label, saved, typed }) => ({
        cells: [{ text: label }, { text: <Answer words={saved} /> }, { text: <Answer words={typed} /> }],
      }))}
    />
    <p class="govuk-body">What you entered is in the form below. Save it to use it, or leave this page to keep what is saved now.</p>
  </div>
);

const Answer = ({ words }: { readonly words: string | undefined }) =>
  words === undefined ? <>Not answered</> : <bdi class="trellis-lines trellis-break">{words}</bdi>;
