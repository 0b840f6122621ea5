import { afterAll, vi } from "vitest";

// Files of tests share a process, and with it the libraries it has loaded, which is most of what a file loads. Whatever a module
// of ours keeps is begun anew with every file, and so is the environment: no file knows what another did.
vi.resetModules();
afterAll(() => void vi.unstubAllEnvs());
