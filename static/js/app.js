/*
 * What the pages gain when JavaScript runs. Every page works without this file.
 * ES2018, no build; each part is found by a data attribute, described in docs/design.md.
 */
(function () {
  "use strict";

  var root = document.documentElement;
  var words = JSON.parse(meta("words") || "{}");

  function meta(name) {
    var element = document.querySelector('meta[name="' + name + '"]');
    return element ? element.content : "";
  }

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  function make(tag, className, text) {
    var element = document.createElement(tag);
    element.className = className || "";
    element.textContent = text || "";
    return element;
  }

  function on(event, handler, options) {
    document.addEventListener(event, handler, options);
  }

  /* Messages: a toast stays until it is closed or eight seconds have passed. */

  function toast(message, level) {
    var box = make("div", "toast alert alert--" + (level || "info"));
    box.appendChild(make("p", "alert__body", message));
    document.getElementById("toasts").appendChild(box);
    dressToasts();
  }

  function said(box) {
    var body = box.querySelector(".alert__body");
    return body ? body.textContent.trim() : box.textContent;
  }

  function dressToasts() {
    all("#toasts > .alert:not([data-dressed])").forEach(function (box) {
      all("#toasts > .alert[data-dressed]").forEach(function (older) {
        if (said(older) === said(box)) older.remove();
      });
      var close = make("button", "alert__close button button--quiet", "✕");
      close.type = "button";
      close.setAttribute("aria-label", words.close);
      close.onclick = function () { box.remove(); };
      box.dataset.dressed = "";
      box.appendChild(close);
      if (box.matches(".toast.alert--success, .toast.alert--info")) setTimeout(close.onclick, 8000);
    });
  }

  /* What the server said on the page before says nothing of the next one. */
  on("htmx:pushedIntoHistory", function () {
    all("#toasts > .alert:not(.toast)").forEach(function (box) { box.remove(); });
  });

  on("notice", function (event) { toast(event.detail.message, event.detail.level); });

  /* Requests of htmx: the token, and what to do when an answer does not arrive. */

  on("htmx:configRequest", function (event) {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = meta("csrf-token");
  });

  function state(form, name, text) {
    var place = form.querySelector("[data-save-state]");
    if (!place) return;
    place.className = "save-state save-state--" + name;
    place.textContent = text;
  }

  function retryLater(form, detail) {
    var config = detail.requestConfig;
    var tries = (form.retries || 0) + 1;
    form.retries = tries;
    var place = form.querySelector("[data-unsaved]");
    state(form, "waiting", place ? place.dataset.unsaved : words.unsaved);
    clearTimeout(form.retryTimer);
    form.retry = function () {
      form.retry = null;
      clearTimeout(form.retryTimer);
      var values = {};
      config.formData.forEach(function (value, key) { values[key] = config.formData.getAll(key); });
      htmx.ajax(config.verb, config.path, { source: config.elt, target: detail.target, values: values });
    };
    form.retryTimer = setTimeout(function () { if (form.retry) form.retry(); }, Math.min(1000 * Math.pow(2, tries), 30000));
  }

  /* No answer at all, a server in trouble or too many at once: worth another try. */
  function retried(detail) {
    var status = detail.xhr ? detail.xhr.status : 0;
    var passing = status === 0 || status >= 500 || status === 429;
    return passing ? detail.elt.closest("form[data-retry]") : null;
  }

  function failed(event, message) {
    unchecked(event.detail.elt);
    var form = retried(event.detail);
    if (form) retryLater(form, event.detail);
    else if (message) toast(message, "error");
  }

  on("htmx:beforeSwap", function (event) {
    if (retried(event.detail)) event.detail.shouldSwap = false;
  });

  /* What was found before says nothing of what could not be checked. */
  function unchecked(element) {
    var place = element.querySelector("#checks");
    if (!element.dataset.unchecked || !place) return;
    place.className = "muted";
    place.textContent = element.dataset.unchecked;
  }

  on("htmx:sendError", function (event) { failed(event, words.offline); });
  on("htmx:timeout", function (event) { failed(event, words.offline); });
  on("htmx:responseError", function (event) {
    var told = /class="[^"]*\btoast\b/.test(event.detail.xhr.responseText);
    failed(event, told ? "" : words.failed);
  });
  on("htmx:beforeRequest", function (event) {
    var form = event.detail.elt.closest("form[data-retry]");
    if (form && !form.retries) state(form, "saving", words.saving);
  });
  on("htmx:afterRequest", function (event) {
    var form = event.detail.elt.closest("form[data-retry]");
    if (!form || !event.detail.successful) return;
    form.retries = 0;
    form.retry = null;
    clearTimeout(form.retryTimer);
    state(form, "saved", words.saved);
  });
  window.addEventListener("online", function () {
    all("form[data-retry]").forEach(function (form) { if (form.retry) form.retry(); });
  });

  /* After a swap: dress what is new, and lead the reader to it if their place has gone. */

  on("htmx:afterSettle", function (event) {
    var target = event.detail.elt;
    dress(target);
    var wanted = target.matches("[data-focus]") ? target : target.querySelector("[data-focus]");
    if (!wanted && (!document.activeElement || document.activeElement === document.body)) {
      wanted = target.querySelector("h1, h2, legend");
    }
    if (!wanted) return;
    if (wanted.tabIndex < 0) wanted.tabIndex = -1;
    wanted.focus();
  });

  /* Single keys: data-key="a 1" on a field, link or button. */

  on("keydown", function (event) {
    var at = event.target;
    var modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (modified || event.defaultPrevented || root.dataset.shortcuts === "off") return;
    if (at.matches("textarea, select, input:not([type=radio]):not([type=checkbox])")) return;
    if (/^( |Enter)$/.test(event.key) && at.matches("a, button, summary, input")) return;
    if (/^Arrow/.test(event.key) && at.matches("input")) return;
    var key = event.key === " " ? "space" : event.key.toLowerCase();
    var found = all("[data-key]").filter(function (element) {
      return element.dataset.key.split(" ").indexOf(key) >= 0 && !element.disabled && element.getClientRects().length;
    })[0];
    if (!found) return;
    event.preventDefault();
    found.focus();
    found.click();
  });

  /* Swipes on [data-swipe]: left is the next step, right the one before. */

  var start = null;
  on("pointerdown", function (event) {
    var swipes = event.pointerType !== "mouse" && event.isPrimary && event.target.closest("[data-swipe]");
    /* A field that scrolls or selects keeps its own gestures. */
    start = swipes && !event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea") ? { x: event.clientX, y: event.clientY } : null;
  }, { passive: true });
  on("pointercancel", function () { start = null; });
  on("pointerup", function (event) {
    if (!start || !event.isPrimary) return;
    var dx = event.clientX - start.x;
    var dy = event.clientY - start.y;
    start = null;
    if (Math.abs(dx) < 80 || Math.abs(dx) < 2 * Math.abs(dy) || String(window.getSelection())) return;
    var step = document.querySelector(dx < 0 ? "[data-swipe-left]" : "[data-swipe-right]");
    if (step) step.click();
  }, { passive: true });

  /* Forms: questions before harm, work not to be lost, characters counted. */

  on("click", function (event) {
    var asked = event.target.closest("[data-confirm]");
    if (asked && !window.confirm(asked.dataset.confirm)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  on("input", function (event) {
    var form = event.target.closest("form[data-guard]");
    if (form) form.changed = true;
    if (event.target.matches("textarea[maxlength]")) count(event.target);
  });
  on("submit", function (event) { event.target.changed = false; });
  window.addEventListener("beforeunload", function (event) {
    if (all("form[data-guard], form[data-retry]").some(function (form) { return form.changed || (form.retry && !form.isKept); })) {
      event.preventDefault();
      event.returnValue = "";
    }
  });

  function count(area) {
    var place = area.parentNode.querySelector(".counter");
    if (!place) place = area.parentNode.appendChild(make("span", "counter"));
    place.textContent = area.value.length + " / " + area.maxLength;
    place.classList.toggle("counter--full", area.value.length >= area.maxLength);
  }

  on("focusin", function (event) {
    document.body.classList.toggle("is-typing", event.target.matches("textarea, input:not([type=radio]):not([type=checkbox]):not([readonly])"));
  });
  on("focusout", function () { document.body.classList.remove("is-typing"); });

  /* A card that is turned shows its answer, however long its front is. */

  on("toggle", function (event) {
    if (!event.target.matches(".flashcard[open]")) return;
    var answer = event.target.querySelector("[data-answer]");
    var actions = event.target.parentNode.querySelector(".actions");
    answer.tabIndex = -1;
    answer.focus({ preventScroll: true });
    if (answer.getBoundingClientRect().bottom > actions.getBoundingClientRect().top) answer.scrollIntoView();
  }, true);

  /* Preferences: seen at once, kept in the background. */

  var keeping = Promise.resolve();

  /* All choices share one cookie, so what is kept next to follows what was kept before. */
  function keep(form, data) {
    var sending = { method: "POST", body: new URLSearchParams(data), redirect: "manual", keepalive: true };
    keeping = keeping.then(function () { return fetch(form.action, sending); })
      .catch(function () { toast(words.offline, "warning"); });
  }

  /* A page that is left while the line is slow carries along what is not yet kept. */
  on("formdata", function (event) {
    if (!event.target.dataset.preference) return;
    ["text", "theme", "shortcuts", "advance", "rights"].forEach(function (name) {
      if (root.dataset[name]) event.formData.set(name, root.dataset[name]);
    });
  });

  on("submit", function (event) {
    var form = event.target;
    var name = form.dataset.preference;
    if (!/^(text|theme|shortcuts|advance|rights)$/.test(name) || !event.submitter) return;
    event.preventDefault();
    root.dataset[name] = event.submitter.value;
    var data = new FormData(form);
    data.set(name, event.submitter.value);
    all('[data-preference="' + name + '"] button').forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.value === event.submitter.value));
    });
    keep(form, data);
  });

  /* Reading aloud: <button data-speak="id" hidden>. Blanks are named, pictures are not. */

  function spokenText(id) {
    var copy = document.getElementById(id).cloneNode(true);
    all("input[data-blank]", copy).forEach(function (blank) {
      blank.replaceWith("，" + (blank.value || blank.getAttribute("aria-label")) + "，");
    });
    all("svg, button, [data-unspoken]", copy).forEach(function (part) { part.remove(); });
    all("legend, li, p, label, h2, figcaption", copy).forEach(function (part) { part.append("。"); });
    return copy.textContent.replace(/\s+/g, " ").replace(/。(\s*。)+/g, "。");
  }

  function dressSpeaker(button) {
    if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) return;
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
    button.onclick = function () {
      var speaking = button.getAttribute("aria-pressed") === "true";
      window.speechSynthesis.cancel();
      button.setAttribute("aria-pressed", String(!speaking));
      if (speaking) return;
      var speech = new SpeechSynthesisUtterance(spokenText(button.dataset.speak));
      speech.lang = "zh-CN";
      speech.onend = speech.onerror = function () { button.setAttribute("aria-pressed", "false"); };
      window.speechSynthesis.speak(speech);
    };
  }

  on("htmx:beforeSwap", hush);
  window.addEventListener("pagehide", hush);
  function hush() {
    if (window.speechSynthesis) window.speechSynthesis.cancel();
  }

  /* Printing: <button data-print hidden>. */

  function dressPrinter(button) {
    button.hidden = false;
    button.onclick = function () { window.print(); };
  }

  /* Copying an address: <button data-copy="id of the field" hidden>. WeChat knows only the old way. */

  function dressCopier(button) {
    button.hidden = false;
    button.onclick = function () {
      document.getElementById(button.dataset.copy).select();
      if (document.execCommand("copy")) toast(words.copied, "success");
    };
  }

  /* A row of pages that is wider than the screen is scrolled to the page that is shown. */
  function showPlace(here) {
    var row = here.parentNode;
    var before = here.getBoundingClientRect().left - row.getBoundingClientRect().left;
    row.scrollLeft += before - (row.clientWidth - here.offsetWidth) / 2;
  }

  function dress(part) {
    all("[data-copy]", part).forEach(dressCopier);
    all("[data-print]", part).forEach(dressPrinter);
    all("[data-speak]", part).forEach(dressSpeaker);
    all("textarea[maxlength]", part).forEach(count);
    dressToasts();
  }

  document.body.classList.add("is-scripted");
  all(".shelf [aria-current], .subnav [aria-current]").forEach(showPlace);
  dress(document);
})();
