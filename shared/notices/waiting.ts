import { hash32 } from "../domain/hash.ts";
import { type EpochMillis, instantOf } from "../domain/time.ts";
import { indexes } from "../table/keys.ts";

/** Over how many partitions of the index waiting notices are spread: a night writes thousands. There may be more one day, never fewer. */
const SHARDS = 8;

const partitions = (of: (shard: number) => string): readonly string[] => Array.from({ length: SHARDS }, (_, shard) => of(shard));

/** Every partition in which notices wait. */
export const waitingPartitions = partitions(indexes.waitingNotices);

/** Every partition in which sent notices are found whose arrival is not known. */
export const sentPartitions = partitions(indexes.sentNotices);

/** By what waiting notices are sorted: when somebody is to look whether they were sent. */
export const waitingSort = (id: string, lookAt: EpochMillis): string => `${instantOf(lookAt)}#${id}`;

/** Where a notice stands in `gsi3` until it is sent or has failed. */
export const waitingPlace = (id: string, lookAt: EpochMillis) => ({
  gsi3pk: indexes.waitingNotices(hash32(id) % SHARDS),
  gsi3sk: waitingSort(id, lookAt),
});

/** Where it stands from then on until it is known to have arrived. */
export const sentPlace = (id: string, lookAt: EpochMillis) => ({ gsi3pk: indexes.sentNotices(hash32(id) % SHARDS), gsi3sk: waitingSort(id, lookAt) });
