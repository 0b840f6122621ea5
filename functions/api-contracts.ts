import type { ApiContract } from "../shared/http/contract.ts";
import { accountContracts } from "./accounts/handlers/api.contracts.ts";
import { assetContracts } from "./assets/assets.contract.ts";
import { publicContracts } from "./directory/handlers/api.contracts.ts";
import { searchContract } from "./directory/search/search.description.ts";
import type { routes } from "./routes.ts";
import { satisfactionContracts } from "./satisfaction/handlers/api.contracts.ts";
import { vettingContracts } from "./vetting/handlers/api.contracts.ts";

type ApiHandler = Extract<(typeof routes)[number], { readonly path: `/api/${string}` }>["handler"];

/** The contract of every route under `/api/`, by the name of its handler. A route without one does not compile. */
export const apiContracts: Readonly<Record<ApiHandler, ApiContract>> = {
  search: searchContract,
  ...publicContracts,
  ...assetContracts,
  ...accountContracts,
  ...vettingContracts,
  ...satisfactionContracts,
};
