/**
 * Takes the place of the SDK's chain of credential providers in bundles: Lambda has its credentials
 * in the environment, and `openTable` hands them over. Never called.
 */
export const defaultProvider = () => async (): Promise<never> => {
  throw new Error("Credentials come from the environment");
};
