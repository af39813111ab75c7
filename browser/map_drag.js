// Stops dragged on the working map, by mouse or touch; the timeline and the table are the keyboard's way.
//
// mountDrag(map, root, L, onMove) returns {update}. update(data, marks) takes the map's data (map.js) and its markers
// by id. Where data.drags, a stop may be dropped on another stop, whose place it takes, or on another route's line:
// onMove({visit, shift, order}), order 0 for wherever it costs least. Nothing stays moved here: the page answers with
// data.proposed {visit, shift, order}, drawn as a dashed way, or without.

function mountDrag(map, root, L, onMove) {
  const INK = "#12303b";
  const STOP_PX = 24; // A finger's width round a stop's sign.
  const LINE_PX = 14;
  const state = { key: "", data: null, marks: null, hint: null, way: null, target: null };

  const sign = document.createElement("p");
  sign.className = "map-drop";
  sign.setAttribute("aria-live", "polite");
  sign.hidden = true;
  root.append(sign);

  const places = () =>
    state.data.routes.flatMap((route) => route.stops.map((stop) => ({ route, stop, mark: state.marks.get(stop.id) })));
  const othersOf = (route, visit) => route.stops.filter((stop) => stop.id !== visit);
  const pixel = (latlng) => map.latLngToContainerPoint(latlng);

  const stopAt = (point, visit) => {
    const near = places()
      .filter(({ stop, mark }) => mark && stop.id !== visit)
      .map((place) => ({ ...place, away: pixel(place.mark.getLatLng()).distanceTo(point) }))
      .sort((one, other) => one.away - other.away)[0];
    if (!near || near.away > STOP_PX) return null;
    const { route, stop, mark } = near;
    return { shift: route.shift, order: stop.number, route, at: mark.getLatLng(), name: stop.name };
  };

  const awayFrom = (line, point) => {
    const corners = line.map(([lon, lat]) => pixel([lat, lon]));
    return corners.slice(1).reduce(
      (least, corner, at) => Math.min(least, L.LineUtil.pointToSegmentDistance(point, corners[at], corner)),
      Infinity,
    );
  };

  const lineAt = (point, visit) => {
    const near = state.data.routes
      .filter((route) => !route.stops.some((stop) => stop.id === visit))
      .map((route) => ({ route, away: awayFrom(route.line, point) }))
      .sort((one, other) => one.away - other.away)[0];
    return near && near.away <= LINE_PX ? { shift: near.route.shift, order: 0, route: near.route } : null;
  };

  const told = ({ name, order, route }, text) =>
    text.replace("{order}", String(order)).replace("{route}", route.name).replace("{stop}", name || "");

  const hint = (target) => {
    if (state.hint) state.hint.remove();
    state.hint = null;
    const { words } = state.data;
    sign.textContent = target ? told(target, target.at ? words.drop_stop : words.drop_route) : words.drop_nowhere;
    if (!target) return;
    const line = target.route.line.map(([lon, lat]) => [lat, lon]);
    state.hint = target.at
      ? L.circleMarker(target.at, { radius: 20, weight: 4, color: INK, fill: false, interactive: false })
      : L.polyline(line, { color: target.route.colour, weight: 14, opacity: 0.35, interactive: false });
    state.hint.addTo(map);
  };

  const begin = (mark) => {
    mark.closeTooltip();
    mark.setZIndexOffset(2000);
    root.dataset.dragging = "1";
    sign.hidden = false;
    hint(null);
  };

  const follow = (mark, visit) => {
    const point = pixel(mark.getLatLng());
    state.target = stopAt(point, visit) || lineAt(point, visit);
    hint(state.target);
  };

  const end = (mark, stop) => {
    const target = state.target;
    state.target = null;
    hint(null);
    sign.hidden = true;
    delete root.dataset.dragging;
    mark.setZIndexOffset(0);
    mark.setLatLng([stop.lat, stop.lon]);
    if (target) onMove({ visit: stop.id, shift: target.shift, order: target.order });
  };

  const attach = () => {
    if (state.hint) state.hint.remove();
    state.hint = null;
    for (const { stop, mark } of places()) {
      if (!mark || !mark.dragging) continue;
      mark.off("dragstart drag dragend");
      if (!state.data.drags) {
        mark.dragging.disable();
        continue;
      }
      mark.dragging.enable();
      mark.on("dragstart", () => begin(mark));
      mark.on("drag", () => follow(mark, stop.id));
      mark.on("dragend", () => end(mark, stop));
    }
  };

  // The way by which the stop would be reached and left, as the crow flies.
  const drawProposed = () => {
    if (state.way) state.way.remove();
    state.way = null;
    const { proposed, routes } = state.data;
    const mark = proposed && state.marks.get(proposed.visit);
    const route = proposed && routes.find((one) => one.shift === proposed.shift);
    if (!mark || !route) return;
    const others = othersOf(route, proposed.visit);
    const [before, after] = [others[proposed.order - 2], others[proposed.order - 1]];
    const way = [before && [before.lat, before.lon], mark.getLatLng(), after && [after.lat, after.lon]].filter(Boolean);
    state.way = L.polyline(way, { color: INK, weight: 3, dashArray: "6 8", interactive: false }).addTo(map);
  };

  return {
    update: (data, marks) => {
      const key = `${data.version} ${Boolean(data.drags)}`;
      Object.assign(state, { data, marks });
      if (key !== state.key) attach();
      state.key = key;
      drawProposed();
    },
  };
}
