/*
 * What the form for files gains when JavaScript runs: files can be dropped on it, and
 * those chosen are listed with their size before they are sent. ES2018, no build.
 */
(function () {
  "use strict";

  var LARGEST = 20 * 1024 * 1024;

  function closest(event) {
    return event.target instanceof Element ? event.target.closest("[data-drop]") : null;
  }

  function size(bytes) {
    return bytes < 1024 * 1024 ? Math.max(1, Math.round(bytes / 1024)) + " KB" : (bytes / 1024 / 1024).toFixed(1) + " MB";
  }

  function list(area) {
    var place = area.querySelector("[data-drop-files]");
    var total = 0;
    place.textContent = "";
    Array.prototype.forEach.call(area.querySelector("input[type=file]").files, function (file) {
      var line = document.createElement("li");
      total += file.size;
      line.textContent = file.name + " · " + size(file.size);
      if (total > LARGEST) line.className = "is-too-large";
      place.appendChild(line);
    });
  }

  function dress() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-drop-hint]"), function (hint) { hint.hidden = false; });
  }

  function take(area, files) {
    var input = area.querySelector("input[type=file]");
    var taken = new DataTransfer();
    Array.prototype.slice.call(files, 0, input.multiple ? files.length : 1).forEach(function (file) { taken.items.add(file); });
    input.files = taken.files;
    list(area);
  }

  ["dragenter", "dragover"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var area = closest(event);
      if (!area) return;
      event.preventDefault();
      area.classList.add("drop--over");
    });
  });
  ["dragleave", "drop"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var area = closest(event);
      if (!area) return;
      event.preventDefault();
      area.classList.remove("drop--over");
      if (name === "drop" && event.dataTransfer.files.length) take(area, event.dataTransfer.files);
    });
  });
  document.addEventListener("change", function (event) {
    var area = closest(event);
    if (area) list(area);
  });
  document.addEventListener("htmx:afterSettle", dress);
  dress();
})();
