import { inject } from "vitest";
import { publicDirectory } from "../../functions/directory/entries/public.composition.ts";
import { publicHandlers } from "../../functions/directory/handlers/public.handlers.ts";
import { handlersByRoute } from "../../functions/handlers-by-route.ts";
import { methodsOf, type Route, routeKey } from "../../functions/route.ts";
import { routes } from "../../functions/routes.ts";
import { httpFunction } from "../../shared/http/http-function.ts";
import { problemPage } from "../../shared/pages/problem.page.tsx";
import { expectDeclared } from "./api-contract.ts";
import { testEdge, throughEdge } from "./edge.ts";
import { parametersBy } from "./route-paths.ts";
import type { TestTable } from "./tables.ts";
import { TEST_MS } from "./time-outs.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly json: () => any;
  readonly cookies?: readonly string[] | undefined;
}

const every: readonly Route[] = routes;

export const gazetteerFile = inject("gazetteerFile");

/** The public function over a table, with its real middy stack, called as API Gateway calls it. */
export function publicFunction({ environmentOf }: Pick<TestTable, "environmentOf">, now: () => number = () => Date.parse("2026-11-22T12:00:00Z")) {
  const directory = publicDirectory({ ...environmentOf("public"), SITE_ADDRESS: "https://trellis.example" }, { now, gazetteerFile });
  const handler = httpFunction(handlersByRoute("public", publicHandlers(directory)), testEdge, problemPage);
  const ask = async (
    method: "GET" | "HEAD" | "POST",
    url: string,
    { cookie, ...headers }: Readonly<Record<string, string>> = {},
    address?: string,
    body?: string,
  ): Promise<Answer> => {
    const mark = url.indexOf("?");
    const rawPath = mark < 0 ? url : url.slice(0, mark);
    const matching = every.find((route) => route.path !== "$default" && methodsOf(route).includes(method) && parametersBy(route, rawPath));
    const event = {
      routeKey: matching ? routeKey({ ...matching, method }) : "$default",
      rawPath,
      rawQueryString: mark < 0 ? "" : url.slice(mark + 1),
      ...(cookie === undefined ? {} : { cookies: cookie.split("; ") }),
      headers: { ...headers, ...throughEdge(address) },
      pathParameters: (matching && parametersBy(matching, rawPath)) ?? {},
      requestContext: { requestId: "test", http: { method } },
      ...(body === undefined ? {} : { body }),
    };
    const result = await handler(event, CONTEXT);
    if (method === "GET" && matching?.path.startsWith("/api/")) expectDeclared(matching, result);
    return { status: result.statusCode, headers: result.headers, body: result.body, json: () => JSON.parse(result.body), cookies: result.cookies };
  };
  const get = (url: string, headers?: Readonly<Record<string, string>>, address?: string) => ask("GET", url, headers, address);
  /** And what its reading has cost so far. */
  return Object.assign(get, {
    head: (url: string) => ask("HEAD", url),
    post: (url: string, body: string, headers?: Readonly<Record<string, string>>) => ask("POST", url, headers, undefined, body),
    meter: directory.reader.meter,
  });
}

const CONTEXT: any = { getRemainingTimeInMillis: () => TEST_MS };
