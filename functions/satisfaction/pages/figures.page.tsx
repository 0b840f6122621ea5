import type { ComponentChildren } from "preact";
import { type Period, periodWords } from "../../../shared/domain/small-numbers/period.ts";
import type { Publication, ShownTable } from "../../../shared/domain/small-numbers/publication.ts";
import { notesTo, shareWords, tableNote, tableWords } from "../../../shared/domain/small-numbers/words.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { EarlierFigures } from "../../../shared/pages/earlier-figures.tsx";
import { Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { SatisfactionPolicy } from "../../../shared/policy/satisfaction.ts";
import { ANSWERED } from "../rules/feedback-tables.ts";
import { heardIn, weightedShare } from "../rules/heard.ts";
import { HEARING_WORDS, TABLE_WORDS, WHAT_FOR } from "./figures-words.ts";

export interface FiguresProps {
  readonly council: string;
  /** What was published, and the periods before; undefined where nothing was yet. */
  readonly figures: { readonly publication: Publication; readonly earlier: readonly Period[] } | undefined;
  readonly policy: SatisfactionPolicy;
}

const TITLE = "What people say of their support";

/** The figures of a month, for staff. */
export const staffFiguresPage = (request: PageRequest, props: FiguresProps): Page =>
  signedInPage(request, {
    title: TITLE,
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <Figures {...props} path={`/councils/${props.council}/feedback-figures`} csv={`/councils/${props.council}/feedback-figures.csv`}>
        <p class="govuk-body">
          These figures are for staff. They come out each month, once no one invited in it can answer any more.{" "}
          <a class="govuk-link" href={`/feedback-figures/${props.council}`}>
            See what everyone sees
          </a>
        </p>
      </Figures>
    ),
  });

/** The figures of a quarter, for everyone. */
export const publicFiguresPage = (props: FiguresProps): string =>
  renderPage({
    title: TITLE,
    path: "/feedback-figures",
    council: props.council,
    children: (
      <Figures {...props} path={`/feedback-figures/${props.council}`} csv={`/feedback-figures/${props.council}/figures.csv`}>
        <p class="govuk-body">
          We ask people who pay for their support with a direct payment how it is going. These figures come out four times a year, and then do not change.
        </p>
      </Figures>
    ),
  });

interface Framed extends FiguresProps {
  readonly path: string;
  readonly csv: string;
  readonly children: ComponentChildren;
}

function Figures({ council, figures, policy, path, csv, children }: Framed) {
  return (
    <>
      <span class="govuk-caption-l">{councilWords(council)}</span>
      <h1 class="govuk-heading-l">{TITLE}</h1>
      {children}
      <p class="govuk-body">{WHAT_FOR}</p>
      {figures ? (
        <Published {...figures} policy={policy} path={path} csv={csv} />
      ) : (
        <p class="govuk-body">
          <strong>There are no figures yet.</strong> We show them once people have been asked, and the time to answer is over.
        </p>
      )}
    </>
  );
}

interface PublishedProps extends Pick<Framed, "path" | "csv" | "policy"> {
  readonly publication: Publication;
  readonly earlier: readonly Period[];
}

function Published({ publication, earlier, policy, path, csv }: PublishedProps) {
  const { period, publishedOn, correction, tables } = publication;
  const tableOf = (id: string) => tables.find((table) => table.id === id);
  const [answered, satisfied] = [tableOf("answered-by-area"), tableOf("satisfied-by-area")];
  return (
    <>
      <h2 class="govuk-heading-m">People who were invited in {periodWords(period)}</h2>
      <p class="govuk-body">Published on {longDate(publishedOn)}.</p>
      {correction === undefined ? null : <WarningText text={`These figures replace earlier ones. ${correction}`} />}
      <p class="govuk-body">{tableNote(publication)}</p>
      {answered && satisfied ? <Weighted answered={answered} satisfied={satisfied} rules={publication.rules} policy={policy} /> : null}
      {tables.length === 0 ? <p class="govuk-body">Too few people were invited to show any figure.</p> : null}
      {tables.map((table) => (
        <Table table={table} rules={publication.rules} policy={policy} csv={`${csv}?${new URLSearchParams({ period, table: table.id })}`} />
      ))}
      <EarlierFigures path={path} earlier={earlier} />
    </>
  );
}

/** What shares are worked out by. */
interface Worked {
  readonly rules: Publication["rules"];
  readonly policy: SatisfactionPolicy;
}

/** The one share for all areas, where there are enough answers: as if people of each area had answered as they were invited. */
function Weighted({ answered, satisfied, rules, policy }: Worked & { readonly answered: ShownTable; readonly satisfied: ShownTable }) {
  const share = weightedShare(answered, satisfied, "satisfied-good", rules, policy);
  return share ? (
    <p class="govuk-body">
      <strong>About {shareWords(share)} of those who answered are satisfied,</strong> if we count each service area as it was invited.
    </p>
  ) : null;
}

function Table({ table, rules: steps, policy, csv }: Worked & { readonly table: ShownTable; readonly csv: string }) {
  const { head, rows } = tableWords(table);
  const title = TABLE_WORDS[table.id] ?? table.title;
  const whether = table.columns.some(({ id }) => id === ANSWERED);
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
      {whether ? <Heard table={table} title={title} rules={steps} policy={policy} /> : null}
      <p class="govuk-body">
        <a class="govuk-link" href={csv}>
          Download this table (CSV)<span class="govuk-visually-hidden">: {title}</span>
        </a>
      </p>
    </>
  );
}

/** How many of each band answered, and whether each is heard as it was invited: worked out from the table above it. */
function Heard({ table, title, rules, policy }: Worked & { readonly table: ShownTable; readonly title: string }) {
  const bands = heardIn(table, rules, policy).filter(({ rate, ofInvited }) => rate ?? ofInvited);
  if (bands.length === 0) return null;
  const caption = `${title}: shares`;
  return (
    <StackingTable
      caption={caption}
      captionClasses="govuk-visually-hidden"
      firstCellIsHeader
      head={[table.title, "Share who answered", "Share of all invited", "Share of all answers", "Are they heard?"].map((text) => ({ text }))}
      rows={bands.map(({ name, rate, ofInvited, ofAnswered, hearing }) => ({
        cells: [
          { text: name },
          ...[rate, ofInvited, ofAnswered].map((share) => ({ text: shareWords(share) })),
          { text: hearing === "less" ? <Tag text={HEARING_WORDS[hearing]} classes="govuk-tag--yellow" /> : HEARING_WORDS[hearing] },
        ],
      }))}
    />
  );
}
