// What everything else draws with: elements, numbers, the theme, charts.
// It computes nothing that the document in #data could hold: only what depends on what is picked.
// The files base, table, designs, search, layers, mapping, reproduction and main are one script, in this order.

const data = JSON.parse(document.getElementById('data').textContent);
const page = document.getElementById('page');
const PARAMETERS = ['nodeRows', 'nodeCols', 'peRows', 'peCols', 'ifmapBufferBytes', 'weightBufferBytes', 'ofmapBufferBytes'];
const PARAMETER_NAMES = ['node rows', 'node columns', 'PE rows', 'PE columns', 'ifmap KiB', 'weight KiB', 'ofmap KiB'];
const ENERGY = ['MACs', 'PE registers', 'buffers', 'DRAM', 'NoC', 'leakage'];
// Okabe and Ito's palette, which colour-blind readers can tell apart; DRAM and NoC have one colour throughout.
const colours = () =>
  dark() ? {compute: '#3d9ade', dram: '#e69f00', noc: '#12b386', moves: '#a5dccb'} : {compute: '#0072b2', dram: '#e69f00', noc: '#009e73', moves: '#8fd0bb'};
const energyColours = () => [colours().compute, dark() ? '#9ad4f5' : '#56b4e9', '#cc79a7', colours().dram, colours().noc, '#999999'];
const lines = () => [colours().compute, '#d55e00', colours().noc, '#cc79a7', colours().dram, '#56b4e9'];
const bounds = () => [
  ['compute', 'compute', colours().compute],
  ['dram', 'DRAM', colours().dram],
  ['noc', 'NoC', colours().noc]
];
const STATUS = {ok: 'feasible', area_exceeded: 'over the area limit', infeasible: 'infeasible', failed: 'failed', incomplete: 'incomplete'};
const KIB = 1024;
const MIB = 1048576;

// ---- elements and numbers

function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

const escapes = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'};
const esc = text => String(text).replace(/[&<>"']/g, c => escapes[c]);
const raised = {'-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹'};

/** Four significant digits, thousands apart, powers of ten where zeros would have to be counted. */
function num(value, digits = 4) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
    return mantissa + '×10' + String(Number(exponent)).replace(/./g, c => raised[c] ?? c);
  }
  if (Number.isInteger(value) || size >= 10 ** digits) return Math.round(value).toLocaleString('en-US').replace(/,/g, '\u202f');
  return value.toFixed(Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(size || 1)))));
}

/** As short as an axis wants it. */
function tick(value, digits = 3) {
  const short = Number(value.toPrecision(digits));
  const size = Math.abs(short);
  return size !== 0 && (size < 1e-3 || size >= 1e7)
    ? num(short, Math.max(1, short.toExponential().split('e')[0].replace(/[-.]/g, '').length))
    : short >= 1e4
      ? num(short)
      : String(short);
}

const percent = share => (share === null || !Number.isFinite(share) ? '–' : (100 * share).toFixed(share < 0.0995 ? 1 : 0) + '\u202f%');
const word = (column, i) => column.values[column.at[i]];
const sum = values => values.reduce((a, b) => a + (b || 0), 0);
const unit = text => el('span', {class: 'unit'}, text);

// ---- theme

const root = document.documentElement;
const dark = () => root.dataset.theme === 'dark';
const preferred = window.matchMedia('(prefers-color-scheme: dark)');
let chosen = null;
function applyTheme() {
  root.dataset.theme = chosen || (preferred.matches ? 'dark' : 'light');
}
applyTheme();
preferred.addEventListener('change', () => {
  applyTheme();
  redraw();
});
const css = name => getComputedStyle(root).getPropertyValue(name).trim();
// Viridis without the end that the background swallows.
const scale = () =>
  dark() ? ['#6a5acd', '#4a86c5', '#2fa59a', '#62c462', '#b8de29', '#fde725'] : ['#440154', '#414487', '#2a788e', '#22a884', '#6ccd5a', '#b4c81e'];

// ---- charts: each is drawn when it comes near the window, and again when its input or the theme changes

const charts = [];
const near = new IntersectionObserver(
  entries =>
    entries.forEach(entry => {
      if (entry.isIntersecting) charts.find(chart => chart.box === entry.target)?.draw();
    }),
  {rootMargin: '300px'}
);

function chart(id, title, text, option, settings = {}) {
  const box = el('div', {class: 'chart', id: 'chart-' + id, role: 'img', 'aria-label': title});
  if (settings.height) box.style.height = settings.height + 'px';
  if (settings.least) box.style.minWidth = settings.least + 'px';
  if (settings.width) box.style.maxWidth = settings.width + 'px';
  const note = el('p', {}, text || '');
  const figure = el('figure', {}, el('figcaption', {}, el('h3', {}, title), note), settings.controls, settings.least ? el('div', {class: 'scroll'}, box) : box);
  const one = {
    box,
    note,
    width: settings.width || 680,
    instance: null,
    draw(again = false) {
      if (one.instance && !again) return;
      one.instance?.dispose();
      one.instance = null;
      if (!box.clientWidth) return; // Hidden: drawn once it is shown.
      one.instance = echarts.init(box, null, {renderer: settings.bulk ? 'canvas' : 'svg', devicePixelRatio: Math.max(2, window.devicePixelRatio)});
      const drawn = Object.assign({animation: false, textStyle: {fontFamily: getComputedStyle(document.body).fontFamily}}, option());
      if (drawn.legend && box.clientWidth < 560) drawn.legend.type = 'scroll';
      one.instance.setOption(drawn);
      settings.ready?.(one.instance);
    },
    change() {
      if (one.instance) one.draw(true);
    }
  };
  charts.push(one);
  near.observe(box);
  figure.chart = one;
  return figure;
}

function redraw() {
  charts.forEach(one => one.change());
}
let sized = 0;
window.addEventListener('resize', () => {
  clearTimeout(sized);
  sized = setTimeout(() => charts.forEach(one => one.instance?.resize()), 120);
});
let before = null;
window.addEventListener('beforeprint', () => {
  before = root.dataset.theme;
  root.dataset.theme = 'light';
  charts.forEach(one => {
    one.draw(true);
    if (!one.instance) return;
    one.instance.resize({width: Math.min(680, one.width), height: Math.min(320, one.box.offsetHeight || 320)});
    one.instance.getZr().flush();
  });
});
window.addEventListener('afterprint', () => {
  root.dataset.theme = before || root.dataset.theme;
  redraw();
});

function axis(name, more = {}) {
  return Object.assign(
    {
      name,
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: {color: css('--soft'), fontSize: 12},
      axisLabel: {color: css('--soft'), fontSize: 11, hideOverlap: true, formatter: more.type === 'category' ? undefined : value => tick(value)},
      axisLine: {lineStyle: {color: css('--soft')}},
      axisTick: {lineStyle: {color: css('--line')}},
      splitLine: {show: more.type !== 'category', lineStyle: {color: css('--line'), width: 0.7}},
      minorSplitLine: {show: false}
    },
    more
  );
}

/** A logarithmic axis that ends where the data end, not at the next power of ten. */
function logAxis(name, values, more = {}) {
  const there = values.filter(value => value > 0);
  if (!there.length) return axis(name, more);
  const low = there.reduce((a, b) => Math.min(a, b));
  const high = there.reduce((a, b) => Math.max(a, b));
  const nice = (value, up) => {
    const step = 10 ** (Math.floor(Math.log10(value)) - 1);
    return Number(((up ? Math.ceil(value / step) : Math.floor(value / step)) * step).toPrecision(6));
  };
  const wide = high / low > (low < 0.01 ? 30 : 4);
  const base = high / low > 200 ? 10 : 2;
  return axis(
    name,
    Object.assign(
      {type: wide ? 'log' : 'value', scale: true, min: nice(low / 1.04, false), max: nice(high * 1.04, true), minorTick: {show: false}},
      wide ? {logBase: base, axisLabel: {color: css('--soft'), fontSize: 11, formatter: value => tick(value, 2)}} : {},
      more
    )
  );
}

const legend = (more = {}) => Object.assign({top: 0, left: 0, itemWidth: 14, itemHeight: 9, textStyle: {color: css('--ink'), fontSize: 12}}, more);
const tooltip = (formatter, more = {}) =>
  Object.assign(
    {
      backgroundColor: css('--paper'),
      borderColor: css('--line'),
      textStyle: {color: css('--ink'), fontSize: 12},
      className: 'tip',
      confine: true,
      formatter
    },
    more
  );
const grid = (more = {}) => Object.assign({left: 64, right: 32, top: 34, bottom: 48}, more);

function tipTable(title, rows) {
  return (
    '<b>' +
    esc(title) +
    '</b><table>' +
    rows
      .filter(row => row)
      .map(([name, value]) => '<tr><td>' + esc(name) + '</td><td>' + esc(value) + '</td></tr>')
      .join('') +
    '</table>'
  );
}

function gradient(units, values, dimension, series, form = value => value) {
  return {
    type: 'continuous',
    dimension,
    seriesIndex: series,
    min: Math.min(...extent(values)),
    max: Math.max(...extent(values)),
    inRange: {color: scale()},
    orient: 'vertical',
    right: 0,
    top: 'middle',
    itemHeight: 170,
    itemWidth: 10,
    precision: 1,
    calculable: false,
    text: [num(form(extent(values)[1]), 3) + ' ' + units, num(form(extent(values)[0]), 3)],
    textStyle: {color: css('--soft'), fontSize: 11},
    formatter: value => num(value, 3),
    hoverLink: false
  };
}

function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value !== null && Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? [low, high > low ? high : low + 1e-9] : [0, 1];
}
