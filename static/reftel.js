// Conveniences. Every page can be read, linked to and cited without them.
"use strict";

// Notes in the margin begin beside their paragraph, and never overlap.
(function (text) {
  var notes = text ? text.querySelectorAll(".note") : [];
  var wide = matchMedia("screen and (min-width: 84rem)");

  function place() {
    text.classList.toggle("placed", wide.matches);
    var free = -Infinity; // places count from the top of the window
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

// The root of the site, as an address.
var root = document.querySelector("link[rel=stylesheet]").href.replace(/style\.css$/, "");

// read asks for a file of the site; "" where it is not there. A page that was
// opened from a disk may read no other, and is told so loudly if it tries.
function read(path) {
  if (location.protocol === "file:") return Promise.resolve("");
  return fetch(path).then(function (answer) { return answer.ok ? answer.text() : ""; }).catch(function () { return ""; });
}

function decoded(s) { try { return decodeURIComponent(s); } catch (e) { return s; } }

// The basket holds paragraphs of a visit, "08GRISTAD112:p3"; kept says where
// each cable is. A browser may refuse to keep anything; then there is none.
var basket = {
  read: function (key) { try { return JSON.parse(sessionStorage.getItem(key)) || null; } catch (e) { return null; } },
  write: function (key, value) { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch (e) { /* not kept */ } },
  works: function () { basket.write("kept", basket.read("kept") || {}); return basket.read("kept") !== null; },
  items: function () { return basket.read("basket") || []; },
  add: function (id, anchor) {
    var item = id + (anchor ? ":" + anchor : "");
    var kept = basket.read("kept") || {};
    kept[id] = { path: location.href.split("#")[0].slice(root.length), title: document.querySelector("h1").textContent };
    basket.write("kept", kept);
    basket.write("basket", basket.items().filter(function (i) { return i !== item; }).concat(item));
  },
};

// A range is the anchors of two paragraphs: "p3-p5". An anchor that is there
// itself, such as "p7-1", is none.
function rangeOf(hash) {
  var ends = document.getElementById(hash) ? null : /^(p\d[a-z0-9_]*)-(p\d[a-z0-9_]*)$/.exec(hash);
  var from = ends && document.getElementById(ends[1]);
  var to = ends && document.getElementById(ends[2]);
  if (!from || !to) return null;
  var all = Array.from(document.querySelectorAll(".text .para"));
  var first = all.indexOf(from.closest(".para")), last = all.indexOf(to.closest(".para"));
  return first < 0 || last < first ? null : all.slice(first, last + 1);
}

(function (text) {
  if (!text) return;
  function show() {
    var range = rangeOf(location.hash.slice(1));
    text.querySelectorAll(".in-range").forEach(function (e) { e.classList.remove("in-range"); });
    if (!range) return;
    range.forEach(function (e) { e.classList.add("in-range"); });
    range[0].scrollIntoView();
  }
  addEventListener("hashchange", show);
  show();
})(document.querySelector(".text"));

// Words that are selected have an address too: that of their paragraph, with
// the words behind it. Where they are not found, the paragraph is.
(function (offer) {
  if (!offer) return;
  var link = offer.querySelector("a");
  // Text directives have a meaning for these three beside what URLs escape.
  function encode(s) { return encodeURIComponent(s).replace(/-/g, "%2D"); }

  document.addEventListener("selectionchange", function () {
    var selection = getSelection();
    var words = selection.toString().trim().replace(/\s+/g, " ");
    var node = selection.rangeCount ? selection.getRangeAt(0).startContainer : null;
    var within = node && (node.nodeType === 1 ? node : node.parentNode).closest(".text .para[id], .text .sub[id]");
    offer.hidden = !within || words.length < 3;
    if (offer.hidden) return;
    var list = words.split(" ");
    var fragment = words.length <= 120 && !/\n/.test(selection.toString())
      ? encode(words) : encode(list.slice(0, 5).join(" ")) + "," + encode(list.slice(-5).join(" "));
    link.href = (document.getElementById("share").dataset.address || location.href.split("#")[0]) + "#" + within.id + ":~:text=" + fragment;
  });
})(document.getElementById("selection"));

// The page of the basket shows what its address names.
(function (list) {
  if (!list) return;
  var kept = basket.read("kept") || {};
  var items = decoded(location.hash.slice(1)).split(",").filter(function (i) {
    return /^[A-Z0-9]+(_[a-z])?(:[a-z0-9_-]+)?$/.test(i);
  });
  if (!items.length) items = basket.items();
  var own = items.join() === basket.items().join(); // not one that somebody sent

  function keep() {
    if (own) basket.write("basket", items);
    history.replaceState(null, "", location.href.split("#")[0] + (items.length ? "#" + items.join(",") : ""));
    document.getElementById("basket-empty").hidden = items.length > 0;
  }

  // where asks for the address of a cable that this visit has not been to.
  function where(id) {
    if (kept[id]) return Promise.resolve(kept[id]);
    return read(root + "id/" + id.replace(/^\d\d/, "").replace(/\d+(_[a-z])?$/, "") + ".txt").then(function (text) {
      var line = text.split("\n").find(function (l) { return l.split(" ")[0] === id; });
      return line ? { path: line.slice(id.length + 1), title: "" } : null;
    });
  }

  // quote shows the words of a paragraph, where pages may be read.
  function quote(path, anchor, into) {
    read(root + path).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html");
      var place = page.getElementById((anchor || "text").replace(/-p.*/, ""));
      if (!place) return;
      place.querySelectorAll(".vh, .note, .noteref, .xref, .pb").forEach(function (e) { e.remove(); });
      into.textContent = place.textContent.trim().replace(/\s+/g, " ").slice(0, 600);
    });
  }

  items.forEach(function (item) {
    var id = item.split(":")[0], anchor = item.split(":")[1];
    var row = list.appendChild(document.createElement("li"));
    var name = row.appendChild(document.createElement("a"));
    name.textContent = id + (anchor ? " ¶" + anchor.replace(/p/g, "").replace("-", "–") : "");
    var words = row.appendChild(document.createElement("p"));
    var drop = row.appendChild(document.createElement("button"));
    drop.type = "button";
    drop.textContent = list.dataset.drop;
    drop.setAttribute("aria-label", list.dataset.drop + " " + name.textContent);
    drop.addEventListener("click", function () {
      items = items.filter(function (i) { return i !== item; });
      row.remove();
      keep();
    });
    where(id).then(function (found) {
      if (!found) return;
      name.href = root + found.path + (anchor ? "#" + anchor : "");
      words.textContent = found.title;
      quote(found.path, anchor, words);
    });
  });
  addEventListener("hashchange", function () { location.reload(); });
  keep();
})(document.getElementById("basket"));

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
  var add = share.querySelector(".add"), collected = share.querySelector(".collected");
  var address = share.dataset.address;

  // place returns the paragraph that the address names, of a range the last.
  function place() {
    var anchor = location.hash.slice(1).replace(/^par(?=\d)/, "p");
    var range = rangeOf(anchor);
    if (range) return { anchor: anchor, element: range[range.length - 1], range: true };
    var element = /^[pu]\d[a-z0-9_]*$/.test(anchor) && document.getElementById(anchor);
    return element && element.closest(".text") ? { anchor: anchor, element: element } : null;
  }

  function number(p) { return p.range ? p.anchor.replace(/p/g, "").replace("-", "–") : p.anchor.replace(/^p/, ""); }

  function count() {
    var n = basket.items().length;
    collected.hidden = !n;
    collected.lastElementChild.textContent = n;
    collected.href = collected.href.split("#")[0] + "#" + basket.items().join(",");
  }

  function follow() {
    var p = place();
    var name = id + (p ? " ¶" + number(p) : "");
    var hash = p ? "#" + p.anchor : "";
    if (!p) home.before(share);
    else (p.element.matches("p") ? p.element : p.element.querySelector("p")).after(share);
    what.textContent = name;
    line.textContent = [name, (address || location.href.split("#")[0]) + hash, share.dataset.tags].join(" ");
    status.textContent = "";
    document.querySelectorAll("#cite [data-pin]").forEach(function (pin) {
      pin.textContent = p && /^p/.test(p.anchor) ? pin.dataset.pin.replace("{n}", number(p)) : "";
    });
    document.querySelectorAll("#cite [data-address]").forEach(function (a) {
      a.textContent = address + hash;
    });
    links.forEach(function (l) {
      l.a.href = (address ? l.href.split(encodeURIComponent(address)).join(encodeURIComponent(address + hash)) : l.href)
        .replace(encodeURIComponent(id + ": "), encodeURIComponent(name + ": "));
    });
  }

  add.hidden = !basket.works();
  add.addEventListener("click", function () {
    var p = place();
    basket.add(id, p && p.anchor);
    count();
  });
  count();
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
  var typed = decoded(location.pathname).split("/").pop().replace(/\.html?$/i, "").toUpperCase();
  var parts = /^(?:19|20)?(\d\d)(.*?[A-Z])0*(\d*)(?:_[A-Z])?$/.exec(typed.replace(/[\s-]/g, ""));
  if (!parts) return;
  var id = parts[1] + parts[2] + parts[3];
  read(missing.dataset.root + "id/" + parts[2] + ".txt").then(function (text) {
    text.split("\n").some(function (line) {
      var at = line.indexOf(" ");
      if (line.slice(0, at).replace(/_[a-z]$/, "") !== id) return false;
      location.replace(missing.dataset.root + line.slice(at + 1) + location.hash);
      return true;
    });
  });
})(document.getElementById("not-found"));
