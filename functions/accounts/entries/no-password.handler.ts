import { randomBytes } from "node:crypto";
import { NO_PASSWORD, NO_PASSWORD_SET } from "../../../shared/access/second-factor.ts";
import { type AwsService, awsCall } from "../../../shared/runtime/aws-call.ts";

const USER_POOLS: AwsService = {
  name: "cognito-idp",
  target: "AWSCognitoIdentityProviderService",
  endpointVariable: "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER",
};

/** What a user pool tells after somebody has confirmed their address: the parts read here. */
interface Confirmation {
  readonly userPoolId: string;
  readonly userName: string;
  readonly request: { readonly userAttributes: Readonly<Record<string, string | undefined>> };
}

/** Long, and of every kind of character a pool may ask for. */
const unknownPassword = (): string => `${randomBytes(48).toString("base64url")}aA1!`;

/**
 * Puts a password that nobody knows in the place of the one the pool's own page asked for, and notes that this is so: without the note
 * nobody gets tokens (`token-claims.handler.ts`). People sign in by a code or a passkey. Throws where it cannot be done; then they have no way in.
 * Whoever comes from a council's provider is left alone: a password would make them a user of the pool's own.
 */
export const handler = async <Event extends Confirmation>(event: Event): Promise<Event> => {
  const { "cognito:user_status": status, identities } = event.request.userAttributes;
  if (status !== "CONFIRMED" || identities !== undefined) return event;
  const user = { UserPoolId: event.userPoolId, Username: event.userName };
  await awsCall(process.env, USER_POOLS, "AdminSetUserPassword", { ...user, Password: unknownPassword(), Permanent: true });
  await awsCall(process.env, USER_POOLS, "AdminUpdateUserAttributes", { ...user, UserAttributes: [{ Name: NO_PASSWORD, Value: NO_PASSWORD_SET }] });
  return event;
};
