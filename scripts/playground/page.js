// The page's own script; the generator bundles it with hebrew-law into the page.
import { viewOf } from './marks.ts';

const KINDS = {
  docket: 'מספר ההליך',
  court: 'בית המשפט',
  person: 'שופטים, צדדים ועורכי דין',
  date: 'תאריך',
  outcome: 'תוצאה',
  case: 'אסמכתה',
  back: 'הפניה חוזרת',
  statute: 'חיקוק',
  heading: 'כותרת חלק',
  halacha: 'הלכה מוצעת',
};
const WAIT = 200;
const byId = (id) => document.getElementById(id);
const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const hidden = new Set();
const sample = SAMPLE;

function show() {
  const text = byId('text').value;
  const before = performance.now();
  const view = viewOf(text);
  const took = performance.now() - before;
  byId('state').textContent = stateOf(text, view, took);
  showLegend(view);
  showText(view);
  showList(view);
}

function stateOf(text, view, took) {
  if (text.trim() === '') return 'אין טקסט.';
  if (view.order === 'visual') return 'הטקסט כתוב בסדר חזותי (הפוך) ולא נקרא. יש לחלץ אותו מחדש מן המסמך.';
  const several = view.parts > 1 ? ` בטקסט ${view.parts} החלטות.` : '';
  if (view.marks.length === 0) return `לא זוהה דבר.${several}`;
  return `זוהו ${view.marks.length} מקומות ב-${Math.max(1, Math.round(took))} אלפיות שנייה.${several}`;
}

function showLegend(view) {
  byId('legend').replaceChildren(
    ...Object.entries(KINDS).map(([kind, name]) => {
      const box = make('input', { type: 'checkbox', checked: !hidden.has(kind) });
      box.addEventListener('change', () => {
        if (box.checked) hidden.delete(kind);
        else hidden.add(kind);
        showText(view);
        showList(view);
      });
      const count = view.marks.filter((mark) => mark.kind === kind).length;
      return make(
        'label',
        {},
        box,
        make('span', { className: `swatch ${kind}` }, name),
        make('output', {}, `${count}`),
      );
    }),
  );
}

function showText(view) {
  const pieces = view.stretches.map(({ text, marks }) => {
    const shown = marks.filter((index) => !hidden.has(view.marks[index].kind));
    if (shown.length === 0) return text;
    const title = shown.map((index) => `${KINDS[view.marks[index].kind]}: ${view.marks[index].reading}`).join('\n');
    const mark = make('mark', { className: shown.map((index) => view.marks[index].kind).join(' '), title }, text);
    mark.dataset.marks = shown.join(' ');
    return mark;
  });
  byId('marked').replaceChildren(...pieces);
}

function showList(view) {
  const words = new Map();
  for (const { text, marks } of view.stretches)
    for (const index of marks) words.set(index, (words.get(index) ?? '') + text);
  const groups = Object.entries(KINDS).flatMap(([kind, name]) => {
    const items = view.marks.flatMap((mark, index) => (mark.kind === kind ? [[mark, index]] : []));
    if (items.length === 0 || hidden.has(kind)) return [];
    const rows = items.map(([mark, index]) => {
      const go = make('button', { type: 'button' }, words.get(index) ?? '', make('small', {}, mark.reading));
      go.addEventListener('click', () => point(index));
      return make('li', {}, go);
    });
    return [make('h3', {}, name), make('ul', {}, ...rows)];
  });
  byId('list').replaceChildren(...(groups.length > 0 ? groups : [make('p', {}, 'עדיין אין כאן דבר.')]));
}

function point(index) {
  for (const mark of document.querySelectorAll('mark.shown')) mark.classList.remove('shown');
  const found = [...document.querySelectorAll('mark')].filter((mark) =>
    mark.dataset.marks.split(' ').includes(String(index)),
  );
  for (const mark of found) mark.classList.add('shown');
  found[0]?.scrollIntoView({ block: 'center' });
}

let waiting;
byId('text').addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, WAIT);
});
byId('sample').addEventListener('click', () => {
  byId('text').value = sample;
  show();
});
byId('clear').addEventListener('click', () => {
  byId('text').value = '';
  show();
  byId('text').focus();
});
byId('text').value = sample;
show();
