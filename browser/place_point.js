// Given to folium.GeoJson as pointToLayer: a disc, larger where a number stands on it; documents/place_map.py colours it.
function (feature, latlng) {
  return L.circleMarker(latlng, { radius: feature.properties.sign ? 12 : 7 });
}
