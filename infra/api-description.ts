import { LIST_PARAMETERS, SearchQuery } from "../functions/directory/search/search.contract.ts";
import { SEARCH_PARAMETERS } from "../functions/directory/search/search.description.ts";
import { type Route, routes } from "../functions/routes.ts";

/** The OpenAPI description of the API, from the one route list and the contracts. */
export function apiDescription(): object {
  const api = routes.filter(({ path }) => path.startsWith("/api/"));
  return {
    openapi: "3.1.0",
    info: {
      title: "Trellis directory",
      version: "1",
      description: "Find accredited personal assistants and providers near a place. Open to all, without a key.",
    },
    paths: Object.fromEntries(api.map((route) => [route.path, { get: operation(route) }])),
  };
}

function operation({ path, handler, summary }: Route): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const inQuery = handler === "search" ? searchParameters() : [];
  const problem = { "application/problem+json": { schema: { $ref: "https://www.rfc-editor.org/rfc/rfc9457" } } };
  return {
    operationId: handler,
    summary,
    parameters: [...inPath, ...inQuery],
    responses: {
      200: { description: "The answer", content: { "application/json": {} } },
      ...(inQuery.length > 0 ? { 400: { description: "Parameters that cannot be used, each named", content: problem } } : {}),
      ...(inQuery.length + inPath.length > 0 ? { 404: { description: "Nothing there; for a place, what it may have been", content: problem } } : {}),
    },
  };
}

function searchParameters(): readonly object[] {
  return Object.keys(SearchQuery.def.shape).map((name) => {
    const known = Object.entries(SEARCH_PARAMETERS).find(([own]) => own === name)?.[1];
    const list = LIST_PARAMETERS.has(name);
    return {
      name,
      in: "query",
      required: name === "near",
      description: known?.description,
      schema: list ? { type: "array", items: known?.schema } : known?.schema,
      ...(list ? { style: "form", explode: true } : {}),
    };
  });
}
