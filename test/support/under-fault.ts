import { afterAll, beforeAll, describe, vi } from "vitest";
import type { FaultName } from "../../infra/local/faults.ts";
import { raiseFaults } from "./engine-layer.ts";
import { everything } from "./runs.ts";

/** The contract of every store, and of the functions that work without anybody waiting for them. */
const CONTRACTS = [
  "audit",
  "balance-checks",
  "case-walk",
  "deliver-handler",
  "directory-view",
  "file-check-handler",
  "limits",
  "listing-store",
  "notices",
  "retention",
  "snapshot",
  "sweep",
  "sweep-handler",
  "undelivered",
  "visits",
  "feedback",
];

/** The faults that a store meets: a message that comes twice is its worker's to meet. */
const STORE_FAULTS = ["conflict", "throttle", "unprocessed", "lost", "late"] as const satisfies readonly FaultName[];
type StoreFault = (typeof STORE_FAULTS)[number];

/** How often a fault is raised, and the seed that a failing run is repeated with: `TRELLIS_FAULT_SEED`. */
const SHARE = 0.05;
const SEED = process.env["TRELLIS_FAULT_SEED"] ?? "1";

/** The SDK waits a random while before it tries again, of half a second and more where the table was too busy: here so much less. */
const SHORTER_WAITS = 50;

/** How many of the faults a contract is told under on every change. */
const ON_A_CHANGE = 2;

/** Whether a contract is told under a fault: at night under each, on every change under two in turn, so that each is under some and each fault has some. */
const isTold = (fault: StoreFault, contract: string): boolean =>
  everything || (STORE_FAULTS.indexOf(fault) + CONTRACTS.indexOf(contract)) % STORE_FAULTS.length < ON_A_CHANGE;

/** Tells the contract again, while a fault is raised in one of twenty chances. Nothing of it may be weaker for that. */
export function contractUnder(fault: StoreFault, { without = [] }: { readonly without?: readonly string[] } = {}): void {
  const { random } = Math;
  beforeAll(() => void vi.spyOn(Math, "random").mockImplementation(() => random() / SHORTER_WAITS));
  afterAll(() => void vi.restoreAllMocks());
  raiseFaults(`${fault}=${SHARE},seed=${SEED}`);
  for (const contract of CONTRACTS.filter((name) => !without.includes(name) && isTold(fault, name))) {
    describe(`with ${fault}, ${contract}`, async () => {
      await import(`../contract/${contract}.test.ts`);
    });
  }
}
