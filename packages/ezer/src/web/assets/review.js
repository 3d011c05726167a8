// The keys of the review desk. Everything they do is a link or a button of the page.

const form = () => /** @type {HTMLFormElement | null} */ (document.getElementById('wording'));
const keys = /** @type {HTMLDialogElement | null} */ (document.getElementById('keys'));
const OFF = 'ezer.keys.off';

/** By the place on the keyboard, so that they work in a Hebrew layout too. */
const ACTS = {
  KeyJ: () => follow('next'),
  KeyK: () => follow('prev'),
  KeyA: () => press('.acts button[value="approve"]'),
  KeyD: () => press('.acts button[value="defer"]'),
  KeyU: () => press('.undo button'),
  KeyE: edit,
  KeyR: reject,
  Slash: () => keys?.showModal(),
};

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && isField(event.target)) event.target.blur();
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (isField(event.target) || keys?.open || isOff()) return;
  if (event.shiftKey !== (event.code === 'Slash')) return;
  const act = Object.hasOwn(ACTS, event.code) ? ACTS[/** @type {keyof typeof ACTS} */ (event.code)] : undefined;
  if (act === undefined) return;
  event.preventDefault();
  act();
});

/** @param {'next' | 'prev'} side */
function follow(side) {
  const link = document.querySelector(`.walk a[rel="${side}"]`);
  if (link instanceof HTMLAnchorElement) link.click();
}

/** @param {string} selector */
function press(selector) {
  const button = document.querySelector(selector);
  if (button instanceof HTMLButtonElement) button.click();
}

function edit() {
  const sentence = form()?.elements.namedItem('principle');
  if (!(sentence instanceof HTMLTextAreaElement)) return;
  sentence.focus();
  sentence.setSelectionRange(sentence.value.length, sentence.value.length);
}

function reject() {
  const details = document.querySelector('.rejection');
  if (!(details instanceof HTMLDetailsElement)) return;
  details.open = true;
  const chosen = details.querySelector('input[type="radio"]:checked');
  if (chosen instanceof HTMLElement) chosen.focus();
}

/**
 * @param {EventTarget | null} target
 * @returns {target is HTMLElement}
 */
function isField(target) {
  return target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), select, textarea');
}

function isOff() {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false; // a browser that keeps nothing: the keys stay on
  }
}

// One act a form, also for two quick clicks. The button that was pressed must stay enabled until the form is sent.
document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement) || event.target.method === 'dialog') return;
  if (event.target.dataset.sent !== undefined) event.preventDefault();
  event.target.dataset.sent = '';
});
// A page that comes back by the browser's own way back is a form that was not sent yet.
window.addEventListener('pageshow', () => {
  for (const sent of document.querySelectorAll('form[data-sent]')) sent.removeAttribute('data-sent');
});

const opener = document.querySelector('[data-keys]');
if (opener instanceof HTMLElement && keys !== null) {
  opener.parentElement?.removeAttribute('hidden');
  opener.addEventListener('click', () => keys.showModal());
  document.documentElement.classList.add('with-keys');
}
const toggle = document.getElementById('keys-on');
if (toggle instanceof HTMLInputElement) {
  toggle.checked = !isOff();
  toggle.addEventListener('change', () => {
    try {
      if (toggle.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, '1');
    } catch {
      // the switch holds for this page only
    }
  });
}
