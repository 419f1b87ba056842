// One mapping: regions over time, loads of links. A mapping has hardware, detail, and links unless it could not be priced.

function gantt({hardware, detail}, id = '') {
  const L = detail.layers;
  const {nodeRows: rows, nodeCols: cols} = hardware;
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
    return {
      grid: grid({left: 64, bottom: 74}),
      legend: legend(),
      tooltip: tooltip(hit => layerTip(detail, hit.value[4])),
      xAxis: axis('time in µs', {
        type: 'value',
        min: 0,
        max: Number(cyclesToUs(detail, detail.latency_cycles).toPrecision(6)),
        nameGap: 26,
        axisLabel: {color: css('--soft'), fontSize: 11, showMaxLabel: false, formatter: value => tick(value)}
      }),
      yAxis: axis('node (row, column)', {
        type: 'value',
        inverse: true,
        min: 0,
        max: lanes,
        interval: lanes <= 16 ? 1 : cols,
        nameGap: 42,
        splitLine: {show: true, lineStyle: {color: css('--line'), width: 0.6}},
        axisLabel: {
          color: css('--soft'),
          fontSize: 10,
          formatter: lane => (lane >= lanes ? '' : `${Math.floor(lane / cols)},${lane % cols}`),
          verticalAlign: 'top',
          hideOverlap: true
        }
      }),
      dataZoom: [
        {type: 'inside', filterMode: 'weakFilter'},
        {type: 'slider', bottom: 4, height: 16, filterMode: 'weakFilter', brushSelect: false, showDetail: false}
      ],
      series: bounds().map(([key, name, color]) => ({
        name: 'bound by ' + name,
        type: 'custom',
        clip: true,
        itemStyle: {color},
        encode: {x: [0, 1], y: [2, 3]},
        data: items.filter(item => word(L.bound, item[4]) === key),
        renderItem: (params, api) => {
          const from = api.coord([api.value(0), api.value(2)]);
          const to = api.coord([api.value(1), api.value(2) + api.value(3)]);
          const shape = echarts.graphic.clipRectByRect(
            {x: from[0], y: from[1] + 0.5, width: Math.max(0.8, to[0] - from[0]), height: to[1] - from[1] - 1},
            params.coordSys
          );
          return (
            shape && {
              type: 'rect',
              transition: [],
              shape,
              style: {fill: color, stroke: css('--paper'), lineWidth: Math.min(0.8, shape.width / 4), opacity: 0.9},
              emphasis: {style: {opacity: 1, stroke: css('--ink'), lineWidth: 1.4}}
            }
          );
        }
      }))
    };
  };
  return chart(
    'gantt' + id,
    'Regions over time',
    'Which layer each node works on, in the colour of what bounds it. Layers side by side share the time and not the nodes. Scroll or drag the slider to look closer.',
    option,
    {height: Math.min(560, 210 + Math.max(8, lanes) * 14), bulk: items.length > 1500}
  );
}

function links({hardware, detail, links: shared}, id = '') {
  if (!shared) return absent('Link loads are left out: the mapping could not be priced again.');
  if (!shared.length) return absent('There are no link loads: no layer of this mapping shares data between nodes.');
  const L = detail.layers;
  const {nodeRows: rows, nodeCols: cols} = hardware;
  const most = link => extent(link.bytes)[1];
  let picked = shared.reduce((best, link, k) => (most(link) > most(shared[best]) ? k : best), 0);
  const option = () => {
    const link = shared[picked];
    const region = regionOf(word(L.region, link.layer));
    const step = [
      [0, 1],
      [0, -1],
      [1, 0],
      [-1, 0]
    ];
    const arrows = [];
    link.bytes.forEach((bytes, k) => {
      if (bytes !== null) arrows.push([k >> 2, k & 3, bytes]);
    });
    const largest = most(link);
    const plain = {type: 'value', show: false};
    const inside = node => {
      const r = Math.floor(node / cols) - region.row;
      const c = (node % cols) - region.col;
      return r >= 0 && r < region.rows && c >= 0 && c < region.cols;
    };
    return {
      grid: {left: 4, right: 96, top: 6, bottom: 6},
      xAxis: Object.assign({min: -0.6, max: cols - 0.4}, plain),
      yAxis: Object.assign({min: -0.6, max: rows - 0.4, inverse: true}, plain),
      tooltip: tooltip(hit =>
        hit.seriesIndex
          ? tipTable(`node ${Math.floor(hit.value[0] / cols)},${hit.value[0] % cols} to the ${['east', 'west', 'south', 'north'][hit.value[1]]}`, [
              ['load', num(hit.value[2] / KIB) + ' KiB'],
              ['of the largest', percent(hit.value[2] / largest)]
            ])
          : tipTable(`node ${Math.floor(hit.value[0] / cols)},${hit.value[0] % cols}`, [['in the layer\u2019s region', inside(hit.value[0]) ? 'yes' : 'no']])
      ),
      visualMap: gradient('B', arrows.map(a => a[2]).concat([0]), 2, [1]),
      series: [
        {
          type: 'custom',
          data: Array.from({length: rows * cols}, (_, n) => [n]),
          renderItem: (params, api) => {
            const node = api.value(0);
            const [x, y] = api.coord([node % cols, Math.floor(node / cols)]);
            const side = 0.44 * Math.min(...api.size([1, 1]).map(Math.abs));
            return {
              type: 'rect',
              shape: {x: x - side / 2, y: y - side / 2, width: side, height: side, r: 3},
              style: {fill: inside(node) ? css('--line') : css('--raised'), stroke: inside(node) ? css('--soft') : css('--line')},
              textConfig: {position: 'inside'},
              textContent:
                side < 22 ? undefined : {style: {text: `${Math.floor(node / cols)},${node % cols}`, fontSize: Math.min(12, side / 3), fill: css('--soft')}}
            };
          }
        },
        {
          type: 'custom',
          data: arrows,
          encode: {tooltip: [2]},
          renderItem: (params, api) => {
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
            const points = [
              at(gap, aside - width / 2),
              at(end - head, aside - width / 2),
              at(end - head, aside - head * 0.8),
              at(end, aside),
              at(end - head, aside + head * 0.8),
              at(end - head, aside + width / 2),
              at(gap, aside + width / 2)
            ];
            const idle = !(api.value(2) > 0);
            return {
              type: 'polygon',
              shape: {points},
              style: {fill: idle ? 'none' : api.visual('color'), stroke: idle ? css('--line') : 'none', lineWidth: 0.8},
              emphasis: {style: {stroke: css('--ink'), lineWidth: 1}}
            };
          }
        }
      ]
    };
  };
  // Room for the scale of colours and its ends.
  const tall = Math.round(Math.max(230, Math.min(560, (420 * rows) / cols)));
  const figure = chart(
    'links' + id,
    'Load of each link',
    'Bytes over each link, both ways, in one gather of the layer\u2019s shared operands (an average tile of each). Darker nodes are the layer\u2019s region.',
    option,
    {
      height: tall,
      width: Math.round((tall * cols) / rows) + 100,
      bulk: rows * cols > 64,
      controls: el(
        'div',
        {class: 'controls'},
        picker(
          'layer',
          shared.map((link, k) => [k, `${L.name[link.layer]} (${num(most(link) / KIB)} KiB at most, ${link.scheduler})`]),
          picked,
          k => {
            picked = k;
            figure.chart.change();
          }
        )
      )
    }
  );
  return figure;
}
