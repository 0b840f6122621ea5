import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { SPAN_CODES } from "../../../shared/listing/availability.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { countWords, milesWords, timeWords } from "../../../shared/pages/listing-words.ts";
import { NumberField, TextField, type Typed } from "../../../shared/pages/record-fields.tsx";
import { errorOf, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { Standing } from "../rules/gap.ts";
import type { NeedClass } from "../rules/need-class.ts";
import { hoursAWeek, TOO_FEW } from "./acting-words.ts";
import { classWords, STANDING_WORDS } from "./gap-words.ts";

const TITLE = "What if more people offered support?";

/** The sentences of the fields, in the order of the form. */
export const whatIfWrong = (mostListings: number, mostMiles: number): Readonly<Record<string, string>> => ({
  count: `Enter how many people, from 1 to ${mostListings}`,
  place: "Enter a postcode sector, town or village",
  miles: `Enter how far each of them goes, from 0 to ${milesWords(mostMiles)}`,
  hours: "Enter how many hours a week each of them has, up to 168",
  services: "Choose what they do",
  groups: "Choose from the list",
  languages: "Choose from the list",
  times: "Choose from the list",
});

/** What would be different, as it is shown: hours in fives. */
export interface WhatIfShown {
  readonly place: string;
  readonly count: number;
  readonly miles: number;
  readonly hoursInAll: number;
  readonly unplaced: number;
  readonly floor: readonly [before: number, after: number];
  readonly short: readonly [before: number, after: number];
  readonly cells: readonly {
    readonly area: string;
    readonly needed: NeedClass;
    /** Undefined where so few people are there that hours would be about them. */
    readonly hours: readonly [before: number, after: number] | undefined;
    readonly standing: readonly [before: Standing, after: Standing];
    readonly choice: readonly [before: number, after: number];
  }[];
  readonly cellsLeftOut: number;
  readonly best: { readonly sector: string; readonly floorFall: number; readonly shortfallFall: number } | undefined;
  readonly atTimes:
    | { readonly times: readonly string[]; readonly before: { listings: number; hours: number }; readonly after: { listings: number; hours: number } }
    | undefined;
}

export interface WhatIfProps extends Typed {
  readonly council: string;
  readonly day: PlainDate;
  readonly choices: { readonly services: readonly string[]; readonly groups: readonly string[]; readonly languages: readonly string[] };
  readonly mostMiles: number;
  readonly shown: WhatIfShown | undefined;
  readonly errors: readonly FieldError[];
}

const path = (council: string) => `/councils/${council}/market/what-if`;

const Choices = ({
  form,
  errors,
  name,
  label,
  hint,
  items,
}: Typed & { name: string; label: string; hint?: string; items: readonly (readonly [string, string])[] }) =>
  items.length === 0 ? null : (
    <Checkboxes
      name={name}
      fieldset={{ legend: { text: label, classes: "govuk-fieldset__legend--s" } }}
      {...(hint === undefined ? {} : { hint: { text: hint } })}
      errorMessage={errorOf(errors, name)}
      items={items.map(([value, text]) => ({ value, text, checked: form.getAll(name).includes(value) }))}
    />
  );

/** A page to try what more people would change. What is tried stands in the address, and nothing of it is saved. */
export function whatIfPage(request: PageRequest, { council, day, choices, mostMiles, shown, form, errors }: WhatIfProps): Page {
  return signedInPage(request, {
    title: TITLE,
    back: { href: `/councils/${council}/market`, text: "Where support is short" },
    errors,
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        {shown ? <Shown shown={shown} /> : null}
        <h2 class="govuk-heading-m">{shown ? "Try something else" : "Try it"}</h2>
        <p class="govuk-body">Nothing is saved. Figures are those of {longDate(day)}. Distances are straight lines.</p>
        <form action={path(council)} method="get" noValidate>
          <NumberField form={form} errors={errors} name="count" label="How many more people?" hint="For example, 12" />
          <TextField form={form} errors={errors} name="place" label="Where do they start from?" hint="For example, LE13 1 or Melton Mowbray" />
          <NumberField form={form} errors={errors} name="miles" label="How many miles does each of them go?" hint={`Up to ${milesWords(mostMiles)}`} />
          <NumberField form={form} errors={errors} name="hours" label="How many hours a week does each of them have?" />
          <Choices
            form={form}
            errors={errors}
            name="services"
            label="What do they do?"
            items={choices.services.map((code) => [code, nameOf("service", code)] as const)}
          />
          <Choices
            form={form}
            errors={errors}
            name="groups"
            label="Who do they support? (optional)"
            hint="If you choose no one, they support everyone"
            items={choices.groups.map((code) => [code, nameOf("group", code)] as const)}
          />
          <Choices
            form={form}
            errors={errors}
            name="languages"
            label="Which languages do they speak besides English? (optional)"
            items={choices.languages.map((code) => [code, languageName(code)] as const)}
          />
          <Choices
            form={form}
            errors={errors}
            name="times"
            label="When can they work? (optional)"
            hint="We then also say who else could work at all of these times. No one knows at which times support is needed, so other figures stay the same."
            items={SPAN_CODES.filter((code) => code.startsWith("weekdays")).map((code) => [code, timeWords(code)] as const)}
          />
          <Button text="See what would change" />
        </form>
      </>
    ),
  });
}

const wouldBe = ([before, after]: readonly [number, number]): string =>
  before === after ? `would stay at ${hoursAWeek(after)}` : `would fall from ${before.toLocaleString("en-GB")} to ${hoursAWeek(after)}`;

const Shown = ({ shown }: { readonly shown: WhatIfShown }) => {
  const { place, count, miles, hoursInAll, unplaced, floor, short, cells, cellsLeftOut, best, atTimes } = shown;
  return (
    <>
      <div class="govuk-inset-text">
        <p class="govuk-body">
          <strong>
            {count === 1 ? "1 more person" : `${count} more people`} from {place} who {count === 1 ? "goes" : "go"} {milesWords(miles)} would bring{" "}
            {hoursAWeek(hoursInAll)}.
          </strong>
        </p>
        <ul class="govuk-list govuk-list--bullet">
          <li>What is short where they go, if hours are shared by need, {wouldBe(short)}.</li>
          <li>What no sharing could meet, in the whole council, {wouldBe(floor)}.</li>
          {unplaced > 0 ? <li>{hoursAWeek(unplaced)} of theirs would reach no one who needs them.</li> : null}
        </ul>
      </div>
      {best ? (
        <p class="govuk-body">
          One more like them would help most from <strong>{best.sector}</strong>:{" "}
          {best.floorFall > 0 ? `what no sharing could meet would fall by ${hoursAWeek(best.floorFall)}, and ` : ""}
          what is short would fall by {hoursAWeek(best.shortfallFall)}.
        </p>
      ) : null}
      {atTimes ? (
        <p class="govuk-body">
          {atTimes.times.map(timeWords).join(", ")}: {countWords(atTimes.before.listings)} with {hoursAWeek(atTimes.before.hours)} could work then and come to
          these areas. It would be {countWords(atTimes.after.listings)} with {hoursAWeek(atTimes.after.hours)}.
        </p>
      ) : null}
      {cells.length === 0 ? (
        <p class="govuk-body">No figure of the council’s areas would change.</p>
      ) : (
        <StackingTable
          caption="What would change, the most first"
          captionClasses="govuk-table__caption--m"
          firstCellIsHeader
          head={["Area", "Support", "Hours in reach now", "Hours then", "Now", "Then", "To choose from now", "Then to choose from"].map((text) => ({ text }))}
          rows={cells.map(({ area, needed, hours, standing, choice }) => ({
            cells: [
              { text: area },
              { text: classWords(needed) },
              ...(hours ? hours.map((some) => ({ text: some.toLocaleString("en-GB") })) : [{ text: TOO_FEW }, { text: TOO_FEW }]),
              ...(hours ? standing.map((one) => ({ text: STANDING_WORDS[one] })) : [{ text: TOO_FEW }, { text: TOO_FEW }]),
              ...choice.map((some) => ({ text: String(some) })),
            ],
          }))}
        />
      )}
      {cellsLeftOut > 0 ? <p class="govuk-body">{cellsLeftOut} more figures would change by less.</p> : null}
      <p class="govuk-body">Hours are a model of what is needed, to the nearest 5. Read them as a direction, not as a promise.</p>
    </>
  );
};
