import { createHash, randomBytes } from "node:crypto";

/** 128 bits in 32 characters: with a site's address the link stays below the 76 characters after which mail programs may break a line. */
const TOKEN_BYTES = 16;
/** Links sent before have 48 characters. */
const TOKEN = /^(?:[0-9a-f]{32}|[0-9a-f]{48})$/;

/** What stands in a link that is sent to somebody: made by chance, and stored nowhere. */
export const newLinkToken = (): string => randomBytes(TOKEN_BYTES).toString("hex");

/** What a link is found by. */
export const linkHash = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** The hash of what stands in a link; undefined of a text that cannot be ours. */
export const linkHashIn = (text: string | undefined): string | undefined => (text !== undefined && TOKEN.test(text) ? linkHash(text) : undefined);
