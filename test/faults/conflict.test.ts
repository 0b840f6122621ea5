import { contractUnder } from "../support/under-fault.ts";

contractUnder("conflict");
