// Fit the coverage map between its title and its legend, again whenever its frame changes, until somebody takes it over.
// A frame smaller than that room has no zoom (it begins at 300 by 150): Leaflet would throw on NaN.
function fitBetween(map, bounds, before, after) {
  let isTaken = false;
  const take = () => (isTaken = true);
  map.getContainer().addEventListener("pointerdown", take, { once: true });
  map.getContainer().addEventListener("wheel", take, { once: true, passive: true });
  const fit = () => {
    const size = map.getSize();
    const hasRoom = size.x > before[0] + after[0] && size.y > before[1] + after[1];
    const room = hasRoom ? { paddingTopLeft: before, paddingBottomRight: after } : {};
    map.fitBounds(bounds, { ...room, animate: false });
  };
  fit();
  map.on("resize", () => {
    if (!isTaken) fit();
  });
}
