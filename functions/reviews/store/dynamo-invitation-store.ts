import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { recordTable } from "../../../shared/records/record-table.ts";
import type { ItemKey } from "../../../shared/table/definition.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { InvitationStore, ReviewRecords } from "../use-cases/ports.ts";
import { reviewsEntities } from "./entities.ts";
import { reviewsIndexes, reviewsKeys } from "./keys.ts";
import { invitationLinkShape, openInvitationShape } from "./shapes.ts";

/** Read in the place of an invitation that there is none of: a link that leads nowhere takes as long as another. */
const NONE = "none";

/** The store of invitations; they are written with the reviews they are about. */
export function dynamoInvitationStore(table: Table): InvitationStore {
  const records = recordTable<ReviewRecords>(table, reviewsEntities);
  const invitation: InvitationStore["invitation"] = (id) => records.get("feedback-invitation", reviewsKeys.invitation(id));
  const leading = async (Key: ItemKey, shape: typeof invitationLinkShape | typeof openInvitationShape): Promise<string> => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    return Item ? readItem(shape, Item).invitation : NONE;
  };
  return {
    invitation,
    invitationBy: async (hash) => invitation(await leading(reviewsKeys.invitationLink(hash), invitationLinkShape)),
    openInvitation: async (person) => invitation(await leading(reviewsKeys.openInvitation(person), openInvitationShape)),
    invitationsOf: (person) => records.byPerson("feedback-invitation", reviewsIndexes.invitationsOf(person)),
    calls: (council, after) => records.byCouncil("feedback-invitation", reviewsIndexes.feedbackCalls(council), after),
    trailOfInvitation: (found) => records.trail("feedback-invitation", found),
  };
}
