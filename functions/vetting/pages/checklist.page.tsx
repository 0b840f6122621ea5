import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Input, Select } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { VersionFields } from "../../../shared/pages/version-fields.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { type Checklist, type ChecklistVersion, NEEDS, PROVIDER_TYPES } from "../../../shared/policy/checklists.ts";
import { evidenceKinds } from "../rules/evidence-kinds.ts";
import { checklistFigures, monthsName, needName } from "./checklist-form.ts";
import { conditionWords } from "./words.ts";

const TYPE_WORDS: Readonly<Record<(typeof PROVIDER_TYPES)[number], string>> = {
  "employed-pa": "Employed PA",
  "self-employed-pa": "Self-employed PA",
  "micro-provider": "Micro-provider",
  agency: "Agency",
};
const NEED_WORDS: Readonly<Record<(typeof NEEDS)[number], string>> = { required: "Required", optional: "Optional", "not-needed": "Not needed" };

export interface ChecklistPageProps {
  readonly council: string;
  readonly checklist: Checklist;
  readonly versions: readonly ChecklistVersion[];
  readonly mayChange: boolean;
}

/** What a council checks, of whom, and since when. */
export function checklistPage(
  request: PageRequest,
  { council, checklist: { version, effectiveFrom, items, figures }, versions, mayChange }: ChecklistPageProps,
): Page {
  return signedInPage(request, {
    title: "What the council checks",
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    done: request.query.get("done") === "set" ? "The new version is saved. New cases follow it from its start date." : undefined,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">What the council checks</h1>
        <p class="govuk-body">
          Version {version}, since {longDate(effectiveFrom)}. A case follows the version it started with, unless an officer changes that and says why.
        </p>
        <StackingTable
          caption="Evidence by type of provider"
          captionClasses="govuk-visually-hidden"
          firstCellIsHeader
          head={[{ text: "Evidence" }, ...PROVIDER_TYPES.map((type) => ({ text: TYPE_WORDS[type] })), { text: "Valid for" }]}
          rows={items.map(({ code, need, when, validMonths, originalSeen }) => ({
            cells: [
              { text: `${evidenceKinds[code].title}${originalSeen ? " (original seen)" : ""}` },
              ...PROVIDER_TYPES.map((type) => {
                const changed = (when ?? []).filter((one) => one.need[type] !== undefined && one.need[type] !== need[type]);
                const more = changed.map((one) => `; ${NEED_WORDS[one.need[type] ?? "not-needed"].toLowerCase()} ${conditionWords[one.condition]}`).join("");
                return { text: `${NEED_WORDS[need[type] ?? "not-needed"]}${more}` };
              }),
              { text: validMonths === undefined ? "Its expiry date" : `${validMonths} months` },
            ],
          }))}
        />
        <h2 class="govuk-heading-m">Times</h2>
        <ul class="govuk-list govuk-list--bullet">
          {checklistFigures.map(({ name, label }) => (
            <li>
              {label}: {figures[name]}
            </li>
          ))}
          <li>Reminders before something ends: {figures.reminderDays.join(", ")} days</li>
        </ul>
        {versions.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Versions</h2>
            <ul class="govuk-list">
              {versions.map((one) => (
                <li>
                  Version {one.version}, from {longDate(one.effectiveFrom)} (set on {dateWords(one.createdAt)})
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {mayChange ? <Button text="Set a new version" href={`/councils/${council}/checklist/new`} classes="govuk-button--secondary" /> : null}
      </>
    ),
  });
}

export interface NewChecklistPageProps {
  readonly council: string;
  readonly from: Pick<Checklist, "version" | "items">;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
}

/** Asks what is to be checked from a day on. */
export function newChecklistPage(request: PageRequest, { council, from: { version, items }, form, errors = [], status }: NewChecklistPageProps): Page {
  return signedInPage(request, {
    title: "A new version of the checklist",
    back: { href: `/councils/${council}/checklist`, text: "What the council checks" },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">A new version of the checklist</h1>
        <Form tokens={request.tokens} action={`/councils/${council}/checklist/new`} version={version}>
          {items.map(({ code, validMonths }) => (
            <fieldset class="govuk-fieldset govuk-!-margin-bottom-6">
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{evidenceKinds[code].title}</legend>
              {PROVIDER_TYPES.map((type) => (
                <Select
                  id={needName(code, type)}
                  name={needName(code, type)}
                  label={{ text: TYPE_WORDS[type] }}
                  errorMessage={errorOf(errors, needName(code, type))}
                  items={NEEDS.map((need) => ({ value: need, text: NEED_WORDS[need], selected: form.get(needName(code, type)) === need }))}
                />
              ))}
              {validMonths === undefined ? null : (
                <Input
                  name={monthsName(code)}
                  label={{ text: "Valid for how many months?" }}
                  classes="govuk-input--width-3"
                  inputmode="numeric"
                  value={form.get(monthsName(code)) ?? ""}
                  errorMessage={errorOf(errors, monthsName(code))}
                />
              )}
            </fieldset>
          ))}
          {checklistFigures.map(({ name, label }) => (
            <Input
              name={name}
              label={{ text: label }}
              classes="govuk-input--width-3"
              inputmode="numeric"
              value={form.get(name) ?? ""}
              errorMessage={errorOf(errors, name)}
            />
          ))}
          <VersionFields form={form} errors={errors} />
          <Button text="Set it" />
        </Form>
      </>
    ),
  });
}
