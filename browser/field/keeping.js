// What stays on the device: results, how the evening was bent, the device's id. IndexedDB, written through
// to the disk before it counts as kept. Where storage is blocked everything stays in memory and isKept is false.
//
// openKeeping(mayPersist) gives {isKept, device, read(sheet), write(record), mark(sheet, marks), seed(records),
// readEvening(sheet), writeEvening(evening), keepSheet(sheet), sheets(), forget(sheet), close()}.

const KEEPING_NAME = "inspection-field";

async function openKeeping(mayPersist) {
  let database = null;
  try {
    if (mayPersist) database = await openDatabase();
  } catch {
    database = null;
  }
  if (!database) return keepingInMemory();
  const keeping = keepingOnDisk(database);
  try {
    keeping.device = await keeping.readDevice();
  } catch {
    return keepingInMemory();
  }
  return keeping;
}

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function openDatabase() {
  const request = indexedDB.open(KEEPING_NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("results", { keyPath: ["sheet", "stop"] });
    request.result.createObjectStore("evenings", { keyPath: "sheet" });
    request.result.createObjectStore("sheets", { keyPath: "sheet" });
    request.result.createObjectStore("device", { keyPath: "name" });
  };
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      // A wipe from another tab must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function keepingOnDisk(database) {
  // Resolves with what act() returned once the whole transaction is on the disk.
  const inside = (names, act) => new Promise((resolve, reject) => {
    const transaction = database.transaction(names, "readwrite", { durability: "strict" });
    let value;
    transaction.oncomplete = () => resolve(value);
    transaction.onabort = () => reject(transaction.error || new Error("aborted"));
    Promise.resolve(act(transaction)).then((result) => { value = result; }, () => transaction.abort());
  });
  const sheetRange = (sheet) => IDBKeyRange.bound([sheet], [sheet, []]);

  return {
    isKept: true,
    device: "",
    readDevice: () => inside(["device"], async (transaction) => {
      const store = transaction.objectStore("device");
      const known = await asked(store.get("id"));
      if (known) return known.value;
      const value = newDevice();
      store.put({ name: "id", value });
      return value;
    }),
    read: (sheet) => inside(["results"], (transaction) => asked(transaction.objectStore("results").getAll(sheetRange(sheet)))),
    // Another tab may have written meanwhile: the count goes on from what is there.
    write: (record) => inside(["results"], async (transaction) => {
      const store = transaction.objectStore("results");
      const known = await asked(store.get([record.sheet, record.stop]));
      const edit = Math.max(record.edit, known ? known.edit + 1 : 1);
      const kept = { ...record, edit, sent_edit: Math.max(record.sent_edit, known ? known.sent_edit : 0) };
      store.put(kept);
      return kept;
    }),
    mark: (sheet, marks) => inside(["results"], async (transaction) => {
      const store = transaction.objectStore("results");
      for (const { stop, edit, intake, reason } of marks) {
        const known = await asked(store.get([sheet, stop]));
        if (known && edit > known.sent_edit) store.put({ ...known, sent_edit: edit, intake, reason });
      }
    }),
    seed: (records) => inside(["results"], async (transaction) => {
      const store = transaction.objectStore("results");
      for (const record of records) if (!(await asked(store.get([record.sheet, record.stop])))) store.put(record);
    }),
    readEvening: (sheet) => inside(["evenings"], (transaction) => asked(transaction.objectStore("evenings").get(sheet))),
    writeEvening: (evening) => inside(["evenings"], (transaction) => asked(transaction.objectStore("evenings").put(evening))),
    keepSheet: (mark) => inside(["sheets"], (transaction) => asked(transaction.objectStore("sheets").put(mark))),
    sheets: () => inside(["sheets"], (transaction) => asked(transaction.objectStore("sheets").getAll())),
    forget: (sheet) => inside(["results", "evenings", "sheets"], (transaction) => {
      transaction.objectStore("results").delete(sheetRange(sheet));
      transaction.objectStore("evenings").delete(sheet);
      transaction.objectStore("sheets").delete(sheet);
    }),
    close: () => database.close(),
  };
}

function keepingInMemory() {
  const results = new Map();
  return {
    isKept: false,
    device: newDevice(),
    read: async () => [...results.values()],
    write: async (record) => {
      const kept = { ...record, edit: record.edit + 1 };
      results.set(record.stop, kept);
      return kept;
    },
    mark: async (_sheet, marks) => {
      for (const { stop, edit, intake, reason } of marks) {
        const known = results.get(stop);
        if (known && edit > known.sent_edit) results.set(stop, { ...known, sent_edit: edit, intake, reason });
      }
    },
    seed: async () => {},
    readEvening: async () => undefined,
    writeEvening: async () => {},
    keepSheet: async () => {},
    sheets: async () => [],
    forget: async () => {},
    close: () => {},
  };
}
