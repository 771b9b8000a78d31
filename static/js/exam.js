/*
 * The clock of an exam. The server knows the time; this only counts its seconds down, says when
 * few are left, and hands in what is on the page when none are. Nothing here ends an exam early.
 */
(function () {
  "use strict";

  var started = 0;
  var seconds = null;
  var timer = null;
  var said = {};

  function face(left) {
    return Math.floor(left / 60) + ":" + ("0" + (left % 60)).slice(-2);
  }

  function say(clock, left) {
    var place = document.querySelector("[data-clock-said]");
    [10, 5, 1].forEach(function (minutes) {
      if (left !== minutes * 60 || said[minutes] || !place) return;
      said[minutes] = true;
      place.textContent = clock.dataset.warning.replace("#", minutes);
    });
  }

  /* What is typed but not yet kept goes along; without a form the page asks where it stands. */
  function end() {
    clearInterval(timer);
    /* Without a line the browser would show a page of its own: what is kept on the phone waits for it. */
    if (!navigator.onLine) { window.addEventListener("online", end, { once: true }); return; }
    var form = document.getElementById("answer-form");
    if (!form) { window.location.reload(); return; }
    var wish = document.createElement("input");
    wish.type = "hidden";
    wish.name = "do";
    wish.value = "time";
    form.appendChild(wish);
    form.retry = null;
    form.submit();
  }

  function tick() {
    var clock = document.querySelector("[data-clock]");
    if (!clock || seconds === null) return;
    var left = Math.max(0, seconds - Math.floor((performance.now() - started) / 1000));
    clock.querySelector("[data-clock-face]").textContent = face(left);
    clock.classList.toggle("clock--short", left < 300);
    say(clock, left);
    // The server rounds down: a second later it agrees that the time is up.
    if (performance.now() - started >= (seconds + 1) * 1000) end();
  }

  function set(part) {
    var clock = part.matches && part.matches("[data-clock]") ? part : part.querySelector("[data-clock]");
    if (!clock) return;
    seconds = Number(clock.dataset.clock);
    started = performance.now();
    clearInterval(timer);
    timer = setInterval(tick, 500);
  }

  document.addEventListener("htmx:oobAfterSwap", function (event) { set(event.detail.target || document); });
  document.addEventListener("htmx:afterSettle", function () { set(document); });
  set(document);
})();
