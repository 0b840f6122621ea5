import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a bucket knows of an object besides its bytes. */
export interface ObjectNote {
  readonly key: string;
  readonly type: string;
  readonly etag: string;
  /** Headers of server-side encryption it was stored with. */
  readonly encryption: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** What was said of it besides, by the end of the field's name after `x-amz-meta-`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** How it is to be saved. */
  readonly disposition?: string;
}

export interface StoredObject {
  readonly note: ObjectNote;
  readonly bytes: Buffer;
}

/** The objects of the local buckets: files of the state folder, named by a hash of their key. */
export interface LocalObjects {
  get(bucket: string, key: string): Promise<StoredObject | undefined>;
  put(bucket: string, stored: StoredObject): Promise<void>;
  /** Marks an object, unless another has taken its place. */
  tag(bucket: string, key: string, etag: string, tags: ObjectNote["tags"]): Promise<void>;
  remove(bucket: string, key: string): Promise<void>;
  /** The keys of a bucket's objects, in no order. */
  keys(bucket: string): Promise<readonly string[]>;
}

export function localObjects(folder: string): LocalObjects {
  const pathOf = (bucket: string, key: string) => join(folder, bucket, createHash("sha256").update(key).digest("hex"));
  /** Note and bytes are one file, put in place whole. */
  const put = async (bucket: string, { note, bytes }: StoredObject) => {
    await mkdir(join(folder, bucket), { recursive: true });
    const path = pathOf(bucket, note.key);
    const unfinished = `${path}.${randomUUID()}`;
    await writeFile(unfinished, Buffer.concat([Buffer.from(`${JSON.stringify(note)}\n`), bytes]));
    await rename(unfinished, path);
  };
  const get = async (bucket: string, key: string): Promise<StoredObject | undefined> => {
    const whole = await readFile(pathOf(bucket, key)).catch(() => undefined);
    if (!whole) return undefined;
    const line = whole.indexOf("\n");
    return { note: JSON.parse(whole.toString("utf8", 0, line)), bytes: whole.subarray(line + 1) };
  };
  return {
    get,
    put,
    async tag(bucket, key, etag, tags) {
      const stored = await get(bucket, key);
      if (stored?.note.etag === etag) await put(bucket, { ...stored, note: { ...stored.note, tags: { ...stored.note.tags, ...tags } } });
    },
    async keys(bucket) {
      const names = await readdir(join(folder, bucket)).catch((): string[] => []);
      const notes = await Promise.all(names.filter((name) => !name.includes(".")).map((name) => readFile(join(folder, bucket, name))));
      return notes.map((whole): string => JSON.parse(whole.toString("utf8", 0, whole.indexOf("\n"))).key);
    },
    remove: (bucket, key) => rm(pathOf(bucket, key), { force: true }),
  };
}
