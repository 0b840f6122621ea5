import fc from "fast-check";
import { expect, it } from "vitest";
import { HOUR_MS } from "../../shared/domain/time.ts";
import { arrangementScene, day } from "../support/arrangement-scene.ts";
import { runs } from "../support/runs.ts";

const quarters = fc.integer({ min: 1, max: 40 }).map((some) => some / 4);
/** What happens at the same time: offers answered with a yes, some of them twice, support that ends, and offers turned down. */
const round = fc.record({
  accepted: fc.array(quarters, { maxLength: 4 }),
  twice: fc.boolean(),
  declined: fc.array(quarters, { maxLength: 2 }),
  ended: fc.array(fc.nat(), { maxLength: 2 }),
});

it("free hours are never below none, nor drift from the sum of arrangements, whatever is agreed on and ended at the same time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
      const { clock, offer, move, hours, store } = await arrangementScene();
      const [offered] = await hours();
      /** Hours in quarters, which add up exactly, by arrangement. */
      const running = new Map<string, number>();
      for (const { accepted, twice, declined, ended } of rounds) {
        // Nobody is slowed by those before them.
        clock.at += HOUR_MS;
        const going = [...running.keys()];
        const ending = [...new Set(ended.map((which) => going[which % Math.max(1, going.length)]))].filter((id) => id !== undefined);
        const offers = async (some: readonly number[]) => Promise.all(some.map((each) => offer({ hours: String(each) })));
        const [yes, no] = [await offers(accepted), await offers(declined)];
        const [again] = yes;
        const [answers, second] = await Promise.all([
          Promise.all([
            ...yes.map((id) => move(id, "pip", "accept")),
            ...no.map((id) => move(id, "pip", "decline")),
            ...ending.map((id, index) => move(id, index % 2 === 0 ? "pip" : "rosemary", "end", { ...day("on", "2026-11-27"), why: "moved" })),
          ]),
          twice && again !== undefined ? move(again, "pip", "accept") : undefined,
        ]);
        // Of a yes that is said twice one counts, whichever it was.
        const statuses = [...answers, ...(second ? [second] : [])].map(({ status }) => status);
        expect(statuses.filter((status) => status === 303)).toHaveLength(answers.length);
        expect(statuses.filter((status) => status !== 303 && status !== 412 && status !== 422)).toEqual([]);
        for (const id of ending) running.delete(id);
        for (const [index, id] of yes.entries()) running.set(id, (accepted[index] ?? 0) * 4);

        const sum = [...running.values()].reduce((total, one) => total + one, 0) / 4;
        const held = (await store().arrangementsOf("rosemary")).reduce((total, { body }) => total + body.hoursHeld, 0);
        const [free, arranged] = await hours();
        expect([free, arranged ?? 0, held]).toEqual([Math.max(0, (offered ?? 0) - sum), sum, sum]);
      }
    }),
    { numRuns: runs(50) },
  );
});
