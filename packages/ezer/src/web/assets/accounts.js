// Copies the one-time link. Without this, or where the browser does not allow it, the link is a field to select.

const button = document.querySelector('button[data-copy]');
if (button instanceof HTMLButtonElement && navigator.clipboard !== undefined) {
  const field = document.getElementById(button.dataset.copy ?? '');
  const status = button.parentElement?.querySelector('[role="status"]');
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (!(field instanceof HTMLInputElement)) return;
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      if (status) status.textContent = button.dataset.copied ?? '';
    } catch {
      // not allowed: the field is selected, so that the keyboard can copy it
    }
  });
}
