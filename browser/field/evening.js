// The rest of an evening, timed and put in order without signal. Pure: data in, data out.
//
// A rest is {at_s, from, visits[{id, service_s, windows[[earliest, latest start]]}], leg, base, pause}:
// the team may leave `from` at `at_s`; leg(from, to) is {seconds, isEstimate}; pause is null or
// {at_s, span_s} and is taken at the first departure after its hour, or while the team waits anyway.
// An evening is {stops[{id, arrival_s, start_s, leave_s}], missed[id], travel_s, return_s, isEstimate}.

const EVENING_EXACT = 12;
const EVENING_FORGETS_S = 86400 * 7;

// What is left of a stop's windows when a lodging visit has to end by its hour.
function windowsOf(stop, lodging) {
  const windows = stop.windows.length ? stop.windows : [[0, EVENING_FORGETS_S]];
  if (!lodging.types.includes(stop.type)) return windows;
  const latest = lodging.until_s - stop.service_s;
  return windows.map(([from, to]) => [from, Math.min(to, latest)]).filter(([from, to]) => from <= to);
}

// Windows from a moment on.
function windowsFrom(windows, at_s) {
  return windows.map(([from, to]) => [Math.max(from, at_s), to]).filter(([from, to]) => from <= to);
}

// Travel times of a sheet; where the table has none, the straight line at the sheet's own pace, called an estimate.
function legsOf(sheet) {
  const row = new Map(sheet.travel.ids.map((id, index) => [id, index]));
  const places = new Map([["", sheet.base], ...[...sheet.stops, ...sheet.reserves].map((stop) => [stop.id, stop])]);
  const known = (from, to) => (row.has(from) && row.has(to) ? sheet.travel.duration_s[row.get(from)][row.get(to)] : null);
  const pace = paceOf(sheet.travel.ids, { places, known });
  return (from, to) => {
    if (from === to) return { seconds: 0, isEstimate: false };
    const seconds = known(from, to);
    if (seconds !== null && seconds !== undefined) return { seconds, isEstimate: false };
    return { seconds: Math.round(metresBetween(places.get(from), places.get(to)) * pace), isEstimate: true };
  };
}

// Seconds for a metre of straight line: the median of the known ways of 500 m and more, else 1.4 times at 25 km/h.
function paceOf(ids, { places, known }) {
  const NEAR_M = 500;
  const DEFAULT = 1.4 / (25 / 3.6);
  const paces = [];
  for (const from of ids) {
    for (const to of ids) {
      const metres = from === to ? 0 : metresBetween(places.get(from), places.get(to));
      const seconds = known(from, to);
      if (metres >= NEAR_M && typeof seconds === "number") paces.push(seconds / metres);
    }
  }
  paces.sort((a, b) => a - b);
  return paces.length ? paces[Math.floor(paces.length / 2)] : DEFAULT;
}

// Haversine on a sphere of 6,371 km.
function metresBetween(a, b) {
  const radians = Math.PI / 180;
  const height = Math.sin(((b.lat - a.lat) * radians) / 2) ** 2;
  const width = Math.sin(((b.lon - a.lon) * radians) / 2) ** 2;
  const across = height + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * width;
  return Math.round(12742000 * Math.asin(Math.sqrt(across)));
}

// One step on: null where no window is left at arrival. state is {at_s, id, isPaused}.
function stepTo(rest, state, visit) {
  const { pause } = rest;
  const takesPause = pause !== null && !state.isPaused && state.at_s >= pause.at_s;
  const leg = rest.leg(state.id, visit.id);
  const arrival_s = state.at_s + (takesPause ? pause.span_s : 0) + leg.seconds;
  const open = visit.windows.find(([, latest]) => arrival_s <= latest);
  if (!open) return null;
  const start_s = Math.max(arrival_s, open[0]);
  const waitsThrough = pause !== null && start_s - Math.max(arrival_s, pause.at_s) >= pause.span_s;
  const isPaused = state.isPaused || takesPause || waitsThrough;
  return { arrival_s, start_s, at_s: start_s + visit.service_s, id: visit.id, isPaused, leg };
}

// Times of the visits in the order given; whose windows are over by then is missed, and nobody drives there.
function timeEvening(rest) {
  let state = { at_s: rest.at_s, id: rest.from, isPaused: false };
  const evening = { stops: [], missed: [], travel_s: 0, return_s: 0, isEstimate: false };
  for (const visit of rest.visits) {
    const step = stepTo(rest, state, visit);
    if (step === null) {
      evening.missed.push(visit.id);
      continue;
    }
    evening.stops.push({ id: visit.id, arrival_s: step.arrival_s, start_s: step.start_s, leave_s: step.at_s });
    evening.travel_s += step.leg.seconds;
    evening.isEstimate ||= step.leg.isEstimate;
    state = step;
  }
  const home = rest.leg(state.id, rest.base);
  evening.travel_s += home.seconds;
  evening.return_s = state.at_s + home.seconds;
  evening.isEstimate ||= home.isEstimate;
  return evening;
}

// The best order: most visits within their windows, then the earliest return. Exact up to 12 visits
// (earliest end over subsets: earlier is never worse, as one may wait), by insertion above.
function orderEvening(rest) {
  const order = rest.visits.length <= EVENING_EXACT ? exactOrder(rest) : insertedOrder(rest);
  const chosen = order.map((index) => rest.visits[index]);
  const left = rest.visits.filter((visit) => !chosen.includes(visit));
  const evening = timeEvening({ ...rest, visits: chosen });
  return { ...evening, missed: left.map((visit) => visit.id) };
}

function exactOrder(rest) {
  const count = rest.visits.length;
  const states = new Map();
  const keep = (set, last, step, before) => {
    const key = (set * count + last) * 2 + Number(step.isPaused);
    const known = states.get(key);
    if (!known || step.at_s < known.at_s) states.set(key, { ...step, set, last, before });
  };
  const start = { at_s: rest.at_s, id: rest.from, isPaused: false, set: 0, before: null };
  const extend = (state) => {
    for (let next = 0; next < count; next += 1) {
      if (state.set & (1 << next)) continue;
      const step = stepTo(rest, state, rest.visits[next]);
      if (step) keep(state.set | (1 << next), next, step, state);
    }
  };
  extend(start);
  for (let set = 1; set < 1 << count; set += 1) {
    for (let key = set * count * 2; key < (set + 1) * count * 2; key += 1) if (states.has(key)) extend(states.get(key));
  }
  return wayBack(bestEnd(rest, [...states.values()]));
}

function bestEnd(rest, ends) {
  const size = ({ set }) => set.toString(2).replaceAll("0", "").length;
  const back = (state) => state.at_s + rest.leg(state.id, rest.base).seconds;
  const isBetter = (a, b) => size(a) > size(b) || (size(a) === size(b) && back(a) < back(b));
  return ends.reduce((best, state) => (best === null || isBetter(state, best) ? state : best), null);
}

function wayBack(end) {
  const order = [];
  for (let state = end; state && state.before; state = state.before) order.unshift(state.last);
  return order;
}

function insertedOrder(rest) {
  let order = [];
  rest.visits.forEach((_visit, index) => {
    const tries = [...Array(order.length + 1).keys()].map((at) => [...order.slice(0, at), index, ...order.slice(at)]);
    const timed = tries.map((tried) => ({ tried, evening: timeEvening({ ...rest, visits: tried.map((k) => rest.visits[k]) }) }));
    const fitting = timed.filter(({ evening }) => evening.missed.length === 0);
    fitting.sort((a, b) => a.evening.return_s - b.evening.return_s);
    if (fitting.length) order = fitting[0].tried;
  });
  return order;
}

// The same visit later on, where it costs no other visit and the team is back in time; else null.
function visitLater(rest, visit, { after_s, end_s }) {
  return addVisit(rest, { ...visit, windows: windowsFrom(visit.windows, after_s) }, end_s);
}

// The reserve nearest to the rest of the way that fits: least added travel, then its place among the reserves.
function nearestReserve(rest, reserves, { end_s }) {
  const offers = reserves
    .map((reserve) => ({ reserve, added: addVisit(rest, reserve, end_s) }))
    .filter(({ added }) => added !== null);
  offers.sort((a, b) => a.added.more_s - b.added.more_s || a.reserve.ticket - b.reserve.ticket);
  return offers.length ? offers[0] : null;
}

function addVisit(rest, visit, end_s) {
  const before = orderEvening(rest);
  const evening = orderEvening({ ...rest, visits: [...rest.visits, visit] });
  const isIn = evening.stops.some((stop) => stop.id === visit.id);
  if (!isIn || evening.missed.length > before.missed.length || evening.return_s > Math.max(end_s, before.return_s)) return null;
  const at = evening.stops.findIndex((stop) => stop.id === visit.id);
  const around = [at ? evening.stops[at - 1].id : rest.from, evening.stops[at + 1] ? evening.stops[at + 1].id : rest.base];
  const isEstimate = rest.leg(around[0], visit.id).isEstimate || rest.leg(visit.id, around[1]).isEstimate;
  return { evening, more_s: evening.travel_s - before.travel_s, isEstimate };
}
