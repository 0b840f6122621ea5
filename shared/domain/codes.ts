import * as z from "zod/mini";

/** One of a list of codes; the refusal lists them. */
export const oneOf = <const Codes extends readonly string[]>(codes: Codes) => z.enum(codes, { error: `must be one of ${codes.join(", ")}` });
