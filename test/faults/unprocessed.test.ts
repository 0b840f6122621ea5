import { contractUnder } from "../support/under-fault.ts";

// What sends no batches is told of by the others.
contractUnder("unprocessed", { without: ["audit", "case-walk", "limits", "notices", "sweep"] });
