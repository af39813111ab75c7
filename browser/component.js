// Joins the working map to the dashboard: one map for each place, its view kept over reruns.
const maps = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let held = maps.get(parentElement);
  if (!held) {
    const root = parentElement.querySelector(".map-root");
    root.style.height = data.height;
    const map = mountMap(root, withMarks(data), globalThis.L, (id) => setTriggerValue("picked", id));
    const pin = mountPin(map.leaflet, root, globalThis.L, (place) => setTriggerValue("pinned", place));
    const drag = mountDrag(map.leaflet, root, globalThis.L, (move) => setTriggerValue("moved", move));
    held = { map, pin, drag, data };
    held.end = onMarks(() => show(held));
    maps.set(parentElement, held);
  }
  // Whoever asked for a pin from below the map is brought to it.
  if (data.pin && !held.data.pin) parentElement.querySelector(".map-root").scrollIntoView({ block: "center" });
  held.data = data;
  show(held);
  held.pin.update(data.pin, data.words);
  return () => {
    held.end();
    held.map.destroy();
    maps.delete(parentElement);
  };
}

function show({ map, drag, data }) {
  const marked = withMarks(data);
  map.update(marked);
  drag.update(marked, map.marks);
}
