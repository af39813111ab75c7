// What stands on the tabs, and the bar above them.

function barParts(shift, { page, options }) {
  const { sheet, say } = shift;
  const unsent = shift.unsent().length;
  const day = new Date(`${sheet.date}T00:00:00Z`);
  const date = say("date", { weekday: say(`weekday_${day.getUTCDay() || 7}`), day: fieldDay(sheet.date) });
  const isOffline = shift.canSend && !navigator.onLine;
  const { sending } = page;
  const notes = [
    page.saved === "not_saved" ? fieldPart("p", { class: "alarm", role: "alert" }, say("not_saved")) : null,
    isOffline ? fieldPart("p", { class: "note" }, say("offline")) : null,
    sending.kind === "waiting" && !isOffline ? fieldPart("p", { class: "note" }, say("retry_in", { seconds: sending.seconds })) : null,
    sending.kind === "refused" ? fieldPart("p", { class: "alarm" }, say("send_refused", { reason: sending.reason })) : null,
    sending.kind === "signed_out" ? fieldPart("p", { class: "alarm" }, `${say("signed_out")} `,
      options.signInAt ? fieldPart("a", { class: "button", href: options.signInAt }, say("sign_in")) : null) : null,
  ];
  return [
    sheet.is_demo ? fieldPart("p", { class: "demo" }, say("demo")) : null,
    fieldPart("div", { class: "bar-row" },
      fieldPart("div", {}, fieldPart("b", {}, sheet.team_name), fieldPart("p", {}, date), fieldPart("p", { class: "strong" }, timeLeft(shift))),
      fieldPart("span", { class: `badge ${unsent ? "unsent" : "sent"}`, "data-unsent": unsent, role: "status" }, badgeText(shift, page, unsent))),
    ...notes,
  ].filter(Boolean);
}

function badgeText(shift, page, unsent) {
  const { say } = shift;
  const recorded = [...shift.records.values()].filter((record) => record.status).length;
  if (!recorded) return say("nothing_yet");
  if (!shift.canSend) return say("in_file", { count: recorded });
  if (page.sending.kind === "sending") return say("sending");
  return unsent ? say("unsent_count", { count: unsent }) : say("all_sent");
}

function timeLeft(shift) {
  const { sheet, say, times } = shift;
  const now_s = times.now_s();
  if (!shift.isRunning() || now_s < sheet.start_s) return say("before_start", { at: fieldClock(sheet.start_s) });
  if (now_s > sheet.end_s) return say("ended", { at: fieldClock(sheet.end_s) });
  return say("time_left", { span: fieldSpan(sheet.end_s - now_s, say) });
}

function nextView(shift, { arrive, knock, told }) {
  const { say } = shift;
  const stop = shift.nextStop();
  const all = shift.stopsInOrder();
  const done = all.length - shift.openStops().length;
  const lead = fieldPart("p", { class: "quiet" }, say("next_of", { done, all: all.length }));
  const news = told ? fieldPart("p", { class: "told", role: "status" }, told) : null;
  if (!stop) {
    const finish = fieldButton(say("finish"), () => shift.showTab("done"), "primary wide");
    return [news, fieldPart("section", { class: "card" }, lead, fieldPart("h1", {}, say("no_next")), finish)].filter(Boolean);
  }
  const record = shift.records.get(stop.id);
  const isHere = Boolean(record && record.status === "arrived" && !record.left_at);
  const main = isHere
    ? fieldButton(say("open_stop"), () => shift.openStop(stop.id), "primary huge")
    : fieldButton(say("arrive"), () => arrive(stop), "primary huge");
  const isCommune = stop.kind === "commune_supervision";
  return [
    news,
    fieldPart("section", { class: "card next", "data-stop": stop.id },
      lead,
      fieldPart("h1", {}, stop.name),
      whenLine(shift, stop),
      ...stopFacts(shift, stop),
      ...historyLines(shift, stop),
      stopMarks(shift, stop),
      fieldPart("div", { class: "stack" },
        wayButton(shift, stop), main,
        fieldPart("div", { class: "pair" },
          isHere ? null : fieldButton(say("open_stop"), () => shift.openStop(stop.id)),
          isCommune ? null : fieldButton(say("closed"), () => knock(stop))))),
    eveningCard(shift),
    isCommune ? null : fieldButton(say("stop_sign"), () => shift.openStopping(stop), "danger wide"),
  ].filter(Boolean);
}

// The rest of the evening: put off, put in order, put back.
function eveningCard(shift) {
  const { say, sheet, evening } = shift;
  const isLate = evening.return_s > sheet.end_s;
  const names = evening.missed.map((id) => shift.stop(id)).filter((stop) => stop && shift.isOpen(stop.id)).map((stop) => stop.name).join(", ");
  const isEstimate = sheet.travel_source === "estimate" || evening.isEstimate;
  return fieldPart("section", { class: "card" },
    shift.hasAnyStatus() ? null : fieldPart("p", {}, say("depart", { at: fieldClock(sheet.departure_s), base: sheet.base.name })),
    sheet.break_start_s === null ? null
      : fieldPart("p", {}, say("pause", { at: fieldClock(sheet.break_start_s), span: fieldSpan(sheet.break_s, say) })),
    fieldPart("p", { class: isLate ? "warn" : "" }, say(isLate ? "back_late" : "back_at", { base: sheet.base.name, at: fieldClock(evening.return_s) })),
    isEstimate ? fieldPart("p", { class: "quiet" }, say("estimate")) : null,
    evening.isChanged ? fieldPart("p", { class: "quiet" }, say("changed_plan")) : null,
    names ? fieldPart("p", { class: "warn", "data-out": evening.missed.length }, say("late_out", { names })) : null,
    fieldPart("div", { class: "stack two" },
      fieldButton(say("late_30"), () => shift.bend(laterEvening(shift), say("late_done"))),
      shift.openStops().length > 1 ? fieldButton(say("reorder"), () => shift.bend(reorderedEvening(shift), say("reordered"))) : null,
      evening.isChanged ? fieldButton(say("restore"), () => shift.bend(restoredEvening(shift), say("restored")), "plain") : null));
}

function listView(shift, { told }) {
  const items = shift.stopsInOrder().map((stop, index) => listItem(shift, stop, index + 1));
  const news = told ? fieldPart("p", { class: "told", role: "status" }, told) : null;
  return [news, fieldPart("ol", { class: "stops" }, ...items), eveningCard(shift)].filter(Boolean);
}
