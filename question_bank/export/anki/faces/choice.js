// Shuffles the options and judges a tap. Old web views run this, so it keeps to
// ES5; two braces never stand together, because Anki would take them for a field.
(function () {
  "use strict";
  var card = document.querySelector(".lz[data-id]");
  var list = card && card.querySelector("ol.lz-options");
  if (!list) { return; }

  var front = card.className.indexOf("lz-front") >= 0;
  var id = card.getAttribute("data-id");
  // A day ends at 04:00, as it does for Anki, so that nobody meets it mid-card.
  var now = new Date(Date.now() - 4 * 3600 * 1000);
  var day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].join("-");
  // Where the page lives on, the back remembers what was tapped on the front.
  var known = window.lzCard;
  if (front || !known || known.id !== id) { known = { id: id, day: day, picked: [] }; }
  window.lzCard = known;

  // FNV-1a makes a seed of the text, xorshift32 a row of numbers of the seed.
  function numbers(text) {
    var state = 2166136261;
    for (var i = 0; i < text.length; i += 1) {
      state = Math.imul(state ^ text.charCodeAt(i), 16777619);
    }
    state = state || 1;
    return function (below) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % below;
    };
  }

  function items() { return Array.prototype.slice.call(list.children); }
  function has(item, name) { return item.classList.contains(name); }

  function shuffle() {
    var order = items();
    var draw = numbers(known.id + "|" + known.day);
    for (var i = 0; i < 8; i += 1) { draw(2); }
    for (var last = order.length - 1; last > 0; last -= 1) {
      var other = draw(last + 1);
      var held = order[last];
      order[last] = order[other];
      order[other] = held;
    }
    order.forEach(function (item) { list.appendChild(item); });
  }

  function say(text, good) {
    var verdict = card.querySelector(".lz-verdict");
    verdict.textContent = text;
    verdict.className = "lz-verdict " + (good ? "lz-good" : "lz-bad");
  }

  function letters(chosen) {
    return items().map(function (item, place) {
      return chosen(item) ? String.fromCharCode(65 + place) : "";
    }).join("");
  }

  function finish() {
    list.classList.add("lz-judged");
    items().forEach(function (item) { item.setAttribute("aria-disabled", "true"); });
  }

  function judge() {
    var right = items().filter(function (item) { return has(item, "lz-right"); });
    var hits = right.filter(function (item) { return has(item, "lz-picked"); }).length;
    var misses = known.picked.length - hits;
    if (!has(list, "lz-multiple")) {
      finish();
      var key = has(list, "lz-fixed") ? "" : "，应选 " + letters(function (item) { return has(item, "lz-right"); });
      say(hits ? "答对了" : "答错了" + key, hits > 0);
    } else if (hits === right.length) {
      finish();
      say(misses ? "选全了，但多选了 " + misses + " 项" : "全部选对了", misses === 0);
    } else {
      say("选对 " + hits + " 项" + (misses ? "，选错 " + misses + " 项" : ""), misses === 0);
    }
  }

  function pick(item) {
    if (has(list, "lz-judged") || has(item, "lz-picked")) { return; }
    item.classList.add("lz-picked");
    item.setAttribute("aria-pressed", "true");
    known.picked.push(item.getAttribute("data-n"));
    judge();
  }

  if (!has(list, "lz-fixed")) { shuffle(); }
  items().forEach(function (item) {
    if (!front) {
      if (known.picked.indexOf(item.getAttribute("data-n")) >= 0) { item.classList.add("lz-picked"); }
      return;
    }
    // AnkiMobile and AnkiDroid turn the card at a tap, except on what is tappable.
    item.classList.add("tappable");
    item.setAttribute("role", "button");
    item.setAttribute("tabindex", "0");
    item.onclick = function (event) { event.stopPropagation(); pick(item); };
    item.onkeydown = function (event) {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        event.stopPropagation();
        pick(item);
      }
    };
  });
}());
