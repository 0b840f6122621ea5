import { readFileSync } from "node:fs";
import { edgeOf } from "../../shared/http/edge.ts";
import { httpFunction } from "../../shared/http/http-function.ts";
import type { HttpHandler } from "../../shared/http/messages.ts";
import { notFound } from "../../shared/http/problem.ts";
import { handlersByRoute } from "../handlers-by-route.ts";

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

/** The files beside the bundle, by name: only these can be asked for. */
const names: readonly string[] = JSON.parse(readFileSync(new URL("files.json", import.meta.url), "utf8"));
const kept = new Map<string, Uint8Array>();

function bytesOf(name: string): Uint8Array {
  const known = kept.get(name) ?? readFileSync(new URL(`files/${name}`, import.meta.url));
  kept.set(name, known);
  return known;
}

function answerFile(file: string, acceptEncoding: string, cache: string): ReturnType<HttpHandler> {
  const type = TYPES[file.split(".").at(-1) ?? ""];
  if (!names.includes(file) || type === undefined) return Promise.resolve({ kind: "problem", problem: notFound("There is no such file.") });
  const encoding = /\bbr\b/.test(acceptEncoding) && names.includes(`${file}.br`) ? "br" : undefined;
  return Promise.resolve({
    kind: "file",
    type,
    bytes: bytesOf(encoding ? `${file}.br` : file),
    headers: { "cache-control": cache, vary: "accept-encoding", ...(encoding ? { "content-encoding": encoding } : {}) },
  });
}

/** Style, script, fonts and the API's description: made when the project is bundled, never at run time. */
export const handler = httpFunction(
  handlersByRoute("assets", {
    // The first part of the path is the fingerprint of all assets: what is at an address never changes.
    async asset({ parameters, headers }) {
      const file = (parameters["proxy"] ?? "").split("/").at(-1) ?? "";
      return answerFile(file, headers["accept-encoding"] ?? "", "public, max-age=31536000, immutable");
    },
    async openapi({ headers }) {
      return answerFile("openapi.json", headers["accept-encoding"] ?? "", "public, max-age=300");
    },
  }),
  edgeOf(process.env),
);
