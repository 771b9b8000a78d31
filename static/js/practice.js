/*
 * In a practice: go on by itself after a right answer, if the reader chose so. Anything the reader
 * does meanwhile (a key, a touch, scrolling) lets the page stand.
 */
(function () {
  "use strict";

  var PAUSE = 1800;
  var timer = null;

  function stay() {
    clearTimeout(timer);
    timer = null;
    var link = document.querySelector("[data-go-on].is-waiting");
    if (link) link.classList.remove("is-waiting");
  }

  document.addEventListener("htmx:afterSettle", function () {
    stay();
    var link = document.querySelector("[data-go-on]");
    if (!link || document.documentElement.dataset.advance !== "auto") return;
    link.classList.add("is-waiting");
    timer = setTimeout(function () { if (link.isConnected) link.click(); }, PAUSE);
  });

  ["pointerdown", "keydown", "wheel", "touchmove"].forEach(function (name) {
    document.addEventListener(name, stay, { passive: true });
  });
})();
