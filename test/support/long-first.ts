import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that are short and run for long: they start a whole system, go through many other files' tests, or look at many pages. */
const LONG = ["/test/local/", "/test/faults/", "/test/browser/account-pages", "/test/browser/public-pages"];

/** The order in which files are run: those that take long before the others, so that none of them is left when every other worker is done. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some((part) => moduleId.includes(part));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
