/** How many runs a test makes: all of them at night (`RUNS=night`), a fifth on every change. */
export const runs = (night: number): number => (process.env["RUNS"] === "night" ? night : Math.ceil(night / 5));
