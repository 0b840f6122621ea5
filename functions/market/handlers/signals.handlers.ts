import { tableCsv } from "../../../shared/domain/small-numbers/words.ts";
import type { ShownFigures } from "../../../shared/figures/ports.ts";
import { nothingHere } from "../../../shared/http/answers.ts";
import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { signalsPage } from "../pages/signals.page.tsx";
import { publishedFor } from "./published-for.handlers.ts";

/** Handlers of signals of missing support: page and file are made of one publication, and of nothing else. */
export function signalsHandlers({ shownSignals }: { readonly shownSignals: ShownFigures }) {
  return {
    signals: (async (request) => {
      const shown = await publishedFor(shownSignals, request.record, request.query);
      return shown ? signalsPage(request, { council: request.record, ...shown }) : nothingHere();
    }) satisfies HandlerOf<"council">,

    signalsCsv: (async ({ record: council, query }) => {
      const shown = await publishedFor(shownSignals, council, query);
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
