// What is marked on a page, told apart from the large data: a mark alone never sends a map or a timeline again.
const MARKS = "page-marks";

// Returns data with the page's marks, where it says that it follows them.
function withMarks(data) {
  return data.follows ? { ...data, ...(globalThis.pageMarks || {}) } : data;
}

function tellMarks(marks) {
  globalThis.pageMarks = marks;
  globalThis.dispatchEvent(new Event(MARKS));
}

// Calls hear() whenever marks are told; returns what ends that.
function onMarks(hear) {
  globalThis.addEventListener(MARKS, hear);
  return () => globalThis.removeEventListener(MARKS, hear);
}
