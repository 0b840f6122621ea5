import type { PlainDate } from "../../../shared/domain/time.ts";
import { marketPolicyOn } from "../../../shared/policy/market.ts";
import { WANTED, type Wanted, wantedIn } from "../rules/wanted.ts";
import { areasReached } from "../rules/what-if.ts";
import type { ActingDeps } from "./acting-ports.ts";
import { marketFrom } from "./council-market.ts";

/** Where a listing's hours are wanted, the most first. */
export interface WantedShown {
  readonly day: PlainDate;
  readonly areas: readonly { readonly name: string; readonly label: string; readonly wanted: Wanted }[];
}

/** Of the areas of a listing's council that it reaches, how much what it does is wanted there; undefined where the newest measure does not know it. */
export async function seeWanted({ gaps }: Pick<ActingDeps, "gaps">, council: string, id: string): Promise<WantedShown | undefined> {
  const [snapshot, inputs] = await Promise.all([gaps.snapshot(council, "now"), gaps.inputs(council, "now")]);
  const listing = inputs?.listings.find((one) => one.id === id);
  if (!snapshot || !inputs || !listing) return undefined;
  const policy = marketPolicyOn(council, snapshot.day);
  const { classes, cells } = snapshot;
  const reached = new Set(areasReached(marketFrom({ ...inputs, listings: [listing] }, policy), listing, { codes: snapshot.areas.map(({ code }) => code) }));
  const areas = snapshot.areas.flatMap(({ code, name, label, modelled, observed }, at) => {
    if (!reached.has(code)) return [];
    const theirs = listing.classes.flatMap((needed) => cells[at * classes.length + needed] ?? []);
    const sum = (of: "need" | "shared") => theirs.reduce((all, cell) => all + cell[of], 0);
    return { name, label, wanted: wantedIn({ need: sum("need"), shared: sum("shared"), modelled, observed }, policy.wanted) };
  });
  // Of equal words by name: the order tells no number.
  return { day: snapshot.day, areas: areas.toSorted((a, b) => WANTED.indexOf(a.wanted) - WANTED.indexOf(b.wanted) || (a.name < b.name ? -1 : 1)) };
}
