/** An error as the platform's interfaces throw them. Its message begins with its name, which applications look for. */
export function domError(name: string, message: string): Error {
  const text = `${name}: ${message}`;
  if (typeof DOMException === 'function') return new DOMException(text, name);
  return Object.assign(new Error(text), { name });
}
