// Conveniences. Everything on these pages works without them.
(function () {
  "use strict";

  var share = document.getElementById("share");
  if (!share) return;
  var home = document.createComment("share");
  share.after(home);
  var what = share.querySelector(".what");
  var line = share.querySelector(".line code");
  var status = share.querySelector("[role=status]");
  var button = share.querySelector("button");
  var links = Array.prototype.map.call(share.querySelectorAll("li a"), function (a) {
    return { a: a, href: a.href };
  });
  var id = share.dataset.id;
  var address = share.dataset.address;

  // place returns the paragraph that the address names.
  function place() {
    var anchor = location.hash.slice(1).replace(/^par(?=\d)/, "p");
    var element = /^[a-z][a-z0-9_-]*$/.test(anchor) && document.getElementById(anchor);
    return element && element.closest(".text") && /^[pu]\d/.test(anchor) ? { anchor: anchor, element: element } : null;
  }

  // follow puts the row under that paragraph and makes it about it.
  function follow() {
    var p = place();
    var name = id + (p ? " ¶" + p.anchor.replace(/^p/, "") : "");
    var hash = p ? "#" + p.anchor : "";
    if (!p) home.before(share);
    else (p.element.matches("p") ? p.element : p.element.querySelector("p") || p.element.lastChild).after(share);
    what.textContent = name;
    line.textContent = [name, (address || location.href.split("#")[0]) + hash, share.dataset.tags].join(" ");
    status.textContent = "";
    links.forEach(function (l) {
      l.a.href = l.href
        .split(encodeURIComponent(address)).join(encodeURIComponent(address + hash))
        .replace(encodeURIComponent(id + ": "), encodeURIComponent(name + ": "));
    });
  }

  if (navigator.clipboard) {
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(line.textContent).then(function () {
        status.textContent = status.dataset.said;
      });
    });
  }
  addEventListener("hashchange", follow);
  follow();
})();
