import { typedFields } from "../domain/typed-text.ts";
import type { HttpRequest } from "./messages.ts";

/** A file that came with a form: what it is called there, and its bytes. It is read by whoever takes it, and kept nowhere. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A form with a file, as browsers send it (RFC 7578); undefined where it is none. Of several files the first is taken; an empty field is no file. */
export async function formWithFile({
  headers,
  body,
}: Pick<HttpRequest, "headers" | "body">): Promise<{ form: URLSearchParams; file: SentFile | undefined } | undefined> {
  const typed = new URLSearchParams();
  let file: SentFile | undefined;
  try {
    const sent = await new Response(Buffer.from(body, "latin1"), { headers: { "content-type": headers["content-type"] ?? "" } }).formData();
    for (const [name, value] of sent) {
      if (typeof value === "string") typed.append(name, value);
      else if (value.size > 0) file ??= { name: value.name, bytes: await value.bytes() };
    }
  } catch {
    return undefined;
  }
  return { form: typedFields(typed.toString()), file };
}
