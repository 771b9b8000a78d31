/*
 * Answers that could not be sent stay on the phone until the server has them, through a reload or a
 * dead battery. A form[data-outbox] is put down in localStorage under its submission id before it is
 * sent and taken out when the server has answered; the server counts the same id once.
 */
(function () {
  "use strict";

  var PREFIX = "outbox:";
  var WEEK = 7 * 24 * 3600 * 1000;
  var LONGEST_WAIT = 60000;
  var words = JSON.parse(document.querySelector('meta[name="words"]').content);
  var sending = false;
  var tries = 0;
  var timer = null;
  /* What this very page is sending by itself, see retryLater in app.js. */
  var own = {};

  /* Private windows may refuse to store anything; then the page alone retries. */
  function attempt(work) {
    try { return work(); } catch (error) { return null; }
  }

  function put(id, entry) {
    return attempt(function () { localStorage.setItem(PREFIX + id, JSON.stringify(entry)); return true; });
  }

  function drop(id) {
    delete own[id];
    attempt(function () { localStorage.removeItem(PREFIX + id); });
    show();
  }

  function entries() {
    return attempt(function () {
      return Object.keys(localStorage).filter(function (key) { return key.indexOf(PREFIX) === 0; })
        .map(function (key) {
          var entry = attempt(function () { return JSON.parse(localStorage.getItem(key)); }) || {};
          entry.id = key.slice(PREFIX.length);
          return entry;
        });
    }) || [];
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

  function fieldsOf(form) {
    var fields = [];
    new FormData(form).forEach(function (value, name) {
      if (name !== "csrf_token") fields.push([name, String(value)]);
    });
    return fields;
  }

  function keep(form, failed) {
    var id = form.elements.submission.value;
    own[id] = true;
    form.isKept = put(id, {
      action: form.getAttribute("action"), fields: form.sent || fieldsOf(form), at: Date.now(), failed: failed
    });
    show();
  }

  /* The server has said what became of it: stored, or refused for good. */
  function isSettled(status) {
    return status >= 200 && status < 500 && status !== 429 && status !== 408;
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = formOf(event);
    if (!form) return;
    form.sent = form.sent || fieldsOf(form);
    keep(form, Boolean(form.retries));
  });

  /* Before the swap: afterwards the form is gone, and its events with it. */
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    var form = formOf(event);
    if (!form || !isSettled(event.detail.xhr.status)) return;
    form.sent = null;
    drop(form.elements.submission.value);
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    var form = formOf(event);
    if (form && !isSettled(event.detail.xhr ? event.detail.xhr.status : 0)) keep(form, true);
  });

  /* What an earlier page could not send. */
  function send(entry) {
    var data = new URLSearchParams(entry.fields);
    var token = document.querySelector('meta[name="csrf-token"]').content;
    return fetch(entry.action, {
      method: "POST", body: data, credentials: "same-origin",
      headers: { "X-CSRFToken": token, "HX-Request": "true" }
    }).then(function (response) {
      if (!isSettled(response.status)) throw new Error(String(response.status));
      return response.text().then(function (text) {
        /* A hotel's sign-in page is no answer of ours. */
        if (response.ok && text.indexOf("data-answered") < 0) throw new Error("not ours");
        drop(entry.id);
        return response.ok ? entry.action : null;
      });
    });
  }

  function flush() {
    var left = waiting();
    if (sending || !left.length) return;
    sending = true;
    var arrived = [];
    left.reduce(function (before, entry) {
      return before.then(function () {
        if (!/^\/(?!\/)/.test(entry.action || "") || !entry.fields || Date.now() - entry.at > WEEK) return drop(entry.id);
        return send(entry).then(function (action) {
          if (action) arrived.push(action);
          else notice(words.refused, "warning");
        });
      });
    }, Promise.resolve()).then(function () { tries = 0; }, later).then(function () {
      sending = false;
      if (arrived.length) told(arrived);
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

  /* The question that was just saved is shown with what became of it. */
  function told(arrived) {
    if (arrived.indexOf(location.pathname) >= 0) location.reload();
    else notice(words.arrived, "success");
  }

  window.addEventListener("online", function () { tries = 0; show(); flush(); });
  window.addEventListener("offline", show);
  entries().forEach(function (entry) {
    if (!entry.failed) { entry.failed = true; put(entry.id, entry); }
  });
  show();
  flush();
})();
