import * as z from "zod/mini";
import { apiBodies } from "../functions/accounts/handlers/api.contracts.ts";
import { LIST_PARAMETERS, SearchQuery } from "../functions/directory/search/search.contract.ts";
import { SEARCH_PARAMETERS } from "../functions/directory/search/search.description.ts";
import type { Route } from "../functions/route.ts";
import { routes } from "../functions/routes.ts";
import { vettingBodies } from "../functions/vetting/handlers/api.contracts.ts";

/** The OpenAPI description of the API, from the one route list and the contracts. */
export function apiDescription(): object {
  const api = routes.filter(({ path }) => path.startsWith("/api/"));
  const byPath = Map.groupBy<string, Route>(api, ({ path }) => path);
  return {
    openapi: "3.1.0",
    info: {
      title: "Trellis",
      version: "1",
      description: "Finding accredited personal assistants and providers is open to all, without a key. Everything else needs a bearer token.",
    },
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
    paths: Object.fromEntries([...byPath].map(([path, own]) => [path, Object.fromEntries(own.map((route) => [route.method.toLowerCase(), operation(route)]))])),
  };
}

const PROBLEM = { "application/problem+json": { schema: { $ref: "https://www.rfc-editor.org/rfc/rfc9457" } } };
const JSON_CONTENT = { "application/json": {} };

function operation(route: Route): object {
  const { path, handler, summary, who, method } = route;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const inQuery = handler === "search" ? searchParameters() : [];
  const bodies = { ...apiBodies, ...vettingBodies }[handler];
  return {
    operationId: handler,
    summary,
    ...(who === "anyone" ? {} : { security: [{ bearer: [] }], "x-action": who }),
    parameters: [...inPath, ...inQuery, ...headersOf(method)],
    ...(bodies ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(bodies) } } } } : {}),
    responses: {
      200: { description: "The answer", content: JSON_CONTENT },
      ...(method === "POST" ? { 201: { description: "Made", content: JSON_CONTENT } } : {}),
      ...(inQuery.length > 0 || bodies ? { 400: { description: "What cannot be used, each part named", content: PROBLEM } } : {}),
      ...(who === "anyone" ? {} : { 401: { description: "No valid token" }, 403: { description: "Not allowed in this role", content: PROBLEM } }),
      ...(inQuery.length + inPath.length > 0
        ? { 404: { description: "Nothing there, or not theirs to see; for a place, what it may have been", content: PROBLEM } }
        : {}),
      ...(method === "PATCH"
        ? { 412: { description: "Changed meanwhile", content: PROBLEM }, 428: { description: "If-Match is missing", content: PROBLEM } }
        : {}),
      ...(method === "POST" ? { 422: { description: "A rule does not allow it", content: PROBLEM } } : {}),
      ...(route.limit || handler === "search" ? { 429: { description: "Asked too often; Retry-After says for how long", content: PROBLEM } } : {}),
    },
  };
}

/** What must be sent beside the body: a key for what must not be done twice, the version for what is changed. */
function headersOf(method: Route["method"]): readonly object[] {
  const header = (name: string, required: boolean, description: string) => ({ name, in: "header", required, description, schema: { type: "string" } });
  if (method === "POST") return [header("Idempotency-Key", true, "New for each request, the same for each try.")];
  if (method === "PATCH") return [header("If-Match", true, "The ETag of what was read.")];
  return [];
}

/** A body's contracts as JSON Schema. Refinements it cannot say are left to the answer's own words. */
function schemaOf(contracts: readonly z.core.$ZodType[]): object {
  const schemas = contracts.map((contract) => z.toJSONSchema(contract, { io: "input", unrepresentable: "any" }));
  return schemas.length === 1 ? (schemas[0] ?? {}) : { allOf: schemas };
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
