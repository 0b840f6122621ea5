import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { LookedMeasure } from "../rules/at-time.ts";
import { floorUnder, rowsOf } from "../rules/gap-rows.ts";
import { GapTable } from "./gap-table.tsx";
import { classWords } from "./gap-words.ts";
import { History } from "./history.tsx";
import { Headline } from "./market.page.tsx";
import { BasisSwitch, CouldWorkThen, type Look, lookAddress } from "./market-look.tsx";
import { MarketNotes } from "./market-notes.tsx";

export interface ServicePageProps {
  readonly council: string;
  readonly look: Look;
  readonly snapshot: LookedMeasure;
  /** The place of the class. */
  readonly needed: number;
  readonly step: number;
}

/** One kind of support over all areas, what nobody could meet of it, and month by month. */
export function servicePage(request: PageRequest, { council, look, snapshot, needed, step }: ServicePageProps): Page {
  const one = snapshot.classes[needed];
  const words = one === undefined ? "" : classWords(one);
  const path = `/councils/${council}/market`;
  const rows = rowsOf(snapshot, { needed });
  const floor = floorUnder(snapshot, needed);
  return signedInPage(request, {
    title: words,
    back: { href: lookAddress(path, { ...look, class: undefined, district: undefined }), text: "Where support is short" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(look.of ?? council)}</span>
        <h1 class="govuk-heading-l">{words}</h1>
        <CouldWorkThen look={look} snapshot={snapshot} step={step} />
        <Headline snapshot={snapshot} looked={{ needed, district: undefined }} rows={rows} what={words} step={step} />
        {floor === undefined || floor.short === 0 ? <p class="govuk-body">All of it could be met, if hours were shared in the best way.</p> : null}
        <BasisSwitch path={`${path}/services/${one?.code ?? ""}`} look={look} />
        {look.time === undefined ? null : <p class="govuk-body">Month by month, figures are of any time.</p>}
        <History code={one?.code ?? ""} history={snapshot.history} areas={snapshot.areas.length} step={step} />
        <h2 class="govuk-heading-m">Areas, where most hours are short first</h2>
        <GapTable
          caption={`${words}, by area`}
          rows={rows}
          classCount={snapshot.classes.length}
          step={step}
          href={(code) => lookAddress(`${path}/areas/${code}`, { ...look, class: one?.code, district: undefined })}
        />
        <p class="govuk-body">
          <a class="govuk-link" href={lookAddress(`${path}.csv`, { ...look, class: one?.code, district: undefined })}>
            Download this table (CSV)
          </a>
        </p>
        {one === undefined ? null : (
          <p class="govuk-body">
            Each person with a direct payment needs {one.hoursEach.toLocaleString("en-GB", { maximumFractionDigits: 2 })} hours of it a week on average
            {one.from === "sample" ? " (a sample, to be replaced by the council's own)" : ", by what people have arranged"}. {one.unarrangedPercent}% of that is
            not arranged yet.
          </p>
        )}
        <MarketNotes snapshot={snapshot} />
      </>
    ),
  });
}
