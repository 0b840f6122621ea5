import { longDate } from "../../../shared/domain/time.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { floorUnder, type GapRow, rowsOf, shortIn, totalOf } from "../rules/gap-rows.ts";
import type { GapSnapshot } from "../rules/snapshot.ts";
import { FIGURE_HEADS, figuresOf, GapTable } from "./gap-table.tsx";
import { BasisSwitch, type Look, LookForm, lookAddress } from "./market-look.tsx";
import { MarketNotes } from "./market-notes.tsx";
import { classWords, districtWords, floorSentence, hoursShown } from "./market-words.ts";

export interface MarketPageProps {
  readonly council: string;
  readonly look: Look;
  readonly snapshot: GapSnapshot | undefined;
  /** Hours are rounded to so many. */
  readonly step: number;
}

const TITLE = "Where support is short";

/** Where support is short in a council's areas, at a glance. */
export function marketPage(request: PageRequest, { council, look, snapshot, step }: MarketPageProps): Page {
  return signedInPage(request, {
    title: TITLE,
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        {snapshot === undefined ? <NothingYet /> : <Dashboard council={council} look={look} snapshot={snapshot} step={step} />}
      </>
    ),
  });
}

interface DashboardProps extends MarketPageProps {
  readonly snapshot: GapSnapshot;
}

function Dashboard({ council, look, snapshot, step }: DashboardProps) {
  const path = `/councils/${council}/market`;
  const at = snapshot.classes.findIndex(({ code }) => code === look.class);
  const looked = { needed: at < 0 ? undefined : at, district: look.district };
  const rows = rowsOf(snapshot, looked);
  const one = snapshot.classes[at];
  const what = one === undefined ? "support" : classWords(one);
  return (
    <>
      <Headline snapshot={snapshot} looked={looked} rows={rows} what={what} step={step} />
      <BasisSwitch path={path} look={look} />
      <LookForm path={path} look={look} snapshot={snapshot} />
      {one === undefined ? (
        <Classes snapshot={snapshot} look={look} path={path} step={step} />
      ) : (
        <p class="govuk-body">
          <a class="govuk-link" href={lookAddress(`${path}/services/${one.code}`, { basis: look.basis })}>
            {what} month by month, and what no one could meet
          </a>
        </p>
      )}
      <h2 class="govuk-heading-m">Areas, where most hours are short first</h2>
      <GapTable
        caption={`${what}, by area`}
        rows={rows}
        classCount={snapshot.classes.length}
        step={step}
        href={(code) => lookAddress(`${path}/areas/${code}`, { basis: look.basis, class: look.class })}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={lookAddress(`${path}.csv`, look)}>
          Download this table (CSV)
        </a>
      </p>
      <RuralAndUrban snapshot={snapshot} looked={looked} step={step} />
      <MarketNotes snapshot={snapshot} />
    </>
  );
}

interface HeadlineProps {
  readonly snapshot: GapSnapshot;
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
          {hoursShown(floor.short, step)} hours a week no one could meet, however hours were shared. {floorSentence(floor, snapshot, step)}
        </p>
      ) : null}
    </>
  );
}

const lower = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1);

/** Every kind of support, with the areas that are short of it. */
const Classes = ({ snapshot, look, path, step }: { readonly snapshot: GapSnapshot; readonly look: Look; readonly path: string; readonly step: number }) => (
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
const NothingYet = () => (
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
  </>
);
