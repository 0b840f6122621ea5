import type { Versioned } from "../shared/audit/context.ts";
import type { GuardedHandler, GuardedRoute } from "../shared/http/guard.ts";
import type { HttpHandler } from "../shared/http/messages.ts";
import { pathMatcher } from "../shared/http/path-template.ts";
import type { Account } from "../shared/people/account.ts";
import type { FunctionName } from "./functions.ts";
import type { RecordOf, RecordValues } from "./record-values.ts";
import { type Route, routeKey } from "./route.ts";
import { routes } from "./routes.ts";

type RouteOf<Name extends FunctionName> = Extract<(typeof routes)[number], { readonly function: Name }>;
type OpenName<Name extends FunctionName> = Extract<RouteOf<Name>, { readonly who: "anyone" }>["handler"];
type Guarded<Name extends FunctionName> = Extract<RouteOf<Name>, { readonly of: RecordOf }>;

/** A handler of a route that only some may take. */
export type HandlerOf<Kind extends RecordOf> = GuardedHandler<Versioned<Account>, RecordValues[Kind]>;

/** Puts the guard before a handler. Written as a method: the guard of one slice knows only the records of its routes. */
export type Protect = { protect(route: GuardedRoute<RecordOf>, handler: HandlerOf<RecordOf>): HttpHandler }["protect"];

/** A function's handlers by route key. A route without a handler, or a handler without a route, does not compile. */
export function handlersByRoute<const Name extends FunctionName>(
  name: Name,
  open: Readonly<Record<OpenName<Name>, HttpHandler>>,
): Readonly<Record<string, HttpHandler>> {
  const byName = new Map(Object.entries<HttpHandler>(open));
  const all: readonly Route[] = routes;
  return Object.fromEntries(
    all.flatMap((route) => {
      const handler = route.function === name && route.who === "anyone" ? byName.get(route.handler) : undefined;
      return handler ? [[routeKey(route), handler]] : [];
    }),
  );
}

/** The same for the routes that the guard stands before. */
export function guardedByRoute<const Name extends FunctionName>(
  name: Name,
  protect: Protect,
  guarded: { readonly [Own in Guarded<Name> as Own["handler"]]: HandlerOf<Own["of"]> },
): Readonly<Record<string, HttpHandler>> {
  const byName = new Map(Object.entries<HandlerOf<RecordOf>>(guarded));
  const all: readonly Route[] = routes;
  return Object.fromEntries(
    all.flatMap((route) => {
      const { who, of } = route;
      const handler = byName.get(route.handler);
      if (route.function !== name || who === "anyone" || of === undefined || !handler) return [];
      return [[routeKey(route), protect({ ...route, who, of }, handler)]];
    }),
  );
}

const pagesForPeople = routes
  .filter(({ method, path, who }) => method === "GET" && who !== "anyone" && !path.startsWith("/api/"))
  .map(({ path }) => pathMatcher(path));

/** Whether a path is a page for signed-in people, by the route list. */
export const isPageForPeople = (path: string): boolean => pagesForPeople.some((matches) => matches(path) !== undefined);
