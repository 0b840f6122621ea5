import { readFile, writeFile } from "node:fs/promises";
import { exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import type { Home } from "./home.ts";

/** The algorithm user pools sign with. */
export const SIGNING = "RS256";

export interface IssuerKeys {
  readonly jwk: JWK;
  readonly privateKey: Awaited<ReturnType<typeof importJWK>>;
  readonly publicKey: Awaited<ReturnType<typeof importJWK>>;
}

/** The local identity provider's signing key: made once for a state folder, so that tokens outlive a restart. */
export async function issuerKeys({ issuerKeys: file }: Pick<Home, "issuerKeys">): Promise<IssuerKeys> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const jwk: JWK = text === undefined ? await newKey() : JSON.parse(text);
  if (text === undefined) await writeFile(file, JSON.stringify(jwk), { mode: 0o600 });
  const { kty, n, e, kid } = jwk;
  return { jwk, privateKey: await importJWK(jwk, SIGNING), publicKey: await importJWK({ kty, n, e, kid } as JWK, SIGNING) };
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(SIGNING, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: "local", alg: SIGNING, use: "sig" };
}
