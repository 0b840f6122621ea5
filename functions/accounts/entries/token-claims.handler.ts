import { SECOND_FACTOR, SECOND_FACTOR_USED } from "../../../shared/access/second-factor.ts";

/** What a user pool asks before it makes tokens (pre token generation, version 2): the parts read here. */
interface TokenRequest {
  readonly request: { readonly userAttributes: Readonly<Record<string, string | undefined>> };
  readonly response?: object;
}

/** Where a council's provider writes how it made sure of somebody, and what stands there when that took two factors (RFC 8176). */
const FACTORS = "custom:amr";
const TWO_FACTORS = "mfa";

/**
 * Says in both tokens whether a second factor was used. Only what a council's provider vouches for counts: people
 * who keep their own password here could write the attribute themselves.
 */
export const handler = async <Event extends TokenRequest>(event: Event) => {
  const { [FACTORS]: factors = "", "cognito:user_status": status } = event.request.userAttributes;
  // Some write a list, and some whole addresses that end in the method's name.
  const methods = factors.split(/[\s,[\]"]+/).map((factor) => factor.split("/").at(-1));
  const used = status === "EXTERNAL_PROVIDER" && methods.includes(TWO_FACTORS);
  const claimsToAddOrOverride = used ? { [SECOND_FACTOR]: SECOND_FACTOR_USED } : {};
  const claimsAndScopeOverrideDetails = { idTokenGeneration: { claimsToAddOrOverride }, accessTokenGeneration: { claimsToAddOrOverride } };
  return { ...event, response: { ...event.response, claimsAndScopeOverrideDetails } };
};
