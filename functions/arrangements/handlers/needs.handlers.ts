import { afterIn } from "../../../shared/http/form-fields.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { needsPage } from "../pages/needs.page.tsx";
import type { RequestDeps } from "../use-cases/request-ports.ts";

/** Staff roles that may see whose need it was: a commissioner sees what is missing, and nobody's name. */
const SEES_PEOPLE = ["review-officer", "administrator"];

/** Handlers of the page on which officers see which support could not be found. */
export function needsHandlers({ store }: Pick<RequestDeps, "store">) {
  return {
    needs: (async (request) => {
      const after = afterIn(request.query);
      const { records, next } = await store.councilNeeds(request.record, after.ok ? after.value : undefined);
      const names = SEES_PEOPLE.includes(request.as);
      const requests = names ? await Promise.all(records.map(({ body }) => store.request(body.id))) : [];
      const needs = records.map(({ body }, index) => {
        const found = requests[index]?.body;
        return { need: body, person: found === undefined || found.erasedAt !== undefined ? undefined : found.owner };
      });
      return needsPage(request, { council: request.record, needs, next, names });
    }) satisfies HandlerOf<"council">,
  };
}
