/* An equation that is wider than the page scrolls in its own box; here the box can also be reached by key. */
(function () {
  "use strict";

  function mark() {
    for (const box of document.querySelectorAll("mjx-container[display='true']")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const set = window.MathJax && window.MathJax.startup && window.MathJax.startup.promise;
    if (!set) return;
    set.then(mark);
    window.addEventListener("resize", mark);
    window.addEventListener("toggle", mark, true);
  });
})();
