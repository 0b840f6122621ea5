import * as z from "zod/mini";
import { apiContracts } from "../functions/api-contracts.ts";
import { LIST_PARAMETERS, SearchQuery } from "../functions/directory/search/search.contract.ts";
import { SEARCH_PARAMETERS } from "../functions/directory/search/search.description.ts";
import type { Route } from "../functions/route.ts";
import { routes } from "../functions/routes.ts";
import type { ApiContract } from "../shared/http/contract.ts";
import { ProblemBody } from "../shared/http/problem-body.ts";

/** The OpenAPI 3.1 description of the API, from the one route list and the contracts. */
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
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: { Problem: schemaOf(ProblemBody, "output") },
    },
    paths: Object.fromEntries(
      [...byPath].map(([path, known]) => [path, Object.fromEntries(known.map((route) => [route.method.toLowerCase(), operation(route)]))]),
    ),
  };
}

const contracts = new Map<string, ApiContract>(Object.entries(apiContracts));

/** The contract of an API route. Throws where there is none, which the compiler has seen to. */
function contractOf({ handler }: Route): ApiContract {
  const contract = contracts.get(handler);
  if (!contract) throw new Error(`No contract for ${handler}`);
  return contract;
}

function operation(route: Route): object {
  const { path, handler, summary, who, method } = route;
  const { bodies, answers, problems } = contractOf(route);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const inQuery = handler === "search" ? searchParameters() : [];
  return {
    operationId: handler,
    summary,
    ...(who === "anyone" ? {} : { security: [{ bearer: [] }], "x-action": who }),
    parameters: [...inPath, ...inQuery, ...headersOf(method, problems)],
    ...(bodies ? { requestBody: { required: true, content: { "application/json": { schema: allOf(bodies) } } } } : {}),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, schema]) => [status, answerOf(Number(status), schema)])),
      ...Object.fromEntries(problems.map((status) => [status, problemOf(status)])),
    },
  };
}

const ANSWER_WORDS: Readonly<Record<number, string>> = { 200: "The answer", 201: "Made", 202: "Taken: it is done later" };

const answerOf = (status: number, schema: z.core.$ZodType): object => ({
  description: ANSWER_WORDS[status] ?? "The answer",
  content: { "application/json": { schema: schemaOf(schema, "output") } },
});

const PROBLEM_WORDS: Readonly<Record<number, string>> = {
  400: "What cannot be used, each part named",
  401: "No valid token. Where the gateway says so, it is without a body of this shape",
  403: "Not allowed in this role",
  404: "Nothing there, or no permission to see it; for a place, what it may have been",
  412: "Changed in the meantime",
  413: "More than can be sent in one request",
  415: "The body is not JSON",
  422: "A rule does not allow it, or the key was used for something else",
  428: "If-Match is missing",
  429: "Asked too often; Retry-After says for how long",
  500: "A fault of ours",
  503: "Very busy; Retry-After says when to try again",
};

/** Throws for a status nobody has put into words. */
function problemOf(status: number): object {
  const description = PROBLEM_WORDS[status];
  if (description === undefined) throw new Error(`No words for the status ${status}: add them to infra/api-description.ts`);
  const retryAfter = { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } };
  return {
    description,
    ...(status === 429 || status === 503 ? { headers: retryAfter } : {}),
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}

/** What must be sent beside the body: a key for what must not be done twice, the version for what is changed. */
function headersOf(method: Route["method"], problems: readonly number[]): readonly object[] {
  const header = (name: string, required: boolean, description: string) => ({ name, in: "header", required, description, schema: { type: "string" } });
  const versionNeeded = problems.includes(428);
  return [
    ...(method === "POST" ? [header("Idempotency-Key", true, "New for each request, the same for each try.")] : []),
    ...(versionNeeded ? [header("If-Match", true, "The ETag of what was read.")] : []),
  ];
}

/** What a body must meet. Refinements that JSON Schema cannot say are left to the answer's own words. */
function allOf(bodies: readonly z.core.$ZodType[]): object {
  const schemas = bodies.map((body) => schemaOf(body, "input"));
  return schemas.length === 1 ? (schemas[0] ?? {}) : { allOf: schemas };
}

/** A schema in JSON Schema. Answers may gain fields: whoever reads them is not told that there are no others. */
function schemaOf(schema: z.core.$ZodType, io: "input" | "output"): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return described;
}

function searchParameters(): readonly object[] {
  return Object.keys(SearchQuery.def.shape).map((name) => {
    const known = Object.entries(SEARCH_PARAMETERS).find(([parameter]) => parameter === name)?.[1];
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
