/** What stands at the door of a new project. */
export function projectReadme(name: string): string {
  return `# ${name}

A trading bot on \`@q/runner\`. It trades an invented market in a backtest until its configuration says otherwise; on such
a market nothing can be earned, so that its figures only show that everything runs.

- \`npm install\` once; from a private registry, see \`.npmrc.example\` first
- \`npm run check\` checks configuration and strategies, and says what would run
- \`npm start\` runs it, \`npm run backtest\` with a report: \`runs/<run>/report.html\`
- \`npx qbot why\` tells why the last run did or did not trade
- \`npm test\` runs the tests beside strategies and indicators, \`npm run typecheck\` checks the types; nothing is built
- \`npx qbot new strategy NAME\` makes another strategy in TypeScript, with \`--template yaml\` one in a file
- \`npx qbot new indicator NAME\` makes an indicator of your own

What lies where:

- \`config/services.yaml\`: what is traded, with which limits and costs
- \`config/strategies/<symbol>/*.yaml\`: strategies as rules
- \`strategies/*.ts\`: strategies in code, listed in \`strategies.modules\`
- \`config/indicators/<symbol>/*.yaml\`: indicators and their parameters
- \`indicators/*.ts\`: indicators of your own, listed in \`indicators.modules\`

A strategy in code sees closed candles and indicator values, and answers with entries and exits. Size, stops and limits
are those of a strategy in a file, and every order passes the same risk gate. \`npx qbot check lookahead\` shows that it
never sees the future, \`npx qbot check determinism\` that two runs are the same.
`;
}
