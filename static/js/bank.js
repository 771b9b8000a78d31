/*
 * What the list of questions gains when JavaScript runs: all rows of a page ticked at
 * once, and how many are ticked. ES2018, no build.
 */
(function () {
  "use strict";

  function rows() {
    return Array.prototype.slice.call(document.querySelectorAll("[data-tick]"));
  }

  function tell() {
    var all = rows();
    var count = all.filter(function (row) { return row.checked; }).length;
    var place = document.querySelector("[data-tick-count]");
    var every = document.querySelector("[data-tick-all]");
    if (place) place.textContent = count ? place.dataset.words.replace("{count}", count) : "";
    if (every) {
      every.checked = count > 0 && count === all.length;
      every.indeterminate = count > 0 && count < all.length;
    }
    return count;
  }

  document.addEventListener("change", function (event) {
    var at = event.target;
    if (!(at instanceof Element) || !at.matches("[data-tick], [data-tick-all]")) return;
    if (at.matches("[data-tick-all]")) rows().forEach(function (row) { row.checked = at.checked; });
    var bulk = document.querySelector("[data-bulk]");
    if (tell() && bulk) bulk.open = true;
  });
  document.addEventListener("htmx:afterSettle", tell);
  window.addEventListener("pageshow", tell);
})();
