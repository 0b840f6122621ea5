import { buildMarket } from "../use-cases/build-market.ts";
import { marketBuild } from "./market-build.composition.ts";

// Measures where support is short now, as the nightly function does: `npm run measure`, and where the local system starts with open data.

const began = performance.now();
const { councils, cells } = await buildMarket(marketBuild(process.env), Date.now());
process.stdout.write(
  councils === 0
    ? "Where support is short was not measured: bring in the areas of the census first (npm run import -- areas FOLDER).\n"
    : `Measured where support is short: ${councils} councils, ${cells.toLocaleString("en-GB")} figures, ${((performance.now() - began) / 1000).toFixed(1)} s\n`,
);
// Connections that were opened stay open for the next request, and there is none.
process.exit();
