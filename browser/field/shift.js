// The shift as the page holds it: stops, records, how the evening was bent; what is done to them is kept at once.

const RUNS_BEFORE_S = 7200;
const RUNS_AFTER_S = 21600;

// Opens what is kept for a sheet. redraw() is called when something changed, tellSaved(kind) as it is kept.
async function openShift(sheet, { keeping, times, canSend, redraw, tellSaved }) {
  const stops = new Map([...sheet.stops.map((stop) => [stop.id, stop]), ...sheet.reserves.map((stop) => [stop.id, { ...stop, isReserve: true }])]);
  await takeNoted(keeping, sheet.sheet);
  const records = new Map((await keeping.read(sheet.sheet)).map((record) => [record.stop, record]));
  const kept = await keeping.readEvening(sheet.sheet);
  const newest = new Map();
  let changeCount = 0;
  let writes = Promise.resolve();

  const shift = { sheet, keeping, times, canSend, records, say: fieldSay(sheet.words), leg: legsOf(sheet), evening: kept || plannedEvening(sheet) };
  shift.stop = (id) => stops.get(id);
  shift.stopsInOrder = () => shift.evening.order.map(shift.stop).filter(Boolean);
  shift.timesOf = (stop) => shift.evening.times[stop.id] || null;
  shift.hasStatus = (id) => Boolean(records.get(id) && records.get(id).status);
  shift.hasAnyStatus = () => [...records.values()].some((record) => record.status);
  shift.isOpen = (id) => {
    const record = records.get(id);
    const again = shift.evening.retries[id];
    return !isFinished(record) || (again !== undefined && record.status === "closed_door" && record.left_at === again);
  };
  shift.openStops = () => shift.stopsInOrder().filter((stop) => shift.isOpen(stop.id));
  shift.nextStop = () => {
    const open = shift.openStops();
    const isHere = (stop) => shift.hasStatus(stop.id) && records.get(stop.id).status === "arrived";
    return open.find(isHere) || open.find((stop) => !shift.evening.missed.includes(stop.id)) || open[0] || null;
  };
  shift.unsent = () => [...records.values()].filter((record) => record.status && isUnsent(record));
  shift.isRunning = () => {
    const now_s = times.now_s();
    return now_s > sheet.start_s - RUNS_BEFORE_S && now_s < sheet.end_s + RUNS_AFTER_S;
  };

  // One write after the other, so that each change has its own edit.
  const keep = (act) => {
    tellSaved("saving");
    writes = writes.then(act).then(() => tellSaved("saved"), () => tellSaved("not_saved"));
    return writes;
  };

  shift.save = (stop, changes) => {
    const before = records.get(stop.id) || blankRecord(sheet, stop);
    const record = { ...before, ...changes, recorded_at: times.instant() };
    records.set(stop.id, record);
    changeCount += 1;
    const mine = changeCount;
    newest.set(stop.id, mine);
    if (keeping.isKept) noteRecord(record);
    return keep(async () => {
      const written = await keeping.write({ ...record, edit: records.get(stop.id).edit });
      if (newest.get(stop.id) === mine) strikeRecord(record);
      const { edit, sent_edit, intake, reason } = written;
      records.set(stop.id, { ...records.get(stop.id), edit, sent_edit, intake, reason });
    });
  };

  shift.bend = (evening) => {
    shift.evening = evening;
    keep(() => keeping.writeEvening(evening));
    redraw();
  };

  // What was answered meanwhile, and what another tab recorded.
  shift.reread = async () => {
    await writes;
    for (const record of await keeping.read(sheet.sheet)) {
      const here = records.get(record.stop);
      if (!here || record.edit >= here.edit) records.set(record.stop, record);
    }
  };
  shift.settled = () => writes;
  return shift;
}
