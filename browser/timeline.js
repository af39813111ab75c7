// The timeline: a row for each team-day, a bar for each stop, moved by mouse, touch or keys.
// No request, no markup from data: every text goes through textContent.
//
// mountTimeline(root, data, on) draws `data` in `root` and returns {update, destroy}.
// on.pick(id), on.shift(id), on.move({visit, shift, order}) tell what a person did; shift "" is "not placed".
// data: {
//   version    text; rows are drawn again only when it changes
//   rows       [{id, title, detail, colour, from_s, start_s, end_s, departure_s, return_s, pause[s, s] or null,
//              stops[{id, name, place, arrival_s, start_s, leave_s, lock}]}]; from_s is the row's left edge
//   waiting    [{id, name}], what no row has
//   span_s     seconds that a row's width stands for, the same for all rows
//   selected   id of a stop or null
//   shift      id of a row or null
//   proposed   {visit, shift, order} or null: a move that waits for its answer
//   fixed      true where nothing may be moved
//   words      {timeline, keys, waiting, pause, wait, at, dropped, gone_back}; `at` has {order} and {row}
// }

function mountTimeline(root, data, on) {
  const FIRM = 6; // Pixels before a press becomes a drag.
  const state = { data: null, stops: new Map(), rows: new Map(), held: null, drag: null, focused: null };

  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const clock = (s) => `${String(Math.floor(s / 3600)).padStart(2, "0")}:${String(Math.floor((s % 3600) / 60)).padStart(2, "0")}`;
  const list = element("div", "tl-rows");
  const live = element("p", "tl-live");
  live.setAttribute("aria-live", "assertive");
  root.replaceChildren(list, live);
  root.setAttribute("role", "group");

  // Drawing ---------------------------------------------------------------------------------------------------------

  const share = (row, s) => `${(100 * (s - row.from_s)) / state.data.span_s}%`;
  const place = (node, row, from_s, to_s) => {
    node.style.setProperty("left", share(row, from_s));
    if (to_s !== undefined) node.style.setProperty("width", `${(100 * Math.max(0, to_s - from_s)) / state.data.span_s}%`);
    return node;
  };

  const drawTicks = (row, track) => {
    const last_s = row.from_s + state.data.span_s;
    for (let s = Math.ceil(row.from_s / 3600) * 3600; s < last_s; s += 3600) {
      track.append(place(element("span", "tl-tick", `${(s / 3600) % 24}h`), row, s));
    }
    const open_s = Math.max(row.from_s, row.start_s);
    track.append(place(element("i", "tl-lane"), row, open_s, Math.min(last_s, row.end_s)));
  };

  const drawWays = (row, track) => {
    let left_s = row.departure_s;
    const way = (from_s, to_s) => to_s > from_s && track.append(place(element("i", "tl-way"), row, from_s, to_s));
    for (const stop of row.stops) {
      way(left_s, stop.arrival_s);
      if (stop.start_s > stop.arrival_s) {
        const wait = place(element("i", "tl-wait"), row, stop.arrival_s, stop.start_s);
        wait.title = state.data.words.wait;
        track.append(wait);
      }
      left_s = stop.leave_s;
    }
    if (row.stops.length) way(left_s, row.return_s);
    if (row.pause) track.append(place(element("span", "tl-pause", state.data.words.pause), row, ...row.pause));
  };

  const drawStop = (row, stop, order) => {
    const node = place(element("button", "tl-stop"), row, stop.start_s, stop.leave_s);
    const hours = `${clock(stop.start_s)}–${clock(stop.leave_s)}`;
    const parts = [`${order}. ${stop.name}`, hours, stop.place, stop.lock].filter(Boolean);
    node.append(element("b", "", String(order)), element("span", "", stop.name));
    if (stop.lock) node.append(element("i", "tl-lock"));
    node.title = parts.join("\n");
    node.setAttribute("aria-label", parts.join(", "));
    node.style.setProperty("--team", row.colour);
    join(node, stop.id, row.id, order);
    return node;
  };

  const join = (node, id, shift, order) => {
    node.type = "button";
    node.tabIndex = -1;
    node.dataset.stop = id;
    node.addEventListener("pointerdown", (event) => press(event, id));
    node.addEventListener("click", (event) => pick(event, id));
    node.addEventListener("keydown", (event) => key(event, id));
    node.addEventListener("focus", () => rove(id));
    state.stops.set(id, { node, shift, order });
  };

  const drawRow = (row) => {
    const node = element("section", "tl-row");
    const head = element("button", "tl-head");
    head.type = "button";
    head.append(element("b", "", row.title), element("span", "", row.detail));
    head.addEventListener("click", () => on.shift(row.id));
    const track = element("div", "tl-track");
    drawTicks(row, track);
    drawWays(row, track);
    row.stops.forEach((stop, at) => track.append(drawStop(row, stop, at + 1)));
    node.append(head, track);
    state.rows.set(row.id, { node, head, track, row });
    return node;
  };

  const drawWaiting = () => {
    const node = element("section", "tl-row tl-waiting");
    const track = element("div", "tl-track");
    state.data.waiting.forEach((item, at) => {
      const chip = element("button", "tl-stop tl-chip", item.name);
      chip.setAttribute("aria-label", `${item.name}, ${state.data.words.waiting}`);
      join(chip, item.id, "", at + 1);
      track.append(chip);
    });
    node.append(element("div", "tl-head", state.data.words.waiting), track);
    state.rows.set("", { node, track, row: { id: "", title: state.data.words.waiting, detail: "", stops: state.data.waiting } });
    return node;
  };

  const draw = () => {
    const had = list.contains(root.getRootNode().activeElement) ? state.focused : null;
    release();
    state.stops.clear();
    state.rows.clear();
    list.replaceChildren(...state.data.rows.map(drawRow));
    if (state.data.waiting.length) list.append(drawWaiting());
    rove(state.stops.has(state.focused) ? state.focused : state.stops.keys().next().value);
    if (had && state.stops.has(had)) state.stops.get(had).node.focus();
    root.setAttribute("aria-label", `${state.data.words.timeline} ${state.data.fixed ? "" : state.data.words.keys}`);
    root.classList.toggle("tl-fixed", state.data.fixed);
    root.dataset.rows = String(state.data.rows.length);
    root.dataset.stops = String(state.stops.size);
  };

  const mark = () => {
    const { selected, shift, proposed } = state.data;
    for (const [id, { node }] of state.stops) {
      node.classList.toggle("tl-picked", id === selected);
      node.classList.toggle("tl-moving", Boolean(proposed) && id === proposed.visit);
    }
    for (const [id, { head, node }] of state.rows) {
      node.classList.toggle("tl-chosen", id !== "" && id === shift);
      if (head && head.type) head.setAttribute("aria-pressed", String(id === shift));
    }
    if (proposed) show(proposed.visit, proposed);
    else hide();
  };

  // Where a stop would come ---------------------------------------------------------------------------------------

  const marker = element("i", "tl-drop");
  const show = (visit, target) => {
    hide();
    const found = state.rows.get(target.shift);
    if (!found) return;
    found.node.classList.add("tl-over");
    if (target.shift === "") return;
    const others = found.row.stops.filter((stop) => stop.id !== visit);
    const next = others[target.order - 1];
    const last = others[others.length - 1];
    const at_s = next ? next.start_s : last ? last.leave_s : found.row.departure_s;
    found.track.append(place(marker, found.row, at_s));
  };
  const hide = () => {
    marker.remove();
    for (const { node } of state.rows.values()) node.classList.remove("tl-over");
  };

  const targetAt = (x, y, visit) => {
    for (const [shift, { node, track }] of state.rows) {
      const box = node.getBoundingClientRect();
      if (y < box.top || y > box.bottom || x < box.left || x > box.right) continue;
      if (shift === "") return { shift, order: 1 };
      const before = [...track.querySelectorAll(".tl-stop")].filter((stop) => {
        const bar = stop.getBoundingClientRect();
        return stop.dataset.stop !== visit && bar.left + bar.width / 2 < x;
      });
      return { shift, order: before.length + 1 };
    }
    return null;
  };

  const drop = (visit, target) => {
    const from = state.stops.get(visit);
    const stays = !target || (target.shift === from.shift && (target.shift === "" || target.order === from.order));
    if (stays) {
      mark();
      return false;
    }
    from.node.classList.add("tl-moving");
    show(visit, target);
    on.move({ visit, shift: target.shift, order: target.order });
    return true;
  };

  // Mouse and touch ------------------------------------------------------------------------------------------------

  const press = (event, visit) => {
    if (state.data.fixed || event.button !== 0 || state.drag) return;
    const { node } = state.stops.get(visit);
    const drag = { visit, node, id: event.pointerId, x: event.clientX, y: event.clientY, ghost: null, target: null };
    state.drag = drag;
    node.setPointerCapture(event.pointerId);
    node.addEventListener("pointermove", follow);
    node.addEventListener("pointerup", letGo);
    node.addEventListener("pointercancel", release);
  };

  const follow = (event) => {
    const drag = state.drag;
    if (!drag) return;
    if (!drag.ghost) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FIRM) return;
      drag.ghost = ghostOf(drag.node);
      root.append(drag.ghost);
    }
    event.preventDefault();
    drag.ghost.style.setProperty("transform", `translate(${event.clientX - drag.x}px, ${event.clientY - drag.y}px)`);
    drag.target = targetAt(event.clientX, event.clientY, drag.visit);
    if (!drag.target) return hide();
    show(drag.visit, drag.target);
    state.rows.get(drag.target.shift).node.scrollIntoView({ block: "nearest" });
  };

  const ghostOf = (node) => {
    const box = node.getBoundingClientRect();
    const ghost = node.cloneNode(true);
    ghost.removeAttribute("data-stop");
    ghost.setAttribute("aria-hidden", "true");
    ghost.classList.add("tl-ghost");
    for (const side of ["left", "top", "width", "height"]) ghost.style.setProperty(side, `${box[side]}px`);
    return ghost;
  };

  const letGo = () => {
    const { visit, ghost, target, node } = state.drag;
    release();
    if (!ghost) return;
    node.dataset.dragged = "1"; // The click that ends a drag picks nothing.
    setTimeout(() => delete node.dataset.dragged, 0);
    drop(visit, target);
  };

  const release = () => {
    const drag = state.drag;
    state.drag = null;
    if (!drag) return;
    if (drag.ghost) drag.ghost.remove();
    drag.node.removeEventListener("pointermove", follow);
    drag.node.removeEventListener("pointerup", letGo);
    drag.node.removeEventListener("pointercancel", release);
    if (drag.node.hasPointerCapture(drag.id)) drag.node.releasePointerCapture(drag.id);
    mark();
  };

  const pick = (event, id) => {
    if (event.currentTarget.dataset.dragged) return;
    state.data = { ...state.data, selected: id };
    mark();
    on.pick(id);
  };

  // Keys: arrows go from stop to stop; Enter takes hold, arrows move it, Enter lets go, Escape puts it back. --------

  const rove = (id) => {
    if (id === undefined) return;
    const before = state.stops.get(state.focused);
    if (before) before.node.tabIndex = -1;
    state.focused = id;
    state.stops.get(id).node.tabIndex = 0;
  };

  const order = () => [...state.rows.keys()];
  const stopsIn = (shift) => state.rows.get(shift).row.stops;
  const lengthWithout = (shift, visit) => stopsIn(shift).filter((stop) => stop.id !== visit).length;

  const key = (event, id) => {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const step = steps[event.key];
    const held = state.held && state.held.visit === id ? state.held : null;
    if (step) (held ? carry : walk)(id, ...step);
    else if (event.key === "Enter") held ? settle() : hold(id);
    else if (event.key === "Escape" && held) putBack();
    else return;
    event.preventDefault();
  };

  const walk = (id, rows, places) => {
    const { shift, order: at } = state.stops.get(id);
    const shifts = order().filter((key) => stopsIn(key).length);
    const row = shifts[Math.min(shifts.length - 1, Math.max(0, shifts.indexOf(shift) + rows))];
    const stops = stopsIn(row);
    const next = stops[Math.min(stops.length, Math.max(1, at + places)) - 1];
    state.stops.get(next.id).node.focus();
  };

  const hold = (id) => {
    if (state.data.fixed) return;
    const { node, shift, order: at } = state.stops.get(id);
    putBack();
    state.held = { visit: id, shift, order: at };
    node.classList.add("tl-held");
    node.setAttribute("aria-pressed", "true");
    node.addEventListener("blur", putBack, { once: true });
    say();
  };

  const carry = (id, rows, places) => {
    const held = state.held;
    const shifts = order();
    held.shift = shifts[Math.min(shifts.length - 1, Math.max(0, shifts.indexOf(held.shift) + rows))];
    held.order = Math.min(lengthWithout(held.shift, id) + 1, Math.max(1, held.order + places));
    show(id, held);
    state.rows.get(held.shift).node.scrollIntoView({ block: "nearest" });
    say();
  };

  const say = () => {
    const { row } = state.rows.get(state.held.shift);
    const name = `${row.title} ${row.detail}`.trim();
    live.textContent = state.data.words.at.replace("{order}", state.held.order).replace("{row}", name);
  };

  const unhold = () => {
    const held = state.held;
    state.held = null;
    const found = held && state.stops.get(held.visit);
    if (!found) return null;
    found.node.classList.remove("tl-held");
    found.node.removeAttribute("aria-pressed");
    found.node.removeEventListener("blur", putBack);
    return held;
  };

  const settle = () => {
    const held = unhold();
    const isMoved = held && drop(held.visit, { shift: held.shift, order: held.order });
    live.textContent = isMoved ? state.data.words.dropped : state.data.words.gone_back;
  };

  const putBack = () => {
    if (!unhold()) return;
    live.textContent = state.data.words.gone_back;
    mark();
  };

  const update = (next) => {
    const isNew = !state.data || state.data.version !== next.version;
    state.data = next;
    if (isNew) {
      unhold();
      draw();
    }
    if (!state.held && !state.drag) mark();
    root.dataset.ready = "1";
  };

  update(data);
  return { update, destroy: () => root.replaceChildren() };
}
