// Parts of the page: sections, tiles, pickers, tables.

const sections = [];
function section(id, title, ...children) {
  const inside = children.flat().filter(child => child);
  if (!inside.length) return;
  sections.push([id, title]);
  page.append(el('section', {id}, el('h2', {}, title), ...inside));
}

const absent = text => el('p', {class: 'absent'}, text);
const tile = (name, value, unitText) =>
  el('div', {class: unitText === 'J·s' ? 'tile wide' : 'tile'}, el('b', {}, value, unitText ? unit(' ' + unitText) : null), el('span', {class: 'name'}, name));

function picker(label, options, selected, changed) {
  const select = el(
    'select',
    {'aria-label': label, onchange: () => changed(Number(select.value))},
    options.map(([value, text]) => el('option', {value, selected: value === selected}, text))
  );
  const box = el('label', {}, label, select);
  box.pick = value => {
    select.value = value;
  };
  return box;
}

/** A table whose headers sort it, page by page; its CSV holds all rows, in order. */
function table(id, columns, count, settings = {}) {
  const size = settings.size || 25;
  let order = Array.from({length: count}, (_, i) => i);
  let sorted = settings.sorted || null;
  let first = 0;
  const body = el('tbody');
  const heads = columns.map((column, c) =>
    el(
      'th',
      {class: column.text, scope: 'col'},
      el('button', {type: 'button', onclick: () => sort(c)}, el('span', {class: 'name'}, column.title), unit(column.unit || '\u00a0'))
    )
  );
  const place = el('span', {class: 'soft'});
  const back = el(
    'button',
    {
      type: 'button',
      onclick: () => {
        first -= size;
        fill();
      }
    },
    'Back'
  );
  const next = el(
    'button',
    {
      type: 'button',
      onclick: () => {
        first += size;
        fill();
      }
    },
    'Next'
  );

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
      heads.forEach((head, i) => (i === c ? head.setAttribute('aria-sort', up ? 'ascending' : 'descending') : head.removeAttribute('aria-sort')));
    }
    first = 0;
    fill();
  }
  function fill() {
    first = Math.max(0, Math.min(first, order.length - 1));
    body.replaceChildren(
      ...order.slice(first, first + size).map(i =>
        el(
          'tr',
          {class: settings.mark?.(i) ? 'front' : null},
          columns.map(column => {
            const value = column.get(i);
            return el(
              'td',
              {class: column.text},
              column.show ? column.show(value, i) : typeof value === 'number' || value === null ? num(value) : String(value)
            );
          })
        )
      )
    );
    place.textContent = order.length <= size ? '' : `${num(first + 1)}–${num(Math.min(order.length, first + size))} of ${num(order.length)}`;
    back.disabled = first === 0;
    next.disabled = first + size >= order.length;
  }
  function csv() {
    const cell = value =>
      value === null || value === undefined ? '' : /[",\r\n]/.test(String(value)) ? '"' + String(value).replace(/"/g, '""') + '"' : String(value);
    return (
      [columns.map(column => cell(column.csv || column.title)).join(','), ...order.map(i => columns.map(column => cell(column.get(i))).join(','))].join('\n') +
      '\n'
    );
  }
  function download() {
    const link = el('a', {href: URL.createObjectURL(new Blob([csv()], {type: 'text/csv'})), download: id + '.csv'});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  arrange();
  const filter =
    settings.filter &&
    el(
      'label',
      {class: 'no-print'},
      el('input', {
        type: 'checkbox',
        onchange: event => {
          order = Array.from({length: count}, (_, i) => i).filter(i => !event.target.checked || settings.filter.keep(i));
          arrange();
        }
      }),
      settings.filter.text
    );
  const box = el(
    'div',
    {id: 'table-' + id},
    el(
      'div',
      {class: 'controls'},
      filter,
      el('button', {type: 'button', class: 'csv', onclick: download}, 'Download as CSV'),
      count > size ? el('span', {class: 'controls pages'}, back, next, place) : null
    ),
    el('div', {class: 'scroll'}, el('table', {}, el('thead', {}, el('tr', {}, heads)), body))
  );
  box.csv = csv;
  return box;
}
