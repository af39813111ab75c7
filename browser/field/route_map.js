// The shift on the working map, with the device's own position while it is open.

const MAP_BELOW_PX = 140;

// Draws the shift in `holder`; returns what closes map and watch.
function openRouteMap(holder, shift, onPick) {
  const { say } = shift;
  const box = fieldPart("div", { class: "map-root field-map" });
  const hint = fieldPart("p", { class: "quiet" }, say("place_here"));
  holder.append(box, hint);
  // What is left between the bar and the tabs; a map that has to be scrolled away under a thumb is lost.
  box.style.height = `${globalThis.innerHeight - box.getBoundingClientRect().top - MAP_BELOW_PX}px`;
  const map = mountMap(box, routeMapData(shift), L, onPick);
  let me = null;
  const endWatch = watchPosition((place) => {
    if (!place) {
      hint.textContent = say("place_denied");
      return;
    }
    hint.textContent = say("place_here");
    const at = [place.lat, place.lon];
    if (me) {
      me.setLatLng(at);
      return;
    }
    me = L.circleMarker(at, { radius: 10, weight: 4, color: "#ffffff", fillColor: "#1266d6", fillOpacity: 1, interactive: false });
    me.addTo(map.leaflet);
    box.dataset.me = "1";
  });
  return () => {
    endWatch();
    map.destroy();
  };
}

function routeMapData(shift) {
  const { sheet, say } = shift;
  const COLOUR = "#0b5d7a";
  const stops = shift.stopsInOrder().map((stop, index) => ({
    id: stop.id, lon: stop.lon, lat: stop.lat, number: index + 1, name: stop.name, lines: stopLines(shift, stop),
  }));
  // A way that was put in another order is no longer the line that the office drew.
  const line = shift.evening.isReordered ? [] : sheet.line;
  return {
    version: "1",
    fit: "shift",
    communes: sheet.ground.communes,
    roads: sheet.ground.roads,
    points: [],
    routes: [{ name: sheet.team_name, colour: COLOUR, line, stops }],
    bases: [{ lon: sheet.base.lon, lat: sheet.base.lat, name: sheet.base.name, lines: [] }],
    selected: null,
    sketch: sheet.is_demo ? say("sketch") : "",
    legend: [
      { kind: "dot", colour: COLOUR, text: say("legend_stop") },
      { kind: "square", colour: "#12303b", text: say("legend_base") },
      { kind: "dot", colour: "#1266d6", text: say("legend_me") },
    ],
    words: Object.fromEntries(["map", "north", "legend", "zoom_in", "zoom_out", "whole"].map((key) => [key, say(key)])),
  };
}

function stopLines(shift, stop) {
  const when = shift.timesOf(stop);
  return [when ? shift.say("planned", { start: fieldClock(when.start_s), leave: fieldClock(when.leave_s) }) : "", stop.type_label, stop.address]
    .filter(Boolean);
}
