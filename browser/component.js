// Joins the working map to the dashboard: one map for each place, its view kept over reruns.
const maps = new WeakMap();
const pins = new WeakMap();
const latest = new WeakMap();
const ends = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let map = maps.get(parentElement);
  latest.set(parentElement, data);
  if (map) {
    map.update(withMarks(data));
  } else {
    const root = parentElement.querySelector(".map-root");
    root.style.height = data.height;
    map = mountMap(root, withMarks(data), globalThis.L, (id) => setTriggerValue("picked", id));
    maps.set(parentElement, map);
    const mounted = map;
    ends.set(parentElement, onMarks(() => mounted.update(withMarks(latest.get(parentElement)))));
    pins.set(parentElement, mountPin(map.leaflet, root, globalThis.L, (place) => setTriggerValue("pinned", place)));
  }
  pins.get(parentElement).update(data.pin, data.words);
  return () => {
    ends.get(parentElement)();
    map.destroy();
    maps.delete(parentElement);
    pins.delete(parentElement);
  };
}
