import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { trellisApp } from "../../infra/app.ts";

// Who may reach the keys of sessions.

const app = trellisApp("prod", { validate: false, outdir: mkdtempSync(join(tmpdir(), "trellis-synth-")) });
const templateOf = (name: string): Template => {
  const stack = app.node.tryFindChild(name);
  if (!(stack instanceof Stack)) throw new Error(`No stack ${name}`);
  return Template.fromStack(stack);
};
const [data, api] = [templateOf("Trellis-prod-data"), templateOf("Trellis-prod-api")];

const [[secretId, secret] = []] = Object.entries(data.findResources("AWS::SecretsManager::Secret")).filter(([id]) => id.startsWith("KeyRing"));

/** The roles of functions that a statement with one of these actions lets at a resource whose reference says so. */
function rolesThat(actions: readonly string[], resource: string): string[] {
  const policies = [...Object.values(api.findResources("AWS::IAM::Policy")), ...Object.values(data.findResources("AWS::IAM::Policy"))];
  return policies
    .filter(({ Properties }) =>
      Properties.PolicyDocument.Statement.some(
        ({ Action, Resource }: any) => [Action].flat().some((one) => actions.includes(one)) && JSON.stringify(Resource).includes(resource),
      ),
    )
    .map(({ Properties }) => String(Properties.Roles[0].Ref).replace(/Role.*$/, ""))
    .toSorted();
}

describe("the keys of sessions", () => {
  it("lie in a secret under a key of its own, which turns, and stay when the stack goes", () => {
    expect(secret?.["DeletionPolicy"]).toBe("RetainExceptOnCreate");
    const { "Fn::GetAtt": [key] = [] } = secret?.["Properties"].KmsKeyId ?? {};
    expect(key).toMatch(/^KeyRingKey/);
    expect(data.findResources("AWS::KMS::Key")[key]).toMatchObject({ DeletionPolicy: "RetainExceptOnCreate", Properties: { EnableKeyRotation: true } });
    const others = Object.entries({ ...data.toJSON().Resources, ...api.toJSON().Resources }).filter(
      ([id, resource]: any) => !id.startsWith("KeyRing") && resource.Type !== "AWS::IAM::Policy" && JSON.stringify(resource.Properties ?? {}).includes(key),
    );
    expect(others.map(([id]) => id)).toEqual([]);
  });
  it("begin as a seed that deployment makes, in words that never change: others would have it made anew, and the look-up key with it", () => {
    expect(secret?.["Properties"].GenerateSecretString).toEqual({
      ExcludePunctuation: true,
      GenerateStringKey: "seed",
      PasswordLength: 64,
      SecretStringTemplate: "{}",
    });
    expect(secretId).toBe("KeyRingSecret73EFAB8B");
  });
  it("are read by the functions that open sessions or look people up, and by what rotates them, and by no other", () => {
    const openers = [
      "Account",
      "Alerts",
      "Appoint",
      "Arrangements",
      "BalanceAsk",
      "BalanceRecords",
      "BalanceSweep",
      "Balances",
      "ChangeKeys",
      "ContactSweep",
      "Contacts",
      "Feedback",
      "FreeHours",
      "Market",
      "Pooling",
      "RecipientDrop",
      "Recipients",
      "Requests",
      "Retention",
      "RetentionOne",
      "Reviews",
      "Satisfaction",
      "Shortlist",
      "SignIn",
      "Statements",
      "Vetting",
    ];
    expect(rolesThat(["secretsmanager:GetSecretValue"], "KeyRingSecret")).toEqual(openers);
    expect(rolesThat(["kms:Decrypt", "kms:*"], "KeyRingKey")).toEqual(openers);
  });
  it("are replaced by the nightly function, and by what an operator starts, alone", () => {
    expect(rolesThat(["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage", "secretsmanager:*"], "KeyRingSecret")).toEqual([
      "ChangeKeys",
      "Retention",
    ]);
    expect(rolesThat(["kms:GenerateDataKey", "kms:Encrypt"], "KeyRingKey")).toEqual(["ChangeKeys", "Retention"]);
  });
  it("of sealed fields are others: read where people's postcodes are imported, shown, told them or counted by area, and replaced by an operator alone", () => {
    expect(rolesThat(["secretsmanager:GetSecretValue"], "FieldKeysSecret")).toEqual([
      "Account",
      "ChangeKeys",
      "MarketBuild",
      "RecipientDrop",
      "Recipients",
      "SetUpClock",
    ]);
    expect(rolesThat(["secretsmanager:PutSecretValue"], "FieldKeysSecret")).toEqual(["ChangeKeys"]);
    expect(rolesThat(["kms:GenerateDataKey", "kms:Encrypt"], "FieldKeysKey")).toEqual(["ChangeKeys"]);
  });
  it("stand nowhere in the table's permissions", () => {
    expect(JSON.stringify([api.toJSON(), data.toJSON()])).not.toContain("SYSTEM#KEYS");
  });
});
