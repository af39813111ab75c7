// A stop told in a card: where, when, with whom, and what is known from before.

// The address by which a map application is opened; null where the office wants none.
function wayTo(shift, stop) {
  const place = { lat: stop.lat.toFixed(6), lon: stop.lon.toFixed(6) };
  const point = `${place.lat},${place.lon}`;
  if (shift.sheet.maps === "geo") return `geo:${point}?q=${point}`;
  if (shift.sheet.maps === "google") return shift.say("address_google", place);
  if (shift.sheet.maps === "apple") return shift.say("address_apple", place);
  return null;
}

function wayButton(shift, stop) {
  const address = wayTo(shift, stop);
  if (address === null) return fieldPart("p", { class: "quiet" }, `${stop.lat.toFixed(6)}, ${stop.lon.toFixed(6)}`);
  return fieldPart("a", { class: "button plain", href: address, rel: "noreferrer", target: "_blank" }, shift.say("go"));
}

function stopPlace(shift, stop) {
  const isNew = !stop.commune_former || stop.commune_former === stop.commune;
  const former = isNew ? "" : shift.say("former", { commune: stop.commune_former });
  return [stop.address, stop.commune, former].filter(Boolean).join(", ");
}

function agencyNames(shift, codes) {
  const labels = new Map(shift.sheet.agencies.map(({ code, label }) => [code, label]));
  return codes.map((code) => labels.get(code) || code).join(", ");
}

function whenLine(shift, stop) {
  const { say } = shift;
  const when = shift.timesOf(stop);
  if (shift.evening.missed.includes(stop.id)) return fieldPart("p", { class: "when out" }, say("out_mark"));
  if (!when) return null;
  return fieldPart("p", { class: "when" }, say("planned", { start: fieldClock(when.start_s), leave: fieldClock(when.leave_s) }));
}

// What has to be known before the door: the same in the next card and in the form.
function stopFacts(shift, stop) {
  const { say } = shift;
  const lodging = shift.sheet.lodging;
  return [
    fieldPart("p", {}, [stop.kind === "commune_supervision" ? say("commune_kind") : stop.type_label, stopPlace(shift, stop)]
      .filter(Boolean).join(" · ")),
    stop.agencies.length ? fieldPart("p", { class: "strong" }, say("agencies_needed", { names: agencyNames(shift, stop.agencies) })) : null,
    lodging.types.includes(stop.type) ? fieldPart("p", { class: "warn" }, say("lodging", { at: fieldClock(lodging.until_s) })) : null,
    ["A", "B"].includes(stop.quality) ? null : fieldPart("p", { class: "warn" }, say("not_exact")),
  ];
}

function historyLines(shift, stop) {
  const { say } = shift;
  if (!stop.history.length) return [fieldPart("p", { class: "quiet" }, say("no_history"))];
  return stop.history.map(({ on, agency_label, minutes }) =>
    fieldPart("p", { class: "quiet" }, say(minutes ? "history_minutes" : "history", { day: fieldDay(on), agency: agency_label })));
}

function statusText(shift, record, kind) {
  if (!record || !record.status) return shift.say("status_none");
  if (record.forwarded_on) return shift.say("status_forwarded");
  const own = kind === "commune_supervision" ? `commune_${record.status}` : "";
  return shift.say(own && own in shift.sheet.words ? own : `status_${record.status}`);
}

// The mark of a stop: what was recorded, and whether the office has it.
function stopMarks(shift, stop) {
  const { say } = shift;
  const record = shift.records.get(stop.id);
  if (!record || !record.status) return null;
  const marks = fieldPart("p", { class: "marks" }, fieldPart("span", { class: "mark done" }, statusText(shift, record, stop.kind)));
  if (isUnsent(record)) marks.append(fieldPart("span", { class: "mark unsent" }, say("unsent_one")));
  else marks.append(fieldPart("span", { class: `mark ${record.intake}` }, say(record.intake ? `intake_${record.intake}` : "sent_one")));
  if (!isUnsent(record) && record.reason) marks.append(fieldPart("span", { class: "quiet" }, record.reason));
  return marks;
}

function listItem(shift, stop, number) {
  const isDone = isFinished(shift.records.get(stop.id));
  return fieldPart("li", {},
    fieldPart("button", { type: "button", class: `stop${isDone ? " finished" : ""}`, "data-stop": stop.id, onclick: () => shift.openStop(stop.id) },
      fieldPart("span", { class: "order" }, String(number)),
      fieldPart("span", { class: "body" },
        fieldPart("b", {}, stop.name),
        whenLine(shift, stop),
        ...stopFacts(shift, stop),
        stop.isReserve ? fieldPart("p", { class: "mark" }, shift.say("reserve")) : null,
        stopMarks(shift, stop))));
}
