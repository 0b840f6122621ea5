import { accountsRoutes } from "./accounts/routes.ts";
import { arrangementsRoutes } from "./arrangements/routes.ts";
import { assetsRoutes } from "./assets/routes.ts";
import { balancesRoutes } from "./balances/routes.ts";
import { directoryRoutes } from "./directory/routes.ts";
import { feedbackRoutes } from "./feedback/routes.ts";
import { marketRoutes } from "./market/routes.ts";
import { reviewsRoutes } from "./reviews/routes.ts";
import type { Route } from "./route.ts";
import { satisfactionRoutes } from "./satisfaction/routes.ts";
import { vettingRoutes } from "./vetting/routes.ts";

/** Every route of the service: CDK, the local system, the API description, the guard and the handlers all read this list. */
export const routes = [
  ...directoryRoutes,
  ...assetsRoutes,
  ...accountsRoutes,
  ...vettingRoutes,
  ...arrangementsRoutes,
  ...balancesRoutes,
  ...reviewsRoutes,
  ...feedbackRoutes,
  ...satisfactionRoutes,
  ...marketRoutes,
] as const satisfies readonly Route[];
