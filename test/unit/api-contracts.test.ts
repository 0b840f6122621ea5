import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { apiContracts } from "../../functions/api-contracts.ts";
import type { Route } from "../../functions/route.ts";
import { routes } from "../../functions/routes.ts";
import { apiDescription } from "../../infra/api-description.ts";
import { type ApiContract, answer, PROBLEMS } from "../../shared/http/contract.ts";
import { httpFunction } from "../../shared/http/http-function.ts";
import { expectDeclared } from "../support/api-contract.ts";
import { testEdge, throughEdge } from "../support/edge.ts";

const apiRoutes: readonly Route[] = routes.filter(({ path }) => path.startsWith("/api/"));
const contracts = new Map<string, ApiContract>(Object.entries(apiContracts));

describe("contracts of the API", () => {
  it("are there for every route, and for nothing else", () => {
    expect([...contracts.keys()].toSorted()).toEqual(apiRoutes.map(({ handler }) => handler).toSorted());
  });
  it("declare what the guard may answer by itself", () => {
    for (const { handler, who, method } of apiRoutes) {
      const { answers, problems } = contracts.get(handler) ?? { answers: {}, problems: [] };
      const least = who === "anyone" ? PROBLEMS.open : method === "GET" ? PROBLEMS.read : method === "POST" ? PROBLEMS.once : PROBLEMS.change;
      expect(problems, handler).toEqual(expect.arrayContaining([...least]));
      expect(new Set(problems).size, handler).toBe(problems.length);
      expect(
        Object.keys(answers).every((status) => /^20\d$/.test(status)),
        handler,
      ).toBe(true);
      expect(Object.keys(answers).length, handler).toBeGreaterThan(0);
    }
  });
});

const contract = { answers: { 200: z.object({ name: z.string(), age: z.optional(z.number()) }) }, problems: PROBLEMS.open } as const;

describe("an answer by its contract", () => {
  it("leaves out what is not declared", () => {
    const stored = { name: "Amber Applewhistle", postcode: "LE13 1GH" };
    expect(answer(contract, 200, stored, { etag: '"3"' })).toEqual({
      kind: "json",
      status: 200,
      json: '{"name":"Amber Applewhistle"}',
      headers: { etag: '"3"' },
    });
  });
  it("is a fault, and says nothing of what it held, where it is not what was declared", async () => {
    const unsuitable: { name: any } = { name: { secret: "LE13 1GH" } };
    expect(() => answer(contract, 200, unsuitable)).toThrow("An answer of status 200 does not meet its contract");
    const handler = httpFunction({ "GET /api/made-up": async () => answer(contract, 200, unsuitable) }, testEdge);
    const event = { routeKey: "GET /api/made-up", rawPath: "/api/made-up", rawQueryString: "", headers: throughEdge(), requestContext: { requestId: "r" } };
    const context: any = { getRemainingTimeInMillis: () => 10_000 };
    const { statusCode, body } = await handler(event, context);
    expect({ statusCode, leaks: body.includes("LE13") }).toEqual({ statusCode: 500, leaks: false });
  });
});

describe("the check of every answer in tests", () => {
  const result = (statusCode: number, body: object, type = "application/json") => ({
    statusCode,
    headers: { "content-type": type },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  });
  const ended = { handler: "apiEndSessions" };
  const problem = { type: "/problems/made-up", title: "Made up", status: 403, instance: "r" };
  it("lets through what is declared", () => {
    expectDeclared(ended, result(200, { ended: true }));
    expectDeclared(ended, result(403, problem, "application/problem+json"));
  });
  it.each([
    ["another status", 204, { ended: true }, "application/json"],
    ["another type of content", 200, { ended: true }, "text/html"],
    ["a field more", 200, { ended: true, postcode: "LE13 1GH" }, "application/json"],
    ["a field less", 200, {}, "application/json"],
    ["a problem with a field of its own", 403, { ...problem, why: "because" }, "application/problem+json"],
  ])("refuses %s", (_, status, body, type) => {
    expect(() => expectDeclared(ended, result(status, body, type))).toThrow(/^apiEndSessions answered/);
  });
});

/** Everything in a JSON document that stands under a name, with where it stands. */
function* named(value: unknown, name: string, at = "#"): Generator<readonly [string, unknown]> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === name) yield [`${at}/${key}`, inner];
    yield* named(inner, name, `${at}/${key}`);
  }
}

describe("the API's description", () => {
  const description = JSON.parse(JSON.stringify(apiDescription()));
  const JsonSchema = z.looseObject({
    type: z.optional(z.enum(["object", "array", "string", "number", "integer", "boolean", "null"])),
    $ref: z.optional(z.string()),
    required: z.optional(z.array(z.string())),
    properties: z.optional(z.record(z.string(), z.looseObject({}))),
  });
  const Content = z.partialRecord(z.enum(["application/json", "application/problem+json"]), z.object({ schema: JsonSchema }));
  const Operation = z.strictObject({
    operationId: z.string(),
    summary: z.string(),
    security: z.optional(z.array(z.record(z.string(), z.array(z.string())))),
    "x-action": z.optional(z.string()),
    parameters: z.array(
      z.strictObject({
        name: z.string(),
        in: z.enum(["path", "query", "header"]),
        required: z.boolean(),
        description: z.optional(z.string()),
        schema: JsonSchema,
        style: z.optional(z.literal("form")),
        explode: z.optional(z.boolean()),
      }),
    ),
    requestBody: z.optional(
      z.strictObject({ required: z.boolean(), content: z.partialRecord(z.literal("application/json"), z.object({ schema: JsonSchema })) }),
    ),
    responses: z.record(
      z.string().check(z.regex(/^[2-5]\d\d$/)),
      z.strictObject({ description: z.string().check(z.minLength(1)), headers: z.optional(z.looseObject({})), content: Content }),
    ),
  });
  const Description = z.strictObject({
    openapi: z.string().check(z.regex(/^3\.1\.\d$/)),
    info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
    components: z.strictObject({
      securitySchemes: z.record(z.string(), z.looseObject({ type: z.literal("http") })),
      schemas: z.record(z.string(), JsonSchema),
    }),
    paths: z.record(z.string().check(z.regex(/^\/api\//)), z.partialRecord(z.enum(["get", "post", "patch"]), Operation)),
  });

  it("is of the shape OpenAPI 3.1 asks for", () => {
    expect(z.safeParse(Description, description)).toEqual({ success: true, data: description });
  });
  it("points nowhere but into itself", () => {
    const refs = [...named(description, "$ref")];
    expect(refs.length).toBeGreaterThan(0);
    for (const [at, ref] of refs) {
      const found = String(ref).startsWith("#/")
        ? String(ref)
            .slice(2)
            .split("/")
            .reduce<any>((inner, name) => inner?.[name], description)
        : undefined;
      expect(found, `${at} -> ${String(ref)}`).toBeDefined();
    }
  });
  it("requires no field that it does not describe", () => {
    for (const [at, required] of named(description, "required")) {
      if (!Array.isArray(required)) continue;
      const schema = at
        .slice(2)
        .split("/")
        .slice(0, -1)
        .reduce<any>((inner, name) => inner?.[name], description);
      if (schema) expect(Object.keys(schema.properties), at).toEqual(expect.arrayContaining(required));
    }
  });
  it("gives each route its own statuses, action and parameters", () => {
    for (const route of apiRoutes) {
      const operation = description.paths[route.path][route.method.toLowerCase()];
      const { answers, problems } = contracts.get(route.handler) ?? { answers: {}, problems: [] };
      expect(Object.keys(operation.responses).map(Number), route.handler).toEqual([...Object.keys(answers).map(Number), ...problems].toSorted((a, b) => a - b));
      expect(operation["x-action"], route.handler).toBe(route.who === "anyone" ? undefined : route.who);
      const inPath = operation.parameters.filter((one: { in: string }) => one.in === "path").map(({ name }: { name: string }) => name);
      expect(inPath, route.handler).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
    const ids = [...named(description, "operationId")].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it("meets the contract it gives itself", () => {
    expectDeclared(
      { handler: "openapi" },
      { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(description), isBase64Encoded: false },
    );
  });
});
