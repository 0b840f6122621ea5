import { App, Stack, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledgeFindings } from "./findings.ts";
import { ApiStack } from "./stacks/api-stack.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { EdgeStack } from "./stacks/edge-stack.ts";
import { HttpStack } from "./stacks/http-stack.ts";
import { EDGE_REGION, stageSettings } from "./stages.ts";

/** CDK behaviours we choose: no bundling by CDK (ours is `bundle.ts`), small policies, references that fix nothing: a value another stack reads may change later. */
const FLAGS = {
  "aws:cdk:bundling-stacks": [],
  "@aws-cdk/aws-iam:minimizePolicies": true,
  "@aws-cdk/core:checkSecretUsage": true,
  "@aws-cdk/core:defaultCrossStackReferences": "weak",
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
  const { data, ledger, people, evidence: files, importFiles, alerts, notify, keyRing, fieldKeys, trailSeals } = dataStack;
  // Alarms stand apart from what they watch: CloudFormation takes 500 resources in one stack, and functions have two or three each.
  const watchStack = new Stack(app, `Trellis-${stage.name}-watch`, { env });
  const apiStack = new ApiStack(app, `Trellis-${stage.name}-api`, {
    stage,
    env,
    data,
    ledger,
    people,
    files,
    importFiles,
    alerts: { topic: alerts.topic, runbooks: alerts.runbooks, stack: watchStack },
    notify,
    keyRing,
    fieldKeys,
    trailSeals,
  });
  watchStack.addStackDependency(apiStack);
  const councilsStack = new Stack(app, `Trellis-${stage.name}-councils`, { env });
  const httpStack = new HttpStack(app, `Trellis-${stage.name}-http`, { stage, env, people, alerts, lambdas: apiStack.lambdas, ofCouncils: councilsStack });
  councilsStack.addStackDependency(httpStack);
  const edgeStacks = stage.certificate
    ? [
        new EdgeStack(app, `Trellis-${stage.name}-edge`, {
          stage,
          origin: httpStack.host,
          files: files.hostElsewhere,
          env: { region: EDGE_REGION },
          terminationProtection: stage.keepData,
        }),
      ]
    : [];
  acknowledgeFindings(dataStack, apiStack, httpStack, councilsStack, watchStack, ...edgeStacks);
  return app;
}

if (import.meta.main) trellisApp(process.env["TRELLIS_STAGE"] ?? "dev", { validate: true }).synth();
