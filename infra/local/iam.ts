import { listIn, objectIn } from "./json.ts";

/** One condition of a statement: an operator on a key of the request, and the values it is held against. */
export interface Condition {
  readonly operator: ConditionOperator;
  readonly key: string;
  readonly values: readonly string[];
}

/** One statement of a policy, read for evaluating. */
export interface Statement {
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

/** What somebody asks to do. A key of the context that is not there is one the request says nothing of. */
export interface Ask {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** The expressions that patterns of policies were made into: a template has some hundred patterns, and every request is held against them. */
const expressions = new Map<string, RegExp>();

/** Whether a pattern of a policy matches a text: `*` is any letters, `?` is one. Source: IAM reference, StringLike. */
export function isLike(pattern: string, text: string): boolean {
  let expression = expressions.get(pattern);
  if (!expression) {
    const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, (letter) => (letter === "*" ? ".*" : letter === "?" ? "." : `\\${letter}`));
    expression = new RegExp(`^${escaped}$`, "su");
    expressions.set(pattern, expression);
  }
  return expression.test(text);
}

type Holds = (wanted: readonly string[], given: readonly string[] | undefined) => boolean;

const anyIs = (wanted: readonly string[], one: string): boolean => wanted.includes(one);
const anyIsLike = (wanted: readonly string[], one: string): boolean => wanted.some((pattern) => isLike(pattern, one));
/** Of one value: a key that is not there matches nothing. */
const single =
  (matches: (wanted: readonly string[], one: string) => boolean): Holds =>
  (wanted, given) =>
    given?.length === 1 && matches(wanted, given[0] ?? "");

/**
 * The operators our policies use. `ForAllValues` holds of no values too, also where the key is not there: that is
 * why a policy that means "these and no others" says `Null` beside it. Source: IAM User Guide, multivalued context keys.
 */
const OPERATORS = {
  StringEquals: single(anyIs),
  StringLike: single(anyIsLike),
  "ForAllValues:StringEquals": (wanted, given = []) => given.every((one) => anyIs(wanted, one)),
  "ForAnyValue:StringLike": (wanted, given = []) => given.some((one) => anyIsLike(wanted, one)),
  "ForAllValues:StringLike": (wanted, given = []) => given.every((one) => anyIsLike(wanted, one)),
  Null: (wanted, given) => wanted.includes(given === undefined || given.length === 0 ? "true" : "false"),
} as const satisfies Record<string, Holds>;

type ConditionOperator = keyof typeof OPERATORS;

const isOperator = (name: string): name is ConditionOperator => name in OPERATORS;

const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).map(String);

/** Reads a policy's statements, its references followed. Throws on what cannot be evaluated here: it fails closed, and when the system starts. */
export function statementsIn(document: unknown): readonly Statement[] {
  return listIn(objectIn(document)["Statement"]).map((statement) => {
    const { Effect, Action, Resource, Condition = {}, ...others } = objectIn(statement);
    const more = Object.keys(others).filter((name) => name !== "Sid");
    if (more.length > 0 || Action === undefined || Resource === undefined) throw new Error(`The local system cannot evaluate ${JSON.stringify(statement)}`);
    const conditions = Object.entries(objectIn(Condition)).flatMap(([operator, keys]) => {
      if (!isOperator(operator)) throw new Error(`The local system cannot evaluate the condition ${operator}`);
      return Object.entries(objectIn(keys)).map(([key, values]) => ({ operator, key, values: textsIn(values) }));
    });
    return { allows: Effect === "Allow", actions: textsIn(Action), resources: textsIn(Resource), conditions };
  });
}

const covers = ({ actions, resources, conditions }: Statement, { action, resource, context = {} }: Ask): boolean =>
  actions.some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase())) &&
  resources.some((pattern) => isLike(pattern, resource)) &&
  conditions.every(({ operator, key, values }) => OPERATORS[operator](values, context[key]));

/** What policies say of a request: denied where any statement denies it, else allowed where one allows it. Source: IAM User Guide, policy evaluation logic. */
export function verdictOf(statements: readonly Statement[], ask: Ask): "allowed" | "denied" | "not-allowed" {
  const covering = statements.filter((statement) => covers(statement, ask));
  if (covering.some(({ allows }) => !allows)) return "denied";
  return covering.length > 0 ? "allowed" : "not-allowed";
}
