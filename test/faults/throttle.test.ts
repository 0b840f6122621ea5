import { contractUnder } from "../support/under-fault.ts";

contractUnder("throttle", { without: ["snapshot", "sweep"] });
