import { longDate } from "../../../shared/domain/time.ts";
import type { CouncilMap } from "../../../shared/geography/census.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { LookedMeasure } from "../rules/at-time.ts";
import { floorUnder, type GapRow, rowsOf, shadeLimits, shadeOf, shortIn, totalOf } from "../rules/gap-rows.ts";
import type { GapSnapshot } from "../rules/snapshot.ts";
import { FIGURE_HEADS, figuresOf, GapTable } from "./gap-table.tsx";
import { classWords, districtWords, floorSentence, hoursShown } from "./gap-words.ts";
import { AreaMap, AreaMapLegend } from "./map.tsx";
import { BasisSwitch, CouldWorkThen, CouncilSwitch, type Look, LookForm, lookAddress } from "./market-look.tsx";
import { MarketNotes } from "./market-notes.tsx";

export interface MarketPageProps {
  readonly council: string;
  readonly look: Look;
  /** Councils whose areas may be looked at besides. */
  readonly sharing: readonly string[];
  readonly snapshot: LookedMeasure | undefined;
  /** Of the council, or of the district that is looked at; absent where no boundaries were imported. */
  readonly map: CouncilMap | undefined;
  /** Hours are rounded to so many. */
  readonly step: number;
}

const TITLE = "Where support is short";

/** Where support is short in a council's areas, at a glance. */
export function marketPage(request: PageRequest, { council, look, sharing, snapshot, map, step }: MarketPageProps): Page {
  return signedInPage(request, {
    title: TITLE,
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(look.of ?? council)}</span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        <CouncilSwitch council={council} sharing={sharing} path={`/councils/${council}/market`} look={look} />
        {snapshot === undefined ? <NothingYet council={council} /> : <Dashboard council={council} look={look} snapshot={snapshot} map={map} step={step} />}
      </>
    ),
  });
}

interface DashboardProps extends Omit<MarketPageProps, "sharing"> {
  readonly snapshot: LookedMeasure;
}

function Dashboard({ council, look, snapshot, map, step }: DashboardProps) {
  const path = `/councils/${council}/market`;
  const at = snapshot.classes.findIndex(({ code }) => code === look.class);
  const looked = { needed: at < 0 ? undefined : at, district: look.district };
  const rows = rowsOf(snapshot, looked);
  const one = snapshot.classes[at];
  const what = one === undefined ? "support" : classWords(one);
  return (
    <>
      <CouldWorkThen look={look} snapshot={snapshot} step={step} />
      <Headline snapshot={snapshot} looked={looked} rows={rows} what={what} step={step} />
      <BasisSwitch path={path} look={look} />
      <LookForm path={path} look={look} snapshot={snapshot} />
      {one === undefined ? (
        <Classes snapshot={snapshot} look={look} path={path} step={step} />
      ) : (
        <p class="govuk-body">
          <a class="govuk-link" href={lookAddress(`${path}/services/${one.code}`, { ...look, class: undefined, district: undefined })}>
            {what} month by month, and what no one could meet
          </a>
        </p>
      )}
      {map === undefined ? null : (
        <Shades
          map={map}
          rows={rows}
          limits={snapshot.limits}
          what={what}
          href={(code) => lookAddress(`${path}/areas/${code}`, { ...look, district: undefined })}
        />
      )}
      <h2 class="govuk-heading-m">Areas, where most hours are short first</h2>
      <GapTable
        caption={`${upper(what)}, by area`}
        rows={rows}
        classCount={snapshot.classes.length}
        step={step}
        href={(code) => lookAddress(`${path}/areas/${code}`, { ...look, district: undefined })}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`${path}/signals`}>
          Signals of missing support
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={lookAddress(`${path}.csv`, look)}>
          Download this table (CSV)
        </a>
      </p>
      <RuralAndUrban snapshot={snapshot} looked={looked} step={step} />
      <Further council={council} />
      <MarketNotes snapshot={snapshot} />
    </>
  );
}

/** What a council can do about what it sees, and what else there is to know of its market. */
const Further = ({ council }: Pick<MarketPageProps, "council">) => (
  <ul class="govuk-list">
    {(
      [
        ["market/what-if", "What if more people offered support?"],
        ["market/targets", "Targets, and inviting providers"],
        ["market/statements", "Market position statements"],
        ["market/prices", "What people ask for, and what we pay"],
        ["market/workforce", "Who can give support"],
        ["market/accreditation", "How far applications are"],
        ["market/spend", "What direct payments are spent on"],
        ["market/contributions", "What providers carry: unpaid contributions"],
        ["market/take-up", "How many people use a direct payment"],
        ["set-up-times", "How long it takes to set up support"],
      ] as const
    ).map(([page, words]) => (
      <li>
        <a class="govuk-link" href={`/councils/${council}/${page}`}>
          {words}
        </a>
      </li>
    ))}
  </ul>
);

interface HeadlineProps {
  readonly snapshot: LookedMeasure;
  readonly looked: { readonly needed: number | undefined; readonly district: string | undefined };
  readonly rows: readonly GapRow[];
  readonly what: string;
  readonly step: number;
}

/** What the page says, in a sentence or two: everything in it can be worked out from its table. */
export function Headline({ snapshot, looked, rows, what, step }: HeadlineProps) {
  const { need, shortfall, areas } = totalOf(snapshot, looked);
  const floor = floorUnder(snapshot, looked.needed);
  const where = looked.district === undefined ? "" : ` in ${districtWords(snapshot.areas, looked.district)}`;
  return (
    <>
      <p class="govuk-body-l">
        On {longDate(snapshot.day)}
        {where}, {hoursShown(shortfall, step)} of {hoursShown(need, step)} hours a week of {looked.needed === undefined ? what : lower(what)} are short
        {looked.needed === undefined ? ` over ${areas} areas` : `. ${shortIn(rows)} of ${areas} areas are short of it`}.
      </p>
      {looked.district === undefined && floor !== undefined && floor.short > 0 ? (
        <p class="govuk-body">
          However hours were shared, {hoursShown(floor.short, step)} hours a week could not be met. {floorSentence(floor, snapshot, step)}
        </p>
      ) : null}
    </>
  );
}

const upper = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
const lower = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1);

interface ShadesProps {
  readonly map: CouncilMap;
  readonly rows: readonly GapRow[];
  readonly limits: GapSnapshot["limits"];
  readonly what: string;
  readonly href: (code: string) => string;
}

/** How far hours go in each area, for those who would rather look: the table below says the same. */
function Shades({ map, rows, limits, what, href }: ShadesProps) {
  const shades = new Map(rows.map((row) => [row.area.code, shadeOf(row, limits)]));
  const [enough = "", tight = "", short = ""] = shadeLimits(limits).map((percent) => (percent / 100).toFixed(percent % 100 === 0 ? 0 : 2));
  return (
    <>
      <h2 class="govuk-heading-m">{upper(what)}: hours in reach for each hour needed</h2>
      <p class="govuk-body">The darker, the fewer. The table below has the same figures.</p>
      <AreaMap map={map} shade={(code) => shades.get(code)} href={href} />
      <AreaMapLegend
        classes={[
          { shade: 1, words: `${enough} or more: enough` },
          { shade: 2, words: `${tight} up to ${enough}: tight` },
          { shade: 3, words: `${short} up to ${tight}: short` },
          { shade: 4, words: `under ${short}: very short` },
        ]}
        none="Nothing needed, or too few people to show"
      />
    </>
  );
}

/** Every kind of support, with the areas that are short of it. */
const Classes = ({ snapshot, look, path, step }: { readonly snapshot: LookedMeasure; readonly look: Look; readonly path: string; readonly step: number }) => (
  <>
    <h2 class="govuk-heading-m">Kinds of support</h2>
    <StackingTable
      caption="Kinds of support"
      captionClasses="govuk-visually-hidden"
      firstCellIsHeader
      head={[{ text: "Kind of support" }, ...[...FIGURE_HEADS, "Areas short", "No one could meet"].map((text) => ({ text, format: "numeric" }))]}
      rows={snapshot.classes
        .map((one, needed) => ({ one, needed, total: totalOf(snapshot, { needed, district: look.district }) }))
        .toSorted((a, b) => b.total.shortfall - a.total.shortfall || (a.one.code < b.one.code ? -1 : 1))
        .map(({ one, needed, total }) => ({
          cells: [
            {
              text: (
                <a class="govuk-link" href={lookAddress(path, { ...look, class: one.code })}>
                  {classWords(one)}
                </a>
              ),
            },
            ...[
              ...figuresOf(total, step),
              `${shortIn(rowsOf(snapshot, { needed, district: look.district }))} of ${total.areas}`,
              look.district === undefined ? hoursShown(floorUnder(snapshot, needed)?.short ?? 0, step) : "–",
            ].map((text) => ({ text, format: "numeric" })),
          ],
        }))}
    />
  </>
);

/** Rural areas beside urban ones. */
function RuralAndUrban({ snapshot, looked, step }: Pick<HeadlineProps, "snapshot" | "looked" | "step">) {
  return (
    <>
      <h2 class="govuk-heading-m">Rural and urban areas</h2>
      <StackingTable
        caption="Rural and urban areas"
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={[{ text: "Areas" }, ...FIGURE_HEADS.map((text) => ({ text, format: "numeric" }))]}
        rows={(
          [
            ["Rural", true],
            ["Urban", false],
          ] as const
        ).map(([name, rural]) => {
          const total = totalOf(snapshot, looked, (area) => area.rural === rural);
          return { cells: [{ text: `${name} (${total.areas})` }, ...figuresOf(total, step).map((text) => ({ text, format: "numeric" }))] };
        })}
      />
    </>
  );
}

/** What has to be brought in before there is anything to see. */
const NothingYet = ({ council }: Pick<MarketPageProps, "council">) => (
  <>
    <p class="govuk-body">
      <strong>There are no figures yet.</strong> They are made every night, once there is something to make them of. Bring in:
    </p>
    <ul class="govuk-list govuk-list--bullet">
      <li>
        the areas of the census and who lives there, and how many people have a direct payment: <code>npm run import -- areas FOLDER</code>
      </li>
      <li>
        the register of people who give support: <code>npm run import -- listings FILE</code>
      </li>
    </ul>
    <Further council={council} />
  </>
);
