import { councilCodes } from "./council.ts";

/** Where what belongs to no council that Trellis holds a policy of stands among what is due: planners always look there too. */
export const NO_COUNCIL = "NONE";

/** The council by which a record stands among what is due. Whatever its own says, it is one that planners look at. */
export const dueCouncilOf = (authority: string): string => (councilCodes.includes(authority) ? authority : NO_COUNCIL);

/**
 * Every council that a planner goes through, each once: all that have a policy now, those it went through before (`known`), should the
 * file of one have gone, and the place of those without.
 */
export const councilsToPlan = (known: Iterable<string> = []): readonly string[] => [...new Set([...councilCodes, NO_COUNCIL, ...known])];
