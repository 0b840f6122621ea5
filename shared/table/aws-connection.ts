/** Where DynamoDB is and who calls it: from the environment alone, as Lambda and the local system set it. */
export interface AwsConnection {
  readonly endpoint: URL;
  readonly region: string;
  readonly credentials: () => AwsCredentials;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the connection. Throws naming the variable that is missing. */
export function awsConnectionFrom(env: Environment): AwsConnection {
  const region = required(env, "AWS_REGION");
  const endpoint = env["AWS_ENDPOINT_URL_DYNAMODB"] ?? `https://dynamodb.${region}.amazonaws.com`;
  return {
    endpoint: new URL(endpoint),
    region,
    // Read on each use: Lambda renews them in a long-lived process.
    credentials: () => {
      const sessionToken = env["AWS_SESSION_TOKEN"];
      return {
        accessKeyId: required(env, "AWS_ACCESS_KEY_ID"),
        secretAccessKey: required(env, "AWS_SECRET_ACCESS_KEY"),
        ...(sessionToken === undefined ? {} : { sessionToken }),
      };
    },
  };
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
