import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledgeFindings } from "./findings.ts";
import { ApiStack } from "./stacks/api-stack.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { stageSettings } from "./stages.ts";

/** CDK behaviours we choose: no bundling by CDK (ours is `bundle.ts`), small policies, references that protect the data stack. */
const FLAGS = {
  "aws:cdk:bundling-stacks": [],
  "@aws-cdk/aws-iam:minimizePolicies": true,
  "@aws-cdk/core:checkSecretUsage": true,
  "@aws-cdk/core:defaultCrossStackReferences": "strong",
};

/** The stacks of a stage. The only place an `App` is made. */
export function trellisApp(
  stageName: string,
  options: { readonly validate: boolean; readonly outdir?: string },
  environment: Parameters<typeof stageSettings>[1] = process.env,
): App {
  const stage = stageSettings(stageName, environment);
  const app = new App({
    builtinCloudFormationValidation: options.validate,
    analyticsReporting: false,
    context: FLAGS,
    ...(options.outdir ? { outdir: options.outdir } : {}),
  });
  if (options.validate) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const env = { region: stage.region };
  const dataStack = new DataStack(app, `Trellis-${stage.name}-data`, { stage, env, terminationProtection: stage.keepData });
  const { data, people, evidence: files, alerts, notify, keyRing } = dataStack;
  const apiStack = new ApiStack(app, `Trellis-${stage.name}-api`, { stage, env, data, people, files, alerts, notify, keyRing });
  acknowledgeFindings(dataStack, apiStack);
  return app;
}

if (import.meta.main) trellisApp(process.env["TRELLIS_STAGE"] ?? "dev", { validate: true }).synth();
