import { appointer } from "./by-hand.composition.ts";

const appoint = appointer(process.env);

/** Started by an operator: appoints a council's first administrator, as `npm run appoint` does. Throws, in words, where what they wrote cannot be used. */
export const handler = async (event: unknown): Promise<string> => {
  const said = await appoint(event);
  if (!said.ok) throw new Error(said.refusal.join("; "));
  return said.value;
};
