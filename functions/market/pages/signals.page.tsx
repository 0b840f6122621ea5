import { type Period, periodWords } from "../../../shared/domain/small-numbers/period.ts";
import type { Publication, ShownTable } from "../../../shared/domain/small-numbers/publication.ts";
import { shareOf } from "../../../shared/domain/small-numbers/shares.ts";
import { countWords, notesTo, shareWords, tableNote, tableWords } from "../../../shared/domain/small-numbers/words.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { EarlierFigures } from "../../../shared/pages/earlier-figures.tsx";
import { WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { PEOPLE_ARE, SEARCHES_ARE, SIGNAL_WORDS } from "./signals-words.ts";

export interface SignalsProps {
  readonly council: string;
  /** What was published, and the periods before; undefined where nothing was yet. */
  readonly figures: { readonly publication: Publication; readonly earlier: readonly Period[] } | undefined;
}

const TITLE = "Signals of missing support";

/** What searches, and people who could not find support, say of a month: for staff. */
export function signalsPage(request: PageRequest, { council, figures }: SignalsProps): Page {
  const path = `/councils/${council}/market/signals`;
  return signedInPage(request, {
    title: TITLE,
    back: { href: `/councils/${council}/market`, text: "Where support is short" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        {figures ? (
          <Published {...figures} path={path} />
        ) : (
          <p class="govuk-body">
            <strong>There are no figures yet.</strong> They come out after the end of each month, once people have searched for support or could not find any.
          </p>
        )}
      </>
    ),
  });
}

function Published({ publication, earlier, path }: NonNullable<SignalsProps["figures"]> & { readonly path: string }) {
  const { period, publishedOn, correction, tables } = publication;
  const ofPeople = tables.filter(({ id }) => id.startsWith("unmet"));
  const ofSearches = tables.filter(({ id }) => !id.startsWith("unmet"));
  const csv = (id: string) => `${path}.csv?${new URLSearchParams({ period, table: id })}`;
  return (
    <>
      <h2 class="govuk-heading-m">{periodWords(period)}</h2>
      <p class="govuk-body">Published on {longDate(publishedOn)}. These figures do not change.</p>
      {correction === undefined ? null : <WarningText text={`These figures replace earlier ones. ${correction}`} />}
      <p class="govuk-body">{tableNote(publication)}</p>
      {tables.length === 0 ? <p class="govuk-body">There is too little to show any figure.</p> : null}
      <h2 class="govuk-heading-m">People who could not find support</h2>
      <p class="govuk-body">{PEOPLE_ARE}</p>
      {ofPeople.map((table) => (
        <Table table={table} csv={csv(table.id)} />
      ))}
      <h2 class="govuk-heading-m">Searches that found no one</h2>
      <p class="govuk-body">{SEARCHES_ARE}</p>
      <Share table={ofSearches.find(({ id }) => id === "failed-by-service")} />
      {ofSearches.map((table) => (
        <Table table={table} csv={csv(table.id)} />
      ))}
      <EarlierFigures path={path} earlier={earlier} />
    </>
  );
}

/** The share of searches that found no one, of shown figures alone. */
function Share({ table }: { readonly table: ShownTable | undefined }) {
  const [failed] = table?.totals?.cells ?? [];
  const total = table?.totals?.total;
  const share = failed && total && shareOf(failed, total);
  if (!failed || !total || !share) return null;
  return (
    <p class="govuk-body">
      <strong>About {shareWords(share)} of visitor days found no one</strong> ({countWords(failed)} of {countWords(total)}).
    </p>
  );
}

function Table({ table, csv }: { readonly table: ShownTable; readonly csv: string }) {
  const { head, rows } = tableWords(table);
  const title = SIGNAL_WORDS[table.id] ?? table.title;
  return (
    <>
      <h3 class="govuk-heading-s">{title}</h3>
      <StackingTable
        caption={title}
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={head.map((text) => ({ text }))}
        rows={rows.map((cells) => ({ cells: cells.map((text) => ({ text })) }))}
      />
      {notesTo(table).map((note) => (
        <p class="govuk-body-s">{note}</p>
      ))}
      <p class="govuk-body">
        <a class="govuk-link" href={csv}>
          Download this table (CSV)<span class="govuk-visually-hidden">: {title}</span>
        </a>
      </p>
    </>
  );
}
