/** The parameters of a path that a template takes, decoded; undefined where it is not this template's. */
export type PathMatcher = (path: string) => Readonly<Record<string, string>> | undefined;

/** Parts that mean the folder itself or the one above: a browser takes them out before it sends a path. */
const DOT_PART = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/** Matches paths as HTTP API does: `{id}` is one part that is not empty, `{proxy+}` the rest. A path with `.` or `..` for a part is nobody's. */
export function pathMatcher(template: string): PathMatcher {
  const pattern = new URLPattern({ pathname: template.replaceAll(/\{(\w+)(\+?)\}/g, ":$1$2") });
  return (path) => {
    const found = DOT_PART.test(path) ? undefined : pattern.exec({ pathname: path })?.pathname.groups;
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
