import * as z from "zod/mini";
import { text } from "../../shared/domain/fields.ts";

/** For whom an application is entered. */
export const NewName = z.object({ displayName: text(100) });
