// The page of a shift: next stop, list, map, end of the shift. The field page and the route sheet open it.
//
// openField(root, sheet, options) draws SHEET.json in `root` and resolves with {close, isBusy, hasUnsent}. options: {
//   send        text of RESULTS.json to a promise of the answer, null where nobody answered (it is tried again),
//               rejected with {status, reason} where the office refuses; null where there is no server
//   isServed    whether the page came from a server
//   mayPersist  whether results may be kept on the device
//   now         tells the time; the device's clock where it is left out
//   signInAt    address of the sign-in form, signOutAt of the one to leave, where there are such
//   guideAt     address of what the guide says of this page, where it is served
// }

const FIELD_TABS = ["next", "list", "map", "done"];
const CLOCK_TICK_MS = 20000;

async function openField(root, sheet, options) {
  const say = fieldSay(sheet.words);
  const times = fieldTimes(sheet, options.now || (() => new Date()));
  const keeping = await openKeeping(options.mayPersist);
  const page = { tab: "next", view: null, leaveMap: null, saved: keeping.isKept ? "" : "not_saved", sending: { kind: "idle" }, told: "" };
  const bar = fieldPart("header", { class: "bar" });
  const body = fieldPart("main", {});
  const tabs = fieldPart("nav", { class: "tabs" });
  root.classList.add("field");
  root.replaceChildren(bar, body, tabs);

  const redraw = () => {
    drawBar();
    if (!page.view) drawTab();
    drawTabs();
  };
  const tellSaved = (kind) => {
    page.saved = keeping.isKept ? kind : "not_saved";
    page.savedAt = kind === "saved" ? fieldDial(times.now_s()) : page.savedAt;
    for (const line of body.querySelectorAll("[data-saved]")) fillSaved(line);
    drawBar();
    if (kind === "saved") sender.soon();
  };
  const shift = await openShift(sheet, { keeping, times, canSend: Boolean(options.send), redraw, tellSaved });
  const sender = fieldSender({
    sheet, keeping, times, send: options.send,
    onState: async (state) => {
      page.sending = state;
      if (state.kind === "answered") await shift.reread();
      redraw();
    },
  });

  const fillSaved = (line) => {
    line.dataset.saved = page.saved;
    line.textContent = page.saved === "saved" ? say("saved", { at: page.savedAt }) : page.saved ? say(page.saved) : "";
  };
  shift.savedLine = () => {
    const line = fieldPart("p", { class: "saved", "data-saved": "", role: "status" });
    fillSaved(line);
    return line;
  };

  // A view lies over the tabs: the form of a stop, the alarm, the closed door.
  const openView = (draw) => {
    flushTyped(body);
    endMap();
    const holder = fieldPart("div", { class: "view" });
    page.view = holder;
    body.replaceChildren(holder);
    draw(holder);
    tabs.hidden = true;
    globalThis.scrollTo(0, 0);
  };
  shift.openStop = (id) => openView((holder) => openStopForm(holder, shift, shift.stop(id)));
  shift.openClosedDoor = (stop) => openView((holder) => openClosedDoor(holder, shift, stop));
  shift.openStopping = (stop) => openView((holder) => openStopping(holder, shift, stop, () => shift.openStop(stop.id)));
  shift.closeStop = (tab) => {
    flushTyped(body);
    page.view = null;
    show(tab || page.tab);
  };
  shift.sendNow = () => sender.now();
  shift.showTab = (tab) => show(tab);
  const bend = shift.bend;
  shift.bend = (evening, text) => {
    page.told = text || "";
    bend(evening);
  };

  const arrive = (stop) => {
    shift.save(stop, { status: "arrived", arrived_at: times.instant(), left_at: null });
    // The way to the door is not waited for; only the distance is kept.
    distanceTo(stop).then((distance_m) => distance_m !== null && shift.save(stop, { distance_m }));
    shift.openStop(stop.id);
  };
  const knock = (stop) => {
    const record = shift.records.get(stop.id);
    const now = times.instant();
    const isAgain = record && record.status === "closed_door";
    shift.save(stop, { status: "closed_door", arrived_at: (!isAgain && record && record.arrived_at) || now, left_at: now });
    shift.openClosedDoor(stop);
  };

  const show = (tab) => {
    page.tab = tab;
    page.view = null;
    tabs.hidden = false;
    redraw();
    globalThis.scrollTo(0, 0);
  };
  const endMap = () => {
    if (page.leaveMap) page.leaveMap();
    page.leaveMap = null;
  };
  const drawTab = () => {
    // A map that is open stays: drawing it again would lose the view.
    if (page.tab === "map" && page.leaveMap) return;
    endMap();
    body.replaceChildren();
    if (page.tab === "next") body.append(...nextView(shift, { arrive, knock, told: page.told }));
    if (page.tab === "list") body.append(...listView(shift, { told: page.told }));
    if (page.tab === "map") page.leaveMap = openRouteMap(body, shift, (id) => shift.openStop(id));
    if (page.tab === "done") openFinishing(body, shift, options);
  };
  const drawTabs = () => {
    const buttons = FIELD_TABS.map((tab) => {
      const button = fieldButton(say(`tab_${tab}`), () => {
        page.told = "";
        show(tab);
      });
      button.setAttribute("aria-current", String(tab === page.tab));
      return button;
    });
    tabs.replaceChildren(...buttons);
  };
  const drawBar = () => bar.replaceChildren(...barParts(shift, { page, options }));

  const flush = () => {
    flushTyped(body);
    if (document.visibilityState !== "visible") return;
    // Another tab may have recorded meanwhile; what is saved here next must not undo it.
    shift.reread().then(redraw);
    sender.soon();
  };
  const tick = setInterval(drawBar, CLOCK_TICK_MS);
  document.addEventListener("visibilitychange", flush);
  globalThis.addEventListener("pagehide", flush);
  globalThis.addEventListener("online", drawBar);
  globalThis.addEventListener("offline", drawBar);
  show("next");
  sender.soon();
  root.dataset.ready = "1";
  return {
    isBusy: () => page.view !== null,
    hasUnsent: () => shift.unsent().length > 0,
    close: () => {
      flushTyped(body);
      endMap();
      clearInterval(tick);
      sender.stop();
      document.removeEventListener("visibilitychange", flush);
      globalThis.removeEventListener("pagehide", flush);
      globalThis.removeEventListener("online", drawBar);
      globalThis.removeEventListener("offline", drawBar);
      root.replaceChildren();
      return shift.settled().then(() => keeping.close());
    },
  };
}
