import * as z from "zod/mini";
import { type Audience, DisclosureRules } from "../domain/small-numbers/rules.ts";
import type { PlainDate } from "../domain/time.ts";
import disclosureData from "./disclosure.json" with { type: "json" };

const Disclosure = z.object({ sets: z.array(DisclosureRules) });
let parsed: z.infer<typeof Disclosure> | undefined;

/**
 * How small numbers are protected for an audience on a day: of those begun by then the latest, the same for every council, as tables of neighbours add up to
 * those of a region. Throws where there are none.
 */
export function disclosureRulesOn(audience: Audience, day: PlainDate): DisclosureRules {
  parsed ??= Disclosure.parse(disclosureData);
  const begun = parsed.sets.filter((set) => set.audience === audience && set.effectiveFrom <= day).toSorted((a, b) => b.version - a.version);
  const [latest] = begun;
  if (!latest) throw new Error(`No rules for small numbers shown to ${audience} on ${day}`);
  return latest;
}
