// Designs of an exploration or a sweep, latency against energy.

const D = data.designs;
const kib = bytes => bytes / KIB;
const parameter = (p, i) => (p < 4 ? D[PARAMETERS[p]][i] : kib(D[PARAMETERS[p]][i]));
const buffers = i => [4, 5, 6].map(p => num(parameter(p, i))).join('/');
const designName = i => (D.hardware && word(D.hardware, i) ? word(D.hardware, i) : 'design ' + D.id[i]);
const groupName = g => [data.groups[g].technology, data.groups[g].objective].join(', ');
const ok = i => D.value[i] !== null;

function designTip(i) {
  const group = data.groups[D.group[i]];
  return tipTable(designName(i), [
    ['nodes', D.nodeRows[i] + ' × ' + D.nodeCols[i]],
    ['PEs per node', D.peRows[i] + ' × ' + D.peCols[i]],
    ['ifmap/weight/ofmap', buffers(i) + ' KiB'],
    ['area', num(D.area_mm2[i], 3) + ' mm²'],
    ['latency', num(D.latency_ms[i]) + ' ms'],
    ['energy', num(D.energy_mj[i]) + ' mJ'],
    [group.objective_title, num(D.value[i])]
  ]);
}

/** Positions of the group's feasible designs, worst first, so that the best are drawn on top. */
function feasible(group) {
  return D.id
    .map((_, i) => i)
    .filter(i => D.group[i] === group && ok(i))
    .sort((a, b) => D.value[b] - D.value[a]);
}

function header(title, lead) {
  document.title = title + ' · NicePIM report';
  page.append(el('header', {}, el('h1', {}, title), el('p', {class: 'soft'}, lead)));
  page.append(el('nav', {'aria-label': 'Parts of this page'}));
}

function notes() {
  if (data.notes?.length)
    page.append(
      el(
        'div',
        {class: 'notes', id: 'notes'},
        el(
          'ul',
          {},
          data.notes.map(note => el('li', {}, note))
        )
      )
    );
}

function bestTable(group) {
  const best = feasible(group).reverse().slice(0, 10);
  if (!best.length) return absent('No design runs all workloads within the limits. The table of all designs says why.');
  const title = data.groups[group].objective_title;
  const columns = [
    {title: 'design', get: r => (D.hardware ? designName(best[r]) : D.id[best[r]]), show: String, text: D.hardware && 'text', csv: 'design_id'},
    {title: 'nodes', get: r => D.nodeRows[best[r]] + '×' + D.nodeCols[best[r]]},
    {title: 'PEs per node', get: r => D.peRows[best[r]] + '×' + D.peCols[best[r]]},
    {title: 'buffers', unit: 'ifmap/weight/ofmap KiB', get: r => buffers(best[r])},
    {title: 'area', unit: 'mm²', get: r => D.area_mm2[best[r]], show: v => num(v, 3)},
    {title: title.replace(/ in .*/, ''), unit: title.replace(/.* in /, ''), get: r => D.value[best[r]]}
  ];
  const each = D.each.length ? D.each : [D];
  each.forEach((own, w) =>
    columns.push(
      {title: data.workloads[w], unit: 'latency ms', get: r => own.latency_ms[best[r]], csv: data.workloads[w] + ' latency_ms'},
      {title: data.workloads[w], unit: 'energy mJ', get: r => own.energy_mj[best[r]], csv: data.workloads[w] + ' energy_mj'}
    )
  );
  const front = new Set(data.groups[group].front);
  return table('best', columns, best.length, {mark: r => front.has(best[r])});
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
  const columns = () => (state.workload < 0 || !D.each.length ? D : D.each[state.workload]);
  const option = () => {
    const own = columns();
    const front = new Set(data.groups[state.group].front);
    const all = feasible(state.group).map(i => [own.latency_ms[i], own.energy_mj[i], D.area_mm2[i], i]);
    const members = all.filter(point => front.has(point[3]));
    return {
      grid: grid({left: 70, right: 96}),
      legend: legend({data: ['designs', 'front in latency, energy and area', 'front in latency and energy alone']}),
      tooltip: tooltip(hit => designTip(hit.value[3])),
      xAxis: logAxis(
        'latency in ms',
        all.map(p => p[0])
      ),
      yAxis: logAxis(
        'energy in mJ',
        all.map(p => p[1]),
        {nameGap: 50}
      ),
      visualMap: gradient(
        'mm²',
        all.map(p => p[2]),
        2,
        [0, 1]
      ),
      series: [
        {
          name: 'designs',
          type: 'scatter',
          data: all,
          symbolSize: all.length > 3000 ? 4 : all.length > 300 ? 6 : 9,
          progressive: 2500,
          progressiveThreshold: 4000,
          itemStyle: {opacity: all.length > 3000 ? 0.6 : 0.85}
        },
        {
          name: 'front in latency, energy and area',
          type: 'scatter',
          data: members,
          symbolSize: all.length > 3000 ? 8 : 12,
          itemStyle: {borderColor: css('--ink'), borderWidth: 1.4},
          z: 4
        },
        {
          name: 'front in latency and energy alone',
          type: 'line',
          data: staircase(all),
          showSymbol: false,
          silent: true,
          tooltip: {show: false},
          lineStyle: {color: css('--picked'), width: 1.4},
          itemStyle: {color: css('--picked')},
          z: 3
        }
      ]
    };
  };
  const figure = chart('pareto', 'Latency against energy', '', option, {
    bulk: true,
    height: 460,
    ready: instance => instance.on('click', hit => hit.value && pick(hit.value[3]))
  });
  const describe = () => {
    figure.chart.note.textContent =
      'One dot per feasible design, in the colour of its area; left and down is better. ' +
      (state.workload < 0 && data.workloads.length > 1 ? 'Latency and energy are geometric means over the workloads. ' : '') +
      'Ringed: no other design beats it in latency, energy and area together' +
      (data.workloads.length > 1 ? ', by the means over all workloads.' : '.') +
      ' Click a dot to see the design below, if its layers are in this file.';
    figure.chart.change();
  };
  const controls = el(
    'div',
    {class: 'controls'},
    data.groups.length > 1
      ? picker(
          'technology, objective',
          data.groups.map((_, g) => [g, groupName(g)]),
          0,
          g => {
            state.group = g;
            describe();
          }
        )
      : null,
    D.each.length
      ? picker('workload', [[-1, 'all (geometric mean)'], ...data.workloads.map((name, w) => [w, name])], -1, w => {
          state.workload = w;
          describe();
        })
      : null
  );
  describe();
  return [controls.children.length ? controls : null, figure];
}
