/* On paper nothing can be opened: answers are printed open, and closed again afterwards. Hidden code stays hidden. */
(function () {
  "use strict";

  let opened = [];

  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.sd-dropdown:not([open])")];
    for (const fold of opened) fold.open = true;
  });

  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
})();
