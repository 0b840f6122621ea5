import * as z from "zod/mini";
import { type ApiContract, PROBLEMS } from "../../shared/http/contract.ts";

/** The API's own description is a file, made when the project is bundled: it is checked then. */
export const assetContracts = {
  openapi: { answers: { 200: z.looseObject({ openapi: z.string(), info: z.looseObject({}), paths: z.looseObject({}) }) }, problems: PROBLEMS.open },
} as const satisfies Readonly<Record<string, ApiContract>>;
