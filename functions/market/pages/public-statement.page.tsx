import { longDate } from "../../../shared/domain/time.ts";
import { informationPage } from "../../../shared/pages/information-page.tsx";
import { councilPolicy } from "../../../shared/policy/council.ts";
import type { Edition } from "../rules/statement.ts";
import { ratingSaid, StatementBody, type StatementBodyProps, serviceWords } from "./statement-body.tsx";

const TITLE = "Market position statement";

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
