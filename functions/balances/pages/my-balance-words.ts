import type { ProtectedKind } from "../rules/facts.ts";

/** Why money is set aside, to the person whose it is. */
export const WHY_SET_ASIDE: Readonly<Record<ProtectedKind, string>> = {
  redundancy: "You may have to pay this if you stop employing someone.",
  saving: "You agreed this with the council.",
  contingency: "You agreed this with the council, for when someone is ill or cannot come.",
  "open-request": "It is for support you are looking for.",
  "personal-money": "It is yours. It is not part of the direct payment.",
  "overpaid-contribution": "You paid in more than your part. It is yours.",
  dispute: "It stays on the account until the bill is settled.",
};
