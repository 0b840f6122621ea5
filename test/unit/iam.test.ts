import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asksOf, type TableOutline } from "../../infra/local/engine-request.ts";
import { isLike, type Statement, statementsIn, verdictOf } from "../../infra/local/iam.ts";
import { runs } from "../support/runs.ts";

const LEADING = "dynamodb:LeadingKeys";
const TABLE = "arn:local:Table";
const letters = fc.string({ unit: fc.constantFrom("A", "#", "1", ".", "*", "?", "\n"), maxLength: 7 });

/** What a pattern means, letter by letter. */
const oracle = (pattern: string, text: string): boolean => {
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === undefined) return text === "";
  if (first === "*") return oracle(rest, text) || (text !== "" && oracle(pattern, text.slice(1)));
  return text !== "" && (first === "?" || first === text[0]) && oracle(rest, text.slice(1));
};

const policy = (statement: object): readonly Statement[] => statementsIn({ Version: "2012-10-17", Statement: [statement] });
const inPartitions = (partitions: readonly string[]) =>
  policy({
    Effect: "Allow",
    Action: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:Scan"],
    Resource: TABLE,
    Condition: { "ForAllValues:StringLike": { [LEADING]: partitions }, Null: { [LEADING]: "false" } },
  });
const asking = (keys: readonly string[], action = "dynamodb:GetItem", resource = TABLE) => ({ action, resource, context: { [LEADING]: keys } });

describe("a pattern of a policy", () => {
  it("takes what it says letter by letter, and a star any letters", () => {
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        expect(isLike(pattern, text)).toBe(oracle(pattern, text));
      }),
      { numRuns: runs(10_000) },
    );
  });
});

describe("leading keys", () => {
  it("are allowed when every one of them is of some partition that is named, and not one fewer", () => {
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 3 }), fc.array(letters, { minLength: 1, maxLength: 4 }), (partitions, keys) => {
        const all = keys.every((key) => partitions.some((pattern) => oracle(pattern, key)));
        expect(verdictOf(inPartitions(partitions), asking(keys))).toBe(all ? "allowed" : "not-allowed");
      }),
      { numRuns: runs(5000) },
    );
  });
  it("that are none pass for all values, so a policy says besides that there must be some", () => {
    expect(verdictOf(inPartitions(["*"]), { action: "dynamodb:Scan", resource: TABLE })).toBe("not-allowed");
    const careless = policy({
      Effect: "Allow",
      Action: "dynamodb:*",
      Resource: TABLE,
      Condition: { "ForAllValues:StringLike": { [LEADING]: ["PUBLIC#*"] } },
    });
    expect(verdictOf(careless, { action: "dynamodb:Scan", resource: TABLE })).toBe("allowed");
  });
});

describe("a policy", () => {
  it("allows an action of another letter case, and no other action and no other resource", () => {
    expect(verdictOf(inPartitions(["A"]), asking(["A"], "DynamoDB:getitem"))).toBe("allowed");
    expect(verdictOf(inPartitions(["A"]), asking(["A"], "dynamodb:DeleteItem"))).toBe("not-allowed");
    expect(verdictOf(inPartitions(["A"]), asking(["A"], "dynamodb:GetItem", `${TABLE}/index/gsi1`))).toBe("not-allowed");
  });
  it("that denies some partitions denies a request that names one of them among others, and leaves the others alone", () => {
    const statements = statementsIn({
      Statement: [
        { Effect: "Allow", Action: "dynamodb:*", Resource: TABLE },
        { Effect: "Deny", Action: "dynamodb:DeleteItem", Resource: TABLE, Condition: { "ForAnyValue:StringLike": { [LEADING]: ["AUDIT#*"] } } },
      ],
    });
    expect(verdictOf(statements, asking(["CASE#a", "AUDIT#CASE#a|CASE"], "dynamodb:DeleteItem"))).toBe("denied");
    expect(verdictOf(statements, asking(["CASE#a", "REASON#CASE#a|CASE"], "dynamodb:DeleteItem"))).toBe("allowed");
    expect(verdictOf(statements, asking(["AUDIT#CASE#a|CASE"], "dynamodb:PutItem"))).toBe("allowed");
    expect(verdictOf(statements, { action: "dynamodb:DeleteItem", resource: TABLE })).toBe("allowed");
  });
  it("that denies counts before any that allow", () => {
    const denying = [...inPartitions(["*"]), ...policy({ Effect: "Deny", Action: "*", Resource: "*", Condition: { StringLike: { stage: "pr?d" } } })];
    const there = asking(["A"]);
    expect(verdictOf(denying, { ...there, context: { ...there.context, stage: ["prod"] } })).toBe("denied");
    expect(verdictOf(denying, { ...there, context: { ...there.context, stage: ["test"] } })).toBe("allowed");
    // A key that is not there is like nothing.
    expect(verdictOf(denying, there)).toBe("allowed");
  });
  it("is refused at once where it says what cannot be evaluated here", () => {
    expect(() => policy({ Effect: "Allow", Action: "*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } })).toThrow("cannot evaluate");
    expect(() => policy({ Effect: "Allow", NotAction: "*", Resource: "*" })).toThrow("cannot evaluate");
  });
});

describe("a request to the table", () => {
  const outline: TableOutline = { arn: TABLE, keys: ["pk", "sk"], indexes: { gsi1: "gsi1pk" } };
  const asks = (operation: string, body: object) => asksOf(operation, { ...body }, (name) => (name === "t" ? outline : undefined));
  const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "x" } });

  it("in a transaction asks for the action of each of its items, with the keys of all that have it", () => {
    const TransactItems = [
      { Put: { TableName: "t", Item: { ...key("A"), more: { S: "B" } } } },
      { Put: { TableName: "t", Item: key("B") } },
      { ConditionCheck: { TableName: "t", Key: key("C"), ConditionExpression: "attribute_exists(pk)" } },
      { Update: { TableName: "t", Key: key("D") } },
      { Delete: { TableName: "t", Key: key("E") } },
    ];
    expect(asks("TransactWriteItems", { TransactItems })).toEqual([
      asking(["A", "B"], "dynamodb:PutItem"),
      asking(["C"], "dynamodb:ConditionCheckItem"),
      asking(["D"], "dynamodb:UpdateItem"),
      asking(["E"], "dynamodb:DeleteItem"),
    ]);
    expect(asks("TransactGetItems", { TransactItems: [{ Get: { TableName: "t", Key: key("A") } }] })).toEqual([asking(["A"])]);
  });
  it("in a batch asks with the keys of all its items", () => {
    expect(asks("BatchGetItem", { RequestItems: { t: { Keys: [key("A"), key("B"), key("A")] } } })).toEqual([asking(["A", "B"], "dynamodb:BatchGetItem")]);
    const requests = [{ PutRequest: { Item: key("A") } }, { DeleteRequest: { Key: key("B") } }];
    expect(asks("BatchWriteItem", { RequestItems: { t: requests } })).toEqual([asking(["A", "B"], "dynamodb:BatchWriteItem")]);
  });
  it("by a query asks with the partition its condition names, of the table or of an index", () => {
    const values = { ExpressionAttributeValues: { ":a": { S: "A" }, ":b": { S: "B" } } };
    const query = (more: object) => asks("Query", { TableName: "t", ...values, ...more });
    expect(query({ KeyConditionExpression: "pk = :a AND sk = :b" })).toEqual([asking(["A"], "dynamodb:Query")]);
    expect(query({ KeyConditionExpression: "#s = :b AND #p = :a", ExpressionAttributeNames: { "#p": "pk", "#s": "sk" } })).toEqual([
      asking(["A"], "dynamodb:Query"),
    ]);
    expect(query({ IndexName: "gsi1", KeyConditionExpression: "gsi1pk = :a" })).toEqual([asking(["A"], "dynamodb:Query", `${TABLE}/index/gsi1`)]);
    expect(query({ IndexName: "gsi1", KeyConditionExpression: "pk = :a" })).toEqual([
      { action: "dynamodb:Query", resource: `${TABLE}/index/gsi1`, context: {} },
    ]);
  });
  it("that names no partition asks without leading keys", () => {
    expect(asks("Scan", { TableName: "t" })).toEqual([{ action: "dynamodb:Scan", resource: TABLE, context: {} }]);
    expect(asks("ExecuteStatement", { Statement: 'SELECT * FROM "t"' })).toEqual([{ action: "dynamodb:ExecuteStatement", resource: "*", context: {} }]);
  });
});
