import * as z from "zod/mini";
import { GssCode } from "../../../shared/domain/fields.ts";
import { EdgeEnv } from "../../../shared/http/edge.env.ts";

/** What the function of forms is told by its environment. */
export const FormsEnv = z.extend(EdgeEnv, { TABLE_NAME: z.string(), SITE_ADDRESS: z.url(), AUTHORITY: GssCode });
