import type { Need } from "../records/entity.ts";
import { keys } from "../table/keys.ts";

/** An account that something belongs to must be neither erased nor being erased. */
export const openAccount = (id: string): Need => ({
  key: keys.account(id),
  condition: "attribute_not_exists(body.closingAt) AND attribute_not_exists(body.erasedAt)",
});
