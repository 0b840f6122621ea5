import type { Audience } from "../../../shared/domain/small-numbers/rules.ts";
import { type FiguresPlace, figuresStoreIn, shownFiguresIn } from "../../../shared/figures/dynamo-figures-store.ts";
import type { FiguresStore, ShownFigures } from "../../../shared/figures/ports.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import { marketKeys } from "./keys.ts";
import { applicationFiguresShape, trueApplicationsShape } from "./shapes.ts";

/** There is one for staff, and none for everyone: so the audience is not in the key. */
const applicationKey = (_: Audience, council: string, period: string, version: number) => marketKeys.applications(council, period, version);

const trueApplicationKey = (council: string, period: string, version: number) => marketKeys.trueApplications(council, period, version);

const place: FiguresPlace = {
  ...{ figuresKey: applicationKey, trueKey: trueApplicationKey, figuresShape: applicationFiguresShape, trueShape: trueApplicationsShape },
};

/** Publications of how far applications are, as pages read them. */
export const dynamoShownApplications = (table: Table): ShownFigures => shownFiguresIn(table, place);

/** The same as the job keeps them, with what they were made of. */
export const dynamoApplicationFigures = (table: Table): FiguresStore => figuresStoreIn(table, place);
