'use strict';
// Draws the page from the document in #data. It computes nothing that the document could hold: only what depends on what is picked.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const page = document.getElementById('page');
  const PARAMETERS = ['nodeRows', 'nodeCols', 'peRows', 'peCols', 'ifmapBufferBytes', 'weightBufferBytes', 'ofmapBufferBytes'];
  const PARAMETER_NAMES = ['node rows', 'node columns', 'PE rows', 'PE columns', 'ifmap KiB', 'weight KiB', 'ofmap KiB'];
  const ENERGY = ['MACs', 'PE registers', 'buffers', 'DRAM', 'NoC', 'leakage'];
  // Okabe and Ito's palette, which colour-blind readers can tell apart; DRAM and NoC have one colour throughout.
  const colours = () => dark() ? {compute: '#3d9ade', dram: '#e69f00', noc: '#12b386', moves: '#a5dccb'} : {compute: '#0072b2', dram: '#e69f00', noc: '#009e73', moves: '#8fd0bb'};
  const energyColours = () => [colours().compute, dark() ? '#9ad4f5' : '#56b4e9', '#cc79a7', colours().dram, colours().noc, '#999999'];
  const lines = () => [colours().compute, '#d55e00', colours().noc, '#cc79a7', colours().dram, '#56b4e9'];
  const bounds = () => [['compute', 'compute', colours().compute], ['dram', 'DRAM', colours().dram], ['noc', 'NoC', colours().noc]];
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
    return size !== 0 && (size < 1e-3 || size >= 1e7) ? num(short, Math.max(1, short.toExponential().split('e')[0].replace(/[-.]/g, '').length)) : short >= 1e4 ? num(short) : String(short);
  }

  const percent = share => share === null || !Number.isFinite(share) ? '–' : (100 * share).toFixed(share < 0.0995 ? 1 : 0) + '\u202f%';
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
  preferred.addEventListener('change', () => { applyTheme(); redraw(); });
  const css = name => getComputedStyle(root).getPropertyValue(name).trim();
  // Viridis without the end that the background swallows.
  const scale = () => dark()
    ? ['#6a5acd', '#4a86c5', '#2fa59a', '#62c462', '#b8de29', '#fde725']
    : ['#440154', '#414487', '#2a788e', '#22a884', '#6ccd5a', '#b4c81e'];

  // ---- charts: each is drawn when it comes near the window, and again when its input or the theme changes

  const charts = [];
  const near = new IntersectionObserver(entries => entries.forEach(entry => {
    if (entry.isIntersecting) charts.find(chart => chart.box === entry.target)?.draw();
  }), {rootMargin: '300px'});

  function chart(id, title, text, option, settings = {}) {
    const box = el('div', {class: 'chart', id: 'chart-' + id, role: 'img', 'aria-label': title});
    if (settings.height) box.style.height = settings.height + 'px';
    if (settings.least) box.style.minWidth = settings.least + 'px';
    if (settings.width) box.style.maxWidth = settings.width + 'px';
    const note = el('p', {}, text || '');
    const figure = el('figure', {}, el('figcaption', {}, el('h3', {}, title), note), settings.controls, settings.least ? el('div', {class: 'scroll'}, box) : box);
    const one = {box, note, width: settings.width || 680, instance: null, draw(again = false) {
      if (one.instance && !again) return;
      one.instance?.dispose();
      one.instance = echarts.init(box, null, {renderer: settings.bulk ? 'canvas' : 'svg', devicePixelRatio: Math.max(2, window.devicePixelRatio)});
      const drawn = Object.assign({animation: false, textStyle: {fontFamily: getComputedStyle(document.body).fontFamily}}, option());
      if (drawn.legend && box.clientWidth < 560) drawn.legend.type = 'scroll';
      one.instance.setOption(drawn);
      settings.ready?.(one.instance);
    }, change() { if (one.instance) one.draw(true); }};
    charts.push(one);
    near.observe(box);
    figure.chart = one;
    return figure;
  }

  function redraw() { charts.forEach(one => one.change()); }
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
      one.instance.resize({width: Math.min(680, one.width), height: Math.min(320, one.box.offsetHeight || 320)});
      one.instance.getZr().flush();
    });
  });
  window.addEventListener('afterprint', () => {
    root.dataset.theme = before || root.dataset.theme;
    redraw();
  });

  function axis(name, more = {}) {
    return Object.assign({
      name, nameLocation: 'middle', nameGap: 30, nameTextStyle: {color: css('--soft'), fontSize: 12},
      axisLabel: {color: css('--soft'), fontSize: 11, hideOverlap: true, formatter: more.type === 'category' ? undefined : value => tick(value)},
      axisLine: {lineStyle: {color: css('--soft')}}, axisTick: {lineStyle: {color: css('--line')}},
      splitLine: {show: more.type !== 'category', lineStyle: {color: css('--line'), width: 0.7}}, minorSplitLine: {show: false}
    }, more);
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
    return axis(name, Object.assign({type: wide ? 'log' : 'value', scale: true, min: nice(low / 1.04, false), max: nice(high * 1.04, true),
      minorTick: {show: false}}, wide ? {logBase: base, axisLabel: {color: css('--soft'), fontSize: 11, formatter: value => tick(value, 2)}} : {}, more));
  }

  const legend = (more = {}) => Object.assign({top: 0, left: 0, itemWidth: 14, itemHeight: 9, textStyle: {color: css('--ink'), fontSize: 12}}, more);
  const tooltip = (formatter, more = {}) => Object.assign({
    backgroundColor: css('--paper'), borderColor: css('--line'), textStyle: {color: css('--ink'), fontSize: 12}, className: 'tip', confine: true,
    formatter}, more);
  const grid = (more = {}) => Object.assign({left: 64, right: 32, top: 34, bottom: 48}, more);

  function tipTable(title, rows) {
    return '<b>' + esc(title) + '</b><table>' + rows.filter(row => row).map(([name, value]) =>
      '<tr><td>' + esc(name) + '</td><td>' + esc(value) + '</td></tr>').join('') + '</table>';
  }

  function gradient(units, values, dimension, series, form = value => value) {
    return {type: 'continuous', dimension, seriesIndex: series, min: Math.min(...extent(values)), max: Math.max(...extent(values)),
      inRange: {color: scale()}, orient: 'vertical', right: 0, top: 'middle', itemHeight: 170, itemWidth: 10, precision: 1, calculable: false,
      text: [num(form(extent(values)[1]), 3) + ' ' + units, num(form(extent(values)[0]), 3)], textStyle: {color: css('--soft'), fontSize: 11}, formatter: value => num(value, 3), hoverLink: false};
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

  // ---- parts of the page

  const sections = [];
  function section(id, title, ...children) {
    const inside = children.flat().filter(child => child);
    if (!inside.length) return;
    sections.push([id, title]);
    page.append(el('section', {id}, el('h2', {}, title), ...inside));
  }

  const absent = text => el('p', {class: 'absent'}, text);
  const tile = (name, value, unitText) => el('div', {class: unitText === 'J·s' ? 'tile wide' : 'tile'}, el('b', {}, value, unitText ? unit(' ' + unitText) : null), el('span', {class: 'name'}, name));

  function picker(label, options, selected, changed) {
    const select = el('select', {'aria-label': label, onchange: () => changed(Number(select.value))},
      options.map(([value, text]) => el('option', {value, selected: value === selected}, text)));
    const box = el('label', {}, label, select);
    box.pick = value => { select.value = value; };
    return box;
  }

  /** A table whose headers sort it, page by page; its CSV holds all rows, in order. */
  function table(id, columns, count, settings = {}) {
    const size = settings.size || 25;
    let order = Array.from({length: count}, (_, i) => i);
    let sorted = settings.sorted || null;
    let first = 0;
    const body = el('tbody');
    const heads = columns.map((column, c) => el('th', {class: column.text ? 'text' : null, scope: 'col'},
      el('button', {type: 'button', onclick: () => sort(c)}, el('span', {class: 'name'}, column.title), unit(column.unit || '\u00a0'))));
    const place = el('span', {class: 'soft'});
    const back = el('button', {type: 'button', onclick: () => { first -= size; fill(); }}, 'Back');
    const next = el('button', {type: 'button', onclick: () => { first += size; fill(); }}, 'Next');

    function sort(c) {
      sorted = {c, up: sorted && sorted.c === c ? !sorted.up : true};
      arrange();
    }
    function arrange() {
      if (sorted) {
        const {c, up} = sorted;
        const missing = value => value === null || value === undefined || value === '' || Number.isNaN(value);
        order.sort((a, b) => {
          const x = columns[c].get(a);
          const y = columns[c].get(b);
          if (missing(x) || missing(y)) return missing(x) - missing(y) || a - b;
          return (typeof x === 'number' ? x - y : String(x).localeCompare(String(y))) * (up ? 1 : -1) || a - b;
        });
        heads.forEach((head, i) => i === c ? head.setAttribute('aria-sort', up ? 'ascending' : 'descending') : head.removeAttribute('aria-sort'));
      }
      first = 0;
      fill();
    }
    function fill() {
      first = Math.max(0, Math.min(first, order.length - 1));
      body.replaceChildren(...order.slice(first, first + size).map(i => el('tr', {class: settings.mark?.(i) ? 'front' : null},
        columns.map(column => {
          const value = column.get(i);
          return el('td', {class: column.text ? 'text' : null}, column.show ? column.show(value, i) : typeof value === 'number' || value === null ? num(value) : String(value));
        }))));
      place.textContent = order.length <= size ? '' : `${num(first + 1)}–${num(Math.min(order.length, first + size))} of ${num(order.length)}`;
      back.disabled = first === 0;
      next.disabled = first + size >= order.length;
    }
    function csv() {
      const cell = value => value === null || value === undefined ? '' : /[",\r\n]/.test(String(value)) ? '"' + String(value).replace(/"/g, '""') + '"' : String(value);
      return [columns.map(column => cell(column.csv || column.title)).join(','),
        ...order.map(i => columns.map(column => cell(column.get(i))).join(','))].join('\n') + '\n';
    }
    function download() {
      const link = el('a', {href: URL.createObjectURL(new Blob([csv()], {type: 'text/csv'})), download: id + '.csv'});
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }
    arrange();
    const filter = settings.filter && el('label', {class: 'no-print'}, el('input', {type: 'checkbox', onchange: event => {
      order = Array.from({length: count}, (_, i) => i).filter(i => !event.target.checked || settings.filter.keep(i));
      arrange();
    }}), settings.filter.text);
    const box = el('div', {id: 'table-' + id},
      el('div', {class: 'controls'}, filter, el('button', {type: 'button', class: 'csv', onclick: download}, 'Download as CSV'),
        count > size ? el('span', {class: 'controls pages'}, back, next, place) : null),
      el('div', {class: 'scroll'}, el('table', {}, el('thead', {}, el('tr', {}, heads)), body)));
    box.csv = csv;
    return box;
  }

  // ---- designs

  const D = data.designs;
  const kib = bytes => bytes / KIB;
  const parameter = (p, i) => p < 4 ? D[PARAMETERS[p]][i] : kib(D[PARAMETERS[p]][i]);
  const buffers = i => [4, 5, 6].map(p => num(parameter(p, i))).join('/');
  const designName = i => D.hardware && word(D.hardware, i) ? word(D.hardware, i) : 'design ' + D.id[i];
  const groupName = g => [data.groups[g].technology, data.groups[g].objective].join(', ');
  const ok = i => D.value[i] !== null;

  function designTip(i) {
    const group = data.groups[D.group[i]];
    return tipTable(designName(i), [
      ['nodes', D.nodeRows[i] + ' × ' + D.nodeCols[i]], ['PEs per node', D.peRows[i] + ' × ' + D.peCols[i]],
      ['ifmap/weight/ofmap', buffers(i) + ' KiB'], ['area', num(D.area_mm2[i], 3) + ' mm²'],
      ['latency', num(D.latency_ms[i]) + ' ms'], ['energy', num(D.energy_mj[i]) + ' mJ'], [group.objective_title, num(D.value[i])]]);
  }

  /** Positions of the group's feasible designs, worst first, so that the best are drawn on top. */
  function feasible(group) {
    return D.id.map((_, i) => i).filter(i => D.group[i] === group && ok(i)).sort((a, b) => D.value[b] - D.value[a]);
  }

  function header(title, lead) {
    document.title = title + ' · NicePIM report';
    page.append(el('header', {}, el('h1', {}, title), el('p', {class: 'soft'}, lead)));
    page.append(el('nav', {'aria-label': 'Parts of this page'}));
  }

  function notes() {
    if (data.notes?.length) page.append(el('div', {class: 'notes', id: 'notes'}, el('ul', {}, data.notes.map(note => el('li', {}, note)))));
  }

  function bestTable(group) {
    const best = feasible(group).reverse().slice(0, 10);
    if (!best.length) return absent('No design runs all workloads within the limits. The table of all designs says why.');
    const title = data.groups[group].objective_title;
    const columns = [
      {title: 'design', get: r => D.hardware ? designName(best[r]) : D.id[best[r]], show: String, text: Boolean(D.hardware), csv: 'design_id'},
      {title: 'nodes', get: r => D.nodeRows[best[r]] + '×' + D.nodeCols[best[r]]},
      {title: 'PEs per node', get: r => D.peRows[best[r]] + '×' + D.peCols[best[r]]},
      {title: 'buffers', unit: 'ifmap/weight/ofmap KiB', get: r => buffers(best[r])},
      {title: 'area', unit: 'mm²', get: r => D.area_mm2[best[r]], show: v => num(v, 3)},
      {title: title.replace(/ in .*/, ''), unit: title.replace(/.* in /, ''), get: r => D.value[best[r]]}];
    const each = D.each.length ? D.each : [D];
    each.forEach((own, w) => columns.push(
      {title: data.workloads[w], unit: 'latency ms', get: r => own.latency_ms[best[r]], csv: data.workloads[w] + ' latency_ms'},
      {title: data.workloads[w], unit: 'energy mJ', get: r => own.energy_mj[best[r]], csv: data.workloads[w] + ' energy_mj'}));
    const front = new Set(data.groups[group].front);
    return table('best', columns.slice(0, 6 + 2 * 6), best.length, {mark: r => front.has(best[r])});
  }

  // ---- latency and energy

  function staircase(points) {
    const line = [];
    let least = Infinity;
    for (const [x, y] of points.slice().sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      if (y < least) {
        if (line.length) line.push([x, least]);
        line.push([x, y]);
        least = y;
      }
    }
    return line;
  }

  function pareto(pick) {
    const state = {group: 0, workload: -1};
    const columns = () => state.workload < 0 || !D.each.length ? D : D.each[state.workload];
    const option = () => {
      const own = columns();
      const front = new Set(data.groups[state.group].front);
      const all = feasible(state.group).map(i => [own.latency_ms[i], own.energy_mj[i], D.area_mm2[i], i]);
      const members = all.filter(point => front.has(point[3]));
      return {
        grid: grid({left: 70, right: 96}), legend: legend({data: ['designs', 'front in latency, energy and area', 'front in latency and energy alone']}),
        tooltip: tooltip(hit => designTip(hit.value[3])),
        xAxis: logAxis('latency in ms', all.map(p => p[0])), yAxis: logAxis('energy in mJ', all.map(p => p[1]), {nameGap: 50}),
        visualMap: gradient('mm²', all.map(p => p[2]), 2, [0, 1]),
        series: [
          {name: 'designs', type: 'scatter', data: all, symbolSize: all.length > 3000 ? 4 : all.length > 300 ? 6 : 9, progressive: 2500,
            progressiveThreshold: 4000, itemStyle: {opacity: all.length > 3000 ? 0.6 : 0.85}},
          {name: 'front in latency, energy and area', type: 'scatter', data: members, symbolSize: all.length > 3000 ? 8 : 12,
            itemStyle: {borderColor: css('--ink'), borderWidth: 1.4}, z: 4},
          {name: 'front in latency and energy alone', type: 'line', data: staircase(all), showSymbol: false, silent: true, tooltip: {show: false},
            lineStyle: {color: css('--picked'), width: 1.4}, itemStyle: {color: css('--picked')}, z: 3}]
      };
    };
    const figure = chart('pareto', 'Latency against energy', '', option, {bulk: true, height: 460, ready: instance =>
      instance.on('click', hit => hit.value && pick(hit.value[3]))});
    const describe = () => {
      figure.chart.note.textContent = 'One dot per feasible design, in the colour of its area; left and down is better. ' +
        (state.workload < 0 && data.workloads.length > 1 ? 'Latency and energy are geometric means over the workloads. ' : '') +
        'Ringed: no other design beats it in latency, energy and area together' +
        (data.workloads.length > 1 ? ', by the means over all workloads.' : '.') + ' Click a dot to see the design below, if its layers are in this file.';
      figure.chart.change();
    };
    const controls = el('div', {class: 'controls'},
      data.groups.length > 1 ? picker('technology, objective', data.groups.map((_, g) => [g, groupName(g)]), 0, g => { state.group = g; describe(); }) : null,
      D.each.length ? picker('workload', [[-1, 'all (geometric mean)'], ...data.workloads.map((name, w) => [w, name])], -1, w => { state.workload = w; describe(); }) : null);
    describe();
    return [controls.children.length ? controls : null, figure];
  }

  // ---- the search

  function convergence() {
    const runs = data.convergence;
    const title = data.groups[0].objective_title;
    const initial = Number(runs[0].initial);
    const option = () => ({
      grid: grid({left: 88}), legend: legend(), tooltip: tooltip(hits => tipTable(num(hits[0].axisValue) + ' designs', hits.map(hit => [hit.seriesName, num(hit.value[1])])), {trigger: 'axis'}),
      xAxis: axis('designs evaluated', {type: 'value', min: 0, max: Math.max(...runs.map(run => run.asked)), axisPointer: {label: {formatter: hit => num(hit.value)}}}),
      yAxis: logAxis(title, runs.flatMap(run => run.value), {nameGap: 68}),
      series: runs.map((run, r) => ({
        name: (r ? 'against: ' : '') + run.name + (runs.filter(other => other.name === run.name).length > 1 ? ' (' + run.folder + ')' : ''), type: 'line', step: 'end', showSymbol: run.n.length < 60, symbolSize: 5,
        data: run.n.map((n, i) => [n, run.value[i]]).concat(run.n.length ? [[run.asked, run.value[run.value.length - 1]]] : []),
        itemStyle: {color: lines()[r % lines().length]}, lineStyle: {width: r ? 1.5 : 2.4, type: r ? 'dashed' : 'solid'},
        markLine: r || !initial || initial >= run.asked ? undefined : {silent: true, symbol: 'none', lineStyle: {color: css('--soft'), type: 'dotted'},
          label: {show: initial > 0.03 * run.asked, formatter: 'tuner starts', color: css('--soft'), fontSize: 11, position: 'insideEndTop'}, data: [{xAxis: initial}]}}))
    });
    return [chart('convergence', 'Best design so far', 'The best value of the objective after so many designs; lower is better, and so is earlier.', option),
      runs.length > 1 ? null : absent('There is no comparison with random search: this folder holds one run, and designs that a tuner chose say nothing of designs drawn at random. '
        + 'Explore the same file with --set tuner.kind=random --out OTHER, and report with --against OTHER.')];
  }

  function predicted() {
    if (!data.surrogate.n) return absent('Predicted against seen is left out: no surrogate took part in this run, or no design that it proposed is feasible.');
    const title = data.groups[0].objective_title;
    const points = D.id.map((_, i) => i).filter(i => ok(i) && D.predicted_mean[i] !== null).map(i => [Math.exp(D.predicted_mean[i]), D.value[i], i, D.predicted_deviation[i]]);
    const option = () => {
      const [low, high] = extent(points.flatMap(p => [p[0], p[1]]));
      const bars = {type: 'custom', name: '95 % interval', silent: true, itemStyle: {color: css('--soft')}, data: points.length > 2000 ? [] : points.map(p => [p[0] * Math.exp(-1.96 * p[3]), p[0] * Math.exp(1.96 * p[3]), p[1]]),
        encode: {x: [0, 1], y: 2}, clip: true, renderItem: (params, api) => {
          const from = api.coord([api.value(0), api.value(2)]);
          const to = api.coord([api.value(1), api.value(2)]);
          return {type: 'line', shape: {x1: from[0], y1: from[1], x2: to[0], y2: to[1]}, style: {stroke: css('--soft'), lineWidth: 1, opacity: 0.55}};
        }};
      return {grid: grid({left: 88}), legend: legend(), tooltip: tooltip(hit => hit.seriesType === 'scatter' ? tipTable(designName(hit.value[2]), [['predicted', num(hit.value[0])], ['seen', num(hit.value[1])], ['off by', percent(hit.value[1] / hit.value[0] - 1)]]) : ''),
        xAxis: logAxis('predicted: ' + title, [low, high]), yAxis: logAxis('seen: ' + title, [low, high], {nameGap: 68}),
        series: [{name: 'exact', type: 'line', silent: true, showSymbol: false, data: [[low / 1.04, low / 1.04], [high * 1.04, high * 1.04]], lineStyle: {color: css('--soft'), width: 1, type: 'dashed'}, itemStyle: {color: css('--soft')}}, bars,
          {name: 'designs', type: 'scatter', data: points, symbolSize: points.length > 2000 ? 4 : 8, itemStyle: {color: colours().compute, opacity: 0.8}}]};
    };
    const s = data.surrogate;
    return chart('predicted', 'Predicted against seen', `What the surrogate believed of ${num(s.n)} feasible designs before they were evaluated. Off by a factor of ${num(Math.exp(s.rms_log), 3)} `
      + `(root mean square); ${percent(s.within_95)} lie within the intervals that should hold 95\u202f%.`, option, {bulk: points.length > 2000});
  }

  function reliability() {
    const bins = data.area_classifier;
    const total = sum(bins.map(bin => bin.n));
    if (bins.length < 2) return absent(`Reliability of the area classifier is left out: it gave all ${num(total)} designs about the same probability (${num(bins[0]?.mean, 2)}), so there is nothing to compare.`);
    const option = () => ({grid: grid({left: 60, right: 24}), legend: legend(), tooltip: tooltip(hit => hit.value.length > 2 ? tipTable(num(hit.value[2]) + ' designs', [['believed', num(hit.value[0], 3)], ['met the limit', percent(hit.value[1])]]) : ''),
      xAxis: axis('believed probability of meeting the area limit', {type: 'value', min: 0, max: 1}), yAxis: axis('share that met it', {type: 'value', min: 0, max: 1, nameGap: 36}),
      series: [{name: 'exact', type: 'line', silent: true, showSymbol: false, data: [[0, 0], [1, 1]], lineStyle: {color: css('--soft'), width: 1, type: 'dashed'}, itemStyle: {color: css('--soft')}},
        {name: 'designs, a tenth of probabilities each', type: 'scatter', data: bins.map(bin => ({value: [bin.mean, bin.met, bin.n], label: {position: bin.met > 0.5 ? 'bottom' : 'top'}})), symbolSize: point => 8 + 26 * Math.sqrt(point[2] / total), itemStyle: {color: colours().dram, opacity: 0.85}, label: {show: true, position: 'top', color: css('--ink'), fontSize: 11, formatter: hit => num(hit.value[2])}}]});
    return chart('reliability', 'Reliability of the area classifier', 'Dots on the line are beliefs that came true; numbers and sizes count designs. The tuner asks little for designs that it believes too large, so the left is thin.', option);
  }

  // ---- parameters

  function parallel(state) {
    const option = () => {
      const most = 1500;
      const shown = feasible(state.group).slice(-most);
      const title = data.groups[state.group].objective_title;
      const levels = PARAMETERS.map((_, p) => [...new Set(shown.map(i => parameter(p, i)))].sort((a, b) => a - b).map(String));
      const figures = [['area mm²', D.area_mm2], ['latency ms', D.latency_ms], ['energy mJ', D.energy_mj]];
      const logs = shown.map(i => Math.log10(D.value[i]));
      const text = {color: css('--ink'), fontSize: 11};
      const label = {color: css('--ink'), fontSize: 10.5, backgroundColor: css('--paper'), padding: [1, 2], borderRadius: 2};
      return {
        tooltip: tooltip(hit => designTip(hit.data.value[11])),
        parallel: {left: 46, right: 110, top: 46, bottom: 22, parallelAxisDefault: {nameTextStyle: text, nameGap: 14, axisLine: {lineStyle: {color: css('--soft')}}, axisLabel: label, z: 5}},
        parallelAxis: PARAMETER_NAMES.map((name, p) => ({dim: p, name, type: 'category', data: levels[p]})).concat(figures.map(([name, column], f) => {
          const [low, high] = extent(shown.map(i => column[i]));
          return {dim: 7 + f, name, type: f ? 'log' : 'value', min: low, max: high, axisLabel: Object.assign({formatter: value => tick(value, 2)}, label)};
        })),
        visualMap: gradient(title.replace(/.* in /, ''), logs, 10, [0], value => 10 ** value),
        series: [{type: 'parallel', smooth: false, z: 2, progressive: 500, lineStyle: {width: shown.length > 300 ? 0.7 : 1.3, opacity: shown.length > 300 ? 0.35 : 0.65}, emphasis: {lineStyle: {width: 3, opacity: 1}},
          data: shown.map((i, at) => ({value: PARAMETERS.map((_, p) => String(parameter(p, i))).concat([D.area_mm2[i], D.latency_ms[i], D.energy_mj[i], logs[at], i])}))}]
      };
    };
    return chart('parallel', 'Parameters and figures of each design', 'One line per feasible design (the 1500 best), the best on top; colour is the objective. Drag along an axis to keep the lines that pass there.', option, {bulk: true, height: 400, least: 660});
  }

  function importance(state) {
    const names = ['objective', 'latency', 'energy', 'area'];
    const keys = ['value', 'latency', 'energy', 'area'];
    const own = () => data.groups[state.group].importance;
    if (data.groups.every(group => keys.every(key => group.importance[key].every(share => share === null)))) {
      return absent(`Importance of parameters is left out: ${num(own().n)} feasible designs are too few, or their parameters do not differ.`);
    }
    const option = () => ({grid: grid({left: 96, right: 24, top: 34}), legend: legend(), tooltip: tooltip(hits => tipTable(hits[0].axisValue, hits.map(hit => [hit.seriesName, percent(hit.value)])), {trigger: 'axis', axisPointer: {type: 'shadow'}}),
      xAxis: axis('share of the spread that the parameter explains alone', {type: 'value', min: 0, max: 1, axisLabel: {color: css('--soft'), fontSize: 11, formatter: value => 100 * value + ' %'}}),
      yAxis: axis('', {type: 'category', inverse: true, data: PARAMETER_NAMES, axisLabel: {color: css('--ink'), fontSize: 12}}),
      series: keys.map((key, k) => ({name: names[k], type: 'bar', barGap: '10%', barCategoryGap: '30%', data: own()[key], itemStyle: {color: ['#1b1f24', colours().compute, colours().dram, colours().noc].map((c, i) => i || !dark() ? c : '#e4e8ed')[k]}}))});
    return chart('importance', 'Importance of parameters', 'Share of the variance of each figure\u2019s logarithm that lies between the values of one parameter (ε², corrected for chance), over the feasible designs of this run. '
      + (data.kind === 'explore' ? 'The tuner chose them, so they are no fair sample of the space. ' : '') + 'What parameters do together is in none of the bars; no bar where the parameter has one value.', option, {height: 420});
  }

  // ---- one design on one workload

  function regionOf(text) {
    const [row, col, size] = text.split(',');
    const [rows, cols] = size.split('x').map(Number);
    return {row: Number(row), col: Number(col), rows, cols};
  }

  const cyclesToUs = (detail, cycles) => cycles / detail.clock_mhz;

  function layerTip(detail, i) {
    const L = detail.layers;
    const us = cycles => num(cyclesToUs(detail, cycles)) + ' µs';
    return tipTable(L.name[i], [['type', word(L.type, i).replace(/_/g, ' ')], L.start && ['starts', us(L.start[i])], ['latency', us(L.latency[i])], ['bound by', word(L.bound, i)],
      ['compute busy', us(L.compute[i])], ['DRAM busy', us(L.dram[i])], ['NoC busy', us(L.noc[i])], ['moving inputs', us(L.redistribution[i])],
      ['region', word(L.region, i)], ['partition', word(L.partition, i)], ['weight copies', num(L.copies[i])], ['dataflow', word(L.dataflow, i)],
      ['energy', num(L.energy[i] * 1e-6) + ' µJ'], ['DRAM moved', num(L.bytes[i] / KIB) + ' KiB'], L.macs && ['MACs', num(L.macs[i])]]);
  }

  function layersChart(get) {
    const option = () => {
      const detail = get();
      const L = detail.layers;
      const us = cycles => Number(cyclesToUs(detail, cycles).toPrecision(6));
      const many = L.name.length > 70;
      return {grid: grid({left: 62, bottom: many ? 128 : 100}), legend: legend(), tooltip: tooltip(hits => layerTip(detail, hits[0].dataIndex), {trigger: 'axis', axisPointer: {type: 'shadow'}}),
        xAxis: axis('', {type: 'category', data: L.name, axisLabel: {color: css('--soft'), fontSize: 10, rotate: 60, hideOverlap: true, width: 110, overflow: 'truncate'}}),
        yAxis: axis('latency in µs', {type: 'value', nameGap: 44}),
        dataZoom: many ? [{type: 'slider', bottom: 4, height: 18, brushSelect: false}] : [],
        series: bounds().map(([key, name, color]) => ({name: 'bound by ' + name, type: 'bar', stack: 'latency', itemStyle: {color}, barCategoryGap: '18%',
          data: L.name.map((_, i) => word(L.bound, i) === key ? us(L.latency[i] - L.redistribution[i]) : 0)})).concat([{name: 'moving inputs first', type: 'bar', stack: 'latency', itemStyle: {color: colours().moves},
            data: L.redistribution.map(us)}])};
    };
    const describe = () => {
      const detail = get();
      if (!detail.layers) return '';
      const L = detail.layers;
      const total = sum(L.latency);
      const share = key => percent(sum(L.latency.map((cycles, i) => word(L.bound, i) === key ? cycles : 0)) / total);
      return `Each layer\u2019s latency in the colour of what takes longest in it; the three overlap, so they are not added up. Moving inputs into place comes first and counts as NoC. `
        + `Summed over layers: compute ${share('compute')}, DRAM ${share('dram')}, NoC ${share('noc')}.`;
    };
    const figure = chart('layers', 'Latency of each layer, by what bounds it', describe(), option, {height: 420});
    figure.update = () => { figure.chart.note.textContent = describe(); };
    return figure;
  }

  function roofline(get, bandwidth) {
    const option = () => {
      const detail = get();
      const L = detail.layers;
      const points = L.name.map((_, i) => [L.macs[i] / L.bytes[i], L.macs[i] / L.latency[i], i]).filter(p => L.macs[p[2]] > 0 && L.bytes[p[2]] > 0);
      const roof = bandwidth();
      const peak = detail.peak_macs_per_cycle;
      const xs = points.map(p => p[0]).concat(roof ? [peak / roof] : []);
      const [low, high] = extent(xs);
      const from = 10 ** Math.floor(Math.log10(low / 1.5));
      const to = 10 ** Math.ceil(Math.log10(high * 1.5));
      const line = roof ? [[from, from * roof], [peak / roof, peak], [to, peak]] : [[from, peak], [to, peak]];
      const ys = points.map(p => p[1]).concat([peak]);
      const log = (name, more) => axis(name, Object.assign({type: 'log', axisLabel: {color: css('--soft'), fontSize: 11, formatter: value => tick(value, 2)}}, more));
      return {grid: grid({left: 70, right: 24}), legend: legend(), tooltip: tooltip(hit => hit.seriesType === 'scatter' ? layerTip(detail, hit.value[2]) : ''),
        xAxis: log('MACs per byte of DRAM', {min: from, max: to}),
        yAxis: log('MACs per cycle', {nameGap: 50, min: 10 ** Math.floor(Math.log10(extent(ys)[0])), max: 10 ** Math.ceil(Math.log10(peak))}),
        series: [{name: roof ? 'roof' : 'peak', type: 'line', silent: true, showSymbol: false, data: line, lineStyle: {color: css('--ink'), width: 1.6}, itemStyle: {color: css('--ink')}, clip: true}]
          .concat(bounds().map(([key, name, color]) => ({name, type: 'scatter', symbolSize: 9, itemStyle: {color, opacity: 0.85}, data: points.filter(p => word(L.bound, p[2]) === key)})))};
    };
    return chart('roofline', 'Roofline', 'The roof is DRAM\u2019s bandwidth, then the peak of all PEs. One dot per layer with MACs, in the colour of its bound, over the whole chip and the layer\u2019s whole latency, moving its inputs included. Layers on a part of the nodes cannot reach the roof.', option);
  }

  function energyChart(rows, height) {
    const option = () => {
      const bars = rows();
      return {grid: grid({left: 130, right: 24, top: 34, bottom: 44}), legend: legend(), tooltip: tooltip(hits => tipTable(hits[0].axisValue, hits.map(hit => [hit.seriesName, num(hit.value) + ' mJ, ' + percent(hit.value / sum(hits.map(h => h.value)))]).concat([['total', num(sum(hits.map(h => h.value))) + ' mJ']])), {trigger: 'axis', axisPointer: {type: 'shadow'}}),
        xAxis: axis('energy in mJ', {type: 'value', nameGap: 26}), yAxis: axis('', {type: 'category', inverse: true, data: bars.map(([name]) => name), axisLabel: {color: css('--ink'), fontSize: 12, width: 115, overflow: 'truncate'}}),
        series: ENERGY.map((name, k) => ({name, type: 'bar', stack: 'energy', barMaxWidth: 30, itemStyle: {color: energyColours()[k]}, data: bars.map(([, parts]) => parts[k] === null ? 0 : Number((parts[k] * 1e-9).toPrecision(6)))}))};
    };
    return chart('energy', 'Energy by part', 'The parts add up to the total. Leakage is that of the whole chip over the whole latency.', option, {height});
  }

  const meter = share => el('span', {class: 'meter', role: 'img', 'aria-label': percent(share)}, el('i', {style: `width:${Math.min(100, 100 * share)}%`}));

  function memory(value, capacity) {
    return capacity ? el('span', {}, num(value / MIB, 3) + ' of ' + num(capacity / MIB, 4) + ' MiB', meter(value / capacity)) : num(value / MIB, 3) + ' MiB';
  }

  function figuresTable(rows) {
    const heads = [['workload', '', true], ['latency', 'ms'], ['energy', 'mJ'], ['utilization', 'of peak MACs'], ['latency', '× lower bound'], ['stack used', ''], ['fullest node', ''], ['DRAM moved', 'MiB'], ['rows opened', '']];
    return el('div', {class: 'scroll', id: 'figures'}, el('table', {}, el('thead', {}, el('tr', {}, heads.map(([name, u, text]) => el('th', {class: text ? 'text' : null}, name, unit(u || '\u00a0'))))),
      el('tbody', {}, rows.map(({name, detail, stack, node}) => el('tr', {}, el('td', {class: 'text'}, name), [num(detail.latency_cycles / detail.clock_mhz * 1e-3), num(sum(detail.energy_pj) * 1e-9), num(detail.utilization, 2), num(detail.latency_cycles / detail.bound_cycles, 3),
        memory(detail.stack_bytes, stack), memory(detail.fullest_node_bytes, node), num(detail.dram_bytes / MIB, 4), num(detail.dram_activations)].map(cell => el('td', {}, cell)))))));
  }

  function chipYaml(i) {
    const technology = data.groups[D.group[i]].technology;
    return 'technology: ' + technology + '\n' + PARAMETERS.map((name, p) => name + ': ' + (p < 4 ? parameter(p, i) : D[name][i] % KIB ? D[name][i] : parameter(p, i) + 'KiB')).join('\n') + '\n';
  }

  function oneDesign() {
    if (!data.details?.length) return {parts: [absent('No design runs all workloads, so there is none to look into.')], pick() {}};
    const shown = [...new Set(data.details.map(detail => detail.design))];
    const state = {design: shown[0], workload: data.details[0].workload};
    const details = () => data.details.filter(detail => detail.design === state.design);
    const get = () => details().find(detail => detail.workload === state.workload) || details()[0];
    const technology = () => data.technologies[data.groups[D.group[state.design]].technology];
    const label = i => `${designName(i)}: ${D.nodeRows[i]}×${D.nodeCols[i]} nodes, ${D.peRows[i]}×${D.peCols[i]} PEs, ${buffers(i)} KiB` + (data.groups.length > 1 ? ', ' + groupName(D.group[i]) : '');
    const figures = el('div');
    const chip = el('pre');
    const command = el('p', {class: 'soft'});
    const withLayers = data.details.some(detail => detail.layers);
    const layers = withLayers ? layersChart(get) : null;
    const roof = withLayers ? roofline(get, () => technology()?.dram_bytes_per_cycle) : null;
    const energy = energyChart(() => details().map(detail => [data.workloads[detail.workload], detail.energy_pj]), Math.max(200, 90 + 34 * Math.min(12, details().length)));
    const designs = picker('design', shown.map(i => [i, label(i)]), state.design, i => { state.design = i; update(); });
    const workloads = data.workloads.length > 1 ? picker('workload', data.workloads.map((name, w) => [w, name]), state.workload, w => { state.workload = w; update(); }) : null;
    const charted = el('div', {}, layers, el('div', {class: 'pair'}, roof, energy));
    const without = absent('Latency by layer and the roofline of this design are left out: ' + (data.kind === 'sweep' && !withLayers ? 'the sweep was run without layers: true.' : 'its layers are not in the folder, or would make this file too large.'));

    function update() {
      const limits = technology();
      figures.replaceChildren(figuresTable(details().map(detail => ({name: data.workloads[detail.workload], detail, stack: limits?.stack_bytes, node: limits && limits.stack_bytes / (D.nodeRows[state.design] * D.nodeCols[state.design])}))));
      chip.textContent = chipYaml(state.design);
      command.textContent = `Saved as chip.yaml: nicepim map --workload ${data.workloads[state.workload].replace(/, batch /, ' --batch ')} --hardware chip.yaml --out DIR && nicepim report DIR`;
      const there = Boolean(get().layers);
      if (layers) [layers, roof].forEach(figure => { figure.hidden = !there; });
      without.hidden = there;
      layers?.update();
      [layers, roof, energy].forEach(figure => { if (figure && !figure.hidden) figure.chart.change(); });
    }
    update();
    return {parts: [el('p', {class: 'soft'}, `Designs to pick: the best and those on the front, ${num(shown.length)} in all. Figures are the closed form\u2019s.`), el('div', {class: 'controls'}, designs, workloads), figures, charted, without,
      absent('Regions over time and link loads are left out: rows of a run say which region a layer has, not when it starts nor which way its data go. Map the design to see them:'), chip, command],
    pick(i) {
      if (!shown.includes(i)) return;
      state.design = i;
      designs.pick(i);
      update();
      document.getElementById('design').scrollIntoView();
    }};
  }

  function layerTable(get) {
    const detail = get();
    const L = detail.layers;
    const us = column => i => Number(cyclesToUs(detail, L[column][i]).toPrecision(6));
    const columns = [{title: 'layer', get: i => L.name[i], text: true}, {title: 'type', get: i => word(L.type, i).replace(/_/g, ' '), text: true}, {title: 'region', get: i => word(L.region, i), text: true}, {title: 'partition', get: i => word(L.partition, i), text: true},
      {title: 'copies', get: i => L.copies[i]}, {title: 'starts', unit: 'µs', csv: 'start_us', get: us('start')}, {title: 'latency', unit: 'µs', csv: 'latency_us', get: us('latency')}, {title: 'compute', unit: 'µs', csv: 'compute_us', get: us('compute')},
      {title: 'DRAM', unit: 'µs', csv: 'dram_us', get: us('dram')}, {title: 'NoC', unit: 'µs', csv: 'noc_us', get: us('noc')}, {title: 'moves', unit: 'µs', csv: 'redistribution_us', get: us('redistribution')}, {title: 'bound', get: i => word(L.bound, i), text: true},
      {title: 'energy', unit: 'µJ', csv: 'energy_uj', get: i => Number((L.energy[i] * 1e-6).toPrecision(6))}, {title: 'DRAM moved', unit: 'KiB', csv: 'dram_kib', get: i => Number((L.bytes[i] / KIB).toPrecision(6))}];
    return table('layers', columns, L.name.length, {size: 30});
  }

  // ---- one mapping

  function gantt(get) {
    const detail = get();
    const L = detail.layers;
    const {nodeRows: rows, nodeCols: cols} = data.hardware;
    const items = [];
    L.name.forEach((_, i) => {
      const region = regionOf(word(L.region, i));
      const start = cyclesToUs(detail, L.start[i]);
      const end = start + cyclesToUs(detail, L.latency[i]);
      if (region.cols === cols) items.push([start, end, region.row * cols, region.rows * cols, i]);
      else for (let r = 0; r < region.rows; r++) items.push([start, end, (region.row + r) * cols + region.col, region.cols, i]);
    });
    const lanes = rows * cols;
    const option = () => {
      return {grid: grid({left: 64, bottom: 74}), legend: legend(), tooltip: tooltip(hit => layerTip(detail, hit.value[4])),
        xAxis: axis('time in µs', {type: 'value', min: 0, max: Number(cyclesToUs(detail, detail.latency_cycles).toPrecision(6)), nameGap: 26, axisLabel: {color: css('--soft'), fontSize: 11, showMaxLabel: false, formatter: value => tick(value)}}),
        yAxis: axis('node (row, column)', {type: 'value', inverse: true, min: 0, max: lanes, interval: lanes <= 16 ? 1 : cols, nameGap: 42, splitLine: {show: true, lineStyle: {color: css('--line'), width: 0.6}},
          axisLabel: {color: css('--soft'), fontSize: 10, formatter: lane => lane >= lanes ? '' : `${Math.floor(lane / cols)},${lane % cols}`, verticalAlign: 'top', hideOverlap: true}}),
        dataZoom: [{type: 'inside', filterMode: 'weakFilter'}, {type: 'slider', bottom: 4, height: 16, filterMode: 'weakFilter', brushSelect: false, showDetail: false}],
        series: bounds().map(([key, name, color]) => ({name: 'bound by ' + name, type: 'custom', clip: true, itemStyle: {color}, encode: {x: [0, 1], y: [2, 3]},
          data: items.filter(item => word(L.bound, item[4]) === key),
          renderItem: (params, api) => {
            const from = api.coord([api.value(0), api.value(2)]);
            const to = api.coord([api.value(1), api.value(2) + api.value(3)]);
            const shape = echarts.graphic.clipRectByRect({x: from[0], y: from[1] + 0.5, width: Math.max(0.8, to[0] - from[0]), height: to[1] - from[1] - 1}, params.coordSys);
            return shape && {type: 'rect', transition: [], shape, style: {fill: color, stroke: css('--paper'), lineWidth: Math.min(0.8, shape.width / 4), opacity: 0.9}, emphasis: {style: {opacity: 1, stroke: css('--ink'), lineWidth: 1.4}}};
          }}))};
    };
    return chart('gantt', 'Regions over time', 'Which layer each node works on, in the colour of what bounds it. Layers side by side share the time and not the nodes. Scroll or drag the slider to look closer.', option, {height: Math.min(560, 210 + Math.max(8, lanes) * 14), bulk: items.length > 1500});
  }

  function links() {
    if (!data.links) return absent('Link loads are left out: the mapping could not be priced again.');
    if (!data.links.length) return absent('There are no link loads: no layer of this mapping shares data between nodes.');
    const L = data.details[0].layers;
    const {nodeRows: rows, nodeCols: cols} = data.hardware;
    const most = link => extent(link.bytes)[1];
    let picked = data.links.reduce((best, link, k) => most(link) > most(data.links[best]) ? k : best, 0);
    const option = () => {
      const link = data.links[picked];
      const region = regionOf(word(L.region, link.layer));
      const step = [[0, 1], [0, -1], [1, 0], [-1, 0]];
      const arrows = [];
      link.bytes.forEach((bytes, k) => {
        if (bytes !== null) arrows.push([k >> 2, k & 3, bytes]);
      });
      const largest = most(link);
      const plain = {type: 'value', show: false};
      const inside = node => {
        const r = Math.floor(node / cols) - region.row;
        const c = node % cols - region.col;
        return r >= 0 && r < region.rows && c >= 0 && c < region.cols;
      };
      return {grid: {left: 4, right: 96, top: 6, bottom: 6}, xAxis: Object.assign({min: -0.6, max: cols - 0.4}, plain), yAxis: Object.assign({min: -0.6, max: rows - 0.4, inverse: true}, plain),
        tooltip: tooltip(hit => hit.seriesIndex ? tipTable(`node ${Math.floor(hit.value[0] / cols)},${hit.value[0] % cols} to the ${['east', 'west', 'south', 'north'][hit.value[1]]}`, [['load', num(hit.value[2] / KIB) + ' KiB'], ['of the largest', percent(hit.value[2] / largest)]]) : tipTable(`node ${Math.floor(hit.value[0] / cols)},${hit.value[0] % cols}`, [['in the layer\u2019s region', inside(hit.value[0]) ? 'yes' : 'no']])),
        visualMap: gradient('B', arrows.map(a => a[2]).concat([0]), 2, [1]),
        series: [
          {type: 'custom', data: Array.from({length: rows * cols}, (_, n) => [n]), renderItem: (params, api) => {
            const node = api.value(0);
            const [x, y] = api.coord([node % cols, Math.floor(node / cols)]);
            const side = 0.44 * Math.min(...api.size([1, 1]).map(Math.abs));
            return {type: 'rect', shape: {x: x - side / 2, y: y - side / 2, width: side, height: side, r: 3}, style: {fill: inside(node) ? css('--line') : css('--raised'), stroke: inside(node) ? css('--soft') : css('--line')},
              textConfig: {position: 'inside'}, textContent: side < 22 ? undefined : {style: {text: `${Math.floor(node / cols)},${node % cols}`, fontSize: Math.min(12, side / 3), fill: css('--soft')}}};
          }},
          {type: 'custom', data: arrows, encode: {tooltip: [2]}, renderItem: (params, api) => {
            const node = api.value(0);
            const [dr, dc] = step[api.value(1)];
            const r = Math.floor(node / cols);
            const c = node % cols;
            const unitLength = Math.min(...api.size([1, 1]).map(Math.abs));
            const from = api.coord([c, r]);
            const to = api.coord([c + dc, r + dr]);
            const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
            const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
            const gap = 0.25 * unitLength;
            const aside = 0.085 * unitLength;
            const head = 0.09 * unitLength;
            const at = (along, across) => [from[0] + ux * along - uy * across, from[1] + uy * along + ux * across];
            const width = Math.max(1.5, 0.05 * unitLength);
            const end = length - gap;
            const points = [at(gap, aside - width / 2), at(end - head, aside - width / 2), at(end - head, aside - head * 0.8), at(end, aside), at(end - head, aside + head * 0.8), at(end - head, aside + width / 2), at(gap, aside + width / 2)];
            const idle = !(api.value(2) > 0);
            return {type: 'polygon', shape: {points}, style: {fill: idle ? 'none' : api.visual('color'), stroke: idle ? css('--line') : 'none', lineWidth: 0.8}, emphasis: {style: {stroke: css('--ink'), lineWidth: 1}}};
          }}]};
    };
    const figure = chart('links', 'Load of each link', 'Bytes over each link, both ways, in one gather of the layer\u2019s shared operands (an average tile of each). Darker nodes are the layer\u2019s region.', option, {
      height: Math.round(Math.max(160, Math.min(560, 420 * rows / cols))), width: Math.round(Math.max(160, Math.min(560, 420 * rows / cols)) * cols / rows) + 100, bulk: rows * cols > 64,
      controls: el('div', {class: 'controls'}, picker('layer', data.links.map((link, k) => [k, `${L.name[link.layer]} (${num(most(link) / KIB)} KiB at most, ${link.scheduler})`]), picked, k => { picked = k; figure.chart.change(); }))});
    return figure;
  }

  // ---- the three kinds of page

  function settings() {
    const entries = Object.entries(data.settings);
    return [el('details', {}, el('summary', {}, `The ${entries.length} lines of the configuration that decide the results`), el('pre', {}, entries.map(([key, value]) => key + ': ' + value).join('\n')))];
  }

  function run() {
    const c = data.counts;
    const best = data.groups.map((_, g) => feasible(g).slice(-1)[0]).filter(i => i !== undefined);
    header((data.kind === 'explore' ? 'Exploration ' : 'Sweep ') + data.folder, [data.workloads.slice(0, 6).join(data.workloads.some(name => name.includes(', ')) ? '; ' : ', ') + (data.workloads.length > 6 ? ` and ${data.workloads.length - 6} more` : ''),
      data.groups.length > 1 ? `${data.groups.length} technologies and objectives` : groupName(0), `${num(data.rows)} rows of NicePIM ${data.run_version}`, data.made].join(' · '));
    notes();
    const state = {group: 0};
    const bests = el('div', {}, bestTable(0));
    const one = oneDesign();
    section('summary', 'Best designs',
      el('div', {class: 'tiles'}, tile('designs', num(c.designs)), tile('feasible', num(c.ok)), tile('over the area limit', num(c.area_exceeded)), tile('infeasible', num(c.infeasible)), tile('failed', num(c.failed)), c.incomplete ? tile('incomplete', num(c.incomplete)) : null,
        data.groups.length === 1 && best.length ? [tile('best ' + data.groups[0].objective_title.replace(/ in .*/, ''), num(D.value[best[0]]), data.groups[0].objective_title.replace(/.* in /, '')), tile('on the front', num(data.groups[0].front.length))] : null),
      data.groups.length > 1 ? el('div', {class: 'controls'}, picker('technology, objective', data.groups.map((_, g) => [g, groupName(g)]), 0, g => bests.replaceChildren(bestTable(g)))) : null,
      el('p', {class: 'soft'}, `By ${data.groups.length > 1 ? 'the objective' : data.groups[0].objective_title}${data.workloads.length > 1 ? ', the geometric mean over the workloads' : ''}. ${data.settings.fidelity === 'simulate' ? 'Latency and energy are the simulator\u2019s. ' : ''}A red edge marks designs that no other beats in latency, energy and area together.`), bests, simulated());
    if (best.length) section('front', 'Latency and energy', pareto(one.pick));
    if (data.kind === 'explore' && best.length) section('search', 'The search', convergence(), el('div', {class: 'pair'}, predicted(), reliability()));
    if (best.length) {
      const figures = [importance(state), parallel(state)];
      section('parameters', 'Parameters', data.groups.length > 1 ? el('div', {class: 'controls'}, picker('technology, objective', data.groups.map((_, g) => [g, groupName(g)]), 0, g => { state.group = g; figures.forEach(figure => figure.chart?.change()); })) : null, figures[1], figures[0]);
    }
    section('design', 'One design', one.parts);
    section('designs', 'All designs', allDesigns());
    section('settings', 'Configuration', settings());
  }

  function simulated() {
    const S = data.simulated;
    if (!S?.id) return null;
    const columns = [{title: 'design', csv: 'design_id', show: String, get: i => S.id[i]}, {title: 'workload', text: true, get: i => S.workload[i]}, {title: 'latency', unit: 'closed form, ms', csv: 'latency_ms', get: i => S.latency_ms[i]}, {title: 'latency', unit: 'simulated, ms', csv: 'simulated_latency_ms', get: i => S.simulated_latency_ms[i]},
      {title: 'ratio', unit: 'simulated / closed', get: i => S.simulated_latency_ms[i] / S.latency_ms[i], show: v => num(v, 3)}, {title: 'energy', unit: 'closed form, mJ', csv: 'energy_mj', get: i => S.energy_mj[i]}, {title: 'energy', unit: 'simulated, mJ', csv: 'simulated_energy_mj', get: i => S.simulated_energy_mj[i]}, {title: 'ratio', unit: 'simulated / closed', get: i => S.simulated_energy_mj[i] / S.energy_mj[i], show: v => num(v, 3)}];
    return el('div', {}, el('h3', {}, 'The best, simulated event by event'), table('simulated', columns, S.id.length));
  }

  function allDesigns() {
    const columns = [{title: 'design', csv: 'design_id', show: String, get: i => D.id[i]}];
    if (D.hardware) columns.push({title: 'hardware', text: true, get: i => word(D.hardware, i)});
    if (data.groups.length > 1) columns.push({title: 'technology', text: true, get: i => data.groups[D.group[i]].technology}, {title: 'objective', text: true, get: i => data.groups[D.group[i]].objective});
    PARAMETERS.forEach((name, p) => columns.push({title: PARAMETER_NAMES[p].replace(' KiB', ''), unit: p < 4 ? '' : 'KiB', csv: ['node_rows', 'node_cols', 'pe_rows', 'pe_cols', 'ifmap_buffer_kib', 'weight_buffer_kib', 'ofmap_buffer_kib'][p], get: i => parameter(p, i)}));
    columns.push({title: 'area', unit: 'mm²', csv: 'area_mm2', get: i => D.area_mm2[i], show: v => num(v, 3)}, {title: 'latency', unit: 'ms', csv: 'latency_ms', get: i => D.latency_ms[i]}, {title: 'energy', unit: 'mJ', csv: 'energy_mj', get: i => D.energy_mj[i]});
    const title = data.groups.length > 1 ? ['value', ''] : data.groups[0].objective_title.split(' in ');
    columns.push({title: title[0], unit: title[1], csv: 'objective', get: i => D.value[i]}, {title: 'status', text: true, get: i => STATUS[word(D.status, i)], csv: 'status'});
    D.each.forEach((own, w) => columns.push({title: data.workloads[w], unit: 'ms', csv: data.workloads[w] + '_latency_ms', get: i => own.latency_ms[i]}, {title: data.workloads[w], unit: 'mJ', csv: data.workloads[w] + '_energy_mj', get: i => own.energy_mj[i]}));
    if (D.reason.values.some(reason => reason)) columns.push({title: 'reason', text: true, get: i => word(D.reason, i)});
    const at = columns.findIndex(column => column.csv === 'objective');
    const front = new Set(data.groups.flatMap(group => group.front));
    return [el('p', {class: 'soft'}, 'Click a header to sort. Numbers have six digits; the folder\u2019s Parquet files have all.'), table('designs', columns, D.id.length, {sorted: {c: at, up: true}, mark: i => front.has(i), filter: {text: 'feasible only', keep: ok}})];
  }

  function mapping() {
    const h = data.hardware;
    header(`${data.workload} on ${h.nodeRows}×${h.nodeCols} nodes of ${h.peRows}×${h.peCols} PEs`, [`batch ${data.batch}`, `objective ${data.objective}`, `technology ${h.technology}, ${h.word_bits} bit`, data.folder, data.made].join(' · '));
    notes();
    if (!data.details) {
      section('summary', 'Mapping', absent(data.feasible ? 'There is nothing to show.' : 'Infeasible: ' + data.reason));
      return;
    }
    const detail = data.details[0];
    const get = () => detail;
    section('summary', 'Mapping', el('div', {class: 'tiles'}, tile('latency', num(data.latency_ms), 'ms'), tile('energy', num(data.energy_pj * 1e-9), 'mJ'), tile('energy × delay', num(data.edp_js), 'J·s'), tile('utilization', num(data.utilization, 2)), tile('× the lower bound', num(detail.latency_cycles / detail.bound_cycles, 3)), tile('logic area', num(data.area_mm2, 3), 'mm²'), tile('layers', num(detail.layers.name.length))),
      figuresTable([{name: data.workload, detail, stack: data.limits?.stack_bytes, node: data.limits?.node_bytes}]));
    section('regions', 'Node array', gantt(get), links());
    section('design', 'Layers', layersChart(get), el('div', {class: 'pair'}, detail.layers.macs ? roofline(get, () => data.limits?.dram_bytes_per_cycle) : absent('The roofline is left out: the mapping could not be priced again, and its file does not say MACs per layer.'), energyChart(() => [[data.workload, detail.energy_pj]], 200)));
    section('table', 'All layers', layerTable(get));
  }

  function bar() {
    const nav = page.querySelector('nav');
    nav.append(...sections.map(([id, title]) => el('a', {href: '#' + id}, title)), el('span', {class: 'space'}));
    const toggle = el('button', {type: 'button', id: 'theme', onclick: () => {
      chosen = dark() ? 'light' : 'dark';
      applyTheme();
      name();
      redraw();
    }});
    const name = () => { toggle.textContent = dark() ? 'Light' : 'Dark'; };
    name();
    nav.append(toggle);
  }

  if (data.kind === 'map') mapping();
  else run();
  bar();
  page.append(el('footer', {}, `Written ${data.made} by NicePIM ${data.version} (GPL-3.0-or-later). Charts: Apache ECharts ${echarts.version}, Apache License 2.0.`));
})();
