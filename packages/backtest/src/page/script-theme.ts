/** Colours as the page has them, light or dark, and the looks that all charts share. `redraw` draws everything anew. */
export const THEME_SCRIPT = `
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const drawings = [];
  const redraw = () => drawings.forEach((draw) => draw());
  const look = () => ({
    autoSize: true,
    layout: {
      background: { color: css('--paper') }, textColor: css('--soft'), fontFamily: 'system-ui, -apple-system, "Segoe UI", sans-serif', fontSize: 11,
      attributionLogo: false, panes: { separatorColor: css('--line'), separatorHoverColor: css('--line') },
    },
    grid: { vertLines: { color: css('--grid') }, horzLines: { color: css('--grid') } },
    crosshair: { mode: 0, vertLine: { color: css('--soft'), labelBackgroundColor: css('--soft') }, horzLine: { color: css('--soft'), labelBackgroundColor: css('--soft') } },
    rightPriceScale: { borderColor: css('--line'), minimumWidth: 76 },
    timeScale: { borderColor: css('--line'), timeVisible: true, secondsVisible: false, minBarSpacing: 0.01 },
    handleScroll: { mouseWheel: false, pressedMouseMove: true }, handleScale: { mouseWheel: true, pinch: true },
  });
  // What the mouse does can be done from the keyboard: move, zoom, and back to all.
  const steer = (holder, chartOf) => holder.addEventListener('keydown', (event) => {
    const scale = chartOf().timeScale();
    const range = scale.getVisibleLogicalRange();
    if (range === null) return;
    const width = range.to - range.from;
    const moves = { ArrowLeft: [-0.1, -0.1], ArrowRight: [0.1, 0.1], '+': [0.1, -0.1], '-': [-0.1, 0.1] };
    const move = moves[event.key];
    if (event.key === '0') scale.fitContent();
    else if (move !== undefined) scale.setVisibleLogicalRange({ from: range.from + move[0] * width, to: range.to + move[1] * width });
    else return;
    event.preventDefault();
  });
  const isDark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
  };
  element('theme').addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    redraw();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  // Paper is white.
  let before;
  addEventListener('beforeprint', () => { before = document.documentElement.dataset.theme; document.documentElement.dataset.theme = 'light'; redraw(); });
  addEventListener('afterprint', () => {
    if (before === undefined) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = before;
    redraw();
  });
`;
