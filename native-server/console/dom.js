/**
 * The element with this id.
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type what it must be an instance of
 * @returns {T}
 * @throws {TypeError} if there is none or it is of another type: index.html and the script do not fit
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new TypeError(`index.html has no ${type.name} with the id '${id}'`);
  return found;
}

/**
 * A new element. Text goes in as text, so what came over the network is never read as HTML.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{className?: string, text?: string}} [properties]
 * @param {...Node} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, { className, text } = {}, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

/**
 * A button that does not submit the form around it.
 * @param {string} text
 * @param {() => void} onClick
 * @returns {HTMLButtonElement}
 */
export function button(text, onClick) {
  const made = element('button', { text });
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}

/**
 * Runs `action` on submit, in place of the navigation, and lets Ctrl+Enter (or Cmd+Enter) submit, which a
 * textarea does not do by itself.
 * @param {HTMLFormElement} form
 * @param {() => void} action
 */
export function onSubmit(form, action) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    action();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

/**
 * Whether a scrolling list shows its end, so that what is appended should be scrolled to.
 * @param {Element} list
 */
export function isAtEnd(list) {
  return list.scrollHeight - list.scrollTop - list.clientHeight < 8;
}
