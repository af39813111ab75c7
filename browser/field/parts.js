// Small parts of the field page; every text goes through textContent.

function fieldPart(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick" || name === "onchange" || name === "oninput") node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled" || name === "open") node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function fieldButton(text, act, className) {
  return fieldPart("button", { type: "button", class: className || "", onclick: act }, text);
}

// Returns say(key, params): the sheet's words with {name} filled in; a missing word shows its key.
function fieldSay(words) {
  return (key, params) => {
    const text = Object.hasOwn(words, key) ? words[key] : key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (params && name in params ? String(params[name]) : whole));
  };
}

// Returns a switch that reads like a sentence and is tapped anywhere.
function fieldSwitch(label, isOn, tell, small) {
  const box = fieldPart("input", { type: "checkbox", checked: isOn, onchange: (event) => tell(event.target.checked) });
  return fieldPart("label", { class: "switch" }, box, fieldPart("span", {}, label, small ? fieldPart("small", {}, small) : null));
}

// Returns buttons of which one is chosen; choosing it again takes the choice back.
function fieldChoice(name, options, chosen, tell) {
  const group = fieldPart("div", { class: "choice", role: "group", "aria-label": name });
  const buttons = options.map(({ value, label }) =>
    fieldPart("button", { type: "button", "data-value": value, "aria-pressed": String(value === chosen) }, label));
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const isTakenBack = button.getAttribute("aria-pressed") === "true";
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button && !isTakenBack));
      tell(isTakenBack ? null : button.dataset.value);
    });
  }
  group.append(...buttons);
  return group;
}

function fieldLabelled(label, input, hint) {
  return fieldPart("label", { class: "labelled" }, fieldPart("span", {}, label), input, hint ? fieldPart("small", {}, hint) : null);
}

// A day; years that no calendar of an office has are taken back.
function fieldDayInput(value, tell) {
  const input = fieldPart("input", { type: "date", value: value || "", onchange: () => {
    const isDay = /^(20|21)\d\d-\d\d-\d\d$/.test(input.value);
    if (!isDay) input.value = "";
    tell(isDay ? input.value : null);
  } });
  return input;
}

// Text without what no file of results may hold: control letters, and halves of letter pairs.
function fieldPlain(text) {
  const whole = new TextDecoder().decode(new TextEncoder().encode(text));
  return Array.from(whole).filter((letter) => letter >= " " || letter === "\n" || letter === "\t").join("").trim();
}
