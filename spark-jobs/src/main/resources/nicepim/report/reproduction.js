// Our ladder over networks and chips beside the published figures.

const STEP_NAMES = {baseline: 'baseline', 'baseline-replicated': 'replicated weights', nicepim: 'mapper', ilp: 'mapper and integer program'};
function less(reduction) {
  if (reduction === null || reduction === undefined) return '–';
  const size = (100 * Math.abs(reduction)).toFixed(1);
  return (Number(size) === 0 ? '' : reduction < 0 ? '+' : '−') + size + '\u202f%';
}
const rowOf = (network, chip, step) => data.rows.find(row => row.workload === network && row.hardware === chip && row.step === step);

/** Ratios to the baseline on one chip: a group of bars per network, and one for their mean. */
function ladderBars(chip, figure) {
  const networks = [...new Set(data.rows.map(row => row.workload))];
  const steps = data.by_step.map(row => row.step).filter(step => step !== 'baseline');
  const fills = [energyColours()[5], colours().compute, colours().dram];
  const published = 1 - data.published[figure + '_reduction'];
  const ratio = (network, step) => rowOf(network, chip.hardware, step)?.[figure + '_vs_baseline'] ?? null;
  const mean = step => {
    const reduction = chip.by_step.find(row => row.step === step)[figure + '_reduction'];
    return reduction === null ? null : 1 - reduction;
  };
  const option = () => ({
    grid: grid({left: 46, right: 12, bottom: 74}),
    legend: legend(),
    tooltip: tooltip(
      hits =>
        tipTable(
          hits[0].name,
          hits.map(hit => [hit.seriesName, num(hit.value, 3) + ' of the baseline'])
        ),
      {trigger: 'axis'}
    ),
    xAxis: axis('', {type: 'category', data: networks.concat('mean'), axisLabel: {color: css('--soft'), fontSize: 11, rotate: 40, interval: 0}}),
    yAxis: axis(figure + ' / baseline', {type: 'value', min: 0, nameGap: 32}),
    series: [
      {
        name: 'published mean',
        type: 'line',
        symbol: 'none',
        data: [],
        itemStyle: {color: css('--picked')},
        lineStyle: {color: css('--picked'), type: 'dashed'},
        markLine: {
          silent: true,
          symbol: 'none',
          label: {show: false},
          data: [
            {yAxis: 1, lineStyle: {color: css('--ink'), type: 'solid', width: 1}},
            {yAxis: published, lineStyle: {color: css('--picked'), type: 'dashed', width: 1.4}}
          ]
        }
      }
    ].concat(
      steps.map((step, s) => ({
        name: STEP_NAMES[step] || step,
        type: 'bar',
        barGap: '5%',
        barCategoryGap: '28%',
        barMaxWidth: 30,
        itemStyle: {color: fills[s % fills.length]},
        data: networks.map(network => ratio(network, step)).concat(mean(step))
      }))
    )
  });
  return chart(
    figure + '-' + chip.hardware.replace(/[^\w-]/g, '_'),
    `${figure === 'latency' ? 'Latency' : 'Energy'} on ${chip.chip}`,
    `Each network by step, the baseline being 1; lower is better. ${chip.hardware}.`,
    option,
    {height: 330}
  );
}

function averages() {
  const rows = data.by_step
    .filter(row => row.step !== 'baseline')
    .map(row => Object.assign({name: STEP_NAMES[row.step] || row.step}, row))
    .concat([Object.assign({name: 'published'}, data.published)]);
  const column = (title, unitText, field) => ({title, unit: unitText, csv: field, get: i => rows[i][field] ?? null, show: less});
  return table(
    'averages',
    [
      {title: 'step', text: 'text', get: i => rows[i].name},
      column('latency', 'to baseline', 'latency_reduction'),
      column('energy', 'to baseline', 'energy_reduction'),
      column('energy × delay', 'to baseline', 'edp_reduction'),
      column('latency', 'to replicated', 'latency_reduction_vs_replicated'),
      column('energy', 'to replicated', 'energy_reduction_vs_replicated'),
      column('energy × delay', 'to replicated', 'edp_reduction_vs_replicated')
    ],
    rows.length
  );
}

function allSteps() {
  const rows = data.rows;
  const figure = (title, unitText, field) => ({title, unit: unitText, csv: field, get: i => rows[i][field], show: value => num(value)});
  return table(
    'ladder',
    [
      {title: 'network', csv: 'workload', text: 'text', get: i => rows[i].workload},
      {title: 'chip', csv: 'hardware', text: 'text', get: i => rows[i].hardware},
      {title: 'step', text: 'text', get: i => rows[i].step},
      figure('latency', 'cycles', 'latency_cycles'),
      figure('energy', 'pJ', 'energy_pj'),
      figure('latency', '/ baseline', 'latency_vs_baseline'),
      figure('energy', '/ baseline', 'energy_vs_baseline'),
      figure('latency', '/ replicated', 'latency_vs_replicated'),
      figure('energy', '/ replicated', 'energy_vs_replicated'),
      figure('lower bound', 'cycles', 'latency_lower_bound_cycles'),
      figure('search', 's', 'search_seconds')
    ].concat(rows.some(row => row.reason) ? [{title: 'reason', text: 'text long', get: i => rows[i].reason}] : []),
    rows.length,
    {size: 24}
  );
}

function explored() {
  const run = data.exploration;
  if (!run) return absent('No designs were explored (--designs 0).');
  const best = run.best;
  const shape = best.edp_js
    ? `${best.nodeRows}×${best.nodeCols} nodes of ${best.peRows}×${best.peCols} PEs, ` +
      `${[best.ifmapBufferBytes, best.weightBufferBytes, best.ofmapBufferBytes].map(bytes => num(bytes / KIB)).join('/')} KiB, ${num(best.area_mm2, 3)} mm²`
    : 'none feasible';
  const rows = run.chips.concat([{hardware: 'best explored', chip: shape, edp_js: best.edp_js ?? null}]);
  return [
    el(
      'p',
      {},
      `${num(run.evaluated)} designs of the default space, ${num(run.feasible)} feasible, ${num(run.area_exceeded)} over the area limit; each mapped for all the networks above as the last step is. `,
      el('a', {href: 'exploration/report.html'}, 'The exploration\u2019s own report')
    ),
    table(
      'explored',
      [
        {title: 'hardware', text: 'text', get: i => rows[i].hardware},
        {title: 'shape', text: 'text', get: i => rows[i].chip},
        {title: 'energy × delay', unit: 'J·s, mean', csv: 'edp_js', get: i => rows[i].edp_js}
      ],
      rows.length
    ),
    convergence()[0]
  ];
}

function reproduction() {
  const networks = new Set(data.rows.map(row => row.workload)).size;
  const last = data.average;
  header(
    'The paper\u2019s figures and ours',
    [`${networks} networks on ${data.by_hardware.length} chips`, 'objective energy × delay, batch 1', data.folder, data.made].join(' · ')
  );
  notes();
  section(
    'summary',
    'On average',
    el(
      'div',
      {class: 'tiles'},
      tile('latency, ours', less(last.latency_reduction)),
      tile('latency, published', less(data.published.latency_reduction)),
      tile('energy, ours', less(last.energy_reduction)),
      tile('energy, published', less(data.published.energy_reduction)),
      tile('latency, to replicated', less(last.latency_reduction_vs_replicated)),
      tile('energy, to replicated', less(last.energy_reduction_vs_replicated))
    ),
    el(
      'p',
      {class: 'soft'},
      `Means of 1 − ratio over ${num(data.cases - data.infeasible_cases)} of ${num(data.cases)} cases` +
        (data.infeasible_cases ? `; ${num(data.infeasible_cases)} infeasible and left out` : '') +
        `. Published: ${data.published.source}. The settings are not the same: what differs stands below.`
    ),
    averages()
  );
  section(
    'ladder',
    'Network by network',
    data.by_hardware.map(chip => el('div', {class: 'pair'}, ladderBars(chip, 'latency'), ladderBars(chip, 'energy')))
  );
  section('exploration', 'Exploration', explored());
  section(
    'differences',
    'What differs from the paper',
    table(
      'differences',
      [
        {title: 'what', text: 'text', get: i => data.differences[i].what},
        {title: 'the paper\u2019s abstract', csv: 'paper', text: 'text long', get: i => data.differences[i].paper},
        {title: 'here', text: 'text long', get: i => data.differences[i].here}
      ],
      data.differences.length
    )
  );
  section('steps', 'All figures', allSteps());
}
