import * as z from "zod/mini";
import { GssCode } from "../domain/fields.ts";
import neighbours from "./neighbours.json" with { type: "json" };

const Neighbours = z.record(GssCode, z.array(GssCode));
let parsed: z.infer<typeof Neighbours> | undefined;

/** The councils for social care (GSS codes) whose areas touch a council's; none where no file says. Source: ONS, boundaries of counties and unitary authorities (December 2024). */
export function neighboursOf(council: string): readonly string[] {
  parsed ??= Neighbours.parse(neighbours);
  return parsed[council] ?? [];
}
