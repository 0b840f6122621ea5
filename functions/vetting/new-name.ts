import * as z from "zod/mini";
import { personName } from "./names.ts";

/** For whom an application is entered. */
export const NewName = z.object({ displayName: personName(100) });
