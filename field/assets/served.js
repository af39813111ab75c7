// The served page: fetches the shifts of the signed-in team, opens one, sends results, keeps what may be kept.
// The service worker answers without signal; where there is none, the page works as long as it stays open.

const LIST = "/field/sheets";
const RESULTS = "/field/results";
const SIGN_IN = "/sign-in?next=/field";
const SEND_WAIT_MS = 30000;
const WORKER_WAIT_MS = 3000;
const LOOK_AGAIN_MS = 300000;
const KEPT_DAYS = 3;
const GONE = [401, 403, 404];

const served = {
  list: null, sheets: new Map(), open: null, chosen: null, lookedAt: 0, isLooking: false, uploads: Promise.resolve(),
};

async function startServed() {
  await workerReady();
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  document.getElementById("retry").addEventListener("click", () => look());
  addEventListener("online", () => look());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - served.lookedAt > LOOK_AGAIN_MS) look();
  });
  await look();
}

// A first visit waits a moment, so that what it fetches is kept for the hours without signal.
function workerReady() {
  if (!("serviceWorker" in navigator)) return null;
  const { serviceWorker } = navigator;
  serviceWorker.register("/field/sw.js", { scope: "/field" }).catch(() => {});
  if (serviceWorker.controller) return null;
  return new Promise((resolve) => {
    serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    setTimeout(resolve, WORKER_WAIT_MS);
  });
}

function tell(name, text) {
  for (const note of document.querySelectorAll("[data-say]")) note.hidden = note.dataset.say !== name;
  document.getElementById("notes").hidden = !name;
  document.getElementById("opens").textContent = text || "";
}

// Resolves with {status, value}; status 0 where nobody answered and nothing is kept.
async function ask(address) {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    const isJson = (answer.headers.get("content-type") || "").startsWith("application/json");
    return { status: answer.status, value: isJson ? await answer.json() : null, isKept: answer.headers.get("x-field-kept") === "1" };
  } catch {
    return { status: 0, value: null, isKept: false };
  }
}

async function look() {
  if (served.isLooking) return;
  served.isLooking = true;
  try {
    await lookOnce();
  } finally {
    served.isLooking = false;
  }
}

async function lookOnce() {
  const { status, value, isKept } = await ask(LIST);
  served.lookedAt = Date.now();
  if (GONE.includes(status)) return tell("signed_out");
  if (status !== 200) return served.open ? undefined : tell("no_copy");
  served.list = value;
  const near = value.sheets.filter((one) => daysBetween(one.date, value.today) <= KEPT_DAYS);
  for (const one of near) {
    const sheet = await ask(`${LIST}/${encodeURIComponent(one.shift)}`);
    if (sheet.status === 401) return tell("signed_out");
    if (sheet.status === 200) served.sheets.set(one.shift, sheet.value);
    else if (GONE.includes(sheet.status)) served.sheets.delete(one.shift);
  }
  for (const shift of served.sheets.keys()) if (!near.some((one) => one.shift === shift)) served.sheets.delete(shift);
  await showShift(isKept);
  if (!isKept) await sendLeftovers();
}

const daysBetween = (day, today) => (Date.parse(today) - Date.parse(day)) / 86400000;

async function showShift(isKept) {
  const sheets = [...served.sheets.values()].sort((a, b) => (a.date + a.start_s < b.date + b.start_s ? -1 : 1));
  if (!sheets.length) return showNothing(isKept);
  const sheet = served.sheets.get(served.chosen) || currentShift(sheets);
  drawChoice(sheets, sheet);
  tell("");
  if (served.open && served.open.sheet === sheet.sheet) return undefined;
  return openSheet(sheet);
}

// Nothing is revealed yet, or what was open is over: it goes from the screen too.
async function showNothing(isKept) {
  document.getElementById("shifts").hidden = true;
  if (served.open) await served.open.field.close();
  served.open = null;
  // The page without script says it already.
  if (document.getElementById("plain")) return;
  tell(served.list.sheets.length && isKept ? "no_copy" : "not_yet", served.list.opens);
}

// Today's, else the one before, else the first that is to come.
function currentShift(sheets) {
  const before = sheets.filter((sheet) => sheet.date <= served.list.today);
  return before.length ? before[before.length - 1] : sheets[0];
}

function drawChoice(sheets, chosen) {
  const holder = document.getElementById("shifts");
  holder.hidden = sheets.length < 2;
  holder.querySelector("div").replaceChildren(...sheets.map((sheet) => {
    const button = fieldButton(`${fieldDay(sheet.date)} ${fieldClock(sheet.start_s)}`, () => {
      served.chosen = sheet.shift;
      showShift(false);
    });
    button.setAttribute("aria-pressed", String(sheet.sheet === chosen.sheet));
    return button;
  }));
}

async function openSheet(sheet) {
  // What is being typed must not be taken away by a new version of the plan: it is opened at the next look.
  if (served.open && served.open.field.isBusy()) return;
  if (served.open) await served.open.field.close();
  const plain = document.getElementById("plain");
  if (plain) plain.remove();
  await rememberSheet(sheet);
  const field = await openField(document.getElementById("app"), sheet, {
    send: sendResults,
    isServed: true,
    mayPersist: true,
    signInAt: SIGN_IN,
    signOutAt: "/sign-out",
    guideAt: "/guide/14-phieu-lo-trinh",
  });
  served.open = { sheet: sheet.sheet, field };
}

// Where an older version of the same shift was worked on, its results go on under the new one.
async function rememberSheet(sheet) {
  const keeping = await openKeeping(true);
  const { key, team, shift, revision, date, round } = sheet;
  const known = (await keeping.sheets()).filter((one) => one.round === round && one.shift === shift && one.sheet !== sheet.sheet);
  for (const one of known) await keeping.seed((await keeping.read(one.sheet)).map((record) => ({ ...record, sheet: sheet.sheet })));
  await keeping.keepSheet({ sheet: sheet.sheet, key, team, shift, revision, date, round, account: served.list.account });
  keeping.close();
}

// Results that were left behind under another sheet of this account are sent under it; what is old and sent goes.
async function sendLeftovers() {
  const keeping = await openKeeping(true);
  const open = served.open ? served.open.sheet : "";
  const own = (await keeping.sheets()).filter((one) => one.sheet !== open && one.account === served.list.account);
  for (const sheet of own) {
    const records = (await keeping.read(sheet.sheet)).filter((record) => record.status && isUnsent(record));
    if (records.length) await sendOnce(sheet, { records, keeping });
    else if (daysBetween(sheet.date, served.list.today) > KEPT_DAYS) await keeping.forget(sheet.sheet);
  }
  keeping.close();
}

async function sendOnce(sheet, { records, keeping }) {
  const text = await envelopeOf(sheet, { records, device: keeping.device, made_at: fieldInstant(new Date()) });
  const answer = await sendResults(text).catch(() => null);
  if (answer === null) return;
  const edits = new Map(records.map((record) => [record.stop, record.edit]));
  const known = answer.answers.filter(({ stop }) => edits.has(stop));
  await keeping.mark(sheet.sheet, known.map(({ stop, intake, reason }) => ({ stop, edit: edits.get(stop), intake, reason })));
}

// One upload at a time, whichever sheet it is of.
function sendResults(text) {
  const sent = served.uploads.then(() => upload(text));
  served.uploads = sent.catch(() => {});
  return sent;
}

async function upload(text) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), SEND_WAIT_MS);
  let answer;
  let value = null;
  try {
    answer = await fetch(RESULTS, { method: "POST", headers: { "content-type": "application/json" }, body: text, signal: stop.signal });
    if ((answer.headers.get("content-type") || "").startsWith("application/json")) value = await answer.json();
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
  if (answer.ok && value) return value;
  if (answer.status >= 500 || answer.ok) return null;
  if (GONE.includes(answer.status)) await wipeSheets();
  throw Object.assign(new Error("refused"), { status: answer.status, reason: value ? value.reason : String(answer.status) });
}

// Results stay: they wait for their team. What was to be visited does not.
async function wipeSheets() {
  if (!("caches" in globalThis)) return;
  const names = (await caches.keys()).filter((name) => name.startsWith("field-sheets-"));
  await Promise.all(names.map((name) => caches.delete(name)));
}

startServed();
