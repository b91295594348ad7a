// Keeps an open page up to date while its project is edited. It is part of the
// preview's answers only, never of a page that is built.
(() => {
	"use strict";
	const script = document.currentScript;
	const memory = "reftel-preview:" + location.pathname;
	const known = new Map(); // file: sum of the bytes in use
	let leaving = false;

	// The server is asked once at a time; what happens meanwhile asks again.
	let asking = false, again = false;
	async function check() {
		if (asking) { again = true; return; }
		asking = true;
		try {
			do {
				again = false;
				const answer = await fetch("/-/page?" + question()).then((r) => r.json()).catch(() => null);
				if (answer) apply(answer); // else the server is away; its stream says when it is back
			} while (again && !leaving);
		} finally { asking = false; }
	}

	function question() {
		const query = new URLSearchParams({ path: decodeURIComponent(location.pathname) });
		for (const name of files().keys()) query.append("asset", name);
		return query;
	}

	// The files of this server that the page uses, and the elements that do.
	function files() {
		const used = new Map();
		for (const e of document.querySelectorAll("link[rel~=stylesheet], script[src], img[src]")) {
			const url = new URL(e.href || e.src);
			if (url.origin === location.origin && !url.pathname.startsWith("/-/")) {
				used.set(decodeURIComponent(url.pathname), e);
			}
		}
		return used;
	}

	function apply(state) {
		if (leaving) return;
		const late = known.size === 0 && String(state.version) !== script.dataset.version;
		let reload = state.page !== script.dataset.page;
		const restyle = [];
		for (const [name, e] of files()) {
			const sum = state.assets[name];
			const changed = known.has(name) ? known.get(name) !== sum : late;
			known.set(name, sum);
			if (!changed) continue;
			if (e.localName === "link") restyle.push([e, sum]); else reload = true;
		}
		if (reload) { leave(); return; }
		for (const [link, sum] of restyle) swap(link, sum);
		show(state);
	}

	// The old style stays until the new one is there, so that nothing flickers.
	function swap(link, sum) {
		const fresh = link.cloneNode();
		fresh.href = new URL(link.href).pathname + "?" + sum;
		fresh.onload = fresh.onerror = () => link.remove();
		link.after(fresh);
	}

	// Reloading: the reader's place is that of an element with an address, for
	// what was edited may stand above it.
	let pending = null; // a place that the reader is still to be brought back to
	function leave() {
		leaving = true;
		history.scrollRestoration = "manual";
		if (pending) { // the page changes again before it has loaded
			sessionStorage.setItem(memory, pending);
			location.reload();
			return;
		}
		const open = [...document.querySelectorAll("details")].map((e) => e.open);
		const place = { x: scrollX, y: scrollY, open };
		for (const e of scrollY > 0 ? document.querySelectorAll("[id]") : []) {
			// What is hidden has no place, and what a script moves has one of its own.
			if (!e.getClientRects().length || e.closest("[data-moved]")) continue;
			const top = e.getBoundingClientRect().top;
			if (place.id === undefined || Math.abs(top) < Math.abs(place.top)) Object.assign(place, { id: e.id, top });
		}
		sessionStorage.setItem(memory, JSON.stringify(place));
		location.reload();
	}

	function comeBack() {
		pending = sessionStorage.getItem(memory);
		if (!pending) return;
		const place = JSON.parse(pending);
		sessionStorage.removeItem(memory);
		const details = document.querySelectorAll("details");
		if (details.length === place.open.length) details.forEach((e, i) => { e.open = place.open[i]; });
		const scroll = () => {
			const e = place.id !== undefined && document.getElementById(place.id);
			const y = e ? scrollY + e.getBoundingClientRect().top - place.top : place.y;
			scrollTo({ left: place.x, top: y, behavior: "instant" });
		};
		// The browser restores the old offset shortly after the load, unless it is
		// still told not to.
		const done = () => { scroll(); pending = null; setTimeout(() => { history.scrollRestoration = "auto"; }, 500); };
		scroll();
		if (document.readyState === "complete") done(); else addEventListener("load", done, { once: true });
	}

	// A browser keeps six connections to a server. So all tabs share one stream:
	// the one that holds the lock listens and tells the others. Hidden tabs give
	// the lock away, since a browser may put them to sleep.
	const channel = new BroadcastChannel("reftel-preview");
	channel.onmessage = check;
	let stop = null;
	function listen() {
		const stream = new EventSource("/-/events");
		stream.onmessage = (e) => { channel.postMessage(e.data); check(); };
		return stream;
	}
	function start() {
		if (stop || document.hidden) return;
		const waiting = new AbortController();
		let release = () => {};
		stop = () => { stop = null; waiting.abort(); release(); };
		const hold = () => new Promise((done) => {
			const stream = listen();
			release = () => { stream.close(); done(); };
		});
		if (navigator.locks) navigator.locks.request("reftel-preview", { signal: waiting.signal }, hold).catch(() => {});
		else hold(); // not on this machine, so without encryption there are no locks
	}
	document.addEventListener("visibilitychange", () => {
		if (document.hidden) { if (stop) stop(); } else { start(); check(); }
	});
	addEventListener("pagehide", () => { if (stop) stop(); });
	addEventListener("pageshow", (e) => { start(); if (e.persisted) check(); });

	// The panel of problems, apart from the page's own style.
	let panel = null, shown = "";
	function show(state) {
		const now = JSON.stringify([state.problems, state.more, state.elsewhere]);
		if (now === shown) return;
		shown = now;
		if (!panel) panel = frame();
		panel.replaceChildren();
		if (state.problems.length + state.elsewhere.length > 0) panel.append(report(state));
	}

	function frame() {
		const host = document.createElement("div");
		host.id = "reftel-problems";
		const shadow = host.attachShadow({ mode: "open" });
		const style = element("link", "");
		style.rel = "stylesheet";
		style.href = "/-/panel.css";
		const live = element("div", "");
		live.setAttribute("role", "status");
		shadow.append(style, live);
		document.body.append(host);
		return live;
	}

	function report(state) {
		const errors = state.problems.filter((p) => p.severity === "error").length;
		const warnings = state.problems.length - errors;
		const box = element("details", errors ? "panel" : "panel calm");
		box.open = errors > 0;
		const counts = [[errors, "error"], [warnings, "warning"], [state.more, "more problem"], [state.elsewhere.length, "other page with errors", "other pages with errors"]]
			.filter(([n]) => n > 0).map(([n, one, many]) => n + " " + (n === 1 ? one : many || one + "s"));
		const list = element("ul", "");
		list.append(...state.problems.map(line), ...state.elsewhere.map(elsewhere));
		box.append(element("summary", "", counts.join(", ")), list);
		return box;
	}

	function elsewhere(path) {
		const item = element("li", "");
		const link = element("a", "place", path);
		link.href = "/" + path;
		item.append(link);
		return item;
	}

	function line(p) {
		const item = element("li", "");
		const place = [p.file, p.line, p.column].filter(Boolean).join(":");
		if (place) item.append(element("span", "place", place), " ");
		item.append(element("strong", p.severity, p.severity), " " + p.message);
		if (p.hint) item.append(element("p", "hint", p.hint));
		return item;
	}

	function element(name, className, text) {
		const e = document.createElement(name);
		if (className) e.className = className;
		if (text) e.textContent = text;
		return e;
	}

	comeBack();
	start();
	check();
})();
