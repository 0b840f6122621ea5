import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders whose files are short and run for long: they start a whole system, or go through many other files' tests. */
const LONG = ["/test/local/", "/test/faults/"];

/** The order in which files are run: those that take long before the others, so that none of them is left when every other worker is done. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some((folder) => moduleId.includes(folder));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
