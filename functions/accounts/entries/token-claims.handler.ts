import { NO_PASSWORD, NO_PASSWORD_SET, SECOND_FACTOR, SECOND_FACTOR_USED } from "../../../shared/access/second-factor.ts";

/** What a user pool asks before it makes tokens (pre token generation, version 2): the parts read here. */
interface TokenRequest {
  readonly triggerSource?: string;
  readonly request: { readonly userAttributes: Readonly<Record<string, string | undefined>> };
  readonly response?: object;
}

/** Where a council's provider writes how it made sure of somebody, and what stands there when that took two factors (RFC 8176). */
const FACTORS = "custom:amr";
const TWO_FACTORS = "mfa";

/** The pool's own pages, and tokens that are renewed. Tokens got in any other way could be used to choose a password. */
const WAYS = ["TokenGeneration_HostedAuth", "TokenGeneration_RefreshTokens"];

/**
 * Says in both tokens whether a second factor was used. Only what a council's provider vouches for counts. Throws, so that there are no
 * tokens, for a user of the pool's own who may know a password, or who signs in by other ways than the pool's own pages: nobody signs in
 * with a password alone.
 */
export const handler = async <Event extends TokenRequest>(event: Event) => {
  const { [FACTORS]: factors = "", "cognito:user_status": status } = event.request.userAttributes;
  // Some write a list, and some whole addresses that end in the method's name.
  const methods = factors.split(/[\s,[\]"]+/).map((factor) => factor.split("/").at(-1));
  const { triggerSource = "" } = event;
  if (status !== "EXTERNAL_PROVIDER" && !(WAYS.includes(triggerSource) && event.request.userAttributes[NO_PASSWORD] === NO_PASSWORD_SET))
    throw new Error("Only a code or a passkey signs in");
  const used = status === "EXTERNAL_PROVIDER" && methods.includes(TWO_FACTORS);
  const claimsToAddOrOverride = used ? { [SECOND_FACTOR]: SECOND_FACTOR_USED } : {};
  const claimsAndScopeOverrideDetails = { idTokenGeneration: { claimsToAddOrOverride }, accessTokenGeneration: { claimsToAddOrOverride } };
  return { ...event, response: { ...event.response, claimsAndScopeOverrideDetails } };
};
