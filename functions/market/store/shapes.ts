import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { Counted, CountedHeading, Figures, FiguresWithMiddles } from "../../../shared/figures/shapes.ts";
import { BANDS } from "../../../shared/signals/search-event.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";
import { CONFIDENCE_WORDS, DOUBTS } from "../rules/confidence.ts";
import { STANDINGS } from "../rules/gap.ts";
import { BASES } from "../rules/hours.ts";
import type { SearchCell } from "../rules/search-cells.ts";
import type { GapSnapshot, MarketInputs } from "../rules/snapshot.ts";

const NeedClass = z.object({ code: z.string(), service: z.string(), group: z.exactOptional(z.string()), language: z.exactOptional(z.string()) });
const Fragile = z.discriminatedUnion("reason", [
  z.object({ reason: z.literal("few-to-choose-from"), choice: z.number() }),
  z.object({ reason: z.literal("one-listing"), listing: z.string(), percent: z.number() }),
  z.object({ reason: z.literal("evidence-due"), percent: z.number(), listings: z.number() }),
  z.object({ reason: z.literal("dear"), medianPence: z.number(), councilPence: z.number() }),
]);

const Hours = z.array(z.number());
const Floors = z.array(
  z.object({
    classes: z.array(z.string()),
    short: z.number(),
    certificate: z.exactOptional(z.object({ areas: z.array(z.string()), need: z.number(), hours: z.number(), listings: z.number(), everywhere: z.boolean() })),
  }),
);

const Snapshot: z.ZodMiniType<GapSnapshot> = z.object({
  council: z.string(),
  basis: oneOf(BASES),
  day: PlainDate,
  policyVersion: z.number(),
  vintage: z.string(),
  classes: z.array(z.extend(NeedClass, { hoursEach: z.number(), unarrangedPercent: z.number(), from: oneOf(["arrangements", "sample"]) })),
  areas: z.array(
    z.object({
      ...{ code: z.string(), name: z.string(), label: z.string(), district: z.string(), rural: z.boolean() },
      ...{ modelled: z.number(), observed: z.number(), combined: z.number(), observedPercent: z.number(), nearBorder: z.boolean() },
    }),
  ),
  cells: z.array(
    z.object({
      ...{ need: z.number(), shared: z.number(), shortfall: z.number(), alone: z.number(), choice: z.number(), unknownHours: z.number() },
      ...{ standing: oneOf(STANDINGS), confidence: oneOf(CONFIDENCE_WORDS), doubts: z.array(oneOf(DOUBTS)), fragile: z.array(Fragile) },
    }),
  ),
  floors: Floors,
  times: z.array(
    z.object({
      ...{ code: z.string(), name: z.string(), least: z.number(), of: z.number(), listings: z.number(), hours: z.number() },
      ...{ shared: Hours, shortfall: Hours, choice: Hours, unknownHours: Hours, floors: Floors },
    }),
  ),
  history: z.array(
    z.object({
      ...{ month: z.string(), day: PlainDate },
      classes: z.array(
        z.object({ ...{ code: z.string(), need: z.number(), shared: z.number(), shortfall: z.number() }, ...{ floor: z.number(), areasShort: z.number() } }),
      ),
    }),
  ),
  leastPeople: z.number(),
  limits: z.object({ shortBelowPercent: z.number(), tightBelowPercent: z.number() }),
  total: z.object({ recipients: z.number(), from: oneOf(["council", "published"]) }),
  listings: z.object({ shown: z.number(), unknownHours: z.number(), unplacedHours: z.number() }),
});

const Listing = z.object({
  id: z.string(),
  name: z.string(),
  times: z.array(z.string()),
  skills: z.exactOptional(z.array(z.string())),
  training: z.exactOptional(z.object({ until: z.exactOptional(PlainDate) })),
  place: z.object({ key: z.string(), lat: z.number(), lon: z.number() }),
  travelMiles: z.number(),
  districts: z.array(z.string()),
  classes: z.array(z.number()),
  hours: z.exactOptional(z.number()),
  hoursSaidOn: z.exactOptional(PlainDate),
  evidenceUntil: z.exactOptional(PlainDate),
  ratePence: z.exactOptional(z.number()),
});

const Inputs: z.ZodMiniType<MarketInputs> = z.object({
  council: z.string(),
  basis: oneOf(BASES),
  day: PlainDate,
  policyVersion: z.number(),
  classes: z.array(NeedClass),
  small: z.array(z.object({ code: z.string(), area: z.string(), district: z.string(), lat: z.number(), lon: z.number(), people: z.number() })),
  listings: z.array(Listing),
  need: z.array(z.tuple([z.string(), z.array(z.number())])),
});

/** The measure of a council: JSON, packed. Before its second version it knew no times of the week. */
export const gapsShape = storedShape({ ...{ entity: "market-gaps", schemaVersion: 2 }, upcasters: { 1: (body) => ({ times: [], ...body }) } }, Snapshot);

/** What it was made of: JSON, packed. */
export const inputsShape = storedShape({ entity: "market-inputs", schemaVersion: 1 }, Inputs);

const Cell: z.ZodMiniType<SearchCell> = z.object({
  ...{ area: z.string(), district: z.string(), service: z.string(), group: z.string(), language: z.string() },
  outcome: oneOf(["failed", "found"]),
  binding: z.optional(z.string()),
  nearest: z.optional(oneOf(BANDS)),
  lot: z.number(),
  count: z.number(),
});
/** What searches of a day came to, without anybody's mark. It goes by itself. */
export const searchesShape = storedShape({ entity: "signal-searches", schemaVersion: 1 }, z.object({ cells: z.array(Cell), expiresAt: z.number() }));

/** What was published of signals. */
export const signalFiguresShape = storedShape({ entity: "signal-figures", schemaVersion: 1 }, Figures);

/** What was published of how far applications are. */
export const applicationFiguresShape = storedShape({ entity: "application-figures", schemaVersion: 1 }, FiguresWithMiddles);

/** What that was made of. It goes by itself. */
export const trueApplicationsShape = storedShape(
  { entity: "true-applications", schemaVersion: 1 },
  z.object({ tables: z.array(Counted), expiresAt: z.number() }),
);

/** What a publication of signals was made of. It goes by itself. */
export const trueSignalsShape = storedShape(
  { entity: "true-signals", schemaVersion: 1 },
  z.object({
    tables: z.array(
      z.extend(Counted, {
        rows: z.array(z.extend(CountedHeading, { parent: z.exactOptional(z.string()) })),
        unusual: z.optional(z.array(z.object({ row: z.string(), column: z.string() }))),
      }),
    ),
    expiresAt: z.number(),
  }),
);
