import type { RouteRecords as AccountsRecords } from "./accounts/use-cases/ports.ts";
import type { RouteRecords as ArrangementsRecords } from "./arrangements/use-cases/ports.ts";
import type { RouteRecords as BalancesRecords } from "./balances/use-cases/ports.ts";
import type { RouteRecords as DirectoryRecords } from "./directory/use-cases/ports.ts";
import type { RouteRecords as FeedbackRecords } from "./feedback/use-cases/ports.ts";
import type { RouteRecords as MarketRecords } from "./market/use-cases/ports.ts";
import type { RouteRecords as ReviewsRecords } from "./reviews/use-cases/ports.ts";
import type { RouteRecords as SatisfactionRecords } from "./satisfaction/use-cases/ports.ts";
import type { RouteRecords as VettingRecords } from "./vetting/use-cases/ports.ts";

/**
 * What a route can be about, by the name it is called in the route list, and what its handler is given. Each
 * but `none` and `self` is also the name of the path's parameter that says which one.
 */
export type RecordValues = AccountsRecords &
  VettingRecords &
  ArrangementsRecords &
  BalancesRecords &
  DirectoryRecords &
  ReviewsRecords &
  FeedbackRecords &
  MarketRecords &
  SatisfactionRecords;
export type RecordOf = keyof RecordValues;
