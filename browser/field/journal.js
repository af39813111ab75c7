// A page may be closed between a tap and the disk: each record is noted at once in localStorage, which does not
// make anybody wait, and struck out when the database has it. What is still noted is taken in at the next start.

const JOURNAL_PREFIX = "inspection-field ";

const journalKey = (record) => JOURNAL_PREFIX + JSON.stringify([record.sheet, record.stop]);

function noteRecord(record) {
  try {
    localStorage.setItem(journalKey(record), JSON.stringify(record));
  } catch {
    // Blocked or full: the database alone keeps it, and says so when it cannot.
  }
}

function strikeRecord(record) {
  try {
    localStorage.removeItem(journalKey(record));
  } catch {
    // Nothing was noted either.
  }
}

function notedRecords(sheet) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(JOURNAL_PREFIX));
    return keys.map((key) => JSON.parse(localStorage.getItem(key))).filter((record) => record.sheet === sheet);
  } catch {
    return [];
  }
}

// Writes what was noted and never reached the database, unless a later change of the same stop did.
async function takeNoted(keeping, sheet) {
  if (!keeping.isKept) return;
  const known = new Map((await keeping.read(sheet)).map((record) => [record.stop, record]));
  for (const record of notedRecords(sheet)) {
    const kept = known.get(record.stop);
    const isLater = !kept || Date.parse(record.recorded_at) >= Date.parse(kept.recorded_at);
    if (isLater) await keeping.write(record);
    strikeRecord(record);
  }
}
