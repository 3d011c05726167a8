// @ts-check
// Asks again for what changes by itself, while somebody looks. Without this script the page has a link that reloads it.
(() => {
  /** @type {Element[]} */
  const places = () => [...document.querySelectorAll('[data-live]')];
  const seconds = Number(places()[0]?.getAttribute('data-live') ?? 5);
  /** @type {any} */
  const { htmx } = window;
  if (htmx === undefined) return;
  const ask = () => {
    if (document.hidden) return;
    for (const place of places()) htmx.trigger(place, 'live');
  };
  // Who is at a link or a button inside, by keyboard, stays there: that part is put in place another time.
  for (const name of ['htmx:beforeSwap', 'htmx:oobBeforeSwap'])
    document.addEventListener(name, (event) => {
      const { target } = /** @type {CustomEvent} */ (event).detail;
      const { activeElement } = document;
      if (activeElement !== null && activeElement !== document.body && target.contains(activeElement))
        event.preventDefault();
    });
  setInterval(ask, seconds * 1000);
  document.addEventListener('visibilitychange', ask);
  for (const note of document.querySelectorAll('[data-live-note]')) note.removeAttribute('hidden');
})();
