const LIGHT = `--ink: #16191d; --soft: #667085; --line: #e4e7ec; --grid: #f1f3f6; --paper: #ffffff; --wash: #f7f8fa; --up: #0f9d7a; --down: #d64550; --accent: #2f6fed; --held: #98a2b3; --line-1: #c26a00; --line-2: #7a4fd0; --line-3: #0b8aa8; --line-4: #b03a8c; --line-5: #5f7a12; --line-6: #8a5a44;`;
const DARK = `--ink: #e7eaef; --soft: #98a2b3; --line: #2a3038; --grid: #1e242b; --paper: #13161a; --wash: #1a1e24; --up: #2fc59a; --down: #f0717a; --accent: #6ea0ff; --held: #667085; --line-1: #f0a24a; --line-2: #b79aff; --line-3: #4fc3df; --line-4: #ee86cb; --line-5: #b2cf5a; --line-6: #cf9d86;`;

/** The looks of the page: light or dark as the reader's system is or as its button says, nothing fetched, fit to be printed. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${DARK} } }
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; ${DARK} }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 1220px; margin: 0 auto; padding: 32px 24px 64px; }
header { display: flex; justify-content: space-between; align-items: start; gap: 16px; }
h1 { font-size: 24px; margin: 0 0 4px; letter-spacing: -0.01em; }
h2 { font-size: 15px; margin: 40px 0 8px; letter-spacing: 0.01em; }
.about, .note { color: var(--soft); }
.note { font-size: 12px; margin: 6px 0; }
.values { color: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; white-space: pre-wrap; min-height: 18px; margin: 4px 0 6px; }
.warnings { border: 1px solid var(--down); border-radius: 10px; padding: 10px 16px; margin: 20px 0 0; list-style: none; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 12px; margin-top: 24px; }
.card { background: var(--wash); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.card b { display: block; font-size: 19px; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
.card span { color: var(--soft); font-size: 12px; }
.chart { border: 1px solid var(--line); border-radius: 10px; overflow: hidden; background: var(--paper); }
.chart:focus-visible, button:focus-visible, select:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.curves { height: 460px; } .candles { height: 420px; }
.tools { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 6px; }
button, select { font: inherit; font-size: 12px; color: var(--ink); background: var(--wash); border: 1px solid var(--line); border-radius: 7px; padding: 4px 10px; cursor: pointer; }
button[aria-pressed="true"] { border-color: var(--accent); color: var(--accent); }
button:disabled { opacity: 0.4; cursor: default; }
.groups { columns: 320px; column-gap: 32px; }
.groups > div { break-inside: avoid; margin-bottom: 24px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
td, th { padding: 5px 8px; border-bottom: 1px solid var(--line); text-align: right; font-weight: 400; }
th { color: var(--soft); font-size: 12px; }
td:first-child, th:first-child { text-align: left; }
.texts td, .texts th { text-align: left; }
.groups td:last-child { white-space: normal; }
#trades tbody tr { cursor: pointer; }
#trades tbody tr:hover, #trades tr[aria-current] { background: var(--wash); }
#trades tr[aria-current] td { border-bottom-color: var(--accent); }
#trades td, #trades th { white-space: nowrap; }
#trades td:nth-child(n + 2):nth-child(-n + 5), #trades th:nth-child(n + 2):nth-child(-n + 5) { text-align: left; }
.up { color: var(--up); } .down { color: var(--down); }
.heat td { text-align: center; border: 2px solid var(--paper); border-radius: 6px; min-width: 56px; }
.heat td:first-child { text-align: left; color: var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; color: var(--soft); font-size: 12px; margin: 6px 0 0; }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; }
svg text { fill: var(--soft); font-size: 11px; }
footer { margin-top: 48px; color: var(--soft); font-size: 12px; }
@media print {
  main { max-width: none; padding: 0; }
  .tools, #theme { display: none; }
  .card, .chart, table { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
