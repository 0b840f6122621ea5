import { contractUnder } from "../support/under-fault.ts";

// Readers of the search log read it eventually consistently: how late it may be is for the log's own tests to say.
// A case is only ever read consistently.
contractUnder("late", { without: ["case-walk", "listing-store", "directory-view", "snapshot"] });
