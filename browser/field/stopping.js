// A sign of a minor, of violence or of trafficking: whom to call; nothing is asked but the day of handing over.

function openStopping(holder, shift, stop, close) {
  const { say } = shift;
  const { text, numbers } = shift.sheet.alarm;
  const day = fieldDayInput(shift.times.today(), () => {});
  const keep = () => {
    const record = shift.records.get(stop.id);
    const arrived_at = (record && record.arrived_at) || shift.times.instant();
    shift.save(stop, { status: (record && record.status) || "arrived", arrived_at, forwarded_on: day.value || shift.times.today() });
    close();
  };
  const calls = numbers.map(({ label, number }) =>
    fieldPart("a", { class: "button danger wide", href: `tel:${number.replace(/[^\d+*#]/g, "")}` }, say("call", { label, number })));
  holder.replaceChildren(
    fieldPart("section", { class: "card alarm", role: "alertdialog", "aria-label": say("stop_title") },
      fieldPart("h1", {}, say("stop_title")),
      fieldPart("p", { class: "strong" }, text),
      fieldPart("div", { class: "stack" }, ...(calls.length ? calls : [fieldPart("p", {}, say("stop_no_numbers"))])),
      fieldPart("p", {}, say("stop_asks")),
      fieldLabelled(say("forwarded_on"), day),
      fieldPart("div", { class: "stack" },
        fieldButton(say("forwarded_save"), keep, "primary wide"), fieldButton(say("back"), close, "plain wide"))));
}

function forwardedCard(shift, stop, record, save, redraw) {
  const { say } = shift;
  return fieldPart("section", { class: "card alarm" },
    fieldPart("p", { class: "strong" }, say("forwarded_note", { day: fieldDay(record().forwarded_on) })),
    fieldButton(say("stop_sign"), () => shift.openStopping(stop), "danger wide"),
    fieldButton(say("forwarded_undo"), () => {
      save({ forwarded_on: null });
      redraw();
    }, "plain wide"));
}
