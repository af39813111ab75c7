// Given to folium.GeoJson for each place, way and commune. Text comes percent-encoded and goes through textContent only.
function (feature, layer) {
  const say = (tag, text, parent) => {
    const node = document.createElement(tag);
    node.textContent = decodeURIComponent(text);
    parent.appendChild(node);
  };
  const { title, sign, lines } = feature.properties;
  const isGround = lines === undefined;
  const text = isGround ? title : sign;
  if (text) {
    const mark = document.createElement("div");
    say("b", text, mark);
    layer.bindTooltip(mark, { permanent: true, direction: "center", className: "commune-sign" });
  }
  if (isGround) return;
  const card = document.createElement("div");
  say("h3", title, card);
  for (const line of lines) say("p", line, card);
  layer.bindPopup(card, { autoPan: true, closeButton: false });
}
