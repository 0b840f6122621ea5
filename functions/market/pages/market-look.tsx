import { Select } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { countWords } from "../../../shared/pages/listing-words.ts";
import { councilWords } from "../../../shared/pages/words.ts";
import { BASES, type Basis } from "../rules/hours.ts";
import type { GapSnapshot } from "../rules/snapshot.ts";
import { BASIS_WORDS, classWords, districtWords, hoursShown } from "./gap-words.ts";

/** What somebody looks at, as the address has it. */
export interface Look {
  readonly basis: Basis;
  /** The code of a class; absent for all. */
  readonly class?: string | undefined;
  readonly district?: string | undefined;
  /** The code of a time of the week: those alone who could work then, by their free hours. Absent for any time. */
  readonly time?: string | undefined;
  /** Another council whose areas are looked at: one that agreed to share what it sees. Absent for the reader's. */
  readonly of?: string | undefined;
}

/** The address of a page that is looked at so. */
export function lookAddress(path: string, { basis, class: code, district, time, of }: Look): string {
  const query = new URLSearchParams({
    ...(basis === "now" ? {} : { basis }),
    ...(code === undefined ? {} : { class: code }),
    ...(district === undefined ? {} : { district }),
    ...(time === undefined ? {} : { time }),
    ...(of === undefined ? {} : { of }),
  });
  return query.size === 0 ? path : `${path}?${query}`;
}

/** Free hours or all hours: two measures, which are never added or crossed. At which times of the week hours are arranged, no one says. */
export const BasisSwitch = ({ path, look }: { readonly path: string; readonly look: Look }) => (
  <nav aria-label="Which hours">
    <ul class="govuk-list">
      {BASES.map((basis) => (
        <li>
          {basis === look.basis ? (
            <strong aria-current="true">{BASIS_WORDS[basis]}</strong>
          ) : (
            <a class="govuk-link" href={lookAddress(path, { ...look, basis, time: undefined })}>
              {BASIS_WORDS[basis]}
            </a>
          )}
        </li>
      ))}
    </ul>
  </nav>
);

/** Whose areas: the reader's, or those of a council that shares what it sees. */
export function CouncilSwitch({
  council,
  sharing,
  path,
  look,
}: {
  readonly council: string;
  readonly sharing: readonly string[];
  readonly path: string;
  readonly look: Look;
}) {
  if (sharing.length === 0) return null;
  return (
    <nav aria-label="Whose areas">
      <ul class="govuk-list">
        {[council, ...sharing].map((one) => (
          <li>
            {one === (look.of ?? council) ? (
              <strong aria-current="true">{councilWords(one)}</strong>
            ) : (
              <a class="govuk-link" href={lookAddress(path, { ...look, district: undefined, time: undefined, of: one === council ? undefined : one })}>
                {councilWords(one)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Which kind of support, and where: a form that works without any script. */
export const LookForm = ({
  path,
  look,
  snapshot: { classes, areas, times },
}: {
  readonly path: string;
  readonly look: Look;
  readonly snapshot: Omit<GapSnapshot, "cells">;
}) => (
  <form action={path} method="get" class="trellis-market-form" noValidate>
    {look.basis === "now" ? null : <input type="hidden" name="basis" value={look.basis} />}
    {look.of === undefined ? null : <input type="hidden" name="of" value={look.of} />}
    <Select
      name="class"
      label={{ text: "Kind of support", classes: "govuk-label--s" }}
      items={[{ value: "", text: "All kinds" }, ...classes.map((one) => ({ value: one.code, text: classWords(one), selected: one.code === look.class }))]}
    />
    <Select
      name="district"
      label={{ text: "District", classes: "govuk-label--s" }}
      items={[
        { value: "", text: "All districts" },
        ...[...new Set(areas.map(({ district }) => district))]
          .map((district) => ({ value: district, text: districtWords(areas, district), selected: district === look.district }))
          .toSorted((a, b) => a.text.localeCompare(b.text, "en-GB")),
      ]}
    />
    {times.length === 0 ? null : (
      <Select
        name="time"
        label={{ text: "Who could work", classes: "govuk-label--s" }}
        items={[{ value: "", text: "At any time" }, ...times.map(({ code, name }) => ({ value: code, text: name, selected: code === look.time }))]}
      />
    )}
    <Button text="Show" classes="govuk-button--secondary" />
  </form>
);

/** That figures are of those alone who could work at a time of the week, and what that does not say; nothing where they are of any time. */
export function CouldWorkThen({
  look,
  snapshot: { times },
  step,
}: {
  readonly look: Look;
  readonly snapshot: Pick<GapSnapshot, "times">;
  readonly step: number;
}) {
  const then = times.find(({ code }) => code === look.time);
  if (then === undefined) return null;
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">
        <strong>{then.name}: who could work then.</strong> {countWords(then.listings)} who {then.listings === 1 ? "comes" : "come"} to these areas are free at{" "}
        {then.least} or more of these {then.of} times of the week. They have {hoursShown(then.hours, step)} free hours.
      </p>
      <p class="govuk-body">
        They have one number of hours for the whole week, which we do not split: the same hours count at every time they could work. No one knows at which times
        support is needed, so hours needed stay the same. Do not add figures of different times.
      </p>
    </div>
  );
}
