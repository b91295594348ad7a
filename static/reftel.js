// Conveniences. Every page can be read, linked to and cited without them.
"use strict";

// Notes in the margin begin beside their paragraph, and never overlap.
(function (text) {
  var notes = text ? text.querySelectorAll(".note") : [];
  var wide = matchMedia("screen and (min-width: 84rem)");

  function place() {
    text.classList.toggle("placed", wide.matches);
    var free = 0;
    notes.forEach(function (note) {
      note.style.top = "";
      if (!wide.matches) return;
      var within = note.offsetParent.getBoundingClientRect().top;
      var mark = document.getElementById(note.id + "-ref");
      var top = Math.max((mark || note.parentNode).getBoundingClientRect().top, free);
      note.style.top = top - within + "px";
      free = top + note.offsetHeight + 16;
    });
    text.style.paddingBottom = "";
    var over = free - text.getBoundingClientRect().bottom;
    text.style.paddingBottom = wide.matches && over > 0 ? over + "px" : "";
  }
  if (!notes.length) return;
  addEventListener("load", place);
  addEventListener("resize", place);
  addEventListener("hashchange", function () { setTimeout(place); });
  place();
})(document.querySelector(".text"));

// The share row follows the paragraph that the address names.
(function (share) {
  if (!share) return;
  var home = document.createComment("share");
  share.after(home);
  share.dataset.moved = "";
  var what = share.querySelector(".what");
  var line = share.querySelector(".copy code");
  var status = share.querySelector("[role=status]");
  var button = share.querySelector("button");
  var links = Array.from(share.querySelectorAll("li a"), function (a) {
    return { a: a, href: a.href };
  });
  var id = share.dataset.id;
  var address = share.dataset.address;

  // place returns the paragraph that the address names.
  function place() {
    var anchor = location.hash.slice(1).replace(/^par(?=\d)/, "p");
    var element = /^[pu]\d[a-z0-9_]*$/.test(anchor) && document.getElementById(anchor);
    return element && element.closest(".text") ? { anchor: anchor, element: element } : null;
  }

  function follow() {
    var p = place();
    var name = id + (p ? " ¶" + p.anchor.replace(/^p/, "") : "");
    var hash = p ? "#" + p.anchor : "";
    if (!p) home.before(share);
    else (p.element.matches("p") ? p.element : p.element.querySelector("p")).after(share);
    what.textContent = name;
    line.textContent = [name, (address || location.href.split("#")[0]) + hash, share.dataset.tags].join(" ");
    status.textContent = "";
    document.querySelectorAll("#cite [data-pin]").forEach(function (pin) {
      pin.textContent = p && /^p/.test(p.anchor) ? pin.dataset.pin.replace("{n}", p.anchor.slice(1)) : "";
    });
    document.querySelectorAll("#cite [data-address]").forEach(function (a) {
      a.textContent = address + hash;
    });
    links.forEach(function (l) {
      l.a.href = (address ? l.href.split(encodeURIComponent(address)).join(encodeURIComponent(address + hash)) : l.href)
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
})(document.getElementById("share"));

// The page for what is not there leads from a bare reference ID to its cable:
// in any case, with leading zeros, a long year, or the "_a" of other archives.
(function (missing) {
  if (!missing) return;
  var typed = decodeURIComponent(location.pathname).split("/").pop().replace(/\.html?$/i, "").toUpperCase();
  var parts = /^(?:19|20)?(\d\d)(.*?[A-Z])0*(\d*)(?:_[A-Z])?$/.exec(typed.replace(/[\s-]/g, ""));
  if (!parts) return;
  var id = parts[1] + parts[2] + parts[3];
  fetch(missing.dataset.root + "id/" + parts[2] + ".txt")
    .then(function (answer) { return answer.ok ? answer.text() : ""; })
    .then(function (text) {
      text.split("\n").some(function (line) {
        var at = line.indexOf(" ");
        if (line.slice(0, at).replace(/_[a-z]$/, "") !== id) return false;
        location.replace(missing.dataset.root + line.slice(at + 1) + location.hash);
        return true;
      });
    });
})(document.getElementById("not-found"));
