import { LOCAL_CREDENTIALS } from "./engine.ts";
import { type Ask, type Statement, statementsIn, verdictOf } from "./iam.ts";
import { listIn, resourceIn } from "./json.ts";
import type { SynthesizedSystem } from "./template.ts";

/** The role of a function, and what its policies say. */
export interface Role {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** The roles of the template's functions, by the access key id that each function signs with. Plain data: tests hand it on. */
export type Roles = Readonly<Record<string, Role>>;

/** The access key id of a function, from its logical id: whoever gets a signed request knows by it whose it is. */
export const accessKeyOf = (functionId: string): string => `LOCAL${functionId}`;

/** The credentials of a function as its environment has them. All keys have one secret: here it is about what a role may do, not about forging. */
export const credentialsOf = (functionId: string): Readonly<Record<string, string>> => ({
  AWS_ACCESS_KEY_ID: accessKeyOf(functionId),
  AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
});

/** The roles of all functions of a template, with the policies attached to each. */
export function rolesOf(system: Pick<SynthesizedSystem, "ofType" | "resolve" | "text">): Roles {
  const policies = system.ofType("AWS::IAM::Policy").map(({ properties }) => ({
    roles: listIn(system.resolve(properties["Roles"])).map(String),
    document: properties["PolicyDocument"],
  }));
  return Object.fromEntries(
    system.ofType("AWS::Lambda::Function").map(({ id, properties }) => {
      const name = resourceIn(system.text(properties["Role"]));
      const role = system.ofType("AWS::IAM::Role").find((one) => one.id === name);
      // What these hold would count on AWS, and is not read here.
      for (const more of ["Policies", "ManagedPolicyArns", "PermissionsBoundary"]) {
        if (role?.properties[more] !== undefined) throw new Error(`The local system cannot evaluate ${more} of ${name}`);
      }
      const own = policies.filter(({ roles }) => roles.includes(name));
      return [accessKeyOf(id), { name, statements: own.flatMap(({ document }) => statementsIn(system.resolve(document))) }] as const;
    }),
  );
}

/** The secret of a key, where there is such a caller. */
export const secretOf =
  (roles: Roles) =>
  (accessKeyId: string): string | undefined =>
    accessKeyId === LOCAL_CREDENTIALS.accessKeyId || accessKeyId in roles ? LOCAL_CREDENTIALS.secretAccessKey : undefined;

/** Why a request is refused, in AWS's names. */
export interface Refusal {
  readonly code: "MissingAuthenticationTokenException" | "UnrecognizedClientException" | "AccessDeniedException";
  readonly message: string;
}

/** The access key id that a request is signed with, by its header. */
export const accessKeyIn = (authorization: string | undefined): string | undefined => /Credential=([^/,\s]+)\//.exec(authorization ?? "")?.[1];

/**
 * Refuses what the caller's role does not allow; undefined where all of it is allowed. The administrator's key may do
 * everything: imports, commands and the tests' own setup are an operator's doing, whose role this template does not make.
 */
export function refusalOf(roles: Roles, accessKeyId: string | undefined, asks: () => readonly Ask[]): Refusal | undefined {
  if (accessKeyId === undefined) return { code: "MissingAuthenticationTokenException", message: "Request is missing Authentication Token" };
  if (accessKeyId === LOCAL_CREDENTIALS.accessKeyId) return undefined;
  const role = roles[accessKeyId];
  if (!role) return { code: "UnrecognizedClientException", message: "The security token included in the request is invalid." };
  for (const ask of asks()) {
    const verdict = verdictOf(role.statements, ask);
    if (verdict === "allowed") continue;
    const because =
      verdict === "denied" ? "with an explicit deny in an identity-based policy" : `because no identity-based policy allows the ${ask.action} action`;
    const user = `arn:aws:sts::000000000000:assumed-role/${role.name}/${accessKeyId}`;
    return { code: "AccessDeniedException", message: `User: ${user} is not authorized to perform: ${ask.action} on resource: ${ask.resource} ${because}` };
  }
  return undefined;
}
