// Given to folium.GeoJson for each commune. Text comes percent-encoded and goes through textContent only.
// The label of the layer that is shown is set by switchCoverage.
function (feature, layer) {
  const say = (tag, text, parent) => {
    const node = document.createElement(tag);
    node.textContent = decodeURIComponent(text);
    parent.appendChild(node);
    return node;
  };
  const sign = document.createElement("div");
  say("b", feature.properties.name, sign);
  const label = say("span", "", sign);
  layer.bindTooltip(sign, { permanent: true, direction: "center", className: "commune-sign" });
  const card = document.createElement("div");
  say("h3", feature.properties.name, card);
  for (const line of feature.properties.lines) say("p", line, card);
  layer.bindPopup(card, { autoPan: false, closeButton: false });
  layer.on("mouseover", () => layer.setStyle({ weight: 3, color: "#12303b" }) && layer.openPopup());
  layer.on("mouseout", () => layer.setStyle({ weight: 1.25, color: "#5b7480" }) && layer.closePopup());
  (window.coverageUnits ||= []).push({ layer, label, properties: feature.properties });
}
