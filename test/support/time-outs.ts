/** How many times slower than a quiet machine this one is: it is slow then, and not red. */
const slow = Number(process.env["TRELLIS_SLOW"] ?? 1);

/** How long a test may take, and what is made ready for it. No test has a clock of its own. */
export const TEST_MS = 120_000 * slow;
export const HOOK_MS = 180_000 * slow;
