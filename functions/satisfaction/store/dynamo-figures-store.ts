import type { Audience } from "../../../shared/domain/small-numbers/rules.ts";
import { type FiguresPlace, figuresStoreIn, shownFiguresIn } from "../../../shared/figures/dynamo-figures-store.ts";
import type { FiguresStore, ShownFigures } from "../../../shared/figures/ports.ts";
import type { ItemKey } from "../../../shared/table/definition.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import { satisfactionKeys } from "./keys.ts";
import { figuresShape, trueFiguresShape } from "./shapes.ts";

const figuresKey = (audience: Audience, council: string, period: string, version: number): ItemKey =>
  audience === "public" ? satisfactionKeys.publicFigures(council, period, version) : satisfactionKeys.staffFigures(council, period, version);

const trueFiguresKey = (council: string, period: string, version: number): ItemKey => satisfactionKeys.trueFigures(council, period, version);

const place: FiguresPlace = {
  figuresKey,
  trueKey: trueFiguresKey,
  figuresShape,
  trueShape: trueFiguresShape,
};

/** Publications as pages read them. */
export const dynamoShownFigures = (table: Table): ShownFigures => shownFiguresIn(table, place);

/** Publications as the job keeps them, with what they were made of. */
export const dynamoFiguresStore = (table: Table): FiguresStore => figuresStoreIn(table, place);
