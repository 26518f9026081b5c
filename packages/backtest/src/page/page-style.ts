/** The looks of the page: light and dark as the reader's system is, nothing fetched. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1a1d21; --soft: #667085; --line: #e4e7ec; --paper: #ffffff; --wash: #f6f7f9; --up: #0f9d7a; --down: #d64550; --accent: #2f6fed; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaef; --soft: #98a2b3; --line: #2a3038; --paper: #14171c; --wash: #1b2027; --up: #2fc59a; --down: #f0717a; --accent: #6ea0ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 24px; margin: 0 0 4px; letter-spacing: -0.01em; }
h2 { font-size: 15px; margin: 40px 0 12px; letter-spacing: 0.01em; }
.about, .note { color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); gap: 12px; margin-top: 24px; }
.card { background: var(--wash); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.card b { display: block; font-size: 19px; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
.card span { color: var(--soft); font-size: 12px; }
.chart { border: 1px solid var(--line); border-radius: 10px; overflow: hidden; background: var(--paper); }
.tall { height: 380px; } .middle { height: 260px; } .low { height: 150px; }
.groups { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 20px 32px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
td, th { padding: 5px 8px; border-bottom: 1px solid var(--line); text-align: right; font-weight: 400; }
th { color: var(--soft); font-size: 12px; }
td:first-child, th:first-child { text-align: left; }
.groups td:last-child { white-space: normal; }
.up { color: var(--up); } .down { color: var(--down); }
.heat td { text-align: center; border: 2px solid var(--paper); border-radius: 6px; min-width: 56px; }
.heat td:first-child { text-align: left; color: var(--soft); }
.legend { display: flex; gap: 16px; color: var(--soft); font-size: 12px; margin: 0 0 8px; }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; }
svg text { fill: var(--soft); font-size: 11px; }
footer { margin-top: 48px; color: var(--soft); font-size: 12px; }
`;
