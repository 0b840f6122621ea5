import * as z from "zod/mini";
import { keyChanger } from "./by-hand.composition.ts";

const change = keyChanger(process.env);
const Wanted = z.object({ how: z.unknown() });

/** Started by an operator: replaces the keys of sessions, as `npm run keys` does. Throws, in words, where what they wrote cannot be used. */
export const handler = async (event: unknown): Promise<string> => {
  const said = await change(Wanted.safeParse(event).data?.how);
  if (!said.ok) throw new Error(said.refusal.join("; "));
  return said.value;
};
