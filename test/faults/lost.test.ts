import { contractUnder } from "../support/under-fault.ts";

contractUnder("lost", { without: ["case-walk", "directory-view", "snapshot", "sweep"] });
