import { execFile } from "node:child_process";
import { appendFile, cp, mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CODE, CODE_LEFT_ALONE, FORMS, IMPORTS, type Import, LEFT_ALONE } from "../support/wall-probes.ts";

// The tools that `npm run check` runs must refuse every probe, and leave alone what a room may do.

const ROOT = join(import.meta.dirname, "..", "..");
const TOOLS = [".biome", ".dependency-cruiser.mjs", ".gitignore", "biome.json", "package.json"];
const PARTS = ["functions", "shared", "infra"];
const TIMEOUT_MS = 120_000;

interface Placed {
  readonly file: string;
  readonly code: string;
}

const placed = (file: string, n: number): string => file.replace("#", `probe${n}`);

/** As the file would name it: a path from where the file is, or a package. */
function nameFrom(file: string, target: string): string {
  if (!/^(functions|infra|shared|test)\//.test(target)) return target;
  const name = posix.relative(posix.dirname(file), target);
  return name.startsWith(".") ? name : `./${name}`;
}

const importOf = ([file, target, form = "value"]: Import, n: number) => {
  const name = nameFrom(file, target);
  return { title: `${file} -> ${target} (${form})`, file: placed(file, n), name, code: FORMS[form](name, `probe${n}`) };
};
const codeOf = ([file, code]: readonly [string, string], n: number) => ({ title: `${file}: ${code.replaceAll("\n", " ")}`, file: placed(file, n), code });

let count = 0;
const number = <Probe, Made>(probes: readonly Probe[], make: (probe: Probe, n: number) => Made): readonly Made[] => probes.map((probe) => make(probe, count++));

const imports = Object.entries(IMPORTS).map(([wall, probes]) => ({ wall, probes: number(probes, importOf) }));
const importsLeftAlone = number(LEFT_ALONE, importOf);
const code = Object.entries(CODE).map(([wall, probes]) => ({ wall, probes: number(probes, codeOf) }));
const codeLeftAlone = number(CODE_LEFT_ALONE, codeOf);

/** Two files that know each other. */
const CIRCLE: readonly Placed[] = [
  { file: "shared/domain/circle-a.ts", code: 'import type { B } from "./circle-b.ts";\nexport type A = B | 1;' },
  { file: "shared/domain/circle-b.ts", code: 'import { type A } from "./circle-a.ts";\nexport type B = A | 2;' },
];

async function place(folder: string, probes: readonly Placed[]): Promise<void> {
  for (const { file, code } of probes) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await appendFile(join(folder, file), `\n${code}\n`);
  }
}

/** What a tool of node_modules prints, whether or not it finds something. */
const printed = (folder: string, tool: string, ...given: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [join(ROOT, "node_modules", tool), ...given], { cwd: folder, maxBuffer: 2 ** 28 }, (error, output, errors) =>
      output === "" ? reject(error ?? new Error(errors)) : resolve(output),
    );
  });

interface Cruised {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly module: string; readonly rules?: readonly { readonly name: string }[] }[];
  }[];
}

const dependency = (source: string, module: string): string => `${source} -> ${module.replace(/^node:/, "")}`;

/** The walls that are broken, by the file and the name it imports. */
async function wallsBroken(folder: string, ...parts: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const { modules }: Cruised = JSON.parse(await printed(folder, "dependency-cruiser/bin/dependency-cruiser.mjs", ...parts, "--output-type", "json"));
  expect(modules.length).toBeGreaterThan(300);
  const found = modules.flatMap(({ source, dependencies }) => dependencies.map(({ module, rules = [] }) => ({ by: dependency(source, module), rules })));
  return Object.fromEntries(found.filter(({ rules }) => rules.length > 0).map(({ by, rules }) => [by, rules.map(({ name }) => name)]));
}

interface Linted {
  readonly diagnostics: readonly { readonly category: string; readonly location: { readonly path: string } }[];
}

/** The files in which Biome finds a clock, chance, a setting, a cast or an import that cannot be seen. */
async function filesRefused(folder: string, files: readonly string[]): Promise<ReadonlySet<string>> {
  const { diagnostics }: Linted = JSON.parse(await printed(folder, "@biomejs/biome/bin/biome", "lint", "--reporter=json", "--max-diagnostics=none", ...files));
  const found = diagnostics.filter(({ category }) => category === "plugin" || category === "lint/style/noRestrictedGlobals");
  return new Set(found.map(({ location }) => location.path));
}

let folder: string;
let broken: Readonly<Record<string, readonly string[]>>;
let refused: ReadonlySet<string>;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "trellis-walls-")));
  const [tree, written] = [join(folder, "tree"), join(folder, "written")];
  for (const copy of [tree, written]) {
    for (const name of TOOLS) await cp(join(ROOT, name), join(copy, name), { recursive: true });
    await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"));
  }
  for (const name of PARTS) await cp(join(ROOT, name), join(tree, name), { recursive: true });
  const codes = [...code.flatMap(({ probes }) => probes), ...codeLeftAlone];
  await place(tree, [...imports.flatMap(({ probes }) => probes), ...importsLeftAlone, ...CIRCLE, { file: "test/support/probe.ts", code: "export {};" }]);
  await place(written, codes);
  broken = await wallsBroken(tree, ...PARTS);
  refused = await filesRefused(
    written,
    codes.map(({ file }) => file),
  );
}, TIMEOUT_MS);

afterAll(() => rm(folder, { recursive: true, force: true }));

for (const { wall, probes } of imports) {
  describe(wall, () => {
    for (const { title, file, name } of probes) {
      test(`${title} is refused`, () => expect(broken[dependency(file, name)]).toContain("not-in-allowed"));
    }
  });
}

test("a circle of imports is refused, of types too", () => {
  expect(broken["shared/domain/circle-a.ts -> ./circle-b.ts"]).toEqual(["no-circle"]);
});

for (const { wall, probes } of code) {
  describe(wall, () => {
    for (const { title, file } of probes) test(`${title} is refused`, () => expect(refused).toContain(file));
  });
}

describe("what is left alone", () => {
  for (const { title, file, name } of importsLeftAlone) test(title, () => expect(broken[dependency(file, name)]).toBeUndefined());

  for (const { title, file } of codeLeftAlone) test(title, () => expect(refused).not.toContain(file));

  test("the tree as it is", async () => expect(await wallsBroken(ROOT, ...PARTS, "test")).toEqual({}), TIMEOUT_MS);
});
