import { accountsRoutes } from "../../functions/accounts/routes.ts";
import { arrangementsRoutes } from "../../functions/arrangements/routes.ts";
import { assetsRoutes } from "../../functions/assets/routes.ts";
import { balancesRoutes } from "../../functions/balances/routes.ts";
import { directoryRoutes } from "../../functions/directory/routes.ts";
import { feedbackRoutes } from "../../functions/feedback/routes.ts";
import { marketRoutes } from "../../functions/market/routes.ts";
import { reviewsRoutes } from "../../functions/reviews/routes.ts";
import type { Route } from "../../functions/route.ts";
import { satisfactionRoutes } from "../../functions/satisfaction/routes.ts";
import { vettingRoutes } from "../../functions/vetting/routes.ts";

/** The routes of each slice. */
export const routesOfSlice: Readonly<
  Record<"directory" | "accounts" | "vetting" | "arrangements" | "balances" | "reviews" | "feedback" | "satisfaction" | "market", readonly Route[]>
> = {
  directory: [...directoryRoutes, ...assetsRoutes],
  accounts: accountsRoutes,
  vetting: vettingRoutes,
  arrangements: arrangementsRoutes,
  balances: balancesRoutes,
  reviews: reviewsRoutes,
  feedback: feedbackRoutes,
  satisfaction: satisfactionRoutes,
  market: marketRoutes,
};

/** A route that is not for everybody. */
export type GuardedRoute = Route & { readonly of: NonNullable<Route["of"]> };

/** The guarded routes among some. */
export const guardedIn = (some: readonly Route[]): readonly GuardedRoute[] =>
  some.flatMap((route) => (route.who !== "anyone" && route.of ? [{ ...route, of: route.of }] : []));
