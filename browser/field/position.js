// Where the device is: asked once at an arrival, watched while the map is open. Never kept, never sent.

const POSITION_WAIT_MS = 8000;

// Resolves with whole metres from a stop, or null where the device does not tell.
function distanceTo(stop) {
  return new Promise((resolve) => {
    if (!navigator.geolocation) {
      resolve(null);
      return;
    }
    const told = ({ coords }) => resolve(metresBetween({ lon: coords.longitude, lat: coords.latitude }, stop));
    navigator.geolocation.getCurrentPosition(told, () => resolve(null), {
      enableHighAccuracy: true, timeout: POSITION_WAIT_MS, maximumAge: 30000,
    });
  });
}

// Calls tell({lon, lat, accuracy_m}) or tell(null) until the returned function is called.
function watchPosition(tell) {
  if (!navigator.geolocation) {
    tell(null);
    return () => {};
  }
  const here = ({ coords }) => tell({ lon: coords.longitude, lat: coords.latitude, accuracy_m: coords.accuracy });
  const watch = navigator.geolocation.watchPosition(here, () => tell(null), { enableHighAccuracy: true });
  return () => navigator.geolocation.clearWatch(watch);
}
