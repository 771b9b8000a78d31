/*
 * Selecting the words of a text that prove a question: the selection becomes version,
 * first and last code point, and the server looks whether they fit. ES2018, no build.
 */
(function () {
  "use strict";

  function length(text) {
    return Array.from(text).length;
  }

  /* Where a point of the page stands in the text, in code points; -1 outside of it. */
  function offset(node, at) {
    var element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    var paragraph = element && element.closest("[data-start]");
    if (!paragraph) return -1;
    var range = document.createRange();
    range.selectNodeContents(paragraph);
    range.setEnd(node, at);
    return Number(paragraph.dataset.start) + length(range.toString());
  }

  function selected() {
    var selection = window.getSelection();
    if (!selection || !selection.rangeCount || selection.isCollapsed) return null;
    var range = selection.getRangeAt(0);
    var start = offset(range.startContainer, range.startOffset);
    var end = offset(range.endContainer, range.endOffset);
    return start >= 0 && end > start ? start + "-" + end : null;
  }

  var last = null;
  document.addEventListener("selectionchange", function () {
    last = selected() || last;
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target && event.detail.target.id === "source-text") last = null;
  });
  document.addEventListener("click", function (event) {
    var button = event.target instanceof Element ? event.target.closest("[data-use-selection]") : null;
    if (!button || !last) return;
    var text = document.querySelector("#source-text [data-version]");
    var form = button.closest("form");
    form.elements.picked.value = text.dataset.version + "-" + last;
    form.querySelector("[data-find-source]").click();
  });
})();
