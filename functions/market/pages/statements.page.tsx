import type { Versioned } from "../../../shared/audit/context.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { ChoiceField, type Typed, WordsField } from "../../../shared/pages/record-fields.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { DRAWN_SECTIONS, type MarketStatement, SECTIONS, type Section } from "../rules/statement.ts";
import { SECTION_WORDS, StatementBody, type StatementBodyProps, serviceWords } from "./statement-body.tsx";

const TITLE = "Market position statements";
const listPath = (council: string) => `/councils/${council}/market/statements`;

const states = ({ draft, published, withdrawn }: MarketStatement): readonly string[] => [
  ...(published ? [`Public since ${longDate(published.publishedOn)}`] : withdrawn ? [`Withdrawn on ${longDate(withdrawn.on)}`] : []),
  ...(draft ? ["Draft"] : []),
];

/** The sentences of the fields, in the order of the forms. */
export const STATEMENT_WRONG: Readonly<Record<string, string>> = {
  service: "Choose a service. You can only have one draft of each",
  ...Object.fromEntries(SECTIONS.map((section) => [section, `Enter ‘${SECTION_WORDS[section]}’ in 3,000 characters or fewer`])),
  why: "Say why you withdraw it, in 500 characters or fewer",
};
export const NOTHING_ASKED = `Write ‘${SECTION_WORDS.asking}’ and save the draft before you publish it`;

export interface StatementsProps extends Typed {
  readonly council: string;
  readonly statements: readonly MarketStatement[];
  /** Services that a draft can be begun for. */
  readonly services: readonly string[];
}

/** A council's statements, and where the next draft begins. */
export function statementsPage(request: PageRequest, { council, statements, services, form, errors }: StatementsProps): Page {
  return signedInPage(request, {
    title: TITLE,
    back: { href: `/councils/${council}/market`, text: "Where support is short" },
    errors,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        <p class="govuk-body">
          <a class="govuk-link" href={`/market-statements/${council}`}>
            View the public page
          </a>
          <br />
          <a class="govuk-link" href="/market-statements">
            Statements of all councils
          </a>
        </p>
        {statements.length === 0 ? (
          <p class="govuk-body">There are no statements yet.</p>
        ) : (
          <StackingTable
            caption="Statements by service"
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={["Service", "State"].map((text) => ({ text }))}
            rows={statements.map((statement) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/market-statement-drafts/${statement.id}`}>
                      {serviceWords(statement.service)}
                    </a>
                  ),
                },
                { text: states(statement).join(", ") || "Not public" },
              ],
            }))}
          />
        )}
        <h2 class="govuk-heading-m">Start a draft</h2>
        {services.length === 0 ? (
          <p class="govuk-body">There is no service without a draft that there are figures of.</p>
        ) : (
          <Form tokens={request.tokens} action={listPath(council)}>
            <ChoiceField
              form={form}
              errors={errors}
              name="service"
              label="Which service?"
              words={Object.fromEntries(services.map((service) => [service, serviceWords(service)]))}
            />
            <Button text="Start with figures of today" />
          </Form>
        )}
      </>
    ),
  });
}

const DONE: Readonly<Record<string, string>> = {
  draft: "The draft is started with the newest figures.",
  save: "The draft is saved.",
  redraw: "The draft has the newest figures.",
  publish: "It is published. Everyone can read it.",
  drop: "The draft is deleted.",
  withdraw: "It is no longer public.",
};

export interface StatementProps extends Typed, Pick<StatementBodyProps, "rating" | "classes"> {
  readonly statement: Versioned<MarketStatement>;
}

/** The words of a draft as its form has them. */
export const wordsIn = ({ draft }: MarketStatement): URLSearchParams =>
  new URLSearchParams(Object.entries(draft?.words ?? {}).flatMap(([section, words]) => (words === undefined ? [] : [[section, words]])));

/** Which figures gave a part the words that it began with. */
const DRAWN_FROM: Readonly<Record<(typeof DRAWN_SECTIONS)[number], string>> = {
  workforce: "‘Who can give support’ on the day of the draft’s figures. Numbers are rounded down by the rules for what everyone sees",
  said: "‘What people say of their support’, the newest that everyone sees",
};

type Draft = NonNullable<MarketStatement["draft"]>;
const drawnSection = (section: Section, { drawn }: Draft) => {
  const found = DRAWN_SECTIONS.find((one) => one === section);
  const words = found && drawn?.[found];
  return found && words !== undefined ? { from: DRAWN_FROM[found], words } : undefined;
};

/** What is to be said beside a part's field. */
function hintOf(section: Section, draft: Draft): { readonly hint?: string } {
  if (section === "asking") return { hint: "Where you want how much of what by when, and who providers can talk to" };
  const drawn = drawnSection(section, draft);
  return drawn ? { hint: `The draft starts with words from figures: ${drawn.from}. Change them as you like.` } : {};
}

/** What figures say, where a part says something else by now. */
function Drawn({ section, draft }: { readonly section: Section; readonly draft: Draft }) {
  const drawn = drawnSection(section, draft);
  if (drawn === undefined || drawn.words === draft.words[section]) return null;
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">What the figures say: {SECTION_WORDS[section]}</span>
      </summary>
      <div class="govuk-details__text">{drawn.words}</div>
    </details>
  );
}

/** One statement: its draft with its figures, to be written and published, and what is public. */
export function statementPage(request: PageRequest, { statement: { body, version }, rating, classes, form, errors }: StatementProps): Page {
  const { id, authority, service, draft, published, withdrawn } = body;
  const step = (move: string, text: string, secondary = true) => (
    <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-${move}` }} action={`/market-statement-drafts/${id}`} version={version}>
      <input type="hidden" name="move" value={move} />
      <Button text={text} {...(secondary ? { classes: "govuk-button--secondary" } : {})} />
    </Form>
  );
  return signedInPage(request, {
    title: `${TITLE}: ${serviceWords(service)}`,
    back: { href: listPath(authority), text: TITLE },
    done: DONE[request.query.get("done") ?? ""],
    errors,
    children: (
      <>
        <span class="govuk-caption-l">{TITLE}</span>
        <h1 class="govuk-heading-l">{serviceWords(service)}</h1>
        <p class="govuk-body">
          {states(body).map((state) => (
            <>
              <Tag text={state} classes="govuk-tag--grey" />{" "}
            </>
          ))}
        </p>
        {withdrawn ? (
          <p class="govuk-body">
            Edition {withdrawn.edition} was withdrawn. Why: <bdi>{withdrawn.why}</bdi>
          </p>
        ) : null}
        {draft ? (
          <>
            <p class="govuk-body">
              No one outside the council sees a draft. Its figures are those of {longDate(draft.figures.day)}: they stay as they are when you publish.
            </p>
            <details class="govuk-details" open>
              <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">How it reads</span>
              </summary>
              <div class="govuk-details__text">
                <StatementBody service={service} words={draft.words} figures={draft.figures} rating={rating} classes={classes} />
              </div>
            </details>
            {step("publish", "Publish", false)}
            {step("redraw", "Take the newest figures")}
            {step("drop", "Delete the draft")}
            <h2 class="govuk-heading-m">Write the draft</h2>
            <Form tokens={request.tokens} action={`/market-statement-drafts/${id}`} version={version} kept>
              <input type="hidden" name="move" value="save" />
              {SECTIONS.map((section) => (
                <>
                  <WordsField form={form} errors={errors} name={section} id={`words-${section}`} label={SECTION_WORDS[section]} {...hintOf(section, draft)} />
                  <Drawn section={section} draft={draft} />
                </>
              ))}
              <Button text="Save the draft" classes="govuk-button--secondary" />
            </Form>
          </>
        ) : null}
        {published ? (
          <>
            <h2 class="govuk-heading-m">What is public</h2>
            <p class="govuk-body">
              <a class="govuk-link" href={`/market-statements/${authority}/${service}`}>
                Edition {published.edition}, of {longDate(published.publishedOn)}
              </a>
            </p>
            <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-withdraw` }} action={`/market-statement-drafts/${id}`} version={version}>
              <input type="hidden" name="move" value="withdraw" />
              <WordsField form={form} errors={errors} name="why" label="Why do you withdraw it?" />
              <Button text="Withdraw" classes="govuk-button--warning" />
            </Form>
          </>
        ) : null}
      </>
    ),
  });
}
