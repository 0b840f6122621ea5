import type { ShownFigures } from "../../../shared/figures/ports.ts";
import { nothingHere } from "../../../shared/http/answers.ts";
import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { accreditationPage, applicationCsv } from "../pages/accreditation.page.tsx";
import { publishedFor } from "./published-for.handlers.ts";

/** Handlers of how far applications to be listed are: page and file are made of one publication, and of nothing else. */
export function accreditationHandlers({ shownApplications }: { readonly shownApplications: ShownFigures }) {
  return {
    accreditation: (async (request) => {
      const shown = await publishedFor(shownApplications, request.record, request.query);
      return shown ? accreditationPage(request, { council: request.record, ...shown }) : nothingHere();
    }) satisfies HandlerOf<"council">,

    accreditationCsv: (async ({ record: council, query }) => {
      const shown = await publishedFor(shownApplications, council, query);
      if (!shown) return nothingHere();
      if (!shown.figures) return csvAnswer("applications", ["There are no figures yet"], []);
      const { tables, period } = shown.figures.publication;
      const id = query.get("table");
      const table = tables.find((one) => id === null || one.id === id);
      if (!table) return nothingHere();
      const { head, rows } = applicationCsv(shown.figures, table);
      return csvAnswer(`${table.id}-${period.replace("/", "-")}`, head, rows);
    }) satisfies HandlerOf<"council">,
  };
}
