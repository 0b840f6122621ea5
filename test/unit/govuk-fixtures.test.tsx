import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseFragment } from "parse5";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { Checkboxes, Input, Radios, Select } from "../../shared/pages/govuk/form-controls.tsx";
import { Button, ErrorMessage, Fieldset, Hint, Label } from "../../shared/pages/govuk/form-parts.tsx";
import { DateInput, Textarea } from "../../shared/pages/govuk/long-answers.tsx";
import { ServiceNavigation } from "../../shared/pages/govuk/service-navigation.tsx";
import { Table } from "../../shared/pages/govuk/table.tsx";
import {
  BackLink,
  Details,
  ErrorSummary,
  InsetText,
  NotificationBanner,
  SkipLink,
  SummaryList,
  Tag,
  WarningText,
} from "../../shared/pages/govuk/text-parts.tsx";

// Our components against the examples GOV.UK Frontend ships with its own templates: the same options
// must give the same HTML.

interface Fixture {
  readonly name: string;
  readonly options: any;
  readonly html: string;
}

const components = join(dirname(createRequire(import.meta.url).resolve("govuk-frontend/package.json")), "dist/govuk/components");
const fixturesOf = (component: string): readonly Fixture[] => JSON.parse(readFileSync(join(components, component, "fixtures.json"), "utf8")).fixtures;

/** The tree of some HTML: no order of attributes, no white space that does not show. */
function tree(html: string): unknown {
  const simple = (node: any): unknown => {
    if (node.nodeName === "#text") return node.value.replace(/\s+/g, " ").trim() || undefined;
    if (node.nodeName === "#comment") return undefined;
    const children = (node.childNodes ?? []).map(simple).filter((child: unknown) => child !== undefined);
    const attributes = Object.fromEntries(
      (node.attrs ?? []).map(({ name, value }: any) => [name, name === "class" ? value.trim().split(/\s+/).sort().join(" ") : value]).sort(),
    );
    return { tag: node.nodeName, attributes, children };
  };
  return simple(parseFragment(html));
}

/** Raw HTML options stand in the tree as a token while rendering: our components take elements, never HTML. */
function renderer() {
  const raw: string[] = [];
  return {
    content: (option: any, name = "text", htmlName = "html") => {
      if (!option?.[htmlName]) return option?.[name];
      raw.push(option[htmlName]);
      return `@@${raw.length - 1}@@`;
    },
    html: (node: VNode) => renderToString(node).replace(/@@(\d+)@@/g, (_, index) => raw[Number(index)] ?? ""),
  };
}

type Render = (options: any, content: ReturnType<typeof renderer>["content"]) => VNode;

const worded = (option: any, content: ReturnType<typeof renderer>["content"]) => option && { ...option, text: content(option), html: undefined };
const affix = (option: any, content: ReturnType<typeof renderer>["content"]) =>
  option && { text: content(option), classes: option.classes, attributes: option.attributes };
const group = (option: any, content: ReturnType<typeof renderer>["content"], suffix = "") =>
  option && {
    classes: option.classes,
    attributes: option.attributes,
    before: content(option[`beforeInput${suffix}`]),
    after: content(option[`afterInput${suffix}`]),
  };
const fieldset = (option: any, content: ReturnType<typeof renderer>["content"]) =>
  option && { ...option, html: undefined, legend: worded(option.legend, content) };
const question = (o: any, content: ReturnType<typeof renderer>["content"], suffix = "") => ({
  ...o,
  label: worded(o.label, content) ?? {},
  hint: worded(o.hint, content),
  errorMessage: worded(o.errorMessage, content),
  formGroup: group(o.formGroup, content, suffix),
});
const choices = (o: any, content: ReturnType<typeof renderer>["content"]) => ({
  ...question(o, content, "s"),
  idPrefix: o.idPrefix || undefined,
  fieldset: fieldset(o.fieldset, content),
  values: o.values ?? (o.value ? [o.value] : undefined),
  items: (o.items ?? []).map(
    (item: any) => item && { ...item, text: content(item), html: undefined, hint: worded(item.hint, content), conditional: content(item.conditional) },
  ),
});

const RENDERS: Readonly<Record<string, Render>> = {
  "back-link": (o, c) => <BackLink {...worded(o, c)} />,
  button: (o, c) => <Button {...worded(o, c)} text={o.isStartButton && o.html ? <span>{c(o)}</span> : c(o)} />,
  checkboxes: (o, c) => <Checkboxes {...choices(o, c)} />,
  details: (o, c) => <Details {...worded(o, c)} summary={c(o, "summaryText", "summaryHtml")} />,
  "error-message": (o, c) => <ErrorMessage {...worded(o, c)} />,
  "error-summary": (o, c) => (
    <ErrorSummary
      {...o}
      title={c(o, "titleText", "titleHtml")}
      description={c(o, "descriptionText", "descriptionHtml")}
      errors={o.errorList?.map((one: any) => worded(one, c))}
    />
  ),
  fieldset: (o, c) => <Fieldset {...fieldset(o, c)}>{c(o, "none")}</Fieldset>,
  hint: (o, c) => <Hint {...worded(o, c)} />,
  input: (o, c) => <Input {...question(o, c)} prefix={affix(o.prefix, c)} suffix={affix(o.suffix, c)} />,
  "inset-text": (o, c) => <InsetText {...worded(o, c)} />,
  label: (o, c) => <Label {...worded(o, c)} />,
  radios: (o, c) => <Radios {...choices(o, c)} />,
  // Our values are text, as a form sends them.
  select: (o, c) => (
    <Select
      {...question(o, c)}
      value={o.value && String(o.value)}
      items={(o.items ?? []).map((item: any) => item && { ...item, value: item.value === undefined ? undefined : String(item.value) })}
    />
  ),
  "service-navigation": (o, c) => <ServiceNavigation {...o} navigation={(o.navigation ?? []).map((item: any) => worded(item, c))} />,
  "skip-link": (o, c) => <SkipLink {...worded(o, c)} />,
  "notification-banner": (o, c) => (
    <NotificationBanner {...o} title={c(o, "titleText", "titleHtml")} text={o.text}>
      {o.html ? c(o) : undefined}
    </NotificationBanner>
  ),
  "date-input": (o, c) => (
    <DateInput
      {...question(o, c, "s")}
      id={o.id}
      fieldset={fieldset(o.fieldset, c)}
      values={{ day: dateValue(o, "day"), month: dateValue(o, "month"), year: dateValue(o, "year") }}
      wrong={wrongParts(o)}
    />
  ),
  "summary-list": (o, c) => (
    <SummaryList
      {...o}
      rows={o.rows.map(
        (row: any) =>
          row && {
            ...row,
            key: worded(row.key, c),
            value: worded(row.value, c),
            actions: row.actions && { ...row.actions, items: row.actions.items?.map((item: any) => worded(item, c)) },
          },
      )}
    />
  ),
  table: (o, c) => (
    <Table
      {...o}
      head={o.head?.map((cell: any) => worded(cell, c))}
      rows={(o.rows ?? []).map(
        (row: any) => row && { ...(Array.isArray(row) ? {} : row), cells: (Array.isArray(row) ? row : row.cells).map((cell: any) => cell && worded(cell, c)) },
      )}
    />
  ),
  textarea: (o, c) => <Textarea {...question(o, c)} />,
  tag: (o, c) => <Tag {...worded(o, c)} />,
  "warning-text": (o, c) => <WarningText {...worded(o, c)} />,
};

const wrongParts = (o: any) => {
  const parts = ["day", "month", "year"] as const;
  if (parts.some((part) => o[part]?.error)) return parts.filter((part) => o[part]?.error);
  return o.errorMessage ? parts.filter((part) => o[part]?.error !== false) : undefined;
};

const dateValue = (o: any, part: string) => {
  const value = o[part]?.value ?? o.values?.[o.namePrefix ? `${o.namePrefix}-${part}` : part];
  return value === undefined ? undefined : String(value);
};

/** Options we leave out on purpose: slots of raw HTML, cards of summary lists, and dates of other parts than day, month and year. */
function leftOut(component: string, options: any): boolean {
  if (component === "service-navigation") return options.slots !== undefined;
  if (component === "summary-list") return options.card !== undefined;
  if (component === "date-input") {
    return (
      options.items !== undefined ||
      ["day", "month", "year"].some((part) => options[part] === false || Object.keys(options[part] ?? {}).some((key) => !["error", "value"].includes(key)))
    );
  }
  return false;
}

describe("our components give the HTML of GOV.UK Frontend", () => {
  for (const [component, render] of Object.entries(RENDERS)) {
    const fixtures = fixturesOf(component).filter(({ options }) => !leftOut(component, options));
    it(`${component}, in all ${fixtures.length} examples`, () => {
      expect(fixtures.length).toBeGreaterThan(3);
      const differing = fixtures.flatMap(({ name, options, html }) => {
        const { content, html: htmlOf } = renderer();
        const ours = htmlOf(render(options, content));
        return JSON.stringify(tree(ours)) === JSON.stringify(tree(html)) ? [] : [{ name, ours: tree(ours), theirs: tree(html) }];
      });
      expect(differing.map(({ name }) => name)).toEqual([]);
    });
  }
});
