// Points too many to be told apart, gathered where they crowd: a ring of their colours round their number.
//
// mountClusters(map, root, L, Supercluster) returns {gather, draw}. gather(points) takes the map's points (map.js);
// draw(group, words, drawPoint) draws in `group` what the view shows of them: a point that stands alone by
// drawPoint(group, point), which returns its mark, the others as clusters that open at a click, a tap or Enter.
// What was seen before stays as it is, and with it the keyboard, which Leaflet pans the map for.

function mountClusters(map, root, L, Supercluster) {
  const RADIUS_PX = 64;
  const TILE_PX = 256;
  const SINGLE_ZOOM = 16; // From here on every point stands alone, those at one place too.
  const SIZES_PX = [[1000, 54], [100, 46], [0, 38]];
  const state = { index: null, points: [], drawn: new Map() };

  const gather = (points) => {
    state.points = points;
    state.index = new Supercluster({
      radius: RADIUS_PX,
      extent: TILE_PX,
      maxZoom: SINGLE_ZOOM - 1,
      map: ({ colour }) => ({ [colour]: 1 }),
      reduce: (all, some) => {
        for (const [colour, count] of Object.entries(some)) all[colour] = (all[colour] || 0) + count;
      },
    });
    const geometry = ({ lon, lat }) => ({ type: "Point", coordinates: [lon, lat] });
    state.index.load(
      points.map((point, at) => ({
        type: "Feature",
        geometry: geometry(point),
        properties: { at, colour: point.colour },
      })),
    );
  };

  // Shares of a circle from its top on, the largest first.
  const ringOf = (count, colours) => {
    let from = 0;
    const shares = colours.map(([colour, some]) => {
      const to = from + (360 * some) / count;
      const share = `${colour} ${from}deg ${to}deg`;
      from = to;
      return share;
    });
    return `conic-gradient(${shares.join(", ")})`;
  };

  const open = (cluster, [lon, lat]) => {
    const zoom = Math.min(state.index.getClusterExpansionZoom(cluster.cluster_id), SINGLE_ZOOM);
    // What was clicked is drawn anew, so that the map itself keeps the keyboard.
    root.focus({ preventScroll: true });
    map.setView([lat, lon], Math.max(zoom, map.getZoom() + 1));
  };

  const drawCluster = (group, { properties, geometry }, words) => {
    const { point_count: count, cluster, cluster_id, point_count_abbreviated, ...colours } = properties;
    const text = count.toLocaleString(words.language);
    const size = SIZES_PX.find(([least]) => count >= least)[1];
    const sign = document.createElement("span");
    sign.className = "map-cluster";
    sign.style.background = ringOf(count, Object.entries(colours).sort((one, other) => other[1] - one[1]));
    const number = document.createElement("b");
    number.textContent = text;
    sign.append(number);
    const icon = L.divIcon({ html: sign, className: "map-stop-holder", iconSize: [size, size] });
    const [lon, lat] = geometry.coordinates;
    const title = words.cluster.replace("{count}", text);
    const mark = L.marker([lat, lon], { icon, keyboard: true, alt: title, title });
    mark.on("click", () => open(properties, geometry.coordinates));
    mark.on("keypress", (event) => event.originalEvent.key === "Enter" && open(properties, geometry.coordinates));
    group.addLayer(mark);
    mark.getElement()?.setAttribute("aria-label", title);
    return mark;
  };

  const keyOf = ({ cluster, cluster_id, at }) => (cluster ? `cluster ${cluster_id}` : `point ${at}`);

  const draw = (group, words, drawPoint) => {
    const view = map.getBounds().pad(0.25);
    const box = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()];
    const seen = state.index.getClusters(box, Math.round(map.getZoom()));
    const drawn = new Map();
    for (const one of seen) {
      const { cluster, at } = one.properties;
      const key = keyOf(one.properties);
      const drawAnew = () => (cluster ? drawCluster(group, one, words) : drawPoint(group, state.points[at]));
      drawn.set(key, state.drawn.get(key) || drawAnew());
    }
    for (const [key, mark] of state.drawn) if (!drawn.has(key)) group.removeLayer(mark);
    state.drawn = drawn;
    root.dataset.clusters = String(seen.filter((one) => one.properties.cluster).length);
  };

  return { gather, draw };
}
