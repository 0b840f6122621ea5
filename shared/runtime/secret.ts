import * as z from "zod/mini";
import { AwsRefusal, type AwsService, awsCall } from "./aws-call.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const SECRETS_MANAGER: AwsService = { name: "secretsmanager", target: "secretsmanager", endpointVariable: "AWS_ENDPOINT_URL_SECRETS_MANAGER" };
const CURRENT = "AWSCURRENT";
/** Marks a version that is about to become the current one. */
const NEXT = "TRELLISNEXT";

const Answer = z.object({ SecretString: z.string(), VersionId: z.optional(z.string()) });

/** A secret's text, and which version of it that is. */
export interface SecretVersion {
  readonly text: string;
  readonly version: string;
}

/** A secret of AWS Secrets Manager. */
export interface StoredSecret {
  read(): Promise<SecretVersion>;
  /** Puts a text in the place of a version; false where that was no longer the current one, and nothing has changed. */
  replace(version: string, text: string): Promise<boolean>;
}

/** A secret, by its name or ARN. */
export const storedSecret = (env: Environment, SecretId: string): StoredSecret => ({
  async read() {
    const { SecretString: text, VersionId: version = "" } = Answer.parse(await awsCall(env, SECRETS_MANAGER, "GetSecretValue", { SecretId }));
    return { text, version };
  },
  async replace(version, SecretString) {
    const made = crypto.randomUUID();
    await awsCall(env, SECRETS_MANAGER, "PutSecretValue", { SecretId, SecretString, ClientRequestToken: made, VersionStages: [NEXT] });
    try {
      // The label moves only from the version that is named: two who replace one version at once do not overwrite each other.
      await awsCall(env, SECRETS_MANAGER, "UpdateSecretVersionStage", {
        SecretId,
        VersionStage: CURRENT,
        MoveToVersionId: made,
        RemoveFromVersionId: version,
      });
      return true;
    } catch (error) {
      if (error instanceof AwsRefusal && /^Invalid(Parameter|Request)Exception$/.test(error.code)) return false;
      throw error;
    }
  },
});

/** The text of a secret. */
export const readSecret = async (env: Environment, id: string): Promise<string> => (await storedSecret(env, id).read()).text;
