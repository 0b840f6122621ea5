import { SignedInEnv } from "../../signed-in.env.ts";

/** What the account function is told by its environment. */
export const AccountEnv = SignedInEnv;
