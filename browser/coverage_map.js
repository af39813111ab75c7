// Given to folium.GeoJson for each commune. Text comes percent-encoded and goes through textContent only.
function (feature, layer) {
  const say = (tag, text, parent) => {
    const node = document.createElement(tag);
    node.textContent = decodeURIComponent(text);
    parent.appendChild(node);
  };
  const sign = document.createElement("div");
  say("b", feature.properties.name, sign);
  say("span", feature.properties.label, sign);
  layer.bindTooltip(sign, { permanent: true, direction: "center", className: "commune-sign" });
  const card = document.createElement("div");
  say("h3", feature.properties.name, card);
  for (const line of feature.properties.lines) say("p", line, card);
  layer.bindPopup(card, { autoPan: false, closeButton: false });
  layer.on("mouseover", () => layer.openPopup());
  layer.on("mouseout", () => layer.closePopup());
}
