import * as oidc from "openid-client";
import { SECOND_FACTOR, SECOND_FACTOR_USED } from "../../../shared/access/second-factor.ts";
import type { IdentityProvider, Way } from "../use-cases/ports.ts";

export interface ProviderSettings {
  readonly issuer: URL;
  readonly clients: Readonly<Record<Way, string>>;
  readonly callback: string;
}

const TIMEOUT_SECONDS = 5;
const SCOPES = "openid email profile";
/** Signs people in by OpenID Connect: authorization code with PKCE, state and nonce; the ID token's signature is checked. */
export function openIdProvider({ issuer, clients, callback }: ProviderSettings): IdentityProvider {
  const known = new Map<Way, Promise<oidc.Configuration>>();

  const configuration = (way: Way): Promise<oidc.Configuration> => {
    // Plain http is only ever the local provider on this machine.
    const local = issuer.protocol === "http:" && ["localhost", "127.0.0.1"].includes(issuer.hostname);
    const execute = [oidc.enableNonRepudiationChecks, ...(local ? [oidc.allowInsecureRequests] : [])];
    const discovery = known.get(way) ?? oidc.discovery(issuer, clients[way], undefined, oidc.None(), { execute, timeout: TIMEOUT_SECONDS });
    known.set(way, discovery);
    // A provider that could not be reached is asked again the next time.
    discovery.catch(() => known.delete(way));
    return discovery;
  };

  return {
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
      const throughCouncil = way === "council";
      if (throughCouncil && claims[SECOND_FACTOR] !== SECOND_FACTOR_USED)
        return { refusal: "second-factor-missing", who: { issuer: claims.iss, subject: claims.sub } };
      const { iss, sub, email, email_verified, name } = claims;
      return {
        identity: {
          issuer: iss,
          subject: sub,
          throughCouncil,
          // A council vouches for its own people's addresses, and says nothing of how it checked them.
          ...(typeof email === "string" && (throughCouncil || verified(email_verified)) ? { email: email.trim().toLowerCase() } : {}),
          ...(typeof name === "string" && name.trim() !== "" ? { name: name.trim().slice(0, 100) } : {}),
        },
      };
    },
  };
}

/** Some providers write truth as text. */
const verified = (claim: unknown): boolean => claim === true || claim === "true";
