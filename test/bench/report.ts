let json = false;

/** Chooses what goes to standard output: a table for people, or one JSON object a line. */
export function reportAsJson(wanted: boolean): void {
  json = wanted;
}

/** Progress, for whoever waits: always to standard error. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** One measured row. */
export function printRow(row: Readonly<Record<string, string | number>>): void {
  process.stdout.write(
    `${
      json
        ? JSON.stringify(row)
        : Object.entries(row)
            .map(([name, value]) => `${name} ${value}`)
            .join("  ")
    }\n`,
  );
}

/** The value below which a share of the figures lies. */
export function percentile(figures: readonly number[], percent: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

export const median = (figures: readonly number[]): number => percentile(figures, 50);
