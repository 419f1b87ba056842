// How the search went, and what the parameters matter.

function convergence() {
  const runs = data.convergence;
  const title = data.groups[0].objective_title;
  const initial = Number(runs[0].initial);
  const option = () => ({
    grid: grid({left: 88}),
    legend: legend(),
    tooltip: tooltip(
      hits =>
        tipTable(
          num(hits[0].axisValue) + ' designs',
          hits.map(hit => [hit.seriesName, num(hit.value[1])])
        ),
      {trigger: 'axis'}
    ),
    xAxis: axis('designs evaluated', {
      type: 'value',
      min: 0,
      max: Math.max(...runs.map(run => run.asked)),
      axisPointer: {label: {formatter: hit => num(hit.value)}}
    }),
    yAxis: logAxis(
      title,
      runs.flatMap(run => run.value),
      {nameGap: 68}
    ),
    series: runs.map((run, r) => ({
      name: (r ? 'against: ' : '') + run.name + (runs.filter(other => other.name === run.name).length > 1 ? ' (' + run.folder + ')' : ''),
      type: 'line',
      step: 'end',
      showSymbol: run.n.length < 60,
      symbolSize: 5,
      data: run.n.map((n, i) => [n, run.value[i]]).concat(run.n.length ? [[run.asked, run.value[run.value.length - 1]]] : []),
      itemStyle: {color: lines()[r % lines().length]},
      lineStyle: {width: r ? 1.5 : 2.4, type: r ? 'dashed' : 'solid'},
      markLine:
        r || !initial || initial >= run.asked
          ? undefined
          : {
              silent: true,
              symbol: 'none',
              lineStyle: {color: css('--soft'), type: 'dotted'},
              label: {show: initial > 0.03 * run.asked, formatter: 'tuner starts', color: css('--soft'), fontSize: 11, position: 'insideEndTop'},
              data: [{xAxis: initial}]
            }
    }))
  });
  return [
    chart('convergence', 'Best design so far', 'The best value of the objective after so many designs; lower is better, and so is earlier.', option),
    runs.length > 1
      ? null
      : absent(
          'There is no comparison with random search: this folder holds one run, and designs that a tuner chose say nothing of designs drawn at random. ' +
            'Explore the same file with --set tuner.kind=random --out OTHER, and report with --against OTHER.'
        )
  ];
}

function predicted() {
  if (!data.surrogate.n) return absent('Predicted against seen is left out: no surrogate took part in this run, or no design that it proposed is feasible.');
  const title = data.groups[0].objective_title;
  const points = D.id
    .map((_, i) => i)
    .filter(i => ok(i) && D.predicted_mean[i] !== null)
    .map(i => [Math.exp(D.predicted_mean[i]), D.value[i], i, D.predicted_deviation[i]]);
  const option = () => {
    const [low, high] = extent(points.flatMap(p => [p[0], p[1]]));
    const bars = {
      type: 'custom',
      name: '95 % interval',
      silent: true,
      itemStyle: {color: css('--soft')},
      data: points.length > 2000 ? [] : points.map(p => [p[0] * Math.exp(-1.96 * p[3]), p[0] * Math.exp(1.96 * p[3]), p[1]]),
      encode: {x: [0, 1], y: 2},
      clip: true,
      renderItem: (params, api) => {
        const from = api.coord([api.value(0), api.value(2)]);
        const to = api.coord([api.value(1), api.value(2)]);
        return {type: 'line', shape: {x1: from[0], y1: from[1], x2: to[0], y2: to[1]}, style: {stroke: css('--soft'), lineWidth: 1, opacity: 0.55}};
      }
    };
    return {
      grid: grid({left: 88}),
      legend: legend(),
      tooltip: tooltip(hit =>
        hit.seriesType === 'scatter'
          ? tipTable(designName(hit.value[2]), [
              ['predicted', num(hit.value[0])],
              ['seen', num(hit.value[1])],
              ['off by', percent(hit.value[1] / hit.value[0] - 1)]
            ])
          : ''
      ),
      xAxis: logAxis('predicted: ' + title, [low, high]),
      yAxis: logAxis('seen: ' + title, [low, high], {nameGap: 68}),
      series: [
        {
          name: 'exact',
          type: 'line',
          silent: true,
          showSymbol: false,
          data: [
            [low / 1.04, low / 1.04],
            [high * 1.04, high * 1.04]
          ],
          lineStyle: {color: css('--soft'), width: 1, type: 'dashed'},
          itemStyle: {color: css('--soft')}
        },
        bars,
        {name: 'designs', type: 'scatter', data: points, symbolSize: points.length > 2000 ? 4 : 8, itemStyle: {color: colours().compute, opacity: 0.8}}
      ]
    };
  };
  const s = data.surrogate;
  return chart(
    'predicted',
    'Predicted against seen',
    `What the surrogate believed of ${num(s.n)} feasible designs before they were evaluated. Off by a factor of ${num(Math.exp(s.rms_log), 3)} ` +
      `(root mean square); ${percent(s.within_95)} lie within the intervals that should hold 95\u202f%.`,
    option,
    {bulk: points.length > 2000}
  );
}

function reliability() {
  const bins = data.area_classifier;
  const total = sum(bins.map(bin => bin.n));
  if (bins.length < 2)
    return absent(
      `Reliability of the area classifier is left out: it gave all ${num(total)} designs about the same probability (${num(bins[0]?.mean, 2)}), so there is nothing to compare.`
    );
  const option = () => ({
    grid: grid({left: 60, right: 24}),
    legend: legend(),
    tooltip: tooltip(hit =>
      hit.value.length > 2
        ? tipTable(num(hit.value[2]) + ' designs', [
            ['believed', num(hit.value[0], 3)],
            ['met the limit', percent(hit.value[1])]
          ])
        : ''
    ),
    xAxis: axis('believed probability of meeting the area limit', {type: 'value', min: 0, max: 1}),
    yAxis: axis('share that met it', {type: 'value', min: 0, max: 1, nameGap: 36}),
    series: [
      {
        name: 'exact',
        type: 'line',
        silent: true,
        showSymbol: false,
        data: [
          [0, 0],
          [1, 1]
        ],
        lineStyle: {color: css('--soft'), width: 1, type: 'dashed'},
        itemStyle: {color: css('--soft')}
      },
      {
        name: 'designs, a tenth of probabilities each',
        type: 'scatter',
        data: bins.map(bin => ({value: [bin.mean, bin.met, bin.n], label: {position: bin.met > 0.5 ? 'bottom' : 'top'}})),
        symbolSize: point => 8 + 26 * Math.sqrt(point[2] / total),
        itemStyle: {color: colours().dram, opacity: 0.85},
        label: {show: true, position: 'top', color: css('--ink'), fontSize: 11, formatter: hit => num(hit.value[2])}
      }
    ]
  });
  return chart(
    'reliability',
    'Reliability of the area classifier',
    'Dots on the line are beliefs that came true; numbers and sizes count designs. The tuner asks little for designs that it believes too large, so the left is thin.',
    option
  );
}

// ---- parameters

function parallel(state) {
  const option = () => {
    const most = 1500;
    const shown = feasible(state.group).slice(-most);
    const title = data.groups[state.group].objective_title;
    const levels = PARAMETERS.map((_, p) => [...new Set(shown.map(i => parameter(p, i)))].sort((a, b) => a - b).map(String));
    const figures = [
      ['area mm²', D.area_mm2],
      ['latency ms', D.latency_ms],
      ['energy mJ', D.energy_mj]
    ];
    const logs = shown.map(i => Math.log10(D.value[i]));
    const text = {color: css('--ink'), fontSize: 11};
    const label = {color: css('--ink'), fontSize: 10.5, backgroundColor: css('--paper'), padding: [1, 2], borderRadius: 2};
    return {
      tooltip: tooltip(hit => designTip(hit.data.value[11])),
      parallel: {
        left: 46,
        right: 110,
        top: 46,
        bottom: 22,
        parallelAxisDefault: {nameTextStyle: text, nameGap: 14, axisLine: {lineStyle: {color: css('--soft')}}, axisLabel: label, z: 5}
      },
      parallelAxis: PARAMETER_NAMES.map((name, p) => ({dim: p, name, type: 'category', data: levels[p]})).concat(
        figures.map(([name, column], f) => {
          const [low, high] = extent(shown.map(i => column[i]));
          return {dim: 7 + f, name, type: f ? 'log' : 'value', min: low, max: high, axisLabel: Object.assign({formatter: value => tick(value, 2)}, label)};
        })
      ),
      visualMap: gradient(title.replace(/.* in /, ''), logs, 10, [0], value => 10 ** value),
      series: [
        {
          type: 'parallel',
          smooth: false,
          z: 2,
          progressive: 500,
          lineStyle: {width: shown.length > 300 ? 0.7 : 1.3, opacity: shown.length > 300 ? 0.35 : 0.65},
          emphasis: {lineStyle: {width: 3, opacity: 1}},
          data: shown.map((i, at) => ({
            value: PARAMETERS.map((_, p) => String(parameter(p, i))).concat([D.area_mm2[i], D.latency_ms[i], D.energy_mj[i], logs[at], i])
          }))
        }
      ]
    };
  };
  return chart(
    'parallel',
    'Parameters and figures of each design',
    'One line per feasible design (the 1500 best), the best on top; colour is the objective. Drag along an axis to keep the lines that pass there.',
    option,
    {bulk: true, height: 400, least: 660}
  );
}

function importance(state) {
  const names = ['objective', 'latency', 'energy', 'area'];
  const keys = ['value', 'latency', 'energy', 'area'];
  const own = () => data.groups[state.group].importance;
  if (data.groups.every(group => keys.every(key => group.importance[key].every(share => share === null)))) {
    return absent(`Importance of parameters is left out: ${num(own().n)} feasible designs are too few, or their parameters do not differ.`);
  }
  const option = () => ({
    grid: grid({left: 96, right: 24, top: 34}),
    legend: legend(),
    tooltip: tooltip(
      hits =>
        tipTable(
          hits[0].axisValue,
          hits.map(hit => [hit.seriesName, percent(hit.value)])
        ),
      {trigger: 'axis', axisPointer: {type: 'shadow'}}
    ),
    xAxis: axis('share of the spread that the parameter explains alone', {
      type: 'value',
      min: 0,
      max: 1,
      axisLabel: {color: css('--soft'), fontSize: 11, formatter: value => 100 * value + ' %'}
    }),
    yAxis: axis('', {type: 'category', inverse: true, data: PARAMETER_NAMES, axisLabel: {color: css('--ink'), fontSize: 12}}),
    series: keys.map((key, k) => ({
      name: names[k],
      type: 'bar',
      barGap: '10%',
      barCategoryGap: '30%',
      data: own()[key],
      itemStyle: {color: ['#1b1f24', colours().compute, colours().dram, colours().noc].map((c, i) => (i || !dark() ? c : '#e4e8ed'))[k]}
    }))
  });
  return chart(
    'importance',
    'Importance of parameters',
    'Share of the variance of each figure\u2019s logarithm that lies between the values of one parameter (ε², corrected for chance), over the feasible designs of this run. ' +
      (data.kind === 'explore' ? 'The tuner chose them, so they are no fair sample of the space. ' : '') +
      'What parameters do together is in none of the bars; no bar where the parameter has one value.',
    option,
    {height: 420}
  );
}
