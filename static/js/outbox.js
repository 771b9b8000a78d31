/*
 * Answers that could not be sent stay on the phone until the server has them, through a reload or a
 * dead battery. A form[data-outbox] is put down in localStorage under its submission id before it is
 * sent and taken out when the server has answered; the server counts the same id once. Where the last
 * answer counts, as in an exam (data-outbox="latest"), an older one to the same question makes way.
 */
(function () {
  "use strict";

  var PREFIX = "outbox:";
  var WEEK = 7 * 24 * 3600 * 1000;
  var LONGEST_WAIT = 60000;
  var LONGEST_ANSWER = 15000;
  var words = JSON.parse(document.querySelector('meta[name="words"]').content);
  var sending = false;
  var tries = 0;
  var timer = null;
  /* What this very page is sending by itself, see retryLater in app.js. */
  var own = {};
  /* What is on its way from an earlier page, and how to stop it. */
  var current = null;
  var stop = null;

  /* Private windows may refuse to store anything; then the page alone retries. */
  function attempt(work) {
    try { return work(); } catch (error) { return null; }
  }

  /* Opening localStorage can hold a cheap phone up, so that a cookie says whether it need be opened. */
  function mark(isUsed) {
    var secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = "outbox=" + (isUsed ? 1 : 0) + "; Path=/; SameSite=Lax; Max-Age=" + (isUsed ? WEEK / 1000 : 0) + secure;
  }

  function isUsed() {
    return /(^|; )outbox=1/.test(document.cookie);
  }

  function put(id, entry) {
    mark(true);
    return attempt(function () { localStorage.setItem(PREFIX + id, JSON.stringify(entry)); return true; });
  }

  function drop(id) {
    delete own[id];
    attempt(function () { localStorage.removeItem(PREFIX + id); });
    if (!entries().length) mark(false);
    show();
  }

  /* The oldest first: answers arrive in the order in which they were given. */
  function entries() {
    return (isUsed() && attempt(function () {
      return Object.keys(localStorage).filter(function (key) { return key.indexOf(PREFIX) === 0; })
        .map(function (key) {
          var entry = attempt(function () { return JSON.parse(localStorage.getItem(key)); }) || {};
          entry.id = key.slice(PREFIX.length);
          return entry;
        }).sort(function (one, other) { return (one.at || 0) - (other.at || 0); });
    })) || [];
  }

  function waiting() {
    return entries().filter(function (entry) { return !own[entry.id]; });
  }

  /* One line at the top says how the line is and what has not been saved. */
  function show() {
    var count = entries().filter(function (entry) { return entry.failed; }).length;
    var text = !navigator.onLine ? words.cut : "";
    if (count) text = (text ? text + " " : "") + words.kept.replace("N", count);
    var bar = document.getElementById("outbox");
    if (!bar) return;
    bar.hidden = !text;
    if (bar.textContent !== text) bar.textContent = text;
  }

  function formOf(event) {
    var form = event.detail.elt.closest && event.detail.elt.closest("form[data-outbox]");
    return form && form.elements.submission ? form : null;
  }

  /*
   * The token is asked for anew; a button that only leads on has no business in a later sending. What
   * the page showed at first (`was`) says nothing any more once the reader has chosen otherwise.
   */
  function fieldsOf(form, data) {
    var fields = [];
    data.forEach(function (value, name) {
      var leads = name === "do" && !/flag$/.test(value);
      var isOld = name === "was" && form.isTouched;
      if (name !== "csrf_token" && !leads && !isOld) fields.push([name, String(value)]);
    });
    return fields;
  }

  function makeWay(action, id) {
    entries().forEach(function (entry) {
      if (entry.action !== action || entry.id === id) return;
      if (current === entry.id) stop();
      drop(entry.id);
    });
  }

  function keep(form, data, failed) {
    var id = form.elements.submission.value;
    var action = form.getAttribute("action");
    if (form.dataset.outbox === "latest") makeWay(action, id);
    own[id] = true;
    form.isKept = put(id, { action: action, fields: fieldsOf(form, data), at: Date.now(), failed: failed });
    show();
  }

  /* The server has said what became of it: stored, or refused for good. */
  function isSettled(status) {
    return status >= 200 && status < 500 && status !== 429 && status !== 408;
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = formOf(event);
    if (form) keep(form, event.detail.requestConfig.formData, Boolean(form.retries));
  });

  /* An answer that waits for the one before it to arrive is put down at once, too. */
  document.addEventListener("change", function (event) {
    var form = event.target.form;
    if (!form || form.dataset.outbox !== "latest") return;
    form.isTouched = true;
    keep(form, new FormData(form), Boolean(form.retries));
  });

  /* Before the swap: afterwards the form is gone, and its events with it. */
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    var form = formOf(event);
    if (!form || !isSettled(event.detail.xhr.status)) return;
    drop(form.elements.submission.value);
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    var form = formOf(event);
    if (!form || isSettled(event.detail.xhr ? event.detail.xhr.status : 0)) return;
    keep(form, event.detail.requestConfig.formData, true);
    /* The server may have it all the same: what it holds is no longer known here. */
    if (form.isTouched && form.elements.was) form.elements.was.value = "";
  });

  /* What an earlier page could not send. Returns how it ended: "saved", "led" on, or "refused". */
  function send(entry) {
    var data = new URLSearchParams(entry.fields);
    var token = document.querySelector('meta[name="csrf-token"]').content;
    var abort = new AbortController();
    var late = setTimeout(function () { abort.abort(); }, LONGEST_ANSWER);
    current = entry.id;
    stop = function () { abort.abort(); };
    return fetch(entry.action, {
      method: "POST", body: data, credentials: "same-origin", signal: abort.signal,
      headers: { "X-CSRFToken": token, "HX-Request": "true" }
    }).then(function (response) {
      if (!isSettled(response.status)) throw new Error(String(response.status));
      return response.text().then(function (text) {
        var end = !response.ok ? "refused" : response.headers.get("HX-Redirect") ? "led" : "saved";
        /* A hotel's sign-in page is no answer of ours. */
        if (end === "saved" && text.indexOf("data-answered") < 0) throw new Error("not ours");
        drop(entry.id);
        return end;
      });
    }).finally(function () { clearTimeout(late); current = null; });
  }

  function flush() {
    var left = waiting();
    if (sending || !left.length) return;
    sending = true;
    var ends = { saved: [], led: [], refused: [] };
    left.reduce(function (before, entry) {
      return before.then(function () {
        if (!/^\/(?!\/)/.test(entry.action || "") || !entry.fields || Date.now() - entry.at > WEEK) return drop(entry.id);
        if (attempt(function () { return localStorage.getItem(PREFIX + entry.id); }) === null) return null;
        return send(entry).then(function (end) { ends[end].push(entry.action); });
      });
    }, Promise.resolve()).then(function () { tries = 0; }, later).then(function () {
      sending = false;
      told(ends);
    });
  }

  function later() {
    tries += 1;
    clearTimeout(timer);
    timer = setTimeout(flush, Math.min(2000 * Math.pow(2, tries), LONGEST_WAIT));
  }

  function notice(message, level) {
    document.dispatchEvent(new CustomEvent("notice", { detail: { message: message, level: level } }));
  }

  /* A page that shows what was just saved is shown anew. */
  function told(ends) {
    var form = document.querySelector("form[data-outbox]");
    var place = document.querySelector("[data-awaits]");
    var arrived = ends.saved.concat(ends.led);
    var isHere = arrived.some(function (action) {
      return (form && form.getAttribute("action") === action) || (place && action.indexOf(place.dataset.awaits) === 0);
    });
    if (ends.refused.length) notice(words.refused, "warning");
    if (isHere) location.reload();
    else if (ends.led.length) notice(words.collected, "warning");
    else if (arrived.length) notice(words.arrived, "success");
  }

  /* Who hands in while an answer has not arrived is asked first. */
  document.addEventListener("submit", function (event) {
    var prefix = event.target.dataset.handsIn;
    var left = prefix ? entries().filter(function (entry) { return (entry.action || "").indexOf(prefix) === 0; }).length : 0;
    if (!left || window.confirm(event.target.dataset.unsent.replace("N", left))) return;
    event.preventDefault();
    flush();
  }, true);

  window.addEventListener("online", function () { tries = 0; show(); flush(); });
  window.addEventListener("offline", show);
  entries().forEach(function (entry) {
    if (!entry.failed) { entry.failed = true; put(entry.id, entry); }
  });
  show();
  flush();
})();
