// Draws GeoJSON from our own address with Leaflet. No tiles are needed; a tile address is optional.
"use strict";

(() => {
  const KINDS = ["main", "branch", "remote", "starosta", "mobile", "stopped", "candidate", "own"];

  const kindClass = (base, properties) =>
    KINDS.includes(properties.kind) ? `${base} ${base}--${properties.kind}` : base;

  // Leaflet applies `style` to points too, and would repaint them as areas.
  const areaStyle = (feature) =>
    feature.geometry.type.endsWith("Point") ? {} : { className: kindClass("c-map-area", feature.properties || {}) };

  function point(feature, at) {
    const properties = feature.properties || {};
    const marker = L.circleMarker(at, { radius: properties.kind === "main" ? 10 : 7, className: kindClass("c-map-point", properties) });
    marker.options.title = properties.name || "";
    return marker;
  }

  // Text nodes only: a name from the data is never markup.
  function label(properties) {
    const box = document.createElement("div");
    const name = document.createElement(properties.url ? "a" : "strong");
    name.textContent = properties.name || "";
    if (properties.url && properties.url.startsWith("/")) name.href = properties.url;
    box.append(name);
    if (properties.note) {
      const note = document.createElement("div");
      note.textContent = properties.note;
      box.append(note);
    }
    return box;
  }

  function describe(feature, layer) {
    const properties = feature.properties || {};
    if (properties.name) layer.bindPopup(() => label(properties));
  }

  // SVG shapes take no part in the tab order by themselves.
  function letKeysIn(layer) {
    const element = layer.getElement && layer.getElement();
    const properties = (layer.feature && layer.feature.properties) || {};
    if (!element || !properties.name || !(layer instanceof L.CircleMarker)) return;
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", properties.name);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        layer.openPopup();
      }
    });
  }

  function draw(container, data) {
    container.textContent = "";
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(container, { zoomControl: false, scrollWheelZoom: false, fadeAnimation: !calm, zoomAnimation: !calm });
    map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: container.dataset.zoomIn, zoomOutTitle: container.dataset.zoomOut }).addTo(map);
    if (container.dataset.tiles) L.tileLayer(container.dataset.tiles, { attribution: container.dataset.credit || "", maxZoom: 18 }).addTo(map);
    const layer = L.geoJSON(data, { style: areaStyle, pointToLayer: point, onEachFeature: describe }).addTo(map);
    const bounds = layer.getBounds();
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [16, 16], maxZoom: 14 });
    layer.eachLayer(letKeysIn);
    container.dispatchEvent(new CustomEvent("vikno:map", { bubbles: true, detail: { map, layer } }));
  }

  async function show(container) {
    try {
      const answer = await fetch(container.dataset.url, { headers: { Accept: "application/geo+json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      draw(container, await answer.json());
    } catch {
      const message = document.createElement("p");
      message.className = "govuk-body c-map__message";
      message.textContent = container.dataset.failed;
      container.replaceChildren(message);
    }
  }

  document.querySelectorAll("[data-map]").forEach(show);
})();
