import { afterAll, beforeAll, describe, vi } from "vitest";
import { FAULT_NAMES, type FaultName } from "../../infra/local/faults.ts";
import { raiseFaults } from "./engine-layer.ts";
import { everything } from "./runs.ts";

/** The contract of every store, and of the functions that work without anybody waiting for them. */
const CONTRACTS = [
  "audit",
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
];

/** How often a fault is raised, and the seed that a failing run is repeated with: `TRELLIS_FAULT_SEED`. */
const SHARE = 0.05;
const SEED = process.env["TRELLIS_FAULT_SEED"] ?? "1";

/** The SDK waits a random while before it tries again, of half a second and more where the table was too busy: here so much less. */
const SHORTER_WAITS = 50;

/** Whether a contract is told under a fault: at night under each, on every change under every other one, so that each is under some and each fault has some. */
const isTold = (fault: FaultName, contract: string): boolean => everything || (FAULT_NAMES.indexOf(fault) + CONTRACTS.indexOf(contract)) % 2 === 0;

/** Tells the contract again, while a fault is raised in one of twenty chances. Nothing of it may be weaker for that. */
export function contractUnder(fault: FaultName, { without = [] }: { readonly without?: readonly string[] } = {}): void {
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
