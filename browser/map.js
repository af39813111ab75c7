// The working map: one Leaflet map for the dashboard, the field page and the route sheet.
// Vectors only, no tiles, no request. Every text from data goes through textContent.
//
// mountMap(root, data, L, onPick, clusters) draws `data` in `root` and returns {update, leaflet, marks, destroy};
// clusters(map, root, L), where there is one, gathers points that are too many to be told apart (map_clusters.js).
// data: {
//   version            text; layers are drawn again only when it changes
//   fit                text; the view is set again only when it changes (and at the first draw)
//   communes, roads    GeoJSON text or null; features have properties.name, roads also .highway
//   points             [{id, lon, lat, name, lines[], colour, ring}]
//   routes             [{shift, name, colour, line[[lon, lat]], stops[{id, lon, lat, number, name, lines[]}]}]
//   closures           [{lon, lat, radius_m, name}] where no vehicle gets through, or absent
//   bases              [{lon, lat, name}]
//   areas              {layer, colours} or null: GeoJSON text with properties.minutes, minutes to colour
//   pin                {id, lon, lat, name} or null: while somebody sets a pin nothing is picked (map_pin.js)
//   selected           id or null
//   sketch             text laid across a schematic map, or empty
//   legend             [{colour, text, kind}]; kind is dot, ring, line, area or square
//   words              {map, north, legend, zoom_in, zoom_out, whole}, and for clusters {cluster, language}
// }

function mountMap(root, data, L, onPick, clusters) {
  const INK = "#12303b";
  const GROUNDS = {
    light: { commune: "#f2f6f4", border: "#5b7480", road: "#cdb98c", lane: "#e3d9c3" },
    dark: { commune: "#22343c", border: "#7d97a2", road: "#7d7152", lane: "#4d4a3d" },
  };
  const MARGIN = 24;
  const ROAD_WEIGHTS = { motorway: 4, trunk: 4, primary: 3.5, secondary: 2.5, tertiary: 1.75, unclassified: 1.25 };
  const NAMES = "names";
  const CROWD = 2000; // Points; beyond, they are gathered where they crowd.
  const state = {
    data: null,
    layers: null,
    marks: new Map(),
    crowd: null,
    chosen: null,
    selected: null,
    settled: false,
  };

  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  // Leaflet 1.9 forgets a frame that it asked for when it draws before it; that one comes though the map is gone.
  const Renderer = L.Canvas.extend({
    _redraw() {
      if (this._ctx) L.Canvas.prototype._redraw.call(this);
    },
  });
  const map = L.map(root, {
    attributionControl: false,
    zoomControl: false,
    renderer: new Renderer(),
    trackResize: false,
    zoomSnap: 0.25,
    zoomDelta: 0.5,
    minZoom: 7,
    maxZoom: 18,
  });
  // Names of communes lie on the ground, under the stops and clusters that have numbers.
  map.createPane(NAMES).style.zIndex = "590";
  root.tabIndex = 0;
  root.setAttribute("role", "application");
  root.setAttribute("aria-label", data.words.map);

  const control = (position, build) => {
    const holder = L.control({ position });
    holder.onAdd = () => {
      const node = build();
      L.DomEvent.disableClickPropagation(node);
      return node;
    };
    return holder.addTo(map);
  };

  const button = (text, title, act) => {
    const node = element("button", "map-button", text);
    node.type = "button";
    node.title = title;
    node.setAttribute("aria-label", title);
    node.addEventListener("click", act);
    return node;
  };

  control("topleft", () => {
    const bar = element("div", "map-bar leaflet-bar");
    bar.append(
      button("+", data.words.zoom_in, () => map.zoomIn()),
      button("−", data.words.zoom_out, () => map.zoomOut()),
      button("⤢", data.words.whole, () => fitView()),
    );
    return bar;
  });
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  control("topright", () => {
    const north = element("div", "map-north", "↑");
    north.append(element("span", "", data.words.north));
    return north;
  });

  const legendBox = element("details", "map-legend");
  legendBox.open = root.clientWidth === 0 || root.clientWidth > 560;
  control("bottomright", () => legendBox);
  const sketch = element("p", "map-sketch");
  root.append(sketch);

  const drawLegend = () => {
    legendBox.replaceChildren(element("summary", "", state.data.words.legend));
    for (const item of state.data.legend) {
      const row = element("div", "map-legend-row");
      const sign = element("i", `map-sign map-sign-${item.kind}`);
      sign.style.setProperty("--sign", item.colour);
      row.append(sign, element("span", "", item.text));
      legendBox.append(row);
    }
    legendBox.hidden = state.data.legend.length === 0;
  };

  const card = (thing) => {
    const node = element("div", "map-card");
    node.append(element("b", "", thing.name));
    for (const line of thing.lines || []) node.append(element("p", "", line));
    return node;
  };

  const features = (text) => (text ? JSON.parse(text) : { type: "FeatureCollection", features: [] });

  // What is drawn on a canvas cannot follow the page's colours by itself.
  const ground = () => GROUNDS[getComputedStyle(root).colorScheme === "dark" ? "dark" : "light"];

  const drawCommunes = (group) => {
    const { border, commune } = ground();
    const layer = L.geoJSON(features(state.data.communes), {
      interactive: false,
      style: { color: border, weight: 1.5, fillColor: commune, fillOpacity: 1 },
      onEachFeature: (feature, shape) => {
        const sign = element("span", "", feature.properties.name);
        shape.bindTooltip(sign, { permanent: true, direction: "center", className: "map-commune", pane: NAMES });
      },
    });
    group.addLayer(layer);
    return layer.getLayers().length;
  };

  const drawRoads = (group) => {
    const colours = ground();
    const style = (road) => {
      const weight = ROAD_WEIGHTS[(road.properties || {}).highway] || 0.6;
      return { color: weight > 1 ? colours.road : colours.lane, weight };
    };
    group.addLayer(L.geoJSON(features(state.data.roads), { interactive: false, style }));
  };

  const drawAreas = (group) => {
    const { layer, colours } = state.data.areas || { layer: null, colours: {} };
    const style = (area) => {
      const colour = colours[area.properties.minutes];
      return { color: colour, weight: 1, opacity: 0.9, fillColor: colour, fillOpacity: 0.45 };
    };
    const shapes = L.geoJSON(features(layer), { interactive: false, style });
    group.addLayer(shapes);
    return shapes.getLayers().length;
  };

  const drawPoint = (group, point) => {
    const mark = L.circleMarker([point.lat, point.lon], {
      radius: 6,
      weight: point.ring ? 2.5 : 1.25,
      color: point.ring || "#ffffff",
      fillColor: point.colour,
      fillOpacity: 0.95,
    });
    join(group, mark, point);
    return mark;
  };

  const drawPoints = (group) => {
    const { points } = state.data;
    const isCrowd = Boolean(clusters) && points.length > CROWD;
    state.crowd = isCrowd ? { clusters: clusters(map, root, L), group: L.layerGroup().addTo(group) } : null;
    if (!isCrowd) for (const point of points) drawPoint(group, point);
    else state.crowd.clusters.gather(points);
  };

  // What stands alone changes with the view.
  const drawCrowd = () => {
    if (state.crowd) state.crowd.clusters.draw(state.crowd.group, state.data.words, drawPoint);
  };

  const drawRoutes = (group) => {
    for (const route of state.data.routes) {
      const line = route.line.map(([lon, lat]) => [lat, lon]);
      group.addLayer(L.polyline(line, { color: "#ffffff", weight: 7, opacity: 0.9, interactive: false }));
      group.addLayer(L.polyline(line, { color: route.colour, weight: 4, opacity: 0.95, interactive: false }));
    }
    for (const route of state.data.routes) {
      for (const stop of route.stops) {
        const sign = element("span", "map-stop", String(stop.number));
        sign.style.setProperty("--sign", route.colour);
        const icon = L.divIcon({ html: sign, className: "map-stop-holder", iconSize: [28, 28] });
        join(group, L.marker([stop.lat, stop.lon], { icon, keyboard: true, alt: stop.name }), stop);
      }
    }
  };

  const drawBases = (group) => {
    for (const base of state.data.bases) {
      const icon = L.divIcon({ html: element("span", "map-base"), className: "map-stop-holder", iconSize: [20, 20] });
      group.addLayer(L.marker([base.lat, base.lon], { icon, keyboard: false }).bindTooltip(() => card(base)));
    }
  };

  const drawClosures = (group) => {
    for (const place of state.data.closures || []) {
      const ring = { radius: place.radius_m, color: "#b3261e", weight: 2, dashArray: "5 5", fillOpacity: 0.15 };
      group.addLayer(L.circle([place.lat, place.lon], { ...ring, interactive: false }));
      const sign = element("span", "map-closed", "×");
      const icon = L.divIcon({ html: sign, className: "map-stop-holder", iconSize: [24, 24] });
      const mark = L.marker([place.lat, place.lon], { icon, keyboard: false, zIndexOffset: 500 });
      group.addLayer(mark.bindTooltip(() => card(place)));
    }
  };

  const join = (group, mark, thing) => {
    mark.bindTooltip(() => card(thing), { direction: "auto", offset: [10, 0] });
    if (thing.id) {
      state.marks.set(thing.id, mark);
      mark.on("click", () => pick(thing.id));
      mark.on("keypress", (event) => event.originalEvent.key === "Enter" && pick(thing.id));
    }
    group.addLayer(mark);
  };

  // Marked at once here, so that the page need not send the map again.
  const pick = (id) => {
    if (state.data.pin) return;
    state.selected = id;
    choose();
    if (onPick) onPick(id);
  };

  // A point within a cluster has a place, though no mark of its own.
  const placeOf = (id) => {
    const mark = state.marks.get(id);
    if (mark) return mark.getLatLng();
    const point = state.data.points.find((one) => one.id === id);
    return point ? L.latLng(point.lat, point.lon) : null;
  };

  const choose = () => {
    if (state.chosen) state.chosen.remove();
    state.chosen = null;
    const place = placeOf(state.selected);
    if (!place) return;
    const ring = { radius: 13, weight: 3, color: INK, fill: false, interactive: false };
    state.chosen = L.circleMarker(place, ring).addTo(map);
    if (state.settled && !map.getBounds().pad(-0.05).contains(place)) map.panTo(place);
  };

  // Routes, when there are some, are what the view is about; else the communes, else the points.
  const bounds = () => {
    const { routes, points, communes } = state.data;
    const onWay = routes.flatMap((route) => [...route.line, ...route.stops.map((stop) => [stop.lon, stop.lat])]);
    if (onWay.length) return L.latLngBounds(onWay.map(([lon, lat]) => [lat, lon]));
    if (communes) return L.geoJSON(features(communes)).getBounds();
    return L.latLngBounds(points.map((point) => [point.lat, point.lon]));
  };

  // A box smaller than the margins has no zoom: Leaflet would throw on NaN.
  const hasRoom = () => root.clientWidth > 2 * MARGIN && root.clientHeight > 2 * MARGIN;

  const fitView = () => {
    const box = bounds();
    const margin = hasRoom() ? MARGIN : 0;
    if (box.isValid()) map.fitBounds(box, { padding: [margin, margin], animate: false });
    else map.setView([0, 0], 7, { animate: false });
    state.settled = hasRoom();
  };

  const draw = () => {
    if (state.layers) state.layers.remove();
    state.marks.clear();
    state.layers = L.layerGroup();
    const communes = drawCommunes(state.layers);
    const areas = drawAreas(state.layers);
    drawRoads(state.layers);
    drawRoutes(state.layers);
    drawPoints(state.layers);
    drawBases(state.layers);
    drawClosures(state.layers);
    state.layers.addTo(map);
    root.dataset.clusters = "0";
    drawCrowd();
    sketch.textContent = state.data.sketch;
    drawLegend();
    root.dataset.communes = String(communes);
    root.dataset.areas = String(areas);
    root.dataset.points = String(state.data.points.length);
    root.dataset.stops = String(state.data.routes.reduce((sum, route) => sum + route.stops.length, 0));
  };

  const update = (next) => {
    const before = state.data;
    state.data = next;
    // The view comes first: Leaflet 1.9 cannot draw a canvas layer without one.
    if (!before || before.fit !== next.fit) fitView();
    if (!before || before.version !== next.version) draw();
    if (!before || before.selected !== next.selected) state.selected = next.selected;
    choose();
    root.dataset.ready = "1";
  };

  const observer = new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (!state.settled && hasRoom() && state.data) fitView();
  });
  observer.observe(root);
  map.on("moveend", drawCrowd);

  update(data);
  return {
    update,
    leaflet: map,
    marks: state.marks,
    destroy: () => {
      observer.disconnect();
      map.remove();
    },
  };
}
