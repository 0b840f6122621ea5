import { afterAll, beforeEach } from "vitest";

// The functions' own log lines would bury the tests' report: those, and only those, are kept back, and printed
// with the test that fails, for whoever looks into it.
const MOST_LINES = 200;
const lines: string[] = [];
let began = false;

const { write: unwatched } = process.stdout;
const write = unwatched.bind(process.stdout);
process.stdout.write = (chunk: string | Uint8Array, ...rest: any[]): boolean => {
  if (typeof chunk !== "string" || !chunk.startsWith('{"event":')) return write(chunk, ...rest);
  lines.push(chunk);
  if (lines.length > MOST_LINES) lines.shift();
  return true;
};

const print = (of: string): void => {
  if (lines.length > 0) write(`\nLogged by "${of}":\n${lines.join("")}\n`);
};

beforeEach(({ task, onTestFailed }) => {
  // What was logged before the first test belongs to it.
  if (began) lines.length = 0;
  began = true;
  onTestFailed(() => print(task.name));
});
afterAll(() => {
  if (!began) print("a hook");
  // The next file of this process watches for itself.
  process.stdout.write = unwatched;
});
