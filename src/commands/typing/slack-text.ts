/** Undoes what Slack does to typed text on its way: links in angle brackets, and `&lt; &gt; &amp;`. */

/** The text as it was typed; channels and people stay as Slack's references, `<#C1|name>`. */
export function fromSlack(text: string): string {
  return text.replace(
    /<([a-z][a-z0-9+.-]*:[^<>|\s]*)(?:\|([^<>]*))?>|&(lt|gt|amp);/gi,
    (_all, link: string | undefined, label: string | undefined, entity: string | undefined) =>
      entity === undefined
        ? linkAsTyped(unescaped(link ?? ""), label && unescaped(label))
        : unescaped(`&${entity};`),
  );
}

/** References as a reader sees them: `<#C1|general>` was typed as `#general`. A person or channel without a name stays. */
export function referencesAsTyped(text: string): string {
  return text
    .replace(/<([#@])[A-Z0-9]+\|([^<>|]+)>/g, "$1$2")
    .replace(/<!(here|channel|everyone)(?:\|[^<>]*)?>/g, "@$1");
}

/** Slack makes `<http://example.com|example.com>` of `example.com`, and `<mailto:a@b.c|a@b.c>` of `a@b.c`. */
function linkAsTyped(url: string, label: string | undefined): string {
  if (label === undefined) return url;
  const bare = url.replace(/^[a-z][a-z0-9+.-]*:(\/\/)?/i, "");
  return label === bare || `${label}/` === bare || label === url ? label : url;
}

const entities: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/gi, (entity) => entities[entity.toLowerCase()] ?? entity);
}
