// Joins the timeline to the dashboard: one timeline for each place, kept over reruns.
const timelines = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let held = timelines.get(parentElement);
  if (held) {
    held.data = data;
    held.timeline.update(withMarks(data));
  } else {
    const timeline = mountTimeline(parentElement.querySelector(".tl-root"), withMarks(data), {
      pick: (id) => setTriggerValue("picked", id),
      shift: (id) => setTriggerValue("shift", id),
      move: (move) => setTriggerValue("moved", move),
    });
    held = { data, timeline };
    held.stop = onMarks(() => timeline.update(withMarks(held.data)));
    timelines.set(parentElement, held);
  }
  return () => {
    held.stop();
    held.timeline.destroy();
    timelines.delete(parentElement);
  };
}
