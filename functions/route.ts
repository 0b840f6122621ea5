import type { Action } from "../shared/access/policy.ts";
import type { LimitName } from "../shared/policy/service.ts";
import type { FunctionName } from "./functions.ts";
import type { RecordOf } from "./record-values.ts";

/** One route of the service. CDK, the local system, the API description, the guard and the handlers all read this list. */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH";
  /** As HTTP API writes paths; `$default` is everything no other route takes. */
  readonly path: string;
  readonly function: FunctionName;
  /** The name of its handler in its function. */
  readonly handler: string;
  /** Anybody, or whom the policy table (`shared/access/policy.ts`) allows this action. */
  readonly who: "anyone" | Action;
  /** Which kind of record the action is on. Left out where anybody may call. */
  readonly of?: RecordOf;
  /** How often one person, and one network address, may call it. */
  readonly limit?: LimitName;
  /** A file may come with its form. */
  readonly takesFile?: true;
  readonly summary: string;
}

/**
 * The methods by which a route is asked. HTTP API takes HEAD to no route of GET, so what anybody may see is routed for
 * both; but not what does something besides, which has a limit, nor what needs to know who asks.
 */
export const methodsOf = ({ method, path, who, limit }: Route): readonly (Route["method"] | "HEAD")[] =>
  method === "GET" && who === "anyone" && limit === undefined && path !== "$default" ? ["GET", "HEAD"] : [method];

/** The key HTTP API knows a route by. */
export const routeKey = ({ method, path }: Pick<Route, "path"> & { readonly method: Route["method"] | "HEAD" }): string =>
  path === "$default" ? path : `${method} ${path}`;
