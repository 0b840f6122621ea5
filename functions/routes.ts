import * as z from "zod/mini";
import type { HttpHandler } from "../shared/http/http-function.ts";
import { PUBLIC_PARTITIONS } from "../shared/table/keys.ts";
import { PublicEnv } from "./directory/public.env.ts";
import { SnapshotEnv } from "./directory/snapshot.env.ts";

/** Who may call a route. Nothing but `anyone` exists before sign-in does; the gateway refuses the rest. */
export type Caller = "anyone";

/** One route of the service. CDK, the local system, the API description and the handlers all read this list. */
export interface Route {
  readonly method: "GET";
  /** As HTTP API writes paths; `$default` is everything no other route takes. */
  readonly path: string;
  readonly function: FunctionName;
  /** The name of its handler in its function. */
  readonly handler: string;
  readonly who: Caller;
  readonly summary: string;
}

/** What a function may do with the table, and in which partitions. */
export type TableAccess = { readonly mode: "none" } | { readonly mode: "read" | "write"; readonly partitions: readonly string[] };

/** A Lambda function: its entry, its environment, and the least it must be allowed. */
export interface FunctionSpec {
  readonly entry: string;
  readonly env: z.core.$ZodObject;
  readonly table: TableAccess;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Who is harmed, and how, when it fails: said by its alarm. */
  readonly ifItFails: string;
  /** Woken by the clock, or by records of the table's stream. */
  readonly schedule?: { readonly everyMinutes: number };
  /** A filter on the table's stream, in EventBridge's pattern language. */
  readonly stream?: { readonly filter: object };
}

export const functions = {
  public: {
    entry: "functions/directory/public.handler.ts",
    env: PublicEnv,
    table: { mode: "read", partitions: [PUBLIC_PARTITIONS] },
    memoryMb: 1024,
    timeoutSeconds: 10,
    ifItFails: "People cannot search for support or see a listing.",
  },
  assets: {
    entry: "functions/assets/assets.handler.ts",
    env: z.object({}),
    table: { mode: "none" },
    memoryMb: 256,
    timeoutSeconds: 5,
    ifItFails: "Pages appear without their style, and are harder to read.",
  },
  snapshot: {
    entry: "functions/directory/snapshot.handler.ts",
    env: SnapshotEnv,
    table: { mode: "write", partitions: [PUBLIC_PARTITIONS] },
    memoryMb: 1769,
    timeoutSeconds: 120,
    ifItFails: "Searches stay right but grow slower as changes pile up behind the snapshot.",
    schedule: { everyMinutes: 15 },
    stream: { filter: { dynamodb: { NewImage: { entity: { S: ["log-record"] }, snapshotDue: { BOOL: [true] } } } } },
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functions;

export const routes = [
  { method: "GET", path: "/", function: "public", handler: "home", who: "anyone", summary: "Ask where support is needed" },
  { method: "GET", path: "/search", function: "public", handler: "searchPage", who: "anyone", summary: "Show who can come there" },
  { method: "GET", path: "/listings/{id}", function: "public", handler: "listingPage", who: "anyone", summary: "Show one person or provider" },
  { method: "GET", path: "/about-the-list", function: "public", handler: "aboutTheList", who: "anyone", summary: "Say what the checks mean" },
  { method: "GET", path: "/safety", function: "public", handler: "safety", who: "anyone", summary: "Say where to get help when somebody may be at risk" },
  { method: "GET", path: "/accessibility", function: "public", handler: "accessibility", who: "anyone", summary: "The accessibility statement" },
  { method: "GET", path: "/api/search", function: "public", handler: "search", who: "anyone", summary: "Find listings that can come to a place" },
  { method: "GET", path: "/api/listings/{id}", function: "public", handler: "listing", who: "anyone", summary: "One public listing" },
  {
    method: "GET",
    path: "/api/taxonomy",
    function: "public",
    handler: "taxonomy",
    who: "anyone",
    summary: "The codes of services, client groups, skills and languages",
  },
  { method: "GET", path: "/api/openapi.json", function: "assets", handler: "openapi", who: "anyone", summary: "This description" },
  { method: "GET", path: "/assets/{proxy+}", function: "assets", handler: "asset", who: "anyone", summary: "Style, script and fonts" },
  { method: "GET", path: "$default", function: "public", handler: "nothing", who: "anyone", summary: "Say that nothing is there" },
] as const satisfies readonly Route[];

/** The key HTTP API knows a route by. */
export const routeKey = ({ method, path }: Pick<Route, "method" | "path">): string => (path === "$default" ? path : `${method} ${path}`);

type HandlerName<Name extends FunctionName> = Extract<(typeof routes)[number], { readonly function: Name }>["handler"];

/** A function's handlers by route key. A route without a handler, or a handler without a route, does not compile. */
export function handlersByRoute<const Name extends FunctionName>(
  name: Name,
  handlers: Readonly<Record<HandlerName<Name>, HttpHandler>>,
): Readonly<Record<string, HttpHandler>> {
  const byName = new Map(Object.entries<HttpHandler>(handlers));
  return Object.fromEntries(
    routes.flatMap((route) => {
      const handler = route.function === name ? byName.get(route.handler) : undefined;
      return handler ? [[routeKey(route), handler]] : [];
    }),
  );
}
