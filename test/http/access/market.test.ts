import { describeAccess } from "../../support/access-matrix.ts";
import { routesOfSlice } from "../../support/slices.ts";

describeAccess(routesOfSlice.market);
