// A browser without a secure connection has no service worker; the page works without it.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/field/sw.js", { scope: "/field" });
}
