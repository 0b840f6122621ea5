import type { ParameterError, Read } from "../../../shared/domain/input.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { readTypedAmount } from "../../../shared/domain/typed-amount.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { CLOCK_STOPS, RECOUP_METHODS } from "../../../shared/policy/balances.ts";
import { NewAnswer } from "./answers.ts";
import { CLOSE_OUTCOMES, COUNCIL_GROUNDS, NHS_GROUNDS, NOTICE_FORMATS, WAYS, WRITTEN_WAYS } from "./balance-case.ts";
import { type BalanceMove, ruleOf } from "./case-moves.ts";
import type { MoveInput } from "./decide-case.ts";

const PENCE = 100;
const MOST_WORDS = 1000;
const MOST_NAME = 100;

/** The fields of each move besides its words. */
export type MoveField =
  | "answer"
  | "way"
  | "reached"
  | "stop"
  | "review"
  | "withheld"
  | "proposal"
  | "notice"
  | "taking"
  | "writeOff"
  | "refund"
  | "outcome"
  | "manager";
export const MOVE_FIELDS: Readonly<Partial<Record<BalanceMove, readonly MoveField[]>>> = {
  "send-question": ["way", "manager"],
  "record-call": ["reached"],
  answer: ["answer"],
  "request-review": ["review"],
  propose: ["proposal", "manager"],
  approve: ["notice"],
  take: ["taking"],
  "write-off": ["writeOff"],
  "accept-challenge": ["refund"],
  "stop-clock": ["stop"],
  "resume-clock": ["stop"],
  withhold: ["withheld"],
  close: ["outcome"],
};

const typed = (form: URLSearchParams, name: string): string | undefined => (form.get(name) ?? "").trim() || undefined;
const codeIn = <Code extends string>(form: URLSearchParams, name: string, codes: readonly Code[]): Code | undefined =>
  codes.find((one) => one === form.get(name));

/** A form as it is read: its errors gather beside what was found. */
class Reading {
  readonly errors: ParameterError[] = [];
  readonly form: URLSearchParams;
  constructor(form: URLSearchParams) {
    this.form = form;
  }
  code<Code extends string>(name: string, codes: readonly Code[]): Code | undefined {
    const found = codeIn(this.form, name, codes);
    if (found === undefined) this.errors.push({ parameter: name, detail: "is missing" });
    return found;
  }
  words(name: string, most: number): string {
    const found = typed(this.form, name) ?? "";
    if (found === "" || found.length > most) this.errors.push({ parameter: name, detail: "is missing" });
    return found;
  }
  /** An amount of pounds, in pence; 0 where none need be given. */
  pence(name: string, needed = true): number {
    const given = typed(this.form, name);
    const pounds = given === undefined ? undefined : readTypedAmount(given, "pounds");
    if (given === undefined ? needed : pounds === undefined) this.errors.push({ parameter: name, detail: "is no amount" });
    return Math.round((pounds ?? 0) * PENCE);
  }
}

/** An answer as a form gives it. */
export function readAnswer(form: URLSearchParams, way: NewAnswer["way"]): Read<NewAnswer> {
  const amount = typed(form, "amount");
  const pounds = amount === undefined ? undefined : readTypedAmount(amount, "pounds");
  const until = dateIn(form, "until");
  return readBy(NewAnswer, {
    ...{ code: form.get("code") ?? undefined, wantsHelp: form.get("wantsHelp") === "yes", way },
    ...(typed(form, "words") === undefined ? {} : { words: typed(form, "words") }),
    ...(amount === undefined ? {} : { pence: pounds === undefined ? amount : Math.round(pounds * PENCE) }),
    ...(until === undefined ? {} : { until }),
  });
}

function proposalIn(reading: Reading): NonNullable<MoveInput["proposal"]> {
  const { form } = reading;
  const amounts = { council: reading.pence("council", false), nhs: reading.pence("nhs", false) };
  const [councilGround, nhsGround] = [codeIn(form, "councilGround", COUNCIL_GROUNDS), codeIn(form, "nhsGround", NHS_GROUNDS)];
  const instalments = typed(form, "instalments") ?? "1";
  if (!/^\d{1,2}$/.test(instalments)) reading.errors.push({ parameter: "instalments", detail: "is no number" });
  return {
    ...{ words: typed(form, "words") ?? "", amounts, writeOffPence: reading.pence("writeOff", false), councilGround, nhsGround },
    ...{ payer: reading.words("payer", MOST_NAME), method: reading.code("method", RECOUP_METHODS) ?? "invoice", instalments: Number(instalments) },
  };
}

/** What each field adds to a move. */
const READERS: Readonly<Record<Exclude<MoveField, "answer">, (reading: Reading) => Partial<MoveInput>>> = {
  way: (reading) => ({ way: reading.code("way", WAYS) }),
  reached: (reading) => {
    const reached = reading.code("reached", ["yes", "no"]);
    return reached === undefined ? {} : { reached: reached === "yes" };
  },
  stop: (reading) => ({ stop: reading.code("stop", CLOCK_STOPS) }),
  review: (reading) => ({ review: reading.code("review", ["plan", "condition"]) }),
  withheld: ({ form }) => ({ withheldFrom: form.getAll("withheldFrom").filter((one) => one !== "") }),
  proposal: (reading) => ({ proposal: proposalIn(reading) }),
  notice: (reading) => ({ way: reading.code("way", WRITTEN_WAYS), format: reading.code("format", NOTICE_FORMATS) }),
  taking: (reading) => {
    const [pence, balancePence] = [reading.pence("amount"), reading.pence("balance")];
    return { taking: { pence, balancePence } };
  },
  writeOff: (reading) => ({ writeOffPence: reading.pence("amount") }),
  refund: (reading) => ({ refundPence: reading.pence("refund", false) }),
  outcome: (reading) => {
    const quietUntil = dateIn(reading.form, "quietUntil");
    if (quietUntil === undefined || !PlainDate.safeParse(quietUntil).success) reading.errors.push({ parameter: "quietUntil", detail: "is no date" });
    return { outcome: reading.code("outcome", CLOSE_OUTCOMES), quietUntil };
  },
  manager: ({ form }) => {
    const [name, words] = [typed(form, "managerName"), typed(form, "managerWords")];
    return name === undefined || words === undefined ? {} : { manager: { name: name.slice(0, MOST_NAME), words: words.slice(0, MOST_WORDS) } };
  },
};

/** What a form says of a move, or what is wrong with its fields. */
export function readMove(move: BalanceMove, form: URLSearchParams): Read<MoveInput> {
  const reading = new Reading(form);
  const fields = MOVE_FIELDS[move] ?? [];
  let input: MoveInput = ruleOf(move).words ? { words: reading.words("words", MOST_WORDS) } : {};
  for (const field of fields) {
    if (field !== "answer") {
      input = { ...input, ...READERS[field](reading) };
      continue;
    }
    // How it came is said, never guessed: what people answer here themselves is another way.
    const way = reading.code(
      "way",
      WAYS.filter((one) => one !== "online"),
    );
    const answer = readAnswer(form, way ?? "phone");
    if (answer.ok) input = { ...input, answer: answer.value };
    else reading.errors.push(...answer.errors);
  }
  if (input.proposal && input.manager) input = { ...input, proposal: { ...input.proposal, manager: input.manager } };
  return reading.errors.length > 0 ? { ok: false, errors: reading.errors } : { ok: true, value: input };
}
