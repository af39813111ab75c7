// What is recorded at a stop: a state by one tap, times that can be corrected, duties, a note.

const TYPED_MS = 500;
const STATES = ["arrived", "inspected", "closed_door", "not_found", "moved", "refused", "postponed"];
const COMMUNE_STATES = ["arrived", "inspected", "refused", "postponed"];
const STATES_INSIDE = [null, "arrived", "inspected"];

// Draws the form of a stop in `holder`; every change is kept at once.
function openStopForm(holder, shift, stop) {
  const { say } = shift;
  const record = () => shift.records.get(stop.id) || blankRecord(shift.sheet, stop);
  const isCommune = stop.kind === "commune_supervision";
  const save = (changes) => shift.save(stop, { status: record().status || "arrived", ...changes });
  const redraw = () => openStopForm(holder, shift, stop);

  const choose = (status) => {
    // A state is corrected by another one; taking it back would leave times without one.
    const left = status === "arrived" ? record().left_at : record().left_at || shift.times.instant();
    save({ status: status || record().status, arrived_at: record().arrived_at || shift.times.instant(), left_at: left });
    redraw();
    if (status === "closed_door") shift.openClosedDoor(stop);
  };
  const states = fieldChoice(say("state"), (isCommune ? COMMUNE_STATES : STATES)
    .map((value) => ({ value, label: statusText(shift, { status: value }, stop.kind) })), record().status, choose);

  const isInside = STATES_INSIDE.includes(record().status) && !record().forwarded_on;
  holder.replaceChildren(...[
    formHead(shift, stop),
    record().forwarded_on ? forwardedCard(shift, stop, record, save, redraw) : null,
    fieldPart("section", { class: "card" }, fieldPart("h2", {}, say("state")), states),
    timesCard(shift, stop, record, save),
    agenciesCard(shift, stop, record, save),
    ...(isInside && !isCommune ? insideCards(shift, stop, record, save) : []),
    ...(isInside && isCommune ? [tasksSection(shift, record, save)] : []),
    textCard(shift, record, save, isCommune),
    isInside && !isCommune ? fieldButton(say("stop_sign"), () => shift.openStopping(stop), "danger wide") : null,
    formFoot(shift, stop, save),
  ].filter(Boolean));
}

function formHead(shift, stop) {
  return fieldPart("section", { class: "card" },
    fieldButton(`‹ ${shift.say("back")}`, () => shift.closeStop(), "plain"),
    fieldPart("h1", {}, stop.name), whenLine(shift, stop), ...stopFacts(shift, stop), ...historyLines(shift, stop), wayButton(shift, stop));
}

function timesCard(shift, stop, record, save) {
  const { say, times } = shift;
  const row = (name) => {
    const value = record()[name];
    const input = fieldPart("input", { type: "time", value: value ? fieldDial(times.secondsOf(value)) : "", onchange: (event) =>
      save({ [name]: event.target.value ? times.instantAt(times.secondsNear(event.target.value)) : null }) });
    const now = fieldButton(say("set_now"), () => {
      const instant = times.instant();
      input.value = fieldDial(times.secondsOf(instant));
      save({ [name]: instant });
    });
    return fieldPart("div", { class: "row" }, fieldLabelled(say(name), input), now);
  };
  const metres = record().distance_m;
  return fieldPart("section", { class: "card" }, fieldPart("h2", {}, say("times")), row("arrived_at"), row("left_at"),
    metres === null ? null : fieldPart("p", { class: "quiet" }, say("distance", { metres })));
}

// Those that have to be there stand first.
function agenciesCard(shift, stop, record, save) {
  const { say, sheet } = shift;
  if (!sheet.agencies.length) return null;
  const isNeeded = ({ code }) => stop.agencies.includes(code);
  const sorted = [...sheet.agencies.filter(isNeeded), ...sheet.agencies.filter((agency) => !isNeeded(agency))];
  const rows = sorted.map(({ code, label }) => fieldSwitch(label, record().agencies.includes(code), (isOn) => {
    const others = record().agencies.filter((known) => known !== code);
    save({ agencies: isOn ? [...others, code] : others });
  }));
  return fieldPart("section", { class: "card" }, fieldPart("h2", {}, say("agencies_present")), ...rows);
}

function insideCards(shift, stop, record, save) {
  const { say } = shift;
  const hint = fieldPart("p", { class: "quiet" }, say("counts_not"));
  const tellCount = () => { hint.hidden = record().is_full && record().minutes_no !== ""; };
  const full = fieldSwitch(say("is_full"), record().is_full, (isOn) => {
    save({ is_full: isOn });
    tellCount();
  });
  const minutes = typedInput("input", record().minutes_no, 60, (minutes_no) => {
    save({ minutes_no });
    tellCount();
  });
  tellCount();
  return [
    fieldPart("section", { class: "card" }, fieldPart("h2", {}, say("inspection")), full, fieldLabelled(say("minutes_no"), minutes), hint),
    checklistSection(shift, stop, record, save),
    findingsSection(shift, record, save),
    handoverSection(shift, record, save),
  ];
}

function textCard(shift, record, save, isCommune) {
  const { say } = shift;
  const difficulties = typedInput("textarea", record().difficulties, 2000, (text) => save({ difficulties: text }));
  const note = typedInput("textarea", record().note, 2000, (text) => save({ note: text }));
  return fieldPart("section", { class: "card" },
    isCommune ? fieldLabelled(say("difficulties"), difficulties) : null, fieldLabelled(say("note"), note, say("note_hint")));
}

// Keeps what is typed soon after the last letter, and at once when the field or the page is left.
function typedInput(tag, value, most, keep) {
  let timer = 0;
  const input = fieldPart(tag, { value, maxlength: most, autocomplete: "off", type: tag === "input" ? "text" : null });
  const flush = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    keep(fieldPlain(input.value));
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(flush, TYPED_MS);
  });
  input.addEventListener("change", flush);
  input.addEventListener("field-flush", flush);
  input.dataset.typed = "1";
  return input;
}

function flushTyped(root) {
  for (const input of root.querySelectorAll("[data-typed]")) input.dispatchEvent(new Event("field-flush"));
}

function formFoot(shift, stop, save) {
  const leave = fieldButton(shift.say("leave"), () => {
    save({ left_at: shift.times.instant() });
    shift.closeStop("next");
  }, "primary wide");
  return fieldPart("div", { class: "foot" }, shift.savedLine(), leave);
}
