import type { ComponentChildren } from "preact";
import type { ShownAmount, ShownMiddle } from "../../../shared/domain/small-numbers/shares.ts";
import { longDate, monthAndYear } from "../../../shared/domain/time.ts";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { NeedClass } from "../rules/need-class.ts";
import type { DemandWord, SupplyWord } from "../rules/rating.ts";
import { SECTIONS, type Section, type StatementFigures, type StatementWords } from "../rules/statement.ts";
import { hoursAWeek } from "./acting-words.ts";
import { CONFIDENCE, classWords, STANDING_WORDS } from "./gap-words.ts";

/** What each part of a statement is called. */
export const SECTION_WORDS: Readonly<Record<Section, string>> = {
  asking: "What we ask providers for",
  rating: "How the market stands",
  need: "What is needed",
  supply: "What is offered",
  gaps: "Where support is short",
  prices: "Prices",
  workforce: "People who do the work",
  said: "What people said",
  since: "What happened since last time",
  limits: "Data, dates and limits",
};

const SUPPLY_SAID: Readonly<Record<SupplyWord, string>> = { good: "Good", fair: "Fair", short: "Short", "not-enough-data": "Not enough data" };
const DEMAND_SAID: Readonly<Record<DemandWord, string>> = { rising: "Rising", stable: "Stable", falling: "Falling", "not-enough-data": "Not enough data" };

/** Supply and demand in words: 'Short'. */
export const ratingSaid = ({ supply, demand }: Pick<StatementFigures, "supply" | "demand">) => ({
  supply: SUPPLY_SAID[supply.word],
  demand: DEMAND_SAID[demand.word],
});

const pounds = (pence: number): string => `£${(pence / 100).toFixed(2)}`;
const NOT_SHOWN = "too few to show";
const amountSaid = (amount: ShownAmount): string => ("atLeast" in amount ? `at least ${hoursAWeek(amount.atLeast)}` : NOT_SHOWN);
const middleSaid = (middle: ShownMiddle): string => ("middle" in middle ? `${pounds(middle.middle)} an hour` : NOT_SHOWN);

export interface StatementBodyProps {
  readonly service: string;
  readonly words: StatementWords;
  readonly figures: StatementFigures;
  readonly rating: MarketPolicy["rating"];
  readonly classes: ReadonlyMap<string, Omit<NeedClass, "code">>;
}

/** The parts of a statement that have something in them, in their order: what the council wrote, and its figures. */
export const StatementBody = (props: StatementBodyProps) => (
  <>
    {SECTIONS.map((section) => {
      const facts = FACTS[section]?.(props);
      const words = props.words[section];
      if (facts === undefined && words === undefined) return null;
      return (
        <section aria-labelledby={section} class="trellis-block">
          <h2 class="govuk-heading-m" id={section}>
            {SECTION_WORDS[section]}
          </h2>
          {words === undefined ? null : <p class="govuk-body trellis-lines">{words}</p>}
          {facts}
        </section>
      );
    })}
  </>
);

const Facts = ({ items }: { readonly items: readonly (ComponentChildren | undefined)[] }) => (
  <ul class="govuk-list govuk-list--bullet">{items.map((item) => (item === undefined ? null : <li>{item}</li>))}</ul>
);

type Draw = (props: StatementBodyProps) => ComponentChildren | undefined;

const rating: Draw = ({ figures: { supply, demand }, rating: rules }) => (
  <Facts
    items={[
      <>
        Supply: <strong>{SUPPLY_SAID[supply.word]}</strong>.{" "}
        {supply.goodPercent === undefined
          ? `We give no rating for fewer than ${rules.leastPeople} people with a direct payment, or where nothing is needed.`
          : `${supply.goodPercent}% of what is needed has enough hours in reach, and ${supply.fairPercent ?? 0}% has at least ${rules.fairPercent} hours for each 100. It is good where ${rules.ofNeedPercent}% has enough, fair where ${rules.ofNeedPercent}% has ${rules.fairPercent} for each 100, and otherwise short.`}
      </>,
      <>
        Demand: <strong>{DEMAND_SAID[demand.word]}</strong>.{" "}
        {demand.changePercent === undefined
          ? `We give no rating without figures of ${rules.quarters} quarters before, or for fewer than ${rules.leastPeople} people.`
          : `It changed by ${demand.changePercent}%${demand.sinceMonth === undefined ? "" : ` since ${monthAndYear(`${demand.sinceMonth}-01`)}`}. It is rising or falling from ${rules.demandPercent}% on.`}
      </>,
    ]}
  />
);

const need: Draw = ({ figures: { needHours, observedPercent } }) => (
  <Facts
    items={[
      `About ${hoursAWeek(needHours)} that are not arranged yet.`,
      `${observedPercent}% of this comes from where people with a direct payment live, and the rest from a model of the census.`,
    ]}
  />
);

const supply: Draw = ({ figures: { offered, listings, hoursNotKnown, fragile } }) => (
  <Facts
    items={[
      `${listings} people and providers on the list offer it. Their free hours: ${amountSaid(offered)}.`,
      hoursNotKnown > 0 ? `${hoursNotKnown} of them have not said how many hours are free. They count as a choice, and not in the hours.` : undefined,
      fragile > 0 ? `In ${fragile} cases what there is hangs on few people, or may end soon.` : undefined,
    ]}
  />
);

const gaps: Draw = ({ figures: { gaps: all, floors, areasLeftOut }, classes }) => {
  const of = (needed: string) => classWords(classes.get(needed) ?? { service: needed });
  return (
    <>
      {all.length === 0 ? (
        <p class="govuk-body">No area is short of it, as far as we can show.</p>
      ) : (
        <StackingTable
          caption="The largest gaps, in hours a week"
          firstCellIsHeader
          head={["Area", "Support", "Hours short", "How it stands", "To choose from", "How sure"].map((text) => ({ text }))}
          rows={all.map(({ name, needed, shortHours, standing, choice, confidence }) => ({
            cells: [name, of(needed), shortHours.toLocaleString("en-GB"), STANDING_WORDS[standing], String(choice), CONFIDENCE[confidence]].map((text) => ({
              text,
            })),
          }))}
        />
      )}
      {floors.map(({ needed, shortHours }) => (
        <p class="govuk-body">
          {of(needed)}: at least {hoursAWeek(shortHours)} could not be met however hours were shared.
        </p>
      ))}
      {areasLeftOut > 0 ? <p class="govuk-body">Areas left out because too few people are there to show: {areasLeftOut}.</p> : null}
    </>
  );
};

const prices: Draw = ({ figures: { prices: all } }) => (
  <Facts
    items={[
      all.councilPence > 0 ? `The council pays ${pounds(all.councilPence)} an hour.` : undefined,
      `In the middle of what people on the list ask: ${middleSaid(all.median)}.`,
    ]}
  />
);

const since: Draw = ({ figures: { since: past }, classes }) =>
  past.gaps.length === 0 ? undefined : (
    <StackingTable
      caption={past.day === undefined ? "Gaps of an earlier statement" : `Gaps of ${longDate(past.day)}, in hours a week`}
      firstCellIsHeader
      head={["Area", "Support", "Short then", "Short now"].map((text) => ({ text }))}
      rows={past.gaps.map(({ name, needed, thenHours, nowHours }) => ({
        cells: [name, classWords(classes.get(needed) ?? { service: needed }), String(thenHours), nowHours === undefined ? NOT_SHOWN : String(nowHours)].map(
          (text) => ({ text }),
        ),
      }))}
    />
  );

const limits: Draw = ({ figures: { day, vintage, policyVersion } }) => (
  <Facts
    items={[
      `Figures of ${longDate(day)}, by version ${policyVersion} of the council’s rules.`,
      `Sources: Office for National Statistics (${vintage}), NHS England (Adult Social Care Outcomes Framework), and the council’s list.`,
      "Hours are a model, to the nearest 5. They cover people with a direct payment, and distances are straight lines. People who pay for their support themselves are not counted.",
    ]}
  />
);

const FACTS: Partial<Readonly<Record<Section, Draw>>> = { rating, need, supply, gaps, prices, since, limits };

/** 'Personal care'. */
export const serviceWords = (service: string): string => nameOf("service", service);
