declare module "oidc-provider/lib/adapters/memory_adapter.js" {
  /** The library's own store in memory: passed by hand, it is used without a warning that it is not for production. */
  export function createMemoryAdapter(clockTolerance: number): import("oidc-provider").AdapterConstructor;
}
