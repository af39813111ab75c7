// Change the layer and the vintage of the coverage map: colours, labels and the legend that belongs to them.
function switchCoverage(map) {
  const form = document.querySelector(".map-choices");
  const chosen = (name) => form.elements[name]?.value;
  const show = () => {
    const name = chosen("layer");
    const vintage = chosen("vintage");
    for (const unit of window.coverageUnits ?? []) {
      const isShown = vintage === undefined || decodeURIComponent(unit.properties.vintage) === vintage;
      unit.layer.setStyle({ fillColor: unit.properties[`${name}_colour`] });
      unit.label.textContent = decodeURIComponent(unit.properties[`${name}_label`]);
      if (isShown) map.addLayer(unit.layer);
      else map.removeLayer(unit.layer);
    }
    for (const legend of document.querySelectorAll(".map-legend")) legend.hidden = legend.dataset.layer !== name;
    for (const note of document.querySelectorAll(".map-choices [data-vintage]")) {
      note.hidden = note.dataset.vintage !== vintage;
    }
  };
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
