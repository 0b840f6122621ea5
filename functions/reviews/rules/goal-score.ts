/** A goal with levels agreed in words beforehand: from -2 to 2, 0 what was expected. */
export interface Goal {
  readonly level: -2 | -1 | 0 | 1 | 2;
  readonly weight: number;
}

const MEAN = 50;
const SPREAD = 10;

/**
 * The T-score of Goal Attainment Scaling by the corrected formula: 50 + 10·Σwx / √((1 − r)·Σw² + r·(Σw)²), r the expected correlation of goals, in hundredths.
 * Undefined without goals. Source: Kiresuk and Sherman 1968; the practical guide of 2009 with its erratum.
 */
export function goalScore(goals: readonly Goal[], correlationPercent: number): number | undefined {
  const r = correlationPercent / 100;
  const weights = goals.reduce((sum, { weight }) => sum + weight, 0);
  const squares = goals.reduce((sum, { weight }) => sum + weight * weight, 0);
  const spread = Math.sqrt((1 - r) * squares + r * weights * weights);
  if (!(spread > 0)) return undefined;
  return MEAN + (SPREAD * goals.reduce((sum, { weight, level }) => sum + weight * level, 0)) / spread;
}
