// The duties of an establishment: checklist, what was not met, what was handed over. Never an act of a person.

function ruleLabel(shift, item) {
  const small = [item.basis, item.is_checked ? "" : shift.say("unchecked")].filter(Boolean).join(" · ");
  return [item.label, small];
}

function fieldSection(title, note, ...children) {
  const summary = fieldPart("summary", {}, fieldPart("span", {}, title), note ? fieldPart("small", {}, note) : null);
  return fieldPart("details", { class: "card section" }, summary, ...children);
}

function checklistSection(shift, stop, record, save) {
  const { say } = shift;
  const list = shift.sheet.checklists[stop.checklist];
  if (!list || !list.items.length) return null;
  const answers = [["yes", "check_yes"], ["no", "check_no"], ["na", "check_na"]].map(([value, key]) => ({ value, label: say(key) }));
  const count = () => say("answered", { done: Object.keys(record().checks).length, all: list.items.length });
  const rows = list.items.map((item) => {
    const [label, small] = ruleLabel(shift, item);
    const answer = fieldChoice(label, answers, record().checks[item.code] || null, (value) => {
      const checks = { ...record().checks };
      if (value === null) delete checks[item.code];
      else checks[item.code] = value;
      save({ checks });
      section.querySelector("summary small").textContent = count();
    });
    return fieldPart("div", { class: "duty" }, fieldPart("p", {}, label, small ? fieldPart("small", {}, small) : null), answer);
  });
  const section = fieldSection(say("checklist", { title: list.title }), count(), ...rows);
  return section;
}

function findingsSection(shift, record, save) {
  const { say } = shift;
  if (!shift.sheet.findings.length) return null;
  const count = () => say("findings_count", { count: record().findings.length });
  const keep = (code, change) => {
    const others = record().findings.filter((finding) => finding.code !== code);
    const known = record().findings.find((finding) => finding.code === code) || { code, action: "" };
    save({ findings: change === null ? others : [...others, { ...known, ...change }] });
    section.querySelector("summary small").textContent = count();
  };
  const rows = shift.sheet.findings.map((item) => findingRow(shift, item, record, keep));
  const section = fieldSection(say("findings"), count(), ...rows);
  return section;
}

function findingRow(shift, item, record, keep) {
  const { say } = shift;
  const more = fieldPart("div", { class: "more" });
  const draw = () => {
    const known = record().findings.find((finding) => finding.code === item.code);
    more.replaceChildren();
    if (!known) return;
    const actions = fieldPart("select", { onchange: (event) => keep(item.code, { action: event.target.value }) },
      fieldPart("option", { value: "" }, say("action_none")),
      ...shift.sheet.actions.map(({ code, label }) => fieldPart("option", { value: code }, label)));
    actions.value = known.action;
    const due = fieldDayInput(known.remedy_due_on, (remedy_due_on) => keep(item.code, { remedy_due_on }));
    more.append(fieldLabelled(say("action"), actions), fieldLabelled(say("remedy_due"), due));
  };
  const [label, small] = ruleLabel(shift, item);
  const isOn = record().findings.some((finding) => finding.code === item.code);
  const box = fieldSwitch(label, isOn, (next) => {
    keep(item.code, next ? {} : null);
    draw();
  }, small);
  draw();
  return fieldPart("div", { class: "duty" }, box, more);
}

function handoverSection(shift, record, save) {
  const { say, sheet } = shift;
  const regulations = sheet.regulations.map((item) => {
    const [label, small] = ruleLabel(shift, item);
    return fieldSwitch(label, record().regulations.includes(item.code), (isOn) => {
      const others = record().regulations.filter((code) => code !== item.code);
      save({ regulations: isOn ? [...others, item.code] : others });
    }, small);
  });
  const day = fieldDayInput(record().commitment_on, (commitment_on) => save({ commitment_on }));
  const when = fieldLabelled(say("commitment_on"), day);
  when.hidden = !record().commitment_on;
  const commitment = fieldSwitch(say("commitment"), Boolean(record().commitment_on), (isOn) => {
    day.value = isOn ? sheet.date : "";
    when.hidden = !isOn;
    save({ commitment_on: isOn ? sheet.date : null });
  });
  const leaflet = fieldSwitch(say("leaflet_left"), record().leaflet_left, (isOn) => save({ leaflet_left: isOn }));
  return fieldSection(say("handover"), "", commitment, when, leaflet,
    regulations.length ? fieldPart("h3", {}, say("regulations")) : null, ...regulations);
}

function tasksSection(shift, record, save) {
  const { say } = shift;
  const answers = [{ value: "true", label: say("task_yes") }, { value: "false", label: say("task_no") }];
  const rows = shift.sheet.tasks.map((item) => {
    const [label, small] = ruleLabel(shift, item);
    const known = record().tasks[item.code];
    const answer = fieldChoice(label, answers, known === undefined ? null : String(known), (value) => {
      const tasks = { ...record().tasks };
      if (value === null) delete tasks[item.code];
      else tasks[item.code] = value === "true";
      save({ tasks });
    });
    return fieldPart("div", { class: "duty" }, fieldPart("p", {}, label, small ? fieldPart("small", {}, small) : null), answer);
  });
  return fieldPart("section", { class: "card" }, fieldPart("h2", {}, say("tasks")), ...rows);
}
