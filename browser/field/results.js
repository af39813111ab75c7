// What is recorded at a stop, and the file that carries it (docs/formats/field.md).

// A record holds a result and how far it got: `edit` counts changes here, `sent_edit` is the last one answered.
function blankRecord(sheet, stop) {
  return {
    sheet: sheet.sheet, stop: stop.id, kind: stop.kind, status: null, edit: 0, recorded_at: null,
    arrived_at: null, left_at: null, distance_m: null, agencies: [], is_full: false, minutes_no: "",
    findings: [], checks: {}, regulations: [], commitment_on: null, leaflet_left: false, forwarded_on: null,
    tasks: {}, difficulties: "", note: "", sent_edit: 0, intake: "", reason: "",
  };
}

const RESULT_NEVER_SENT = ["sheet", "sent_edit", "intake", "reason"];

function resultOf(record) {
  return Object.fromEntries(
    Object.entries(record).filter(([name, value]) => value !== null && !RESULT_NEVER_SENT.includes(name)));
}

const isUnsent = (record) => record.edit > record.sent_edit;

// A stop is finished when the team left it or found nothing to do there; one that is to be tried again is not.
function isFinished(record) {
  return Boolean(record && record.status && (record.status !== "arrived" || record.left_at || record.forwarded_on));
}

// RESULTS.json as text, marked where the browser has cryptography.
async function envelopeOf(sheet, { records, device, made_at }) {
  const { sheet: id, team, shift, revision } = sheet;
  const body = JSON.stringify({ schema: 1, sheet: id, team, shift, revision, device, made_at, results: records.map(resultOf) });
  return JSON.stringify({ schema: 1, body, mark: await markOf(body, sheet.key) });
}

const canMark = () => Boolean(globalThis.crypto && globalThis.crypto.subtle);

async function markOf(body, key) {
  if (!canMark()) return "";
  const bytes = Uint8Array.from(key.match(/../g), (pair) => parseInt(pair, 16));
  const secret = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hexOf(new Uint8Array(await crypto.subtle.sign("HMAC", secret, new TextEncoder().encode(body))));
}

const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const newDevice = () => hexOf(crypto.getRandomValues(new Uint8Array(8)));
