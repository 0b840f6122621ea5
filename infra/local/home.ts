import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** The folder the local system keeps its state in. */
export interface Home {
  readonly folder: string;
  readonly database: string;
  readonly logs: string;
  readonly assembly: string;
  /** Objects of the local buckets. */
  readonly storage: string;
  /** Keys of the local identity provider. */
  readonly issuerKeys: string;
  /** What the stand-in of GOV.UK Notify was given, one message a line. */
  readonly mailbox: string;
  /** The key of that stand-in. */
  readonly notifyKey: string;
  /** What the stand-in of Secrets Manager holds. */
  readonly secrets: string;
}

/** What a running local system tells the commands beside it. */
export interface RunningSystem {
  readonly pid: number;
  readonly endpoint: string;
  readonly tableName: string;
  /** The table of money. */
  readonly ledgerName: string;
  readonly port: number;
  /** Where its secrets are asked for, and which of them holds the keys of sessions. */
  readonly secrets: string;
  readonly keysSecret: string;
  /** Which of them holds the keys of sealed fields. */
  readonly fieldKeysSecret: string;
  readonly seals: SealsPlace;
  /** Where its queues are asked, and their addresses by the names functions know them by; none where no system runs to take from them. */
  readonly queues?: QueuesPlace | undefined;
}

/** The queues of a running system. */
export interface QueuesPlace {
  readonly endpoint: string;
  /** As the environments of functions say them: `..._QUEUE_URL` and the address. */
  readonly urls: Readonly<Record<string, string>>;
}

/** Where audit trails are sealed on this machine. */
export interface SealsPlace {
  /** Where the local storage is asked. */
  readonly storage: string;
  readonly bucket: string;
  readonly secret: string;
}

const root = join(import.meta.dirname, "..", "..");

/** The state folder: `TRELLIS_HOME`, or `.trellis` in the project. Made if it is not there. */
export async function openHome(): Promise<Home> {
  const folder = resolve(process.env["TRELLIS_HOME"] ?? join(root, ".trellis"));
  await mkdir(folder, { recursive: true });
  return {
    folder,
    database: join(folder, "data.db"),
    logs: join(folder, "logs"),
    assembly: join(folder, "assembly"),
    storage: join(folder, "storage"),
    issuerKeys: join(folder, "issuer-keys.json"),
    mailbox: join(folder, "mailbox.jsonl"),
    notifyKey: join(folder, "notify-key.txt"),
    secrets: join(folder, "secrets.json"),
  };
}

/** Empties the state. */
export async function emptyHome({ database, logs, storage, mailbox, secrets }: Home): Promise<void> {
  for (const path of [database, `${database}-wal`, `${database}-shm`, logs, storage, mailbox, secrets]) await rm(path, { recursive: true, force: true });
}

const noteOf = ({ folder }: Home): string => join(folder, "running.json");

export const noteRunning = (home: Home, running: RunningSystem): Promise<void> => writeFile(noteOf(home), JSON.stringify(running));

export const noteStopped = (home: Home): Promise<void> => rm(noteOf(home), { force: true });

/** The local system that runs on this state, if one does. */
export async function runningSystem(home: Home): Promise<RunningSystem | undefined> {
  const text = await readFile(noteOf(home), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const running: RunningSystem = JSON.parse(text);
  try {
    process.kill(running.pid, 0);
    return running;
  } catch {
    return undefined;
  }
}
