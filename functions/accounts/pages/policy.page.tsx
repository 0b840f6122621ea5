import type { Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Table } from "../../../shared/pages/govuk/table.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { VersionFields } from "../../../shared/pages/version-fields.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { editableFigures, figuresOf, inForce, type PolicyVersion, policyOn } from "../../../shared/policy/versions.ts";

export interface PolicyHistory {
  readonly versions: readonly Versioned<PolicyVersion>[];
  /** The entry that set each version, by version. */
  readonly entries: ReadonlyMap<number, AuditEntry>;
}

/** A council's policy: what is in force, what will be, and who set what when and why. */
export function policyPage(request: PageRequest, council: string, { versions, entries }: PolicyHistory, maySet: boolean): Page {
  const bodies = versions.map(({ body }) => body);
  const policy = policyOn(council, bodies, request.today);
  const figures = figuresOf(policy);
  const base = councilPolicy(council);
  const current = inForce(bodies, request.today)?.version ?? base.version;
  return signedInPage(request, {
    title: `Policy of ${councilWords(council)}`,
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    done: { set: "The new version is saved." }[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">Policy of {councilWords(council)}</h1>
        <p class="govuk-body">
          Version {current}, in force since {longDate(policy.effectiveFrom)}.
        </p>
        <Table
          caption="In force today"
          captionClasses="govuk-table__caption--m"
          firstCellIsHeader
          head={[{ text: "Figure" }, { text: "Value", format: "numeric" }]}
          rows={editableFigures.map(({ path, label, unit }) => ({ cells: [{ text: label }, { text: `${figures[path]} ${unit}`, format: "numeric" }] }))}
        />
        {maySet ? <Button text="Set a new version" href={`/councils/${council}/policy/new`} /> : null}
        <StackingTable
          caption="Versions"
          captionClasses="govuk-table__caption--m"
          head={[{ text: "Version" }, { text: "In force from" }, { text: "Set" }, { text: "Why" }, { text: "What changed" }]}
          rows={[
            ...versions.toReversed().map(({ body }) => {
              const entry = entries.get(body.version);
              const before = bodies.find(({ version }) => version === body.version - 1)?.figures ?? figuresOf(base);
              const changed = editableFigures.filter(({ path }) => before[path] !== body.figures[path]);
              return {
                cells: [
                  { text: `${body.version}${body.version === current ? " (in force)" : ""}` },
                  { text: longDate(body.effectiveFrom) },
                  { text: `${dateWords(body.createdAt)}, by ${entry ? who(entry, request) : "somebody"}` },
                  { text: entry?.reason ?? "" },
                  { text: changed.map(({ path, label }) => <div>{`${label}: ${before[path]} to ${body.figures[path]}`}</div>) },
                ],
              };
            }),
            {
              cells: [
                { text: `${base.version}${base.version === current ? " (in force)" : ""}` },
                { text: longDate(base.effectiveFrom) },
                { text: "Came with Trellis" },
                { text: "" },
                { text: "" },
              ],
            },
          ]}
        />
      </>
    ),
  });
}

const who = ({ actor }: AuditEntry, { account }: PageRequest): string =>
  actor.subject === account.body.id ? "you" : `administrator ${actor.subject.slice(0, 8)}`;

/** Asks what to change, from when, and why. `seen` is the version the figures were made from. */
export function newPolicyPage(
  request: PageRequest,
  council: string,
  seen: number,
  form: URLSearchParams,
  errors: readonly FieldError[] = [],
  status?: number,
): Page {
  return signedInPage(request, {
    title: "Set a new version of the policy",
    back: { href: `/councils/${council}/policy` },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">Set a new version of the policy of {councilWords(council)}</h1>
        <Form tokens={request.tokens} action={`/councils/${council}/policy/new`} version={seen}>
          {editableFigures.map(({ path, label, hint, unit }) => (
            <Input
              name={path}
              id={fieldId(path)}
              label={{ text: label }}
              hint={{ text: hint }}
              suffix={{ text: unit }}
              classes="govuk-input--width-3"
              inputmode="numeric"
              value={form.get(path) ?? ""}
              errorMessage={errorOf(errors, fieldId(path))}
              spellcheck={false}
            />
          ))}
          <VersionFields form={form} errors={errors} />
          <Button text="Set this version" />
        </Form>
      </>
    ),
  });
}

/** A path as an id: a dot would not work in a link to it from a style sheet or a script. */
export const fieldId = (path: string): string => path.replaceAll(".", "-");
