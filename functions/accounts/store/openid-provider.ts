import * as oidc from "openid-client";
import { SECOND_FACTOR, SECOND_FACTOR_USED } from "../../../shared/access/second-factor.ts";
import type { IdentityProvider, Way } from "../use-cases/ports.ts";

export interface ProviderSettings {
  readonly issuer: URL;
  /** The client the public signs in through. */
  readonly publicClient: string;
  readonly councils: readonly CouncilOfProvider[];
  readonly callback: string;
}

/** A council's client, and what the addresses of its people end in. */
interface CouncilOfProvider {
  readonly authority: string;
  readonly client: string;
  readonly mailDomains: readonly string[];
}

const TIMEOUT_SECONDS = 5;
const SCOPES = "openid email profile";
/**
 * Signs people in by OpenID Connect: authorization code with PKCE, state and nonce; the ID token's signature is checked, and that it
 * is for the client they were sent to. A council's people come through its client, and their address is one of its own.
 */
export function openIdProvider({ issuer, publicClient, councils, callback }: ProviderSettings): IdentityProvider {
  const known = new Map<string, Promise<oidc.Configuration>>();
  const councilOf = ({ council }: Way): CouncilOfProvider | undefined => {
    const found = councils.find(({ authority }) => authority === council);
    if (council !== undefined && !found) throw new Error(`The people of council ${council} cannot sign in here`);
    return found;
  };

  const configuration = (way: Way): Promise<oidc.Configuration> => {
    const client = councilOf(way)?.client ?? publicClient;
    // Plain http is only ever the local provider on this machine.
    const local = issuer.protocol === "http:" && ["localhost", "127.0.0.1"].includes(issuer.hostname);
    const execute = [oidc.enableNonRepudiationChecks, ...(local ? [oidc.allowInsecureRequests] : [])];
    const discovery = known.get(client) ?? oidc.discovery(issuer, client, undefined, oidc.None(), { execute, timeout: TIMEOUT_SECONDS });
    known.set(client, discovery);
    // A provider that could not be reached is asked again the next time.
    discovery.catch(() => known.delete(client));
    return discovery;
  };

  return {
    councils: councils.map(({ authority }) => authority),
    async begin(way) {
      const config = await configuration(way);
      const secrets = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
      const address = oidc.buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: SCOPES,
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: "S256",
        prompt: "login",
      });
      return { address: address.href, secrets };
    },
    async finish(way, returned, { state, nonce, verifier }) {
      const config = await configuration(way);
      let claims: oidc.IDToken | undefined;
      try {
        const tokens = await oidc.authorizationCodeGrant(config, returned, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        claims = tokens.claims();
      } catch (error) {
        if (error instanceof oidc.AuthorizationResponseError) return { refusal: "cancelled" };
        // The provider refused the code, or what came back is not what was asked for. That the provider could not be reached is a fault of ours.
        if (error instanceof oidc.ResponseBodyError || error instanceof oidc.ClientError) return { refusal: "not-verified" };
        throw error;
      }
      if (!claims) return { refusal: "not-verified" };
      const council = councilOf(way);
      const { iss: issuer, sub: subject, email, email_verified, name } = claims;
      const who = { issuer, subject };
      if (council && claims[SECOND_FACTOR] !== SECOND_FACTOR_USED) return { refusal: "second-factor-missing", who };
      const address = typeof email === "string" ? email.trim().toLowerCase() : undefined;
      if (council && !council.mailDomains.includes(domainOf(address))) return { refusal: "not-of-the-council", who };
      return {
        identity: {
          ...who,
          throughCouncil: council?.authority,
          // A council vouches for its own people's addresses, and says nothing of how it checked them.
          ...(address !== undefined && (council || verified(email_verified)) ? { email: address } : {}),
          ...(typeof name === "string" && name.trim() !== "" ? { name: name.trim().slice(0, 100) } : {}),
        },
      };
    },
  };
}

const domainOf = (address = ""): string => address.slice(address.lastIndexOf("@") + 1);

/** Some providers write truth as text. */
const verified = (claim: unknown): boolean => claim === true || claim === "true";
