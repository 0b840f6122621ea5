import { expect } from "vitest";
import type { StatementReport } from "../../functions/balances/use-cases/import-statement.ts";
import type { StatementLayout } from "../../shared/policy/statement-layouts.ts";
import { commonFile, commonLayout, StatementScene } from "./statement-scene.ts";

/** How files are made of rows and brought: by default in the common columns. */
export interface Ways {
  readonly file?: (rows: readonly string[]) => string | Uint8Array;
  readonly how?: { readonly layout?: string; readonly as?: StatementLayout; readonly reference?: string };
  /** What else accounts are called, by reference. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/**
 * Brings files, one after the other, in four ways: as they stand, each of them twice, with the rows of each reversed, and the last file first. Each way comes
 * to the same money, has the same on hold, refuses as many rows, and writes nothing for what came before. Answers the first way.
 */
export async function broughtEachWay(
  files: readonly (readonly string[])[],
  { file = commonFile, how = { as: commonLayout() }, aliases = {} }: Ways = {},
): Promise<{ readonly scene: StatementScene; readonly reports: readonly StatementReport[]; readonly added: readonly number[] }> {
  const all = async (some: readonly (readonly string[])[], times = 1) => {
    const scene = new StatementScene();
    for (const [reference, account] of Object.entries(aliases)) scene.aliases.set(reference, account);
    const reports: StatementReport[] = [];
    for (const rows of some) {
      reports.push(await scene.bring(file(rows), how));
      const { writes } = scene;
      for (let time = 1; time < times; time += 1) {
        const again = await scene.bring(file(rows), how);
        expect([again.added, again.refused]).toEqual([0, reports.at(-1)?.refused]);
        expect(scene.writes).toBe(writes);
      }
    }
    return { scene, reports, refused: reports.flatMap(({ refused }) => refused.map(({ field }) => field)).toSorted() };
  };
  const first = await all(files);
  const others = [await all(files, 2), await all(files.map((rows) => rows.toReversed())), await all(files.toReversed())];
  for (const { scene, refused } of others) {
    expect(scene.money()).toEqual(first.scene.money());
    expect(scene.closings()).toEqual(first.scene.closings());
    expect(scene.holds()).toEqual(first.scene.holds());
    expect(refused).toEqual(first.refused);
  }
  return { ...first, added: first.reports.map(({ added }) => added) };
}
