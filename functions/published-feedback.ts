import type { Period } from "../shared/domain/small-numbers/period.ts";
import type { ShownCount } from "../shared/domain/small-numbers/publication.ts";
import type { PlainDate } from "../shared/domain/time.ts";
import type { Table } from "../shared/table/table-client.ts";
import { ANSWERED } from "./satisfaction/rules/feedback-tables.ts";
import { shownIn } from "./satisfaction/rules/heard.ts";
import { dynamoShownFigures } from "./satisfaction/store/dynamo-figures-store.ts";

type GoodAndBad = { readonly good?: ShownCount | undefined; readonly bad?: ShownCount | undefined };

/** A council's newest figures of feedback as everyone sees them, of all areas together: read from what was published, and from nothing else. */
export function publishedFeedback(table: Table): (council: string) => Promise<
  | {
      readonly period: Period;
      readonly publishedOn: PlainDate;
      readonly invited?: ShownCount | undefined;
      readonly answered?: ShownCount | undefined;
      readonly satisfied: GoodAndBad;
      readonly control: GoodAndBad;
    }
  | undefined
> {
  const figures = dynamoShownFigures(table);
  return async (council) => {
    const stored = await figures.newest("public", council);
    if (!stored) return undefined;
    const { period, publishedOn, tables } = stored.publication;
    const all = (id: string, column: string): ShownCount | undefined => {
      const table = tables.find((one) => one.id === id);
      const shown = table && shownIn(table, table.totals, column);
      return shown && "notShown" in shown ? undefined : shown;
    };
    const scale = (about: "satisfied" | "control"): GoodAndBad => ({
      good: all(`${about}-by-area`, `${about}-good`),
      bad: all(`${about}-by-area`, `${about}-bad`),
    });
    const invited = tables.find(({ id }) => id === "answered-by-area")?.totals?.total;
    return {
      ...{ period, publishedOn, answered: all("answered-by-area", ANSWERED), satisfied: scale("satisfied"), control: scale("control") },
      ...(invited && !("notShown" in invited) ? { invited } : {}),
    };
  };
}
