// Answers the field page without signal: the page itself, and the sheets of the team that is signed in.
// The first line is filled in by the server: every file of the page with its version in the address.
const SHELL = [];

const SHELL_CACHE = "field-shell";
const SHEETS_CACHE = "field-sheets-";
const SHEETS = "/field/sheets";
const WAIT_MS = 6000;
const GONE = [401, 403, 404];
const KEPT_DAYS = 3;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL.map((path) => new Request(path, { cache: "reload" }))))
      .then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([dropOldShell(), dropOver()]).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || request.method !== "GET") return;
  if (request.mode === "navigate" && url.pathname === "/field") event.respondWith(page(request));
  else if (url.pathname === SHEETS || url.pathname.startsWith(`${SHEETS}/`)) event.respondWith(sheet(request, url.pathname));
  else if (SHELL.includes(url.pathname + url.search)) event.respondWith(part(url.pathname + url.search));
});

async function page(request) {
  try {
    return await soon(request);
  } catch {
    return (await caches.match("/field/shell")) || Response.error();
  }
}

async function part(path) {
  return (await caches.match(path)) || fetch(path);
}

// Asks the server; where it does not answer in time, what is kept. A signal that hardly carries is no signal.
async function sheet(request, path) {
  let answer;
  try {
    answer = await soon(request);
  } catch {
    return (await kept(path)) || Response.error();
  }
  if (answer.status === 200 && !answer.redirected) await keep(path, answer.clone());
  else if (GONE.includes(answer.status) || answer.redirected) await drop(path, answer.status);
  return answer;
}

function soon(request) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT_MS);
  return fetch(request, { signal: stop.signal }).finally(() => clearTimeout(timer));
}

// One account at a time: what is kept for another one goes before anything of this one is written.
async function keep(path, answer) {
  const account = answer.headers.get("x-field-account");
  if (!account) return;
  await dropSheets((name) => name !== SHEETS_CACHE + account);
  const cache = await caches.open(SHEETS_CACHE + account);
  if (path === SHEETS) await dropUnlisted(cache, await answer.clone().json());
  const headers = new Headers(answer.headers);
  headers.set("x-field-kept", "1");
  await cache.put(path, new Response(await answer.blob(), { headers }));
}

async function kept(path) {
  await dropOver();
  const names = (await caches.keys()).filter((name) => name.startsWith(SHEETS_CACHE));
  return names.length === 1 ? (await caches.open(names[0])).match(path) : undefined;
}

// One shift may be over or revoked; a list that is refused means that nobody is signed in any more.
async function drop(path, status) {
  if (path === SHEETS || status === 401 || status === 200) return dropSheets(() => true);
  for (const name of await caches.keys()) if (name.startsWith(SHEETS_CACHE)) await (await caches.open(name)).delete(path);
  return undefined;
}

async function dropSheets(isDropped) {
  const names = (await caches.keys()).filter((name) => name.startsWith(SHEETS_CACHE) && isDropped(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

// What is revoked, replaced or over for days by the office's own clock.
async function dropUnlisted(cache, list) {
  const isNear = (one) => Date.parse(list.today) - Date.parse(one.date) <= KEPT_DAYS * 86400000;
  const listed = new Set(list.sheets.filter(isNear).map((one) => `${SHEETS}/${encodeURIComponent(one.shift)}`));
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname !== SHEETS && !listed.has(pathname)) await cache.delete(request);
  }
}

// After the round nothing of it stays on the device.
async function dropOver() {
  for (const name of (await caches.keys()).filter((one) => one.startsWith(SHEETS_CACHE))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const { date } = await (await cache.match(request)).json();
      if (date && Date.now() - Date.parse(date) > (KEPT_DAYS + 1) * 86400000) await cache.delete(request);
    }
  }
}

async function dropOldShell() {
  const cache = await caches.open(SHELL_CACHE);
  for (const request of await cache.keys()) {
    const url = new URL(request.url);
    if (!SHELL.includes(url.pathname + url.search)) await cache.delete(request);
  }
  // Caches of earlier versions of the product.
  const names = (await caches.keys()).filter((name) => name !== SHELL_CACHE && !name.startsWith(SHEETS_CACHE));
  await Promise.all(names.map((name) => caches.delete(name)));
}
