// Joins the working map to the dashboard: one map for each place, its view kept over reruns.
const maps = new WeakMap();
const grounds = new Map();
const NO_GROUND = { communes: null, roads: null };

export default function (component) {
  const { data, parentElement } = component;
  const held = maps.get(parentElement) || { component, ended: false };
  maps.set(parentElement, held);
  held.asked = data;
  parentElement.querySelector(".map-root").style.height = data.height;
  groundOf(data.ground).then((ground) => {
    // What was asked for meanwhile draws itself.
    if (held.ended || held.asked !== data) return;
    held.grounded = { ...data, ...ground, version: `${data.version}${ground === NO_GROUND}` };
    present(held);
  });
  held.deaf = held.deaf || onPoints(() => present(held));
  return () => {
    held.ended = true;
    held.deaf();
    maps.delete(parentElement);
    if (!held.map) return;
    held.end();
    held.map.destroy();
  };
}

// Communes and roads are fetched once for a page; where that fails, the next run of the page asks anew.
function groundOf(address) {
  if (!address) return Promise.resolve(NO_GROUND);
  if (!grounds.has(address)) grounds.set(address, fetchGround(address));
  return grounds.get(address);
}

async function fetchGround(address) {
  try {
    const answer = await fetch(new URL(address, document.baseURI));
    if (answer.ok) return await answer.json();
  } catch (error) {
    console.warn(error);
  }
  grounds.delete(address);
  return NO_GROUND;
}

// Draws once both the ground and the points that are spoken of are here.
function present(held) {
  const data = held.grounded && withPoints(held.grounded);
  if (!data) return;
  const { parentElement, setTriggerValue } = held.component;
  const root = parentElement.querySelector(".map-root");
  if (!held.map) {
    const clusters = (map, box, L) => mountClusters(map, box, L, globalThis.Supercluster);
    held.map = mountMap(root, withMarks(data), globalThis.L, (id) => setTriggerValue("picked", id), clusters);
    held.pin = mountPin(held.map.leaflet, root, globalThis.L, (place) => setTriggerValue("pinned", place));
    held.drag = mountDrag(held.map.leaflet, root, globalThis.L, (move) => setTriggerValue("moved", move));
    held.end = onMarks(() => show(held));
    held.data = data;
  }
  // Whoever asked for a pin from below the map is brought to it.
  if (data.pin && !held.data.pin) root.scrollIntoView({ block: "center" });
  held.data = data;
  show(held);
  held.pin.update(data.pin, data.words);
}

function show({ map, drag, data }) {
  const marked = withMarks(data);
  map.update(marked);
  drag.update(marked, map.marks);
}
