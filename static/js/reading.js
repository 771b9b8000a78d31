/*
 * What the reading view gains when JavaScript runs: the chosen key point is marked in
 * the text, and its panel closes without leaving the page. ES2018, no build.
 */
(function () {
  "use strict";

  var chosen = null;

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  function choose(link) {
    each(".reading [aria-current]", function (other) { other.removeAttribute("aria-current"); });
    chosen = link;
    var number = link && link.dataset.point;
    if (number) each('.reading [data-point="' + number + '"]', function (part) { part.setAttribute("aria-current", "true"); });
  }

  function close() {
    var panel = document.getElementById("detail");
    if (!panel || !panel.firstElementChild) return false;
    panel.textContent = "";
    var back = chosen;
    choose(null);
    if (back) back.focus();
    return true;
  }

  document.addEventListener("click", function (event) {
    var link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) return;
    if (link.dataset.close === "detail" && close()) event.preventDefault();
    else if (link.hasAttribute("hx-get") && link.closest(".reading, .coverage")) choose(link);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") close();
  });
})();
