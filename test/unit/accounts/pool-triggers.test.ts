import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { handler as noPassword } from "../../../functions/accounts/entries/no-password.handler.ts";
import { handler as tokenClaims } from "../../../functions/accounts/entries/token-claims.handler.ts";

// The two functions a user pool asks: that nobody signs in with a password alone.

const HOSTED = "TokenGeneration_HostedAuth";
const OWN = { "cognito:user_status": "CONFIRMED", "custom:nopassword": "yes" };
const tokens = (userAttributes: Record<string, string>, triggerSource = HOSTED) => tokenClaims({ triggerSource, request: { userAttributes } });

describe("the tokens of somebody with an account of the pool's own", () => {
  it("are given on the pool's own pages and when they are renewed, once nobody knows a password of theirs", async () => {
    for (const source of [HOSTED, "TokenGeneration_RefreshTokens"])
      expect((await tokens(OWN, source)).response.claimsAndScopeOverrideDetails.accessTokenGeneration.claimsToAddOrOverride).toEqual({});
  });
  it("are not given while somebody may know a password", async () => {
    for (const mark of [{}, { "custom:nopassword": "" }, { "custom:nopassword": "no" }])
      await expect(tokens({ "cognito:user_status": "CONFIRMED", ...mark })).rejects.toThrow("Only a code or a passkey");
  });
  it("are not given by any other way, where they could be used to choose a password", async () => {
    for (const source of ["TokenGeneration_Authentication", "TokenGeneration_NewPasswordChallenge", "TokenGeneration_AuthenticateDevice", ""])
      await expect(tokens(OWN, source)).rejects.toThrow("Only a code or a passkey");
  });
  it("are given to whoever comes from a council's own provider, which has no passwords here", async () => {
    await expect(tokens({ "cognito:user_status": "EXTERNAL_PROVIDER" })).resolves.toBeDefined();
  });
});

describe("opening an account", () => {
  const asked: { readonly target: string; readonly body: any }[] = [];
  let fails = "";
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const target = String(request.headers["x-amz-target"]);
    asked.push({ target, body: JSON.parse(text) });
    response.writeHead(target.endsWith(fails) && fails !== "" ? 400 : 200).end(fails === "" ? "" : '{"__type":"com.amazonaws#TooManyRequestsException"}');
  });
  const event = {
    version: "1",
    triggerSource: "PostConfirmation_ConfirmSignUp",
    userPoolId: "pool",
    userName: "somebody",
    request: { userAttributes: { "cognito:user_status": "CONFIRMED" } },
    response: {},
  };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    vi.stubEnv("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
    for (const [name, value] of Object.entries({ AWS_REGION: "eu-west-2", AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" })) vi.stubEnv(name, value);
  });
  beforeEach(() => {
    asked.length = 0;
    fails = "";
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    server.close();
  });

  it("replaces its password by a long one, another each time, and then says so", async () => {
    expect(await noPassword(event)).toBe(event);
    await noPassword(event);
    const user = { UserPoolId: "pool", Username: "somebody" };
    expect(asked.slice(0, 2)).toEqual([
      { target: "AWSCognitoIdentityProviderService.AdminSetUserPassword", body: { ...user, Password: expect.any(String), Permanent: true } },
      {
        target: "AWSCognitoIdentityProviderService.AdminUpdateUserAttributes",
        body: { ...user, UserAttributes: [{ Name: "custom:nopassword", Value: "yes" }] },
      },
    ]);
    const passwords = asked.flatMap(({ body }) => body.Password ?? []);
    expect(new Set(passwords).size).toBe(2);
    for (const password of passwords) for (const kind of [/^.{64,256}$/, /[a-z]/, /[A-Z]/, /\d/, /[!]/]) expect(password).toMatch(kind);
  });
  it("through a council's provider leaves it alone: a password would make it an account of the pool's own", async () => {
    const external: Readonly<Record<string, string>>[] = [
      { "cognito:user_status": "EXTERNAL_PROVIDER" },
      { "cognito:user_status": "CONFIRMED", identities: '[{"providerName":"council-E10000018"}]' },
      {},
    ];
    for (const userAttributes of external) {
      const theirs = { ...event, request: { userAttributes } };
      expect(await noPassword(theirs)).toBe(theirs);
    }
    expect(asked).toEqual([]);
  });
  it("says nothing of the kind where the password could not be replaced", async () => {
    fails = "AdminSetUserPassword";
    await expect(noPassword(event)).rejects.toThrow("TooManyRequestsException");
    expect(asked.map(({ target }) => target.split(".")[1])).toEqual(["AdminSetUserPassword"]);
  });
});
