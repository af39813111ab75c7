// Before a closed door: once more later, else the nearest reserve of the same cell, else on to the next stop.

function openClosedDoor(holder, shift, stop) {
  const { say } = shift;
  const { later, reserve } = closedDoorOffers(shift, stop);
  const take = (evening, changes, text) => {
    shift.bend(bentEvening(shift, evening, { isReordered: true, ...changes }), text);
    shift.closeStop("next");
  };
  const again = later && fieldButton(say("closed_later", { at: fieldClock(later.at_s) }), () => {
    const left_at = shift.records.get(stop.id).left_at;
    take(later.evening, { retries: { ...shift.evening.retries, [stop.id]: left_at } },
      say("closed_kept", { name: stop.name, at: fieldClock(later.at_s) }));
  }, "primary wide");
  holder.replaceChildren(
    fieldPart("section", { class: "card" },
      fieldPart("h1", {}, say("closed_title", { name: stop.name })),
      fieldPart("p", {}, say("closed_lead")),
      fieldPart("div", { class: "stack" },
        ...(again ? [again, homeLine(shift, later.evening)] : [fieldPart("p", { class: "quiet" }, say("closed_no_later"))]),
        ...(reserve ? reserveOffer(shift, reserve, take) : [fieldPart("p", { class: "quiet" }, say("closed_no_reserve"))]),
        fieldButton(say("closed_on"), () => shift.closeStop("next"), "wide"),
        fieldButton(say("open_stop"), () => shift.openStop(stop.id), "plain wide"))));
}

function reserveOffer(shift, reserve, take) {
  const { say, evening } = shift;
  const { stop, more_s, at_s, isEstimate } = reserve;
  const about = say(isEstimate ? "closed_reserve_estimate" : "closed_reserve_about", {
    type: stop.type_label, place: stopPlace(shift, stop), span: fieldSpan(more_s, say), at: fieldClock(at_s),
  });
  return [
    fieldButton(say("closed_reserve", { name: stop.name }), () =>
      take(reserve.evening, { reserves: [...evening.reserves, stop.id] }, say("closed_taken", { name: stop.name, at: fieldClock(at_s) })), "wide"),
    fieldPart("p", { class: "quiet" }, about),
    homeLine(shift, reserve.evening),
  ];
}

function homeLine(shift, evening) {
  const { sheet, say } = shift;
  const isLate = evening.return_s > sheet.end_s;
  return fieldPart("p", { class: isLate ? "warn" : "quiet" },
    say(isLate ? "back_late" : "back_at", { base: sheet.base.name, at: fieldClock(evening.return_s) }));
}
