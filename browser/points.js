// The points of a page's map, told apart from what is shown of them: a filter or another colouring never sends them again.
const POINTS = "page-points";

// told: {version, texts[], rows[[id, lon, lat, name, text, text, type, state, ring]]}; a row's texts are places in texts.
function tellPoints(told) {
  globalThis.pagePoints = told;
  globalThis.dispatchEvent(new Event(POINTS));
}

// Calls hear() whenever points are told; returns what ends that.
function onPoints(hear) {
  globalThis.addEventListener(POINTS, hear);
  return () => globalThis.removeEventListener(POINTS, hear);
}

// Returns data with the points to draw, null where those it speaks of are not told yet.
// data.told: {version, shown, by, colours, other, ringed[], ring}; shown holds a bit for each row, in base64, or is null.
function withPoints(data) {
  const told = globalThis.pagePoints;
  if (!data.told) return data;
  if (!told || told.version !== data.told.version) return null;
  const { shown, by, colours, other, ring } = data.told;
  const bits = shown === null ? null : atob(shown);
  const isShown = (at) => bits === null || (bits.charCodeAt(at >> 3) >> (at & 7)) & 1;
  const ringed = new Set(data.told.ringed);
  const points = told.rows.filter((_, at) => isShown(at)).map(([id, lon, lat, name, kind, year, type, state, own]) => ({
    id,
    lon,
    lat,
    name,
    lines: [told.texts[kind], told.texts[year]],
    colour: colours[by === "type" ? type : state] || other,
    ring: ringed.has(id) ? ring : own,
  }));
  return { ...data, points };
}
