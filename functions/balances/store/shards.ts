import { crc32 } from "node:zlib";

/** So many partitions share what is due of a council: a planner and many writers crowd none of them. */
export const SHARDS = 16;

/** In which of them an account stands. */
export const shardOf = (account: string): number => crc32(account) % SHARDS;
