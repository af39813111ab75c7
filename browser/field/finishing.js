// The end of a shift: what is recorded, what is unsent, what the office answered, and the file to carry there.

function openFinishing(holder, shift, options) {
  const { say, sheet } = shift;
  const stops = shift.stopsInOrder();
  const recorded = stops.filter((stop) => shift.hasStatus(stop.id));
  const open = shift.openStops();
  const unsent = shift.unsent();
  const lines = [fieldPart("p", { class: "strong" }, say("finish_counts", { recorded: recorded.length, all: stops.length }))];
  if (open.length) lines.push(fieldPart("p", { class: "warn" }, say("finish_open", { names: open.map((stop) => stop.name).join(", ") })));
  if (!recorded.length) lines.push(fieldPart("p", {}, say("finish_nothing")));
  else if (!shift.canSend) lines.push(fieldPart("p", { class: "warn" }, say("finish_file")));
  else if (unsent.length) lines.push(fieldPart("p", { class: "warn", "data-unsent": unsent.length }, say("finish_unsent", { count: unsent.length })));
  else lines.push(fieldPart("p", { class: "good", "data-unsent": 0 }, say("finish_sent")));
  holder.replaceChildren(
    fieldPart("section", { class: "card" }, fieldPart("h1", {}, say("done_title")), ...lines, fieldPart("div", { class: "stack" }, ...doneButtons(shift, recorded, unsent))),
    answerCard(shift, recorded),
    fieldPart("section", { class: "card stack" },
      sheet.office.telephone ? fieldPart("a", { class: "button plain", href: `tel:${sheet.office.telephone.replace(/[^\d+]/g, "")}` },
        say("call_office", { name: sheet.office.name })) : fieldPart("p", { class: "quiet" }, sheet.office.name),
      options.guideAt ? fieldPart("a", { class: "button plain", href: options.guideAt, target: "_blank", rel: "noopener" }, say("guide")) : null,
      options.signOutAt ? fieldPart("a", { class: "button plain", href: options.signOutAt }, say("sign_out")) : null));
}

function doneButtons(shift, recorded, unsent) {
  const { say } = shift;
  const hint = fieldPart("p", { class: "quiet" });
  if (!canMark()) hint.textContent = say("unmarked");
  const file = fieldButton(say("export"), async () => {
    hint.textContent = say("exported", { name: await exportResults(shift) });
  }, shift.canSend ? "wide" : "primary wide");
  file.disabled = !recorded.length;
  const send = shift.canSend && unsent.length ? fieldButton(say("send"), () => shift.sendNow(), "primary wide") : null;
  return [send, file, hint];
}

// Everything recorded goes into the file: whoever has it already ignores it.
async function exportResults(shift) {
  const { sheet, keeping, times } = shift;
  const records = [...shift.records.values()].filter((record) => record.status && record.edit);
  const text = await envelopeOf(sheet, { records, device: keeping.device, made_at: times.instant() });
  const name = `${shift.say("export_name", { team: sheet.team, date: sheet.date })}.json`;
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = fieldPart("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  return name;
}

function answerCard(shift, recorded) {
  const { say } = shift;
  if (!shift.canSend) return "";
  const counts = { accepted: 0, ignored: 0, conflict: 0, refused: 0 };
  for (const stop of recorded) {
    const { intake } = shift.records.get(stop.id);
    if (intake in counts) counts[intake] += 1;
  }
  const isAnswered = Object.values(counts).some(Boolean);
  return fieldPart("section", { class: "card" }, fieldPart("h2", {}, say("answer")),
    fieldPart("p", {}, isAnswered ? say("answer_counts", counts) : say("answer_none")),
    ...recorded.map((stop) => fieldPart("div", { class: "answer" }, fieldPart("b", {}, stop.name), stopMarks(shift, stop))));
}
