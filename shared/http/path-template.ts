/** The parameters of a path that a template takes, decoded; undefined where it is not this template's. */
export type PathMatcher = (path: string) => Readonly<Record<string, string>> | undefined;

/** Matches paths as HTTP API does: `{id}` is one part that is not empty, `{proxy+}` the rest. */
export function pathMatcher(template: string): PathMatcher {
  const pattern = new URLPattern({ pathname: template.replaceAll(/\{(\w+)(\+?)\}/g, ":$1$2") });
  return (path) => {
    const found = pattern.exec({ pathname: path })?.pathname.groups;
    return found && Object.fromEntries(Object.entries(found).map(([name, value = ""]) => [name, decoded(value)]));
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
