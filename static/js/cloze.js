/*
 * Cloze on a phone: the words of [data-bank] are tapped into the [data-blank] fields of its form;
 * tapping a filled blank (or a used word) puts the word back. Without this file they are typed.
 */
(function () {
  "use strict";

  var words = JSON.parse(document.querySelector('meta[name="words"]').content);

  function all(selector, within) {
    return Array.prototype.slice.call(within.querySelectorAll(selector));
  }

  function button(className, text, press) {
    var element = document.createElement("button");
    element.type = "button";
    element.className = className;
    element.textContent = text;
    element.onclick = press;
    return element;
  }

  /* A long answer widens its blank; seven characters stand in it anyway (app.css). */
  function fit(blank) {
    blank.style.width = blank.value.length > 6 ? blank.value.length + 1.5 + "em" : "";
  }

  /* What one question knows: its blanks, its words, and which word stands where. */
  function Puzzle(bank) {
    var self = this;
    this.blanks = all("[data-blank]", bank.closest("form"));
    this.wanted = null;
    this.live = document.createElement("span");
    this.live.className = "visually-hidden";
    this.live.setAttribute("role", "status");
    this.toggle = button("button button--quiet", "", function () {
      remembered(self.blanks[0].readOnly ? "yes" : "no");
      self.setTyping(self.blanks[0].readOnly);
      if (!self.blanks[0].readOnly) self.blanks[0].focus();
    });
    this.chips = all("[data-word]", bank).map(function (item) { return self.makeChip(item); });
    this.blanks.forEach(function (blank) { self.dressBlank(blank); });
    bank.after(this.toggle, this.live);
    this.setTyping(remembered());
  }

  Puzzle.prototype.makeChip = function (item) {
    var self = this;
    var chip = button("chip", item.textContent.trim(), function () { self.press(chip); });
    item.className = "";
    item.textContent = "";
    item.appendChild(chip);
    return chip;
  };

  Puzzle.prototype.dressBlank = function (blank) {
    var self = this;
    blank.addEventListener("input", function () { fit(blank); });
    blank.chip = this.chips.filter(function (chip) { return chip.textContent === blank.value; })[0] || null;
    blank.addEventListener("click", function () { self.choose(blank); });
    blank.addEventListener("keydown", function (event) {
      if (!blank.readOnly || !/^( |Backspace|Delete)$/.test(event.key)) return;
      event.preventDefault();
      self.choose(blank);
    });
  };

  Puzzle.prototype.blankOf = function (chip) {
    return this.blanks.filter(function (blank) { return blank.chip === chip; })[0];
  };

  Puzzle.prototype.nextBlank = function () {
    var empty = this.blanks.filter(function (blank) { return !blank.value; });
    return empty.indexOf(this.wanted) >= 0 ? this.wanted : empty[0];
  };

  Puzzle.prototype.press = function (chip) {
    var blank = this.blankOf(chip);
    if (blank) this.put(blank, null);
    else if (this.nextBlank()) this.put(this.nextBlank(), chip);
  };

  Puzzle.prototype.choose = function (blank) {
    if (!blank.readOnly) return;
    this.wanted = blank;
    if (blank.value) this.put(blank, null);
    this.show();
  };

  Puzzle.prototype.put = function (blank, chip) {
    var word = chip || blank.chip;
    blank.chip = chip;
    blank.value = chip ? chip.textContent : "";
    fit(blank);
    this.live.textContent = blank.getAttribute("aria-label") + " " + (chip ? words.filled : words.returned) + " " + (word ? word.textContent : "");
    blank.dispatchEvent(new Event("change", { bubbles: true }));
    this.show();
  };

  /* Who types once wants to type again. */
  function remembered(value) {
    try {
      if (value !== undefined) localStorage.setItem("cloze-typing", value);
      return localStorage.getItem("cloze-typing") === "yes";
    } catch (error) { return false; }
  }

  /* Read-only fields keep the phone's keyboard away from the words. */
  Puzzle.prototype.setTyping = function (typing) {
    this.blanks.forEach(function (blank) { blank.readOnly = !typing; });
    this.toggle.textContent = typing ? words.pick : words.type;
    this.show();
  };

  Puzzle.prototype.show = function () {
    var self = this;
    var next = this.nextBlank();
    this.blanks.forEach(function (blank) {
      if (blank.chip && blank.value !== blank.chip.textContent) blank.chip = null;
      blank.classList.toggle("blank__input--next", blank === next && blank.readOnly);
    });
    this.chips.forEach(function (chip) {
      var used = Boolean(self.blankOf(chip));
      chip.classList.toggle("chip--used", used);
      chip.setAttribute("aria-pressed", String(used));
      chip.disabled = !self.blanks[0].readOnly;
    });
  };

  function dress(part) {
    all("[data-bank]:not([data-dressed])", part).forEach(function (bank) {
      bank.dataset.dressed = "";
      new Puzzle(bank);
    });
  }

  /* Enter that only ends a word of the input method sends nothing; otherwise it goes to the next blank. */
  document.addEventListener("keydown", function (event) {
    var blank = event.target;
    if (event.key !== "Enter" || !blank.matches("[data-blank]")) return;
    var empty = all("[data-blank]", blank.form).filter(function (each) { return !each.value && each !== blank; })[0];
    if (event.isComposing || event.keyCode === 229) event.preventDefault();
    else if (empty && blank.value) {
      event.preventDefault();
      empty.focus();
    }
  });

  document.addEventListener("htmx:afterSettle", function (event) { dress(event.detail.elt); });
  dress(document);
})();
