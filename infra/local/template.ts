import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json, type JsonObject, listIn, objectIn } from "./json.ts";

/** One resource of the synthesized templates. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
}

/** The synthesized system, read for running it on one machine. */
export interface SynthesizedSystem {
  ofType(type: string): readonly Resource[];
  /** A value with its references followed to local names. Throws on an intrinsic it does not know. */
  resolve(value: Json): Json;
  /** The same, where only text will do. */
  text(value: Json): string;
  /** The folder of an asset by the key a function's code names. */
  assetFolder(s3Key: string): string;
}

/** What deployment would say, for this machine. */
export interface LocalPlace {
  /** Where people reach the local system. */
  readonly siteAddress: string;
  /** Where the local identity provider stands in for the template's user pool. */
  readonly issuer: string;
  /** Where the local storage stands in for the template's buckets. */
  readonly storage: string;
  /** Where the local stand-in of GOV.UK Notify is. */
  readonly notify: string;
  /** Where the local secrets are asked for. */
  readonly secrets: string;
  /** Where the local queues are. */
  readonly queues: string;
}

const LOCAL_ACCOUNT = "000000000000";
const LOCAL_REGION = "eu-west-2";

/** Where a local system on a port stands. What stands in for others has a host name of its own, so that browsers treat it as the other site it is. */
export const placeOnPort = (port: number, queuesPort = port + 1, secretsPort = port + 2): LocalPlace => ({
  siteAddress: `http://127.0.0.1:${port}`,
  storage: `http://localhost:${port}/local-storage`,
  issuer: `http://localhost:${port}/local-issuer`,
  notify: `http://localhost:${port}/local-notify`,
  secrets: `http://127.0.0.1:${secretsPort}`,
  queues: `http://127.0.0.1:${queuesPort}`,
});

/** What is read of an assembly: its stacks, as they were synthesized. */
interface Assembly {
  readonly directory: string;
  readonly stacks: readonly { readonly id: string; readonly stackName: string; readonly template: unknown }[];
}

/** Reads the local stage as it was synthesized into a folder. The CDK is not loaded for it. */
export function systemAt(directory: string, place: LocalPlace): SynthesizedSystem {
  const read = (file: string): JsonObject => JSON.parse(readFileSync(join(directory, file), "utf8"));
  const stacks = Object.entries(objectIn(read("manifest.json")["artifacts"])).flatMap(([id, artifact]) => {
    const { type, properties } = objectIn(artifact);
    if (type !== "aws:cloudformation:stack") return [];
    const { templateFile, stackName = id } = objectIn(properties);
    return [{ id, stackName: String(stackName), template: read(String(templateFile)) }];
  });
  return systemIn({ directory, stacks }, place);
}

/** Reads stacks as they were synthesized. */
export function systemIn(assembly: Assembly, place: LocalPlace): SynthesizedSystem {
  const resources = new Map<string, Resource>();
  /** Of every stack, by its name: what other stacks may ask for. */
  const outputs = new Map<string, JsonObject>();
  const assets = new Map<string, string>();
  for (const stack of assembly.stacks) {
    const template = objectIn(stack.template);
    for (const [id, resource] of Object.entries(objectIn(template["Resources"]))) {
      const { Type, Properties } = objectIn(resource);
      resources.set(id, { id, type: String(Type), properties: objectIn(Properties) });
    }
    outputs.set(stack.stackName, objectIn(template["Outputs"]));
    const manifest: JsonObject = JSON.parse(readFileSync(join(assembly.directory, `${stack.id}.assets.json`), "utf8"));
    for (const [hash, asset] of Object.entries(objectIn(manifest["files"]))) {
      const { source } = objectIn(asset);
      assets.set(`${hash}.zip`, join(assembly.directory, String(objectIn(source)["path"])));
    }
  }

  const resolve = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isObject(value)) return value;
    const [[name, argument] = ["", undefined], ...others] = Object.entries(value);
    if (others.length > 0 || !/^(Ref|Fn::.*)$/.test(name)) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one)]));
    }
    switch (name) {
      case "Ref":
        return reference(String(argument));
      case "Fn::GetAtt":
        return attribute(listIn(argument).map(String));
      case "Fn::GetStackOutput": {
        const { StackName, OutputName } = objectIn(argument);
        return resolve(objectIn(outputs.get(String(StackName))?.[String(OutputName)])["Value"]);
      }
      case "Fn::Join": {
        const [separator, parts] = listIn(argument);
        return listIn(parts)
          .map((part) => String(resolve(part)))
          .join(String(separator));
      }
      default:
        throw new Error(`The local system cannot follow ${name}`);
    }
  };

  const reference = (id: string): string => {
    if (id === "AWS::Region") return LOCAL_REGION;
    if (id === "AWS::AccountId") return LOCAL_ACCOUNT;
    const resource = resources.get(id);
    if (!resource) throw new Error(`The template has no resource ${id}`);
    // A reference to a queue is its address.
    return resource.type === "AWS::SQS::Queue" ? `${place.queues}/${LOCAL_ACCOUNT}/${id}` : id;
  };

  const attribute = ([id = "", name = ""]: readonly string[]): string => {
    if (!resources.has(id)) throw new Error(`The template has no resource ${id}`);
    if (name === "ProviderURL") return place.issuer;
    return name === "Arn" ? `arn:local:${id}` : `arn:local:${id}/${name}`;
  };

  return {
    ofType: (type) => [...resources.values()].filter((resource) => resource.type === type),
    resolve,
    text: (value) => String(resolve(value)),
    assetFolder(s3Key) {
      const folder = assets.get(s3Key);
      if (!folder) throw new Error(`The assembly has no asset ${s3Key}`);
      return folder;
    },
  };
}
