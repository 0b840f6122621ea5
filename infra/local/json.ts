export type Json = unknown;
export type JsonObject = Readonly<Record<string, Json>>;

export const isObject = (value: Json): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

export const objectIn = (value: Json): JsonObject => (isObject(value) ? value : {});

export const listIn = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

/** The id of the resource a local ARN is of. */
export const resourceIn = (arn: string): string => arn.replace(/^arn:local:/, "").split("/")[0] ?? "";
