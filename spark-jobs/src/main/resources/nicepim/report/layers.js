// One design on one workload: layers, roofline, energy, DRAM.

function regionOf(text) {
  const [row, col, size] = text.split(',');
  const [rows, cols] = size.split('x').map(Number);
  return {row: Number(row), col: Number(col), rows, cols};
}

const cyclesToUs = (detail, cycles) => cycles / detail.clock_mhz;

function layerTip(detail, i) {
  const L = detail.layers;
  const us = cycles => num(cyclesToUs(detail, cycles)) + ' µs';
  return tipTable(L.name[i], [
    ['type', word(L.type, i).replace(/_/g, ' ')],
    L.start && ['starts', us(L.start[i])],
    ['latency', us(L.latency[i])],
    ['bound by', word(L.bound, i)],
    ['compute busy', us(L.compute[i])],
    ['DRAM busy', us(L.dram[i])],
    ['NoC busy', us(L.noc[i])],
    ['moving inputs', us(L.redistribution[i])],
    ['region', word(L.region, i)],
    ['partition', word(L.partition, i)],
    ['weight copies', num(L.copies[i])],
    ['dataflow', word(L.dataflow, i)],
    ['energy', num(L.energy[i] * 1e-6) + ' µJ'],
    ['DRAM moved', num(L.bytes[i] / KIB) + ' KiB'],
    L.macs && ['MACs', num(L.macs[i])]
  ]);
}

function layersChart(get) {
  const option = () => {
    const detail = get();
    const L = detail.layers;
    const us = cycles => Number(cyclesToUs(detail, cycles).toPrecision(6));
    const many = L.name.length > 70;
    return {
      grid: grid({left: 62, bottom: many ? 128 : 100}),
      legend: legend(),
      tooltip: tooltip(hits => layerTip(detail, hits[0].dataIndex), {trigger: 'axis', axisPointer: {type: 'shadow'}}),
      xAxis: axis('', {
        type: 'category',
        data: L.name,
        axisLabel: {color: css('--soft'), fontSize: 10, rotate: 60, hideOverlap: true, width: 110, overflow: 'truncate'}
      }),
      yAxis: axis('latency in µs', {type: 'value', nameGap: 44}),
      dataZoom: many ? [{type: 'slider', bottom: 4, height: 18, brushSelect: false}] : [],
      series: bounds()
        .map(([key, name, color]) => ({
          name: 'bound by ' + name,
          type: 'bar',
          stack: 'latency',
          itemStyle: {color},
          barCategoryGap: '18%',
          data: L.name.map((_, i) => (word(L.bound, i) === key ? us(L.latency[i] - L.redistribution[i]) : 0))
        }))
        .concat([{name: 'moving inputs first', type: 'bar', stack: 'latency', itemStyle: {color: colours().moves}, data: L.redistribution.map(us)}])
    };
  };
  const describe = () => {
    const detail = get();
    if (!detail.layers) return '';
    const L = detail.layers;
    const total = sum(L.latency);
    const share = key => percent(sum(L.latency.map((cycles, i) => (word(L.bound, i) === key ? cycles : 0))) / total);
    return (
      `Each layer\u2019s latency in the colour of what takes longest in it; the three overlap, so they are not added up. Moving inputs into place comes first and counts as NoC. ` +
      `Summed over layers: compute ${share('compute')}, DRAM ${share('dram')}, NoC ${share('noc')}.`
    );
  };
  const figure = chart('layers', 'Latency of each layer, by what bounds it', describe(), option, {height: 420});
  figure.update = () => {
    figure.chart.note.textContent = describe();
  };
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
    const line = roof
      ? [
          [from, from * roof],
          [peak / roof, peak],
          [to, peak]
        ]
      : [
          [from, peak],
          [to, peak]
        ];
    const ys = points.map(p => p[1]).concat([peak]);
    const log = (name, more) =>
      axis(name, Object.assign({type: 'log', axisLabel: {color: css('--soft'), fontSize: 11, formatter: value => tick(value, 2)}}, more));
    return {
      grid: grid({left: 70, right: 24}),
      legend: legend(),
      tooltip: tooltip(hit => (hit.seriesType === 'scatter' ? layerTip(detail, hit.value[2]) : '')),
      xAxis: log('MACs per byte of DRAM', {min: from, max: to}),
      yAxis: log('MACs per cycle', {nameGap: 50, min: 10 ** Math.floor(Math.log10(extent(ys)[0])), max: 10 ** Math.ceil(Math.log10(peak))}),
      series: [
        {
          name: roof ? 'roof' : 'peak',
          type: 'line',
          silent: true,
          showSymbol: false,
          data: line,
          lineStyle: {color: css('--ink'), width: 1.6},
          itemStyle: {color: css('--ink')},
          clip: true
        }
      ].concat(
        bounds().map(([key, name, color]) => ({
          name,
          type: 'scatter',
          symbolSize: 9,
          itemStyle: {color, opacity: 0.85},
          data: points.filter(p => word(L.bound, p[2]) === key)
        }))
      )
    };
  };
  return chart(
    'roofline',
    'Roofline',
    'The roof is DRAM\u2019s bandwidth, then the peak of all PEs. One dot per layer with MACs, in the colour of its bound, over the whole chip and the layer\u2019s whole latency, moving its inputs included. Layers on a part of the nodes cannot reach the roof.',
    option
  );
}

function energyChart(rows, height) {
  const option = () => {
    const bars = rows();
    return {
      grid: grid({left: 130, right: 24, top: 34, bottom: 44}),
      legend: legend(),
      tooltip: tooltip(
        hits =>
          tipTable(
            hits[0].axisValue,
            hits
              .map(hit => [hit.seriesName, num(hit.value) + ' mJ, ' + percent(hit.value / sum(hits.map(h => h.value)))])
              .concat([['total', num(sum(hits.map(h => h.value))) + ' mJ']])
          ),
        {trigger: 'axis', axisPointer: {type: 'shadow'}}
      ),
      xAxis: axis('energy in mJ', {type: 'value', nameGap: 26}),
      yAxis: axis('', {
        type: 'category',
        inverse: true,
        data: bars.map(([name]) => name),
        axisLabel: {color: css('--ink'), fontSize: 12, width: 115, overflow: 'truncate'}
      }),
      series: ENERGY.map((name, k) => ({
        name,
        type: 'bar',
        stack: 'energy',
        barMaxWidth: 30,
        itemStyle: {color: energyColours()[k]},
        data: bars.map(([, parts]) => (parts[k] === null ? 0 : Number((parts[k] * 1e-9).toPrecision(6))))
      }))
    };
  };
  return chart('energy', 'Energy by part', 'The parts add up to the total. Leakage is that of the whole chip over the whole latency.', option, {height});
}

const meter = share => el('span', {class: 'meter', role: 'img', 'aria-label': percent(share)}, el('i', {style: `width:${Math.min(100, 100 * share)}%`}));

function memory(value, capacity) {
  return capacity ? el('span', {}, num(value / MIB, 3) + ' of ' + num(capacity / MIB, 4) + ' MiB', meter(value / capacity)) : num(value / MIB, 3) + ' MiB';
}

function figuresTable(rows) {
  const heads = [
    ['workload', '', true],
    ['latency', 'ms'],
    ['energy', 'mJ'],
    ['utilization', 'of peak MACs'],
    ['latency', '× lower bound'],
    ['stack used', ''],
    ['fullest node', ''],
    ['DRAM moved', 'MiB'],
    ['rows opened', '']
  ];
  return el(
    'div',
    {class: 'scroll', id: 'figures'},
    el(
      'table',
      {},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          heads.map(([name, u, text]) => el('th', {class: text ? 'text' : null}, name, unit(u || '\u00a0')))
        )
      ),
      el(
        'tbody',
        {},
        rows.map(({name, detail, stack, node}) =>
          el(
            'tr',
            {},
            el('td', {class: 'text'}, name),
            [
              num((detail.latency_cycles / detail.clock_mhz) * 1e-3),
              num(sum(detail.energy_pj) * 1e-9),
              num(detail.utilization, 2),
              num(detail.latency_cycles / detail.bound_cycles, 3),
              memory(detail.stack_bytes, stack),
              memory(detail.fullest_node_bytes, node),
              num(detail.dram_bytes / MIB, 4),
              num(detail.dram_activations)
            ].map(cell => el('td', {}, cell))
          )
        )
      )
    )
  );
}

function chipYaml(i) {
  const technology = data.groups[D.group[i]].technology;
  return (
    'technology: ' +
    technology +
    '\n' +
    PARAMETERS.map((name, p) => name + ': ' + (p < 4 ? parameter(p, i) : D[name][i] % KIB ? D[name][i] : parameter(p, i) + 'KiB')).join('\n') +
    '\n'
  );
}

function oneDesign() {
  if (!data.details?.length) return {parts: [absent('No design runs all workloads, so there is none to look into.')], pick() {}};
  const shown = [...new Set(data.details.map(detail => detail.design))];
  const mapped = data.mapped?.workloads || [];
  const state = {design: shown[0], workload: mapped.length ? mapped[0].workload : data.details[0].workload};
  const details = () => data.details.filter(detail => detail.design === state.design);
  const get = () => details().find(detail => detail.workload === state.workload) || details()[0];
  const technology = () => data.technologies[data.groups[D.group[state.design]].technology];
  const label = i =>
    `${designName(i)}: ${D.nodeRows[i]}×${D.nodeCols[i]} nodes, ${D.peRows[i]}×${D.peCols[i]} PEs, ${buffers(i)} KiB` +
    (data.groups.length > 1 ? ', ' + groupName(D.group[i]) : '');
  const figures = el('div');
  const chip = el('pre');
  const command = el('p', {class: 'soft'});
  const withLayers = data.details.some(detail => detail.layers);
  const layers = withLayers ? layersChart(get) : null;
  const roof = withLayers ? roofline(get, () => technology()?.dram_bytes_per_cycle) : null;
  const energy = energyChart(
    () => details().map(detail => [data.workloads[detail.workload], detail.energy_pj]),
    Math.max(200, 90 + 34 * Math.min(12, details().length))
  );
  const designs = picker(
    'design',
    shown.map(i => [i, label(i)]),
    state.design,
    i => {
      state.design = i;
      update();
    }
  );
  const workloads =
    data.workloads.length > 1
      ? picker(
          'workload',
          data.workloads.map((name, w) => [w, name]),
          state.workload,
          w => {
            state.workload = w;
            update();
          }
        )
      : null;
  const arrays = mapped.map((one, k) => {
    const mapping = Object.assign({hardware: data.mapped.hardware}, one);
    return el('div', {}, gantt(mapping, k ? '-' + k : ''), links(mapping, k ? '-' + k : ''));
  });
  const again = el('p', {class: 'soft', id: 'again'});
  const charted = el('div', {}, layers, el('div', {class: 'pair'}, roof, energy));
  const without = absent(
    'Latency by layer and the roofline of this design are left out: ' +
      (data.kind === 'sweep' && !withLayers
        ? 'the sweep was run without layers: true.'
        : 'its layers are not in the folder, or would make this file too large.')
  );

  /** What stands above the node array, or instead of it. */
  function mappedAgain(one) {
    const workload = data.workloads[state.workload];
    if (one)
      return one.differs
        ? one.differs
        : `Design ${D.id[state.design]} mapped again on ${workload} for this page: latency and energy come to what the run\u2019s row says.`;
    if (!data.mapped) return 'Regions over time and link loads stand in no row of a run; no design was mapped again for them.';
    if (data.mapped.reason) return 'Regions over time and link loads are left out: ' + data.mapped.reason;
    const there = mapped.map(one => data.workloads[one.workload]).join(', ');
    return `Regions over time and link loads stand in no row of a run. They were mapped again for design ${D.id[data.mapped.design]} on ${there}; for this one: nicepim report ${data.folder} --design ${D.id[state.design]} --workload ${workload.replace(/, batch .*/, '')}`;
  }

  function update() {
    const limits = technology();
    figures.replaceChildren(
      figuresTable(
        details().map(detail => ({
          name: data.workloads[detail.workload],
          detail,
          stack: limits?.stack_bytes,
          node: limits && limits.stack_bytes / (D.nodeRows[state.design] * D.nodeCols[state.design])
        }))
      )
    );
    chip.textContent = chipYaml(state.design);
    command.textContent = `Saved as chip.yaml: nicepim map --workload ${data.workloads[state.workload].replace(/, batch /, ' --batch ')} --hardware chip.yaml --out DIR && nicepim report DIR`;
    const drawn = state.design === data.mapped?.design ? mapped.findIndex(one => one.workload === state.workload) : -1;
    arrays.forEach((array, k) => {
      array.hidden = k !== drawn;
    });
    again.textContent = mappedAgain(mapped[drawn]);
    const there = Boolean(get().layers);
    if (layers)
      [layers, roof].forEach(figure => {
        figure.hidden = !there;
      });
    without.hidden = there;
    layers?.update();
    [layers, roof, energy].forEach(figure => {
      if (figure && !figure.hidden) figure.chart.change();
    });
  }
  update();
  return {
    parts: [
      el('p', {class: 'soft'}, `Designs to pick: the best and those on the front, ${num(shown.length)} in all. Figures are the closed form\u2019s.`),
      el('div', {class: 'controls'}, designs, workloads),
      figures,
      charted,
      without,
      el('h3', {}, 'Node array'),
      again,
      arrays,
      el('p', {class: 'soft'}, 'The chip as a file, and the command that maps any workload on it:'),
      chip,
      command
    ],
    pick(i) {
      if (!shown.includes(i)) return;
      state.design = i;
      designs.pick(i);
      update();
      document.getElementById('design').scrollIntoView();
    }
  };
}

function layerTable(get) {
  const detail = get();
  const L = detail.layers;
  const us = column => i => Number(cyclesToUs(detail, L[column][i]).toPrecision(6));
  const columns = [
    {title: 'layer', get: i => L.name[i], text: 'text'},
    {title: 'type', get: i => word(L.type, i).replace(/_/g, ' '), text: 'text'},
    {title: 'region', get: i => word(L.region, i), text: 'text'},
    {title: 'partition', get: i => word(L.partition, i), text: 'text'},
    {title: 'copies', get: i => L.copies[i]},
    {title: 'starts', unit: 'µs', csv: 'start_us', get: us('start')},
    {title: 'latency', unit: 'µs', csv: 'latency_us', get: us('latency')},
    {title: 'compute', unit: 'µs', csv: 'compute_us', get: us('compute')},
    {title: 'DRAM', unit: 'µs', csv: 'dram_us', get: us('dram')},
    {title: 'NoC', unit: 'µs', csv: 'noc_us', get: us('noc')},
    {title: 'moves', unit: 'µs', csv: 'redistribution_us', get: us('redistribution')},
    {title: 'bound', get: i => word(L.bound, i), text: 'text'},
    {title: 'energy', unit: 'µJ', csv: 'energy_uj', get: i => Number((L.energy[i] * 1e-6).toPrecision(6))},
    {title: 'DRAM moved', unit: 'KiB', csv: 'dram_kib', get: i => Number((L.bytes[i] / KIB).toPrecision(6))}
  ];
  return table('layers', columns, L.name.length, {size: 30});
}
