import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { informationPage } from "../../../shared/pages/information-page.tsx";
import { councilPolicy } from "../../../shared/policy/council.ts";
import type { Edition } from "../rules/statement.ts";
import { ratingSaid, StatementBody, type StatementBodyProps, serviceWords } from "./statement-body.tsx";

const TITLE = "Market position statement";
const EVERY = "/market-statements";

/** Which councils published statements, of which kinds of support and when: for whoever looks for one. */
export function everyStatementPage(listed: readonly { readonly authority: string; readonly service: string; readonly publishedOn: PlainDate }[]): string {
  const councils = [...Map.groupBy(listed, ({ authority }) => authority)]
    .map(([council, statements]) => ({ council, name: councilPolicy(council).contact.name, statements }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en-GB"));
  return informationPage(
    { title: `${TITLE}s`, path: EVERY },
    <>
      <p class="govuk-body-l">
        Councils say here which support is needed in their area, and what there is. They say what they ask of the people and organisations that give it.
      </p>
      {councils.length === 0 ? <p class="govuk-body">No council has published one yet.</p> : null}
      {councils.map(({ council, name, statements }) => (
        <section aria-labelledby={council} class="trellis-block">
          <h2 class="govuk-heading-m" id={council}>
            <a class="govuk-link" href={`${EVERY}/${council}`}>
              {name}
            </a>
          </h2>
          <ul class="govuk-list govuk-list--bullet">
            {statements.map(({ service, publishedOn }) => (
              <li>
                <a class="govuk-link" href={`${EVERY}/${council}/${service}`}>
                  {serviceWords(service)}
                  <span class="govuk-visually-hidden">: {name}</span>
                </a>
                , published on {longDate(publishedOn)}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>,
  );
}

/** The statements that a council published, as everybody reads them. */
export const publicStatementsPage = (council: string, statements: readonly (Edition & { readonly service: string })[]): string =>
  informationPage(
    { title: `${TITLE}s`, path: `/market-statements/${council}`, council },
    <>
      <p class="govuk-body-l">
        What {councilPolicy(council).contact.name} says to people and organisations that give support: what is needed, what there is, and what is short.
      </p>
      {statements.length === 0 ? <p class="govuk-body">Nothing is published yet.</p> : null}
      <ul class="govuk-list govuk-list--spaced">
        {statements.map(({ service, publishedOn, figures }) => (
          <li>
            <a class="govuk-link" href={`/market-statements/${council}/${service}`}>
              {serviceWords(service)}
            </a>
            <br />
            Supply: {ratingSaid(figures).supply}. Demand: {ratingSaid(figures).demand}. Published on {longDate(publishedOn)}.
          </li>
        ))}
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href={EVERY}>
          Statements of all councils
        </a>
      </p>
    </>,
  );

/** One statement, to be read and printed. */
export const publicStatementPage = (
  council: string,
  { service, edition, publishedOn, words, figures }: Edition & { readonly service: string },
  { rating, classes }: Pick<StatementBodyProps, "rating" | "classes">,
): string =>
  informationPage(
    { title: `${TITLE}: ${serviceWords(service)}`, path: `/market-statements/${council}/${service}`, council },
    <>
      <p class="govuk-body">
        {councilPolicy(council).contact.name}. Edition {edition}, published on {longDate(publishedOn)}.
      </p>
      <p class="govuk-body trellis-screen">
        <a class="govuk-link" href={`/market-statements/${council}`}>
          All statements
        </a>
      </p>
      <StatementBody service={service} words={words} figures={figures} rating={rating} classes={classes} />
    </>,
  );
