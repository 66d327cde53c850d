const wrapped = ['[object Object]', '[object Array]', '[object Map]'];

/** As Vue does with all that is in a component's data: plain objects, arrays, instances and maps come out as proxies. */
export function reactive(target, proxies = new WeakMap()) {
  const tag = Object.prototype.toString.call(target);
  if (!wrapped.includes(tag) || !Object.isExtensible(target)) return target;
  const known = proxies.get(target);
  if (known !== undefined) return known;
  const get = (object, name, receiver) => reactive(Reflect.get(object, name, receiver), proxies);
  // Methods of maps can't be called on a proxy.
  const getOfMap = (map, name) => {
    const value = Reflect.get(map, name, map);
    if (typeof value !== 'function') return value;
    return (...args) => reactive(value.apply(map, args), proxies);
  };
  const proxy = new Proxy(target, { get: tag === '[object Map]' ? getOfMap : get });
  proxies.set(target, proxy);
  return proxy;
}
