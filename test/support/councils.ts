/** The council of the tests, and one besides. */
export const COUNCIL = "E10000018";
export const OTHER_COUNCIL = "E06000016";
