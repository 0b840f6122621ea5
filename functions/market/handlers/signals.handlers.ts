import { Period } from "../../../shared/domain/small-numbers/period.ts";
import { tableCsv } from "../../../shared/domain/small-numbers/words.ts";
import type { ShownFigures, StoredFigures } from "../../../shared/figures/ports.ts";
import { nothingHere } from "../../../shared/http/answers.ts";
import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { signalsPage } from "../pages/signals.page.tsx";

/** Handlers of signals of missing support: page and file are made of one publication, and of nothing else. */
export function signalsHandlers({ shownSignals }: { readonly shownSignals: ShownFigures }) {
  /** What the address asks for; undefined where there is no such period. Where none is named and nothing was published yet, `figures` is undefined. */
  const found = async (council: string, query: URLSearchParams): Promise<{ readonly figures: StoredFigures | undefined } | undefined> => {
    const named = query.get("period");
    if (named === null) return { figures: await shownSignals.newest("staff", council) };
    const period = Period.safeParse(named);
    const figures = period.success ? await shownSignals.newest("staff", council, period.data) : undefined;
    return figures && { figures };
  };
  return {
    signals: (async (request) => {
      const shown = await found(request.record, request.query);
      return shown ? signalsPage(request, { council: request.record, ...shown }) : nothingHere();
    }) satisfies HandlerOf<"council">,

    signalsCsv: (async ({ record: council, query }) => {
      const shown = await found(council, query);
      if (!shown) return nothingHere();
      if (!shown.figures) return csvAnswer("signals", ["There are no figures yet"], []);
      const { publication } = shown.figures;
      const id = query.get("table");
      const table = publication.tables.find((one) => id === null || one.id === id);
      if (!table) return nothingHere();
      const { head, rows } = tableCsv(publication, table);
      return csvAnswer(`${table.id}-${publication.period.replace("/", "-")}`, head, rows);
    }) satisfies HandlerOf<"council">,
  };
}
