import { type Period, periodWords } from "../domain/small-numbers/period.ts";

/** Links to what was published of earlier periods, on the page of published figures; nothing where there are none. */
export const EarlierFigures = ({ path, earlier }: { readonly path: string; readonly earlier: readonly Period[] }) =>
  earlier.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">Earlier figures</h2>
      <ul class="govuk-list">
        {earlier.map((one) => (
          <li>
            <a class="govuk-link" href={`${path}?${new URLSearchParams({ period: one })}`}>
              {periodWords(one)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
