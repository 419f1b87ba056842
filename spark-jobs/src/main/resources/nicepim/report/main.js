// Puts the page of an exploration, a sweep, a mapping or a reproduction together.

function settings() {
  const entries = Object.entries(data.settings);
  return [
    el(
      'details',
      {},
      el('summary', {}, `The ${entries.length} lines of the configuration that decide the results`),
      el('pre', {}, entries.map(([key, value]) => key + ': ' + value).join('\n'))
    )
  ];
}

function run() {
  const c = data.counts;
  const best = data.groups.map((_, g) => feasible(g).slice(-1)[0]).filter(i => i !== undefined);
  header(
    (data.kind === 'explore' ? 'Exploration ' : 'Sweep ') + data.folder,
    [
      data.workloads.slice(0, 6).join(data.workloads.some(name => name.includes(', ')) ? '; ' : ', ') +
        (data.workloads.length > 6 ? ` and ${data.workloads.length - 6} more` : ''),
      data.groups.length > 1 ? `${data.groups.length} technologies and objectives` : groupName(0),
      `${num(data.rows)} rows of NicePIM ${data.run_version}`,
      data.made
    ].join(' · ')
  );
  notes();
  const state = {group: 0};
  const bests = el('div', {}, bestTable(0));
  const one = oneDesign();
  section(
    'summary',
    'Best designs',
    el(
      'div',
      {class: 'tiles'},
      tile('designs', num(c.designs)),
      tile('feasible', num(c.ok)),
      tile('over the area limit', num(c.area_exceeded)),
      tile('infeasible', num(c.infeasible)),
      tile('failed', num(c.failed)),
      c.incomplete ? tile('incomplete', num(c.incomplete)) : null,
      data.groups.length === 1 && best.length
        ? [
            tile('best ' + data.groups[0].objective_title.replace(/ in .*/, ''), num(D.value[best[0]]), data.groups[0].objective_title.replace(/.* in /, '')),
            tile('on the front', num(data.groups[0].front.length))
          ]
        : null
    ),
    data.groups.length > 1
      ? el(
          'div',
          {class: 'controls'},
          picker(
            'technology, objective',
            data.groups.map((_, g) => [g, groupName(g)]),
            0,
            g => bests.replaceChildren(bestTable(g))
          )
        )
      : null,
    el(
      'p',
      {class: 'soft'},
      `By ${data.groups.length > 1 ? 'the objective' : data.groups[0].objective_title}${data.workloads.length > 1 ? ', the geometric mean over the workloads' : ''}. ${data.settings.fidelity === 'simulate' ? 'Latency and energy are the simulator\u2019s. ' : ''}A red edge marks designs that no other beats in latency, energy and area together.`
    ),
    bests,
    simulated()
  );
  if (best.length) section('front', 'Latency and energy', pareto(one.pick));
  if (data.kind === 'explore' && best.length) section('search', 'The search', convergence(), el('div', {class: 'pair'}, predicted(), reliability()));
  if (best.length) {
    const figures = [importance(state), parallel(state)];
    section(
      'parameters',
      'Parameters',
      data.groups.length > 1
        ? el(
            'div',
            {class: 'controls'},
            picker(
              'technology, objective',
              data.groups.map((_, g) => [g, groupName(g)]),
              0,
              g => {
                state.group = g;
                figures.forEach(figure => figure.chart?.change());
              }
            )
          )
        : null,
      figures[1],
      figures[0]
    );
  }
  section('design', 'One design', one.parts);
  section('designs', 'All designs', allDesigns());
  section('settings', 'Configuration', settings());
}

function simulated() {
  const S = data.simulated;
  if (!S?.id) return null;
  const columns = [
    {title: 'design', csv: 'design_id', show: String, get: i => S.id[i]},
    {title: 'workload', text: 'text', get: i => S.workload[i]},
    {title: 'latency', unit: 'closed form, ms', csv: 'latency_ms', get: i => S.latency_ms[i]},
    {title: 'latency', unit: 'simulated, ms', csv: 'simulated_latency_ms', get: i => S.simulated_latency_ms[i]},
    {title: 'ratio', unit: 'simulated / closed', get: i => S.simulated_latency_ms[i] / S.latency_ms[i], show: v => num(v, 3)},
    {title: 'energy', unit: 'closed form, mJ', csv: 'energy_mj', get: i => S.energy_mj[i]},
    {title: 'energy', unit: 'simulated, mJ', csv: 'simulated_energy_mj', get: i => S.simulated_energy_mj[i]},
    {title: 'ratio', unit: 'simulated / closed', get: i => S.simulated_energy_mj[i] / S.energy_mj[i], show: v => num(v, 3)}
  ];
  return el('div', {}, el('h3', {}, 'The best, simulated event by event'), table('simulated', columns, S.id.length));
}

function allDesigns() {
  const columns = [{title: 'design', csv: 'design_id', show: String, get: i => D.id[i]}];
  if (D.hardware) columns.push({title: 'hardware', text: 'text', get: i => word(D.hardware, i)});
  if (data.groups.length > 1)
    columns.push(
      {title: 'technology', text: 'text', get: i => data.groups[D.group[i]].technology},
      {title: 'objective', text: 'text', get: i => data.groups[D.group[i]].objective}
    );
  PARAMETERS.forEach((name, p) =>
    columns.push({
      title: PARAMETER_NAMES[p].replace(' KiB', ''),
      unit: p < 4 ? '' : 'KiB',
      csv: ['node_rows', 'node_cols', 'pe_rows', 'pe_cols', 'ifmap_buffer_kib', 'weight_buffer_kib', 'ofmap_buffer_kib'][p],
      get: i => parameter(p, i)
    })
  );
  columns.push(
    {title: 'area', unit: 'mm²', csv: 'area_mm2', get: i => D.area_mm2[i], show: v => num(v, 3)},
    {title: 'latency', unit: 'ms', csv: 'latency_ms', get: i => D.latency_ms[i]},
    {title: 'energy', unit: 'mJ', csv: 'energy_mj', get: i => D.energy_mj[i]}
  );
  const title = data.groups.length > 1 ? ['value', ''] : data.groups[0].objective_title.split(' in ');
  columns.push(
    {title: title[0], unit: title[1], csv: 'objective', get: i => D.value[i]},
    {title: 'status', text: 'text', get: i => STATUS[word(D.status, i)], csv: 'status'}
  );
  D.each.forEach((own, w) =>
    columns.push(
      {title: data.workloads[w], unit: 'ms', csv: data.workloads[w] + '_latency_ms', get: i => own.latency_ms[i]},
      {title: data.workloads[w], unit: 'mJ', csv: data.workloads[w] + '_energy_mj', get: i => own.energy_mj[i]}
    )
  );
  if (D.reason.values.some(reason => reason)) columns.push({title: 'reason', text: 'text long', get: i => word(D.reason, i)});
  const at = columns.findIndex(column => column.csv === 'objective');
  const front = new Set(data.groups.flatMap(group => group.front));
  return [
    el('p', {class: 'soft'}, 'Click a header to sort. Numbers have six digits; the folder\u2019s Parquet files have all.'),
    table('designs', columns, D.id.length, {sorted: {c: at, up: true}, mark: i => front.has(i), filter: {text: 'feasible only', keep: ok}})
  ];
}

function mapping() {
  const h = data.hardware;
  header(
    `${data.workload} on ${h.nodeRows}×${h.nodeCols} nodes of ${h.peRows}×${h.peCols} PEs`,
    [`batch ${data.batch}`, `objective ${data.objective}`, `technology ${h.technology}, ${h.word_bits} bit`, data.folder, data.made].join(' · ')
  );
  notes();
  if (!data.details) {
    section('summary', 'Mapping', absent(data.feasible ? 'There is nothing to show.' : 'Infeasible: ' + data.reason));
    return;
  }
  const detail = data.details[0];
  const get = () => detail;
  section(
    'summary',
    'Mapping',
    el(
      'div',
      {class: 'tiles'},
      tile('latency', num(data.latency_ms), 'ms'),
      tile('energy', num(data.energy_pj * 1e-9), 'mJ'),
      tile('energy × delay', num(data.edp_js), 'J·s'),
      tile('utilization', num(data.utilization, 2)),
      tile('× the lower bound', num(detail.latency_cycles / detail.bound_cycles, 3)),
      tile('logic area', num(data.area_mm2, 3), 'mm²'),
      tile('layers', num(detail.layers.name.length))
    ),
    figuresTable([{name: data.workload, detail, stack: data.limits?.stack_bytes, node: data.limits?.node_bytes}])
  );
  section('regions', 'Node array', gantt({hardware: h, detail}), links({hardware: h, detail, links: data.links}));
  section(
    'design',
    'Layers',
    layersChart(get),
    el(
      'div',
      {class: 'pair'},
      detail.layers.macs
        ? roofline(get, () => data.limits?.dram_bytes_per_cycle)
        : absent('The roofline is left out: the mapping could not be priced again, and its file does not say MACs per layer.'),
      energyChart(() => [[data.workload, detail.energy_pj]], 200)
    )
  );
  section('table', 'All layers', layerTable(get));
}

function bar() {
  const nav = page.querySelector('nav');
  nav.append(...sections.map(([id, title]) => el('a', {href: '#' + id}, title)), el('span', {class: 'space'}));
  const toggle = el('button', {
    type: 'button',
    id: 'theme',
    onclick: () => {
      chosen = dark() ? 'light' : 'dark';
      applyTheme();
      name();
      redraw();
    }
  });
  const name = () => {
    toggle.textContent = dark() ? 'Light' : 'Dark';
  };
  name();
  nav.append(toggle);
}

if (data.kind === 'map') mapping();
else if (data.kind === 'reproduce') reproduction();
else run();
bar();
page.append(
  el('footer', {}, `Written ${data.made} by NicePIM ${data.version} (GPL-3.0-or-later). Charts: Apache ECharts ${echarts.version}, Apache License 2.0.`)
);
