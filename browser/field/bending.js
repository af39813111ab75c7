// How an evening is bent on the device: later, in another order, a second try, a reserve. Kept per sheet.
//
// An evening here is {sheet, order[id], times{id: {arrival_s, start_s, leave_s}}, missed[id], return_s,
// isChanged, isReordered, isEstimate, reserves[id], retries{id: left_at of the closed door}}.

const LATE_S = 1800;
const RETRY_AFTER_S = 3600;
const RESERVES_TRIED = 6;
// How far behind the end of the shift an offer may bring the team home; it is told, and the team decides.
const HOME_LATE_S = 1800;

function plannedEvening(sheet) {
  return {
    sheet: sheet.sheet,
    order: sheet.stops.map((stop) => stop.id),
    times: Object.fromEntries(sheet.stops.map(({ id, arrival_s, start_s, leave_s }) => [id, { arrival_s, start_s, leave_s }])),
    missed: [],
    return_s: sheet.return_s,
    isChanged: false,
    isReordered: false,
    isEstimate: false,
    reserves: [],
    retries: {},
  };
}

// Back to the office's times; a reserve that was visited, or is on the list, stays on it.
function restoredEvening(shift) {
  const planned = plannedEvening(shift.sheet);
  const visited = shift.evening.reserves.filter((id) => shift.records.get(id));
  const times = Object.fromEntries(visited.map((id) => [id, shift.evening.times[id]]));
  return { ...planned, order: [...planned.order, ...visited], times: { ...times, ...planned.times }, reserves: visited };
}

// The team leaves `from` at at_s; a pause whose hour was over at the next arrival is behind it.
function restOf(shift, { more_s = 0, without = null } = {}) {
  const { sheet, evening, times } = shift;
  const open = shift.openStops().filter((stop) => stop.id !== without);
  const from = lastPlace(shift);
  const leg = shift.leg;
  const shown = open.map((stop) => evening.times[stop.id]).find(Boolean);
  const first = open.find((stop) => evening.times[stop.id]);
  const planned_s = shown ? shown.arrival_s - leg(from, first.id).seconds : sheet.departure_s;
  const earliest_s = shift.isRunning() ? times.now_s() : 0;
  const hasPause = sheet.break_start_s !== null && (!shown || sheet.break_start_s > shown.arrival_s);
  return {
    at_s: Math.max(planned_s + more_s, earliest_s),
    from,
    base: "",
    leg,
    pause: hasPause ? { at_s: sheet.break_start_s, span_s: sheet.break_s } : null,
    visits: open.map((stop) => visitOf(shift, stop)),
  };
}

function visitOf(shift, stop) {
  const windows = windowsOf(stop, shift.sheet.lodging);
  const closed = shift.evening.retries[stop.id];
  const after_s = closed && shift.isRunning() ? shift.times.secondsOf(closed) + RETRY_AFTER_S : 0;
  return { id: stop.id, service_s: stop.service_s, windows: windowsFrom(windows, after_s), ticket: stop.ticket };
}

// Where the team was seen last: the stop with the latest arrival, else its base.
function lastPlace(shift) {
  const seen = [...shift.records.values()].filter((record) => record.arrived_at && shift.stop(record.stop));
  seen.sort((a, b) => Date.parse(a.arrived_at) - Date.parse(b.arrived_at));
  return seen.length ? seen[seen.length - 1].stop : "";
}

function bentEvening(shift, timed, changes) {
  const open = new Set([...timed.stops.map((stop) => stop.id), ...timed.missed]);
  const order = [...shift.evening.order.filter((id) => !open.has(id)), ...timed.stops.map((stop) => stop.id), ...timed.missed];
  const times = { ...shift.evening.times };
  for (const { id, arrival_s, start_s, leave_s } of timed.stops) times[id] = { arrival_s, start_s, leave_s };
  const { missed, return_s, isEstimate } = timed;
  return { ...shift.evening, order, times, missed, return_s, isEstimate, isChanged: true, ...changes };
}

const laterEvening = (shift) => bentEvening(shift, timeEvening(restOf(shift, { more_s: LATE_S })), {});

const reorderedEvening = (shift) => bentEvening(shift, orderEvening(restOf(shift)), { isReordered: true });

// What a team may do before a closed door: {later, reserve}, each null or {evening, at_s, ...}.
function closedDoorOffers(shift, stop) {
  const rest = afterDoor(shift, stop);
  const end_s = shift.sheet.end_s + HOME_LATE_S;
  const visit = visitOf(shift, stop);
  const later = visitLater(rest, visit, { after_s: rest.at_s + RETRY_AFTER_S, end_s });
  const near = nearestReserve(rest, reservesFor(shift, stop, rest), { end_s });
  const at = (added, id) => added.evening.stops.find((one) => one.id === id).start_s;
  return {
    later: later && { evening: later.evening, at_s: at(later, stop.id) },
    reserve: near && {
      stop: shift.stop(near.reserve.id), evening: near.added.evening, at_s: at(near.added, near.reserve.id),
      more_s: Math.max(0, near.added.more_s), isEstimate: near.added.isEstimate,
    },
  };
}

// The team stands before the door now; where the device's day is another one, at the planned hour.
function afterDoor(shift, stop) {
  const rest = restOf(shift, { without: stop.id });
  const planned = shift.evening.times[stop.id];
  const at_s = shift.isRunning() || !planned ? shift.times.now_s() : planned.start_s;
  return { ...rest, at_s, from: stop.id };
}

// Reserves of the same cell, the nearest few to any place that is still on the way.
function reservesFor(shift, stop, rest) {
  const places = [rest.from, ...rest.visits.map((visit) => visit.id), ""];
  const distance = (reserve) => Math.min(...places.map((id) => shift.leg(id, reserve.id).seconds));
  return shift.sheet.reserves
    .filter((reserve) => reserve.cell === stop.cell && !shift.evening.reserves.includes(reserve.id))
    .map((reserve) => ({ ...visitOf(shift, reserve), away: distance(reserve) }))
    .sort((a, b) => a.away - b.away || a.ticket - b.ticket)
    .slice(0, RESERVES_TRIED);
}
