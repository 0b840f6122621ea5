import { errors, jwtVerify } from "jose";
import { type IssuerKeys, SIGNING } from "./issuer-keys.ts";
import { listIn, objectIn } from "./json.ts";
import type { LocalPlace, SynthesizedSystem } from "./template.ts";

/** The claims of a valid bearer token; undefined for anything else. */
export type Authorize = (authorization: string | undefined) => Promise<Record<string, unknown> | undefined>;

/** The template's JWT authorizers by id, checking what HTTP API checks: signature, issuer, audience or client, and time. */
export function jwtAuthorizers(system: SynthesizedSystem, { publicKey }: IssuerKeys, { issuer }: LocalPlace): ReadonlyMap<string, Authorize> {
  return new Map(
    system.ofType("AWS::ApiGatewayV2::Authorizer").map(({ id, properties }) => {
      const { Issuer, Audience } = objectIn(properties["JwtConfiguration"]);
      if (system.text(Issuer) !== issuer) throw new Error(`The local front cannot check tokens of ${system.text(Issuer)}`);
      const audiences = listIn(Audience).map(system.text);
      const authorize: Authorize = async (authorization) => {
        const token = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
        if (token === undefined) return undefined;
        try {
          const { payload } = await jwtVerify(token, publicKey, { issuer, algorithms: [SIGNING], requiredClaims: ["exp", "sub"] });
          const named = [payload.aud, payload["client_id"]].flat();
          return named.some((one) => typeof one === "string" && audiences.includes(one)) ? payload : undefined;
        } catch (error) {
          if (error instanceof errors.JOSEError) return undefined;
          throw error;
        }
      };
      return [id, authorize] as const;
    }),
  );
}
