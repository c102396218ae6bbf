/** The CDK app: one lab's account at a time. Settings come from `-c key=value`, or from the environment. */
import { App, type IStackSynthesizer, LegacyStackSynthesizer, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { LabEventsStack } from "../lab-events.ts";

const unsetWebhookUrl = "https://batchmate.invalid";

const app = new App();
const account = setting("account", "CDK_DEFAULT_ACCOUNT");
const region = setting("region", "CDK_DEFAULT_REGION");
const webhookUrl = setting("webhook", "BATCHMATE_WEBHOOK_URL");
const name = setting("name");
const keySecretName = setting("keySecret");
const keySecretVersionId = setting("keyVersion");

const stack = new LabEventsStack(app, "BatchmateLabEvents", {
  description: "Posts this account's AWS Batch events to Batchmate",
  // Nothing is uploaded, so a lab's account need not be bootstrapped for CDK.
  synthesizer: new LegacyStackSynthesizer() as IStackSynthesizer,
  env: { ...(account && { account }), ...(region && { region }) },
  webhookUrl: webhookUrl ?? unsetWebhookUrl,
  ...(name && { name }),
  ...(keySecretName && { keySecretName }),
  ...(keySecretVersionId && { keySecretVersionId }),
});
if (webhookUrl === undefined) {
  Validations.of(stack).addWarning(
    "webhook-unset",
    `No webhook was given, so ${unsetWebhookUrl} stands in its place, which reaches nothing. Add -c webhook=https://your-host before deploying.`,
  );
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

function setting(key: string, variable?: string): string | undefined {
  const given: unknown = app.node.tryGetContext(key) ?? (variable && process.env[variable]);
  return given === undefined || given === "" ? undefined : String(given);
}
