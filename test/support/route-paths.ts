import { routes } from "../../functions/routes.ts";
import { type PathMatcher, pathMatcher } from "../../shared/http/path-template.ts";

/** What each route's path takes, made once: tests look for the route of every request among all of them. */
const matchers = new Map<string, PathMatcher>(routes.map(({ path }) => [path, pathMatcher(path)]));

/** The parameters that a path has by a route's; undefined where it is not that route's. */
export const parametersBy = ({ path: template }: { readonly path: string }, path: string): ReturnType<PathMatcher> => matchers.get(template)?.(path);
