import { buildBundles } from "./bundle.ts";

if (process.env["TRELLIS_BUNDLES"] !== "built") await buildBundles();
