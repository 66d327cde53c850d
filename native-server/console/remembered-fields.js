const PREFIX = 'hoofbeat-console.';

/**
 * Keeps the fields marked `data-remember` over a reload of this tab. The passcode and the headers are not
 * marked, for what is secret in them.
 */
export function rememberFields() {
  for (const field of document.querySelectorAll('[data-remember]')) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    const key = PREFIX + field.id;
    field.value = sessionStorage.getItem(key) ?? field.value;
    field.addEventListener('change', () => sessionStorage.setItem(key, field.value));
  }
}
