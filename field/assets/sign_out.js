// Beside the form of signing out: tells what would be lost on this device, which only its own storage knows.
const warning = document.getElementById("unsent");
const openedHere = indexedDB.databases ? indexedDB.databases() : Promise.resolve([{ name: "inspection-field" }]);
openedHere.then((all) => {
  // Opening a database that is not there would make an empty one.
  if (!all.some(({ name }) => name === "inspection-field")) return;
  const request = indexedDB.open("inspection-field");
  request.onsuccess = () => {
    const database = request.result;
    if (!database.objectStoreNames.contains("results")) return;
    const all = database.transaction("results").objectStore("results").getAll();
    all.onsuccess = () => {
      const unsent = all.result.filter((record) => record.edit > record.sent_edit).length;
      warning.hidden = unsent === 0;
      document.getElementById("unsent-count").textContent = String(unsent);
      document.getElementById("confirm").required = unsent > 0;
      database.close();
    };
  };
}).catch(() => {});
