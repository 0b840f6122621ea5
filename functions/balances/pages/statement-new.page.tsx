import type { FieldError } from "../../../shared/domain/input.ts";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { errorOf, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { BANKS } from "./statement-words.ts";

/** A line of a file that was not taken, and why. */
export interface RefusedLine {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
}

export interface NewStatementProps {
  readonly base: string;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
  /** What was not taken of a file, and how much of it was. */
  readonly refused?: { readonly rows: readonly RefusedLine[]; readonly taken: number } | undefined;
}

const KILOBYTE = 1024;
/** Besides the file, its form takes some of what may be sent. */
const LARGEST_KILOBYTES = Math.floor(servicePolicy.largestFormBytes / KILOBYTE) - 4;

/** Where somebody sends the statement of a bank account as the bank gives it; and sees, row by row, what of it could not be taken. */
export function newStatementPage(request: PageRequest, { base, form, errors = [], status, refused }: NewStatementProps): Page {
  const title = "Send a statement";
  const fault = errorOf(errors, "file")?.text;
  return signedInPage(request, {
    title,
    back: { href: `${base}/balance/statements`, text: "Your statements" },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {refused ? <Refused {...refused} /> : null}
        <p class="govuk-body">
          Sign in to your bank and save the statement as a CSV file. Send the file as it is. Do not open it before, as that can change it.
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href={`${base}/balance/paper`}>
            My bank is not here, or I only have paper statements
          </a>
        </p>
        <form action={`${base}/balance/statements/new`} method="post" enctype="multipart/form-data" noValidate>
          <input type="hidden" name="csrf" value={request.tokens.csrf} />
          <input type="hidden" name="once" value={request.tokens.once} />
          <Radios
            name="bank"
            fieldset={{ legend: { text: "Which bank is the account with?", classes: "govuk-fieldset__legend--s" } }}
            errorMessage={errorOf(errors, "bank")}
            items={Object.entries(BANKS).map(([value, text]) => ({ value, text, checked: form.get("bank") === value }))}
          />
          <div class={`govuk-form-group${fault ? " govuk-form-group--error" : ""}`}>
            <label class="govuk-label govuk-label--s" for="file">
              Choose the file
            </label>
            <div id="file-hint" class="govuk-hint">
              A CSV file of up to {LARGEST_KILOBYTES} KB. That is about a year. It does not matter if we have some of it already.
            </div>
            {fault ? (
              <p id="file-error" class="govuk-error-message">
                <span class="govuk-visually-hidden">Error:</span> {fault}
              </p>
            ) : null}
            <input
              class={`govuk-file-upload${fault ? " govuk-file-upload--error" : ""}`}
              id="file"
              name="file"
              type="file"
              accept=".csv,text/csv"
              aria-describedby={fault ? "file-hint file-error" : "file-hint"}
            />
          </div>
          <Button text="Send the statement" />
        </form>
      </>
    ),
  });
}

/** What became of a file: that nothing is lost stands first, then each line that was not taken. */
const Refused = ({ rows, taken }: { readonly rows: readonly RefusedLine[]; readonly taken: number }) => (
  <>
    <p class="govuk-body">
      {taken === 0 ? "Nothing was added." : `We took ${taken === 1 ? "1 line" : `${taken} lines`} of this file.`} The statements we already have are safe.
    </p>
    {rows.length === 0 ? null : <RefusedLines rows={rows} />}
  </>
);

const RefusedLines = ({ rows }: { readonly rows: readonly RefusedLine[] }) => (
  <>
    <p class="govuk-body">We could not take {rows.length === 1 ? "this line" : "these lines"}:</p>
    <ul class="govuk-list govuk-list--bullet">
      {rows.map(({ line, field, reason }) => (
        <li class="trellis-break">
          Line {line}: <bdi>{field}</bdi> {reason}
        </li>
      ))}
    </ul>
    <p class="govuk-body">
      Save the statement from your bank again and send it. If that does not help,{" "}
      <a class="govuk-link" href="/contact">
        contact your council
      </a>
      .
    </p>
  </>
);
