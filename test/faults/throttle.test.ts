import { contractUnder } from "../support/under-fault.ts";

contractUnder("throttle", { without: ["directory-view", "snapshot", "sweep"] });
