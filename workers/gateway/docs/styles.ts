/** The style sheet of the documentation. System fonts; light and dark follow the reader's setting. */
export const STYLES = `
:root {
  --paper: #fffdfa; --panel: #f6f2ea; --ink: #22201c; --soft: #6d675d; --line: #e6dfd2; --accent: #a4421c;
  --shell: #26221d; --shell-ink: #f3ecdf;
  --get: #1f6b4a; --post: #8a4b08; --put: #5b4a9c; --patch: #0f6272; --delete: #a32b2b;
  --ok: #1f6b4a; --moved: #5b4a9c; --theirs: #8a4b08; --ours: #a32b2b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #191714; --panel: #221f1b; --ink: #ece6db; --soft: #a69d8e; --line: #37322b; --accent: #f0966c;
    --shell: #110f0d; --shell-ink: #e9e1d3;
    --get: #6cc79c; --post: #e5ab63; --put: #b3a4ee; --patch: #6cc3d3; --delete: #f08a8a;
    --ok: #6cc79c; --moved: #b3a4ee; --theirs: #e5ab63; --ours: #f08a8a;
  }
}
* { box-sizing: border-box; scrollbar-width: thin; scrollbar-color: var(--line) transparent; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; display: grid; grid-template-columns: 17.5rem minmax(0, 1fr);
  background: var(--paper); color: var(--ink);
  font: 16px/1.6 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.86em; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 0.06em; }
a:focus-visible, pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: 0.5rem 1rem; z-index: 1; }

nav {
  position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.75rem 1.25rem 3rem;
  border-right: 1px solid var(--line); background: var(--panel); font-size: 0.875rem; line-height: 1.4;
}
nav .brand { margin: 0 0 0.75rem; font-size: 1.5rem; font-weight: 700; letter-spacing: -0.02em; }
nav .brand a { color: var(--ink); }
nav h2 { margin: 1.5rem 0 0.375rem; font-size: 0.8125rem; font-weight: 650; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: 0.2rem 0; text-decoration: none; color: var(--soft); }
nav h2 a { color: var(--ink); }
nav li a:has(.method), nav li a:has(.status) { display: grid; grid-template-columns: 3.1rem minmax(0, 1fr); align-items: baseline; overflow-wrap: break-word; }
nav a:hover { color: var(--accent); }
nav .method, nav .status { font-size: 0.6875rem; background: none; padding: 0; min-width: 0; text-align: left; }

main { padding: 2.5rem clamp(1.25rem, 4vw, 4rem) 6rem; max-width: 84rem; }
header { max-width: 46rem; }
h1 { margin: 0 0 1rem; font-size: 2.25rem; letter-spacing: -0.025em; }
.version { font-size: 1rem; font-weight: 500; color: var(--soft); letter-spacing: 0; }
main h2 { margin: 0 0 0.5rem; font-size: 1.5rem; letter-spacing: -0.015em; }
main > section { padding-top: 3.5rem; }
main > h2 { margin-top: 2rem; font-size: 1.125rem; }
h2 a, h3 a { color: inherit; text-decoration: none; }
h2 a:hover, h3 a:hover { text-decoration: underline; }
p, header ul { margin: 0 0 0.75rem; max-width: 46rem; }
header ul { padding-left: 1.1rem; }
header li { margin-bottom: 0.25rem; }

.steps { margin: 1.25rem 0 0; padding: 0; list-style: none; counter-reset: step; max-width: 58rem; }
.steps > li { counter-increment: step; position: relative; padding-left: 2.75rem; margin-bottom: 1.5rem; }
.steps > li::before {
  content: counter(step); position: absolute; left: 0; top: 0; width: 1.75rem; height: 1.75rem; border-radius: 50%;
  display: grid; place-items: center; background: var(--panel); border: 1px solid var(--line);
  font-size: 0.875rem; font-weight: 650; color: var(--accent);
}
pre {
  margin: 0; padding: 0.875rem 1rem; overflow-x: auto; border-radius: 8px; background: var(--shell);
  color: var(--shell-ink); font-size: 0.8125rem; line-height: 1.55; tab-size: 2;
}
pre code { font-size: inherit; }
pre { scrollbar-color: #6d675d transparent; }

.operation {
  display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 27rem); gap: 0 2.5rem;
  padding: 2rem 0; border-top: 1px solid var(--line);
}
.group > p { margin-bottom: 1.75rem; color: var(--soft); }
.shown pre { position: sticky; top: 1.25rem; max-height: calc(100vh - 2.5rem); overflow: auto; }
h3 { margin: 0 0 0.375rem; font-size: 1.125rem; }
h4 { margin: 1.375rem 0 0.25rem; font-size: 0.8125rem; font-weight: 650; color: var(--soft); }
.address { margin: 0 0 0.375rem; overflow-wrap: anywhere; }
.scope { font-size: 0.875rem; color: var(--soft); }

.method, .status {
  display: inline-block; min-width: 2.75rem; padding: 0.05rem 0.4rem; border-radius: 4px; text-align: center;
  font: 700 0.6875rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; letter-spacing: 0.02em;
  color: var(--tone); background: color-mix(in srgb, var(--tone) 13%, transparent);
}
.get { --tone: var(--get); } .post { --tone: var(--post); } .put { --tone: var(--put); }
.patch { --tone: var(--patch); } .delete { --tone: var(--delete); }
.s2 { --tone: var(--ok); } .s3 { --tone: var(--moved); } .s4 { --tone: var(--theirs); } .s5 { --tone: var(--ours); }

.fields { margin: 0; }
.field { padding: 0.4rem 0; border-top: 1px solid var(--line); }
.fields > .field:first-child { border-top: 0; }
dt { overflow-wrap: anywhere; }
.name { font-weight: 600; }
dd { margin: 0; font-size: 0.9375rem; }
dd .fields { margin: 0.375rem 0 0 0.25rem; padding-left: 0.875rem; border-left: 2px solid var(--line); }
.type, .limits { font-size: 0.8125rem; color: var(--soft); overflow-wrap: anywhere; }
h4 .type { font-weight: 400; }
.mark { font-size: 0.75rem; font-weight: 600; color: var(--accent); }
.plain { font-size: 0.9375rem; }
.answers { list-style: none; margin: 0; padding: 0; font-size: 0.9375rem; }
.answers li { display: grid; grid-template-columns: 3.75rem minmax(0, 1fr); align-items: baseline; padding: 0.2rem 0; }
.answers .status { justify-self: start; }
.answers > .from { grid-template-columns: 4rem minmax(0, 1fr); }
.answers .from .method { justify-self: start; }
.answers .code { font: 0.8125rem ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; margin-right: 0.375rem; }
.schema { max-width: 46rem; padding: 1.5rem 0; border-top: 1px solid var(--line); }

.wide { overflow-x: auto; margin-top: 1.5rem; }
table { border-collapse: collapse; font-size: 0.9375rem; }
th, td { text-align: left; padding: 0.4rem 1.25rem 0.4rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
th { font-size: 0.8125rem; color: var(--soft); }

@media (max-width: 70rem) {
  .operation { grid-template-columns: minmax(0, 1fr); }
  .shown { margin-top: 1.25rem; }
  .shown pre { position: static; max-height: none; }
}
@media (max-width: 48rem) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 45vh; border-right: 0; border-bottom: 1px solid var(--line); }
  main { padding-top: 1.75rem; }
  h1 { font-size: 1.875rem; }
}
@media print {
  body { display: block; }
  nav { display: none; }
}
`;
