// One pin that somebody sets on the working map: by click or tap, by dragging, by the arrow keys.
//
// mountPin(map, root, L, onMove) returns {update}; update(pin, words) shows the pin
// {id, lon, lat, name} where it begins, or takes it away (null); the same pin again stays where
// it was moved to. onMove({lon, lat}) is called when it came to rest.

function mountPin(map, root, L, onMove) {
  const STEP_PX = 2;
  const LONG_STEP_PX = 24;
  const REST_MS = 600;
  const NEAR_ZOOM = 13;
  const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const state = { mark: null, shown: "", waiting: 0 };

  const tell = () => {
    clearTimeout(state.waiting);
    if (!state.mark) return;
    const { lat, lng } = state.mark.getLatLng().wrap();
    root.dataset.pin = `${lng.toFixed(6)},${lat.toFixed(6)}`;
    onMove({ lon: Number(lng.toFixed(6)), lat: Number(lat.toFixed(6)) });
  };

  const place = (latlng) => {
    state.mark.setLatLng(latlng);
    state.mark.getElement().focus({ preventScroll: true });
    tell();
  };

  const nudge = (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      tell();
    }
    const way = ARROWS[event.key];
    if (!way) return;
    // The map would move too, and the page.
    event.preventDefault();
    event.stopPropagation();
    const length = event.shiftKey ? LONG_STEP_PX : STEP_PX;
    const here = map.latLngToContainerPoint(state.mark.getLatLng());
    const there = map.containerPointToLatLng(here.add([way[0] * length, way[1] * length]));
    state.mark.setLatLng(there);
    map.panInside(there, { padding: [60, 60], animate: false });
    clearTimeout(state.waiting);
    state.waiting = setTimeout(tell, REST_MS);
  };

  const onClick = (event) => state.mark && place(event.latlng);

  const show = (pin, words) => {
    const sign = document.createElement("span");
    sign.className = "map-pin";
    const icon = L.divIcon({ html: sign, className: "map-pin-holder", iconSize: [44, 52], iconAnchor: [22, 48] });
    state.mark = L.marker([pin.lat, pin.lon], { icon, draggable: true, autoPan: true, zIndexOffset: 1000 });
    state.mark.on("dragend", () => place(state.mark.getLatLng()));
    state.mark.addTo(map);
    const element = state.mark.getElement();
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", `${pin.name}. ${words.pin}`);
    element.addEventListener("keydown", nudge);
    map.setView([pin.lat, pin.lon], Math.max(map.getZoom(), NEAR_ZOOM), { animate: false });
    root.classList.add("map-setting");
  };

  const hide = () => {
    clearTimeout(state.waiting);
    if (state.mark) state.mark.remove();
    state.mark = null;
    delete root.dataset.pin;
    root.classList.remove("map-setting");
  };

  map.on("click", onClick);
  return {
    // An answer about an earlier place must not move a pin that was moved again meanwhile.
    update: (pin, words) => {
      const key = pin ? JSON.stringify([pin.id, pin.lon, pin.lat]) : "";
      if (key === state.shown) return;
      state.shown = key;
      hide();
      if (pin) show(pin, words);
    },
  };
}
