// Joins the working map to the dashboard: one map for each place, its view kept over reruns.
const maps = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let map = maps.get(parentElement);
  if (map) {
    map.update(data);
  } else {
    const root = parentElement.querySelector(".map-root");
    root.style.height = data.height;
    map = mountMap(root, data, globalThis.L, (id) => setTriggerValue("picked", id));
    maps.set(parentElement, map);
  }
  return () => {
    map.destroy();
    maps.delete(parentElement);
  };
}
