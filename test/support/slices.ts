import { type Route, routes } from "../../functions/routes.ts";

const all: readonly Route[] = routes;
const isArrangement = ({ path }: Route): boolean => /^\/people\/\{person\}\/support/.test(path);

/** The routes of each slice. */
export const routesOfSlice = {
  directory: all.filter((route) => ["public", "assets"].includes(route.function)),
  accounts: all.filter((route) => ["account", "signIn"].includes(route.function)),
  vetting: all.filter((route) => route.function === "vetting" && !isArrangement(route)),
  arrangements: all.filter((route) => route.function === "vetting" && isArrangement(route)),
} as const;

/** A route that is not for everybody. */
export type GuardedRoute = Route & { readonly of: NonNullable<Route["of"]> };

/** The guarded routes among some. */
export const guardedIn = (some: readonly Route[]): readonly GuardedRoute[] =>
  some.flatMap((route) => (route.who !== "anyone" && route.of ? [{ ...route, of: route.of }] : []));
