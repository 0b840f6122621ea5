import { contractUnder } from "../support/under-fault.ts";

contractUnder("lost", { without: ["case-walk", "snapshot", "sweep"] });
