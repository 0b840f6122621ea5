/** Text for HTML. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `
  body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1.125rem/1.5 system-ui, sans-serif; color: #0b0c0c; }
  a { color: #1d5b45; }
  button { display: block; width: 100%; margin: 0 0 .5rem; padding: .75rem 1rem; border: 1px solid #5b6b64; border-radius: .25rem; background: #f1f6f3; color: inherit; font: inherit; text-align: left; cursor: pointer; }
  a:focus, button:focus, input:focus { outline: 3px solid #fd0; box-shadow: 0 0 0 5px #0b0c0c; }
  input { box-sizing: border-box; width: 100%; margin: .25rem 0 .75rem; padding: .5rem; border: 2px solid #0b0c0c; font: inherit; }
  hr { margin: 2rem 0; border: 0; border-top: 1px solid #5b6b64; }
  .local { padding: .5rem 1rem; border-left: .5rem solid #1d5b45; background: #f1f6f3; }
  ul.messages { padding: 0; list-style: none; }
  ul.messages li { padding: .75rem 0; border-bottom: 1px solid #b1b4b6; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; }
  dt { font-weight: bold; }
  dd { margin: 0; overflow-wrap: anywhere; }
  .text { padding: 1rem; border: 1px solid #b1b4b6; white-space: pre-wrap; overflow-wrap: anywhere; }
  .large-print { font-size: 1.75rem; }
  @media (max-width: 30rem) { dl { grid-template-columns: 1fr; } }`;

/** A page of a stand-in: plain, and never part of the product. */
export const plainPage = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>
${body}
</main></body></html>`;
