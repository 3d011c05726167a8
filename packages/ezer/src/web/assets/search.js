// @ts-check
/**
 * The search box: the cursor waits in it where a keyboard is always there (on a phone focus would open one over the
 * page), `/` leads to it from anywhere, and empty fields stay out of the address. Everything works without.
 */
const form = document.querySelector('#search');
const box = document.querySelector('#q');

if (form instanceof HTMLFormElement && box instanceof HTMLInputElement) {
  const isTyping = () => document.activeElement?.matches('input, select, textarea, [contenteditable]');
  if (form.hasAttribute('data-ready') && matchMedia('(hover: hover) and (pointer: fine)').matches)
    box.focus({ preventScroll: true });

  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping()) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  form.addEventListener('formdata', ({ formData }) => {
    for (const [name, value] of [...formData.entries()]) if (value === '') formData.delete(name);
  });
}
