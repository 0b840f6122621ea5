import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { functions } from "../../functions/functions.ts";
import { trellisApp } from "../../infra/app.ts";
import { DataStack } from "../../infra/stacks/data-stack.ts";
import { type CouncilProvider, stageSettings } from "../../infra/stages.ts";

// How people sign in, as the user pool of a deployment for two councils has it.

const COUNTY: CouncilProvider = {
  authority: "E10000018",
  metadata: "https://sts.county.example/metadata",
  mailDomains: ["county.example", "schools.county.example"],
};
const CITY: CouncilProvider = { authority: "E06000016", metadata: "https://login.city.example/saml", mailDomains: ["city.example"] };

const dataFor = (identityProviders: readonly CouncilProvider[]): Template => {
  const app = new App({ builtinCloudFormationValidation: false, outdir: mkdtempSync(join(tmpdir(), "trellis-synth-")) });
  const stage = {
    ...stageSettings("prod", {}),
    identityProviders: [...identityProviders],
    email: { from: "codes@care.example", name: "Care in the county", verifiedDomain: "care.example" },
  };
  return Template.fromStack(new DataStack(app, "Data", { stage, env: { region: stage.region } }));
};
const data = dataFor([COUNTY, CITY]);
const properties = (type: string, template = data): any[] => Object.values(template.findResources(type)).map((resource) => resource["Properties"]);
const [pool] = properties("AWS::Cognito::UserPool");
const clients = properties("AWS::Cognito::UserPoolClient");
const publicClient = clients.find(({ SupportedIdentityProviders: [one] }) => one === "COGNITO");
const councilClients = clients.filter((client) => client !== publicClient);

describe("the user pool", () => {
  it("is one, and stays", () => {
    data.resourceCountIs("AWS::Cognito::UserPool", 1);
    data.hasResource("AWS::Cognito::UserPool", { DeletionPolicy: "RetainExceptOnCreate", Properties: { DeletionProtection: "ACTIVE" } });
  });
  it("writes to people by SES, from the address of the stage, in our words, with the code in each", () => {
    expect(pool.EmailConfiguration).toMatchObject({
      EmailSendingAccount: "DEVELOPER",
      From: "Care in the county <codes@care.example>",
      SourceArn: { "Fn::Join": ["", expect.arrayContaining([":identity/care.example"].map((end) => expect.stringContaining(end)))] },
    });
    const messages = [pool.EmailAuthenticationMessage, pool.EmailVerificationMessage, pool.VerificationMessageTemplate.EmailMessage];
    for (const message of messages) {
      expect(message).toMatch(/^Your code .*Trellis is \{####\}\..*you need do nothing/);
      expect(message).not.toMatch(/password|verification|authenticat/i);
    }
    for (const subject of [pool.EmailAuthenticationSubject, pool.EmailVerificationSubject]) expect(subject).toBe("Your code for Trellis");
  });
  it("has room for all a provider says of how it made sure of somebody", () => {
    expect(pool.Schema).toContainEqual(expect.objectContaining({ Name: "amr", Mutable: true, StringAttributeConstraints: { MaxLength: "2048" } }));
  });
});

describe("a password", () => {
  it("is there because Cognito wants it, beside a code and a passkey, and no client signs in with one by itself", () => {
    expect(pool.Policies.SignInPolicy.AllowedFirstAuthFactors).toEqual(["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]);
    expect(publicClient.ExplicitAuthFlows).toEqual(["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]);
    for (const { ExplicitAuthFlows } of councilClients) expect(ExplicitAuthFlows).toEqual(["ALLOW_REFRESH_TOKEN_AUTH"]);
  });
  it("is replaced by one that nobody knows as soon as an account is opened", () => {
    expect(pool.LambdaConfig.PostConfirmation).toEqual({ "Fn::GetAtt": [expect.stringMatching(/^PeopleNoPasswordFunction/), "Arn"] });
    const [policy] = properties("AWS::IAM::Policy").filter(({ PolicyName }) => PolicyName.startsWith("PeopleNoPasswordPolicy"));
    expect(policy.PolicyDocument.Statement).toEqual([
      {
        Action: ["cognito-idp:AdminSetUserPassword", "cognito-idp:AdminUpdateUserAttributes"],
        Effect: "Allow",
        Resource: { "Fn::GetAtt": [expect.stringMatching(/^PeoplePool/), "Arn"] },
      },
    ]);
    expect(policy.Roles).toEqual([{ Ref: expect.stringMatching(/^PeopleNoPasswordRole/) }]);
  });
  it("cannot be had again: none is sent to whoever says they forgot it, and no token may change it", () => {
    expect(pool.AccountRecoverySetting).toEqual({ RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] });
    for (const { AllowedOAuthScopes } of clients) expect(AllowedOAuthScopes).toEqual(["openid", "email", "profile"]);
    expect(pool.LambdaConfig.PreTokenGenerationConfig).toEqual({
      LambdaVersion: "V2_0",
      LambdaArn: { "Fn::GetAtt": [expect.stringMatching(/^PeopleTokenClaimsFunction/), "Arn"] },
    });
  });
  it("is said to be useless by nobody but that function: no client writes the mark", () => {
    for (const { WriteAttributes } of clients) expect(WriteAttributes).not.toContain("custom:nopassword");
    expect(pool.Schema.map(({ Name }: any) => Name)).toContain("nopassword");
  });
});

describe("a council", () => {
  it("has a provider and a client of its own, named by its code, and the client leads nowhere else", () => {
    const providers = data.findResources("AWS::Cognito::UserPoolIdentityProvider");
    for (const { authority, metadata } of [COUNTY, CITY]) {
      const [id, provider] = Object.entries(providers).find(([name]) => name.startsWith(`PeopleCouncil${authority}`)) ?? [];
      expect(provider?.["Properties"]).toMatchObject({
        ProviderType: "SAML",
        ProviderName: `council-${authority}`,
        ProviderDetails: { MetadataURL: metadata },
        AttributeMapping: { "custom:amr": "http://schemas.microsoft.com/claims/authnmethodsreferences" },
      });
      const [[client] = []] = Object.entries(data.findResources("AWS::Cognito::UserPoolClient")).filter(([name]) =>
        name.startsWith(`PeopleCouncilClient${authority}`),
      );
      expect(data.findResources("AWS::Cognito::UserPoolClient")[client ?? ""]?.["Properties"].SupportedIdentityProviders).toEqual([{ Ref: id }]);
    }
    expect([Object.keys(providers).length, clients.length]).toEqual([2, 3]);
  });
  it("has what its provider says of a second factor written; the public cannot write that of themselves", () => {
    for (const { WriteAttributes } of councilClients) expect(WriteAttributes).toEqual(["custom:amr", "email", "name"]);
    expect(publicClient.WriteAttributes).toEqual(["email", "name"]);
  });
  it("keeps its own logical ids when another comes or goes", () => {
    const idsOf = (template: Template) => Object.keys(template.toJSON().Resources).filter((id) => id.includes(COUNTY.authority));
    expect(idsOf(dataFor([COUNTY]))).toEqual(idsOf(data));
    expect(idsOf(dataFor([CITY, COUNTY])).toSorted()).toEqual(idsOf(data).toSorted());
    expect(idsOf(data).length).toBe(3);
  });
  it("shares no mail domain with another, is named once, and has at least one domain", () => {
    expect(() => dataFor([COUNTY, { ...CITY, mailDomains: ["city.example", "schools.county.example"] }])).toThrow(
      "E10000018 and E06000016 share schools.county.example",
    );
    expect(() => dataFor([COUNTY, { ...COUNTY, mailDomains: ["elsewhere.example"] }])).toThrow("share E10000018");
    expect(() => dataFor([{ ...COUNTY, mailDomains: [] }])).toThrow("has no mail domain");
  });
  it("may be none: the public signs in all the same", () => {
    const none = dataFor([]);
    none.resourceCountIs("AWS::Cognito::UserPoolIdentityProvider", 0);
    none.resourceCountIs("AWS::Cognito::UserPoolClient", 1);
    expect(JSON.stringify(none.toJSON().Parameters)).not.toContain("CouncilMetadata");
  });
  it("gives a code with PKCE, no secret, and tokens that soon run out", () => {
    for (const client of clients)
      expect(client).toMatchObject({ GenerateSecret: false, AllowedOAuthFlows: ["code"], PreventUserExistenceErrors: "ENABLED", AccessTokenValidity: 60 });
  });
});

describe("functions for signed-in people", () => {
  it("are told which client and which mail domains are whose", () => {
    const app = trellisApp("local", { validate: false, outdir: mkdtempSync(join(tmpdir(), "trellis-synth-")) });
    const told = app
      .synth()
      .stacks.flatMap(({ template }) => Object.values<any>(template.Resources))
      .flatMap(({ Properties }) => Properties?.Environment?.Variables?.COUNCIL_CLIENTS ?? []);
    // Every one whose environment asks for it.
    expect(told.length).toBe(Object.values(functions).filter(({ env }) => "COUNCIL_CLIENTS" in env.def.shape).length);
    for (const one of told) {
      const text = one["Fn::Join"][1]
        .map((part: any) => (typeof part === "string" ? part : String(part["Fn::GetStackOutput"].OutputName).replace(/.*(CouncilClientE\d{8}).*/, "$1")))
        .join("");
      expect(JSON.parse(text)).toEqual([
        { authority: "E10000018", client: "CouncilClientE10000018", mailDomains: ["leicestershire.example"] },
        { authority: "E06000016", client: "CouncilClientE06000016", mailDomains: ["leicester.example"] },
      ]);
    }
  });
  it("and the gateway takes tokens of the public's client and of each council's, and of no other", () => {
    const app = trellisApp("local", { validate: false, outdir: mkdtempSync(join(tmpdir(), "trellis-synth-")) });
    const [authorizer] = app
      .synth()
      .stacks.flatMap(({ template }) => Object.values<any>(template.Resources))
      .filter(({ Type }) => Type === "AWS::ApiGatewayV2::Authorizer");
    expect(authorizer.Properties.JwtConfiguration.Audience.length).toBe(3);
  });
});

describe("the two functions of the pool", () => {
  it("are all that computes in the data stack", () => {
    data.resourceCountIs("AWS::Lambda::Function", 2);
    data.hasResourceProperties("AWS::Cognito::UserPool", { LambdaConfig: Match.objectLike({ PostConfirmation: Match.anyValue() }) });
  });
});
