import { isObject, listIn, objectIn } from "./json.ts";
import { type SecretOf, type SignatureFault, signatureFault } from "./storage-signature.ts";

/** What S3 answers to a form it does not take. */
export type PostFault = SignatureFault | "EntityTooLarge" | "EntityTooSmall" | "InvalidPolicyDocument" | "MalformedPOSTRequest" | "MetadataTooLarge";

/** Form fields that no condition has to cover. */
const FREE = /^(x-amz-signature|policy|file|awsaccesskeyid|x-ignore-.*)$/;

export interface PostPolicy {
  readonly expiration: number;
  readonly conditions: readonly unknown[];
}

/** Reads a form's policy. Undefined when it is not one. */
export function policyIn(base64: string): PostPolicy | undefined {
  try {
    const { expiration, conditions } = objectIn(JSON.parse(Buffer.from(base64, "base64").toString("utf8")));
    const time = Date.parse(String(expiration));
    return Number.isNaN(time) || !Array.isArray(conditions) ? undefined : { expiration: time, conditions };
  } catch {
    return undefined;
  }
}

/** The sizes a policy allows; S3 takes 5 GB where it names none. */
export function sizesIn({ conditions }: PostPolicy): { readonly least: number; readonly most: number } {
  const range = conditions.map(listIn).find(([name]) => name === "content-length-range");
  return { least: Number(range?.[1] ?? 0), most: Number(range?.[2] ?? 5e9) };
}

/** Holds a form to its signed policy: who signed it, until when, each field as it must be, and no other field. Names are in small letters. */
export function formFault(fields: ReadonlyMap<string, string>, bucket: string, secretOf: SecretOf, now: number): PostFault | undefined {
  const encodedPolicy = fields.get("policy") ?? "";
  const [credential = "", signature = ""] = [fields.get("x-amz-credential"), fields.get("x-amz-signature")];
  if (fields.get("x-amz-algorithm") !== "AWS4-HMAC-SHA256" || !encodedPolicy || !signature) return "AccessDenied";
  const forged = signatureFault(secretOf, credential, encodedPolicy, signature);
  if (forged) return forged;
  const policy = policyIn(encodedPolicy);
  if (!policy) return "InvalidPolicyDocument";
  if (now > policy.expiration) return "AccessDenied";
  if (fields.has("bucket") && fields.get("bucket") !== bucket) return "AccessDenied";
  const covered = new Set<string>();
  for (const condition of policy.conditions) {
    const wanted = conditionOf(condition);
    if (!wanted) return "InvalidPolicyDocument";
    for (const { name, holds } of wanted) {
      covered.add(name);
      if (!holds((name === "bucket" ? bucket : fields.get(name)) ?? "")) return "AccessDenied";
    }
  }
  for (const name of fields.keys()) if (!FREE.test(name) && !covered.has(name)) return "AccessDenied";
  return undefined;
}

interface Wanted {
  readonly name: string;
  holds(value: string): boolean;
}

/** A condition in either of its two spellings; the size is looked at with the file. Undefined when it is neither. */
function conditionOf(condition: unknown): readonly Wanted[] | undefined {
  if (isObject(condition)) return Object.entries(condition).map(([name, wanted]) => ({ name: name.toLowerCase(), holds: (value) => value === wanted }));
  const [operator, field, wanted] = listIn(condition).map(String);
  if (operator === "content-length-range") return [];
  if (!field?.startsWith("$") || wanted === undefined) return undefined;
  const name = field.slice(1).toLowerCase();
  if (operator === "eq") return [{ name, holds: (value) => value === wanted }];
  return operator === "starts-with" ? [{ name, holds: (value) => value.startsWith(wanted) }] : undefined;
}
