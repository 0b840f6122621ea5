import * as z from "zod/mini";
import { GssCode } from "../domain/fields.ts";
import { PlainDate } from "../domain/time.ts";
import { CouncilPolicy, councilPolicy } from "./council.ts";
import editableData from "./editable.json" with { type: "json" };

/** A figure of its policy that a council may set itself. */
export interface EditableFigure {
  /** Where it stands in the policy: `fit.closeness`. */
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
}

/** Every figure a council may set, with the words and limits of the form it is set in. */
export const editableFigures: readonly EditableFigure[] = editableData;

/** A version of a council's policy, set by somebody from a day on. Versions are added, never changed. */
export const PolicyVersion = z.object({
  authority: GssCode,
  /** The version the product came with is the first; these go on from it. */
  version: z.number(),
  effectiveFrom: PlainDate,
  /** The editable figures by path. */
  figures: z.record(z.string(), z.number()),
  createdAt: z.string(),
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

/** The editable figures as a policy has them. */
export function figuresOf(policy: CouncilPolicy): Readonly<Record<string, number>> {
  const figures: Record<string, number> = {};
  visit(policy, "", (path, value) => {
    if (editableFigures.some((figure) => figure.path === path) && typeof value === "number") figures[path] = value;
    return value;
  });
  return figures;
}

/** Goes through everything a policy says, deepest last, and puts in place of each value what `seen` gives. */
function visit(value: unknown, path: string, seen: (path: string, value: unknown) => unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return seen(path, value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner, path === "" ? name : `${path}.${name}`, seen)]));
}

/** The version in force on a day: of those begun by then, the latest set. None: the policy the product came with. */
export const inForce = <Version extends Pick<PolicyVersion, "version" | "effectiveFrom">>(
  versions: readonly Version[],
  today: PlainDate,
): Version | undefined => versions.filter(({ effectiveFrom }) => effectiveFrom <= today).toSorted((a, b) => b.version - a.version)[0];

/** A council's policy on a day, with what it set itself. Throws when Trellis holds none for it. */
export function policyOn(
  authority: string,
  versions: readonly Pick<PolicyVersion, "version" | "effectiveFrom" | "figures">[],
  today: PlainDate,
): CouncilPolicy {
  const base = councilPolicy(authority);
  const current = inForce(versions, today);
  if (!current) return base;
  const { version, effectiveFrom, figures } = current;
  return CouncilPolicy.parse(visit({ ...base, version, effectiveFrom }, "", (path, value) => figures[path] ?? value));
}
