/** How much is tried: a share of it on every change, all of it at night (`RUNS=night npm test`). */
const NIGHT = process.env["RUNS"] === "night";

/** A number of runs: that many at night, and on every change a fifth of them, or as many as are named. */
export const runs = (atNight: number, onEveryChange = Math.ceil(atNight / 5)): number => (NIGHT ? atNight : onEveryChange);

/** Whether everything is tried. */
export const everything = NIGHT;
