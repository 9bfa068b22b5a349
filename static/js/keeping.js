// What is typed into a marked form stays on this device until the server has it.
//
// <form data-keep>     is kept while somebody types, restored when its page opens again, sent without
//                      leaving the page, and sent later if there is no connection. Forms with the same
//                      address tell themselves apart: data-keep="name". Where the form was refused,
//                      that address may be no page: data-page says where the form stands.
// <form data-settles>  is sent in the same way and ends what was kept for its address.
// A form that htmx saves by itself is sent later too when htmx cannot.
//
// A record is kept for each person and form. On a shared device all lives in the memory of the page.
// docs/decisions/0014 says why.

const told = document.getElementById("kept").dataset; // Sentences, addresses, and who is here.
const ALL = "aula:";
const OWN = `${ALL}${told.person}:`;
const TOKEN = "csrfmiddlewaretoken";
const PAUSE = 10_000;
const PATIENCE = 30_000;
const A_MONTH = 30 * 24 * 3600_000;
const PASSING_TROUBLE = [502, 503, 504];
const TONES = { restored: "", changed: "", sent: "ok" }; // All others warn.
const isShared = "idle" in told;
const here = location.pathname + location.search;

// Where records are

const memory = new Map();
const disk = (() => {
  try {
    return isShared ? null : window.localStorage;
  } catch {
    return null; // Switched off in the browser.
  }
})();

function read(key) {
  try {
    return JSON.parse(memory.get(key) ?? disk?.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(key, record) {
  const text = JSON.stringify(record);
  try {
    disk.setItem(key, text);
    memory.delete(key);
  } catch {
    memory.set(key, text); // Shared, switched off, or full.
  }
  return record;
}

function change(key, facts) {
  const record = read(key);
  if (record) write(key, { ...record, ...facts });
}

function remove(key) {
  memory.delete(key);
  disk?.removeItem(key);
}

// What was typed while the server answered is another record, and stays.
function forget(key, id) {
  if (read(key)?.id === id) remove(key);
}

function settle(form, id) {
  if ("keep" in form.dataset) forget(keyOf(form), id);
  else keys(keyOf(form)).forEach(remove);
}

function keys(beginning) {
  const found = [...memory.keys(), ...Object.keys(disk ?? {})];
  return found.filter((key) => key.startsWith(beginning));
}

function records(state) {
  return keys(OWN)
    .map((key) => ({ key, record: read(key) }))
    .filter(({ record }) => record && (!state || record.state === state))
    .sort((one, other) => one.record.since - other.record.since);
}

// Forms and their values

function addressOf(form) {
  const address = new URL(form.getAttribute("action") || here, location);
  return address.pathname + address.search;
}

function keyOf(form) {
  return `${OWN}${addressOf(form).replace(/^\/en(?=\/)/, "")}#${form.dataset.keep ?? ""}`;
}

function formOf(key) {
  return [...document.querySelectorAll("form[data-keep]")].find((form) => keyOf(form) === key);
}

function valuesOf(form) {
  return [...new FormData(form)].filter(([name, value]) => name !== TOKEN && typeof value === "string");
}

function dataOf(values) {
  const data = new FormData();
  for (const [name, value] of values) data.append(name, value);
  return data;
}

function fill(form, values) {
  const data = dataOf(values);
  const said = {};
  for (const control of form.elements) {
    const { name, type } = control;
    if (!name || name === TOKEN) continue;
    const list = (said[name] ??= data.getAll(name));
    if (type === "checkbox" || type === "radio") control.checked = list.includes(control.value);
    else if (type === "select-multiple")
      for (const each of control.options) each.selected = list.includes(each.value);
    else if (!["file", "submit", "button", "fieldset"].includes(type) && list.length)
      control.value = list.shift();
  }
}

// What the person sees of the values, to be compared.
function shown(form, values) {
  const hidden = new Set([...form.elements].filter((each) => each.type === "hidden").map((each) => each.name));
  return JSON.stringify(values.filter(([name]) => !hidden.has(name))).replaceAll("\\r\\n", "\\n");
}

function versionIn(values) {
  return values.find(([name]) => name === "version")?.[1];
}

// A form that may have arrived and says something else by now is another one.
function renewKey(form) {
  const key = form.querySelector("input[name=key]");
  if (!key) return;
  key.value = "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
  );
}

function keep(form, facts = {}) {
  const key = keyOf(form);
  const before = read(key);
  const title = document.querySelector("h1")?.textContent.trim();
  return write(key, {
    page: form.dataset.page ?? here,
    title,
    since: Date.now(),
    isAutomatic: "hxTrigger" in form.dataset,
    ...before,
    state: before?.state === "queued" ? "queued" : "typed",
    ...facts,
    id: Math.random().toString(36).slice(2),
    at: Date.now(),
    action: addressOf(form),
    values: valuesOf(form),
  });
}

// What the person is told

const notes = new WeakMap();

function say(form, what, { at, discard, entry } = {}) {
  let note = notes.get(form);
  if (!note) {
    note = document.createElement("p");
    note.setAttribute("role", "status");
    note.dataset.keptNote = "";
    notes.set(form, note);
  }
  const place = document.querySelector("[data-kept-place]");
  const buttons = [...form.children].filter((each) => each.matches("button") || each.querySelector("button:not([type=button])"));
  // What was restored is said above it, what became of pressing a button beside the button.
  if (place) place.replaceChildren(note);
  else if (discard || !buttons.length) form.prepend(note);
  else buttons.at(-1).before(note);
  note.className = `note sm ${TONES[what] ?? "warn"}`;
  const when = new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  // A moment later, so that screen readers notice what is new in the note.
  setTimeout(() => {
    note.replaceChildren(told[what].replace("{when}", when), " ");
    if (entry) note.append(link(told.entry, told.enter, "_blank"));
    if (discard) note.append(button(told.discard, discard));
  });
}

function hush(form) {
  notes.get(form)?.remove();
}

function link(href, words, target = "") {
  const made = document.createElement("a");
  return Object.assign(made, { href, textContent: words, target });
}

function button(words, onclick) {
  const made = document.createElement("button");
  return Object.assign(made, { type: "button", className: "lnk", textContent: words, onclick });
}

const elsewhere = document.createElement("div");
elsewhere.className = "stack-s mb";
elsewhere.setAttribute("role", "status");
const sent = [];

// Say at the top what waits, was refused or was sent of other pages.
function showElsewhere() {
  const lines = [
    ["waiting", records("queued")],
    ["unsaved", records("refused")],
    ["sent", sent],
  ].map(([what, found]) => {
    const others = found.filter(({ key }) => !formOf(key));
    if (!others.length) return "";
    const line = document.createElement("p");
    line.className = `note sm ${what === "sent" ? "ok" : "warn"}`;
    line.append(told[what]);
    for (const { record } of others) line.append(" ", link(record.page, record.title));
    return line;
  });
  elsewhere.replaceChildren(...lines.filter(Boolean));
  if (elsewhere.childElementCount) document.getElementById("contenido").prepend(elsewhere);
  else elsewhere.remove();
}

// Sending

const ACCEPTED = "accepted";
const AWAY = "away";
const SIGNED_OUT = "signedOut";
const STRANGER = "stranger";
const REFUSED = "refused";

// Return who is signed in now with a fresh token, null if nobody is, undefined without connection.
async function whoIsHere() {
  try {
    const answer = await fetch(told.session, { redirect: "manual" });
    if (PASSING_TROUBLE.includes(answer.status)) return undefined;
    return answer.ok ? await answer.json() : null;
  } catch {
    return undefined;
  }
}

async function post(action, data) {
  try {
    const answer = await fetch(action, {
      method: "POST",
      body: data,
      redirect: "manual",
      headers: { "X-Wants-Verdict": "1" },
      // A file on a slow line takes its time.
      signal: hasFile(data) ? undefined : AbortSignal.timeout?.(PATIENCE),
    });
    if (answer.ok) return { verdict: ACCEPTED, to: answer.headers.get("Location") };
    if (answer.status === 401) return { verdict: SIGNED_OUT };
    if (PASSING_TROUBLE.includes(answer.status)) return { verdict: AWAY };
    return { verdict: REFUSED, status: answer.status };
  } catch {
    return { verdict: AWAY };
  }
}

async function deliver(action, data) {
  const answer = await post(action, data);
  if (answer.status !== 403) return answer;
  const now = await whoIsHere(); // The token may be of an earlier session.
  if (!now) return { verdict: now === null ? SIGNED_OUT : AWAY };
  if (now.person !== told.person) return { verdict: STRANGER };
  for (const field of document.getElementsByName(TOKEN)) field.value = now.token;
  data.set(TOKEN, now.token);
  return post(action, data);
}

function hasFile(data) {
  return [...data.values()].some((value) => value instanceof File && value.size);
}

function leave(to) {
  const { pathname, search, hash } = new URL(to, location);
  // With its fragment, the page in front of us would only scroll.
  location.assign(pathname + search + (pathname + search === here ? "" : hash));
}

// Send a form as it always was, so that the page of the server shows.
const passing = new WeakSet();
function pass(form, submitter) {
  passing.add(form);
  form.requestSubmit(submitter ?? undefined);
}

const sending = new WeakSet();
const waitingHere = new WeakSet();

async function send(form, submitter) {
  const data = new FormData(form);
  const go = submitter?.name ? [submitter.name, submitter.value] : null;
  if (go) data.append(...go);
  const key = keyOf(form);
  const isKept = "keep" in form.dataset;
  const record = isKept && keep(form, { go, isSent: true });
  const tried = navigator.onLine;
  const { verdict, to } = tried ? await deliver(addressOf(form), data) : { verdict: AWAY };
  if (verdict === ACCEPTED) {
    settle(form, record.id);
    leave(to ?? here);
  } else if (verdict === REFUSED) {
    pass(form, submitter);
  } else if (verdict === SIGNED_OUT && isKept && !memory.has(key)) {
    location.assign(`${told.entry}?next=${encodeURIComponent(record.page)}`);
  } else if (verdict === AWAY && isKept && !hasFile(data)) {
    change(key, { state: "queued", since: Date.now(), isDoubtful: tried });
    waitingHere.add(form);
    say(form, isShared ? "held" : "queued");
    later();
  } else {
    say(form, verdict === AWAY ? "again" : verdict, { entry: verdict === SIGNED_OUT });
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || passing.delete(form) || !form.matches("[data-keep], [data-settles]")) return;
  event.preventDefault();
  if (sending.has(form)) return;
  sending.add(form);
  event.submitter?.setAttribute("aria-busy", "true");
  send(form, event.submitter)
    .catch(() => pass(form, event.submitter))
    .finally(() => {
      sending.delete(form);
      event.submitter?.removeAttribute("aria-busy");
    });
});

// Sending later, in order

let timer = 0;
let isSending = false;

function later() {
  clearTimeout(timer);
  timer = setTimeout(sendLater, PAUSE);
}

async function sendLater() {
  if (isSending || !records("queued").length) return;
  if (document.hidden) return later();
  isSending = true;
  // Two tabs must not send the same at once.
  const next = await (navigator.locks ? navigator.locks.request(OWN, sendQueue) : sendQueue());
  isSending = false;
  showElsewhere();
  if (next) leave(next);
  else if (records("queued").length) later();
}

// Send what waits, and return where to go then.
async function sendQueue() {
  const now = navigator.onLine ? await whoIsHere() : undefined;
  for (const { key } of now === null ? records("queued") : []) {
    if (formOf(key)) say(formOf(key), SIGNED_OUT, { entry: true });
  }
  if (now?.person !== told.person) return "";
  let next = "";
  for (const { key } of records("queued")) {
    const record = read(key);
    if (record?.state !== "queued") continue; // Another tab was here.
    const data = dataOf([[TOKEN, now.token], ...record.values, record.go].filter(Boolean));
    const { verdict, to } = await deliver(record.action, data);
    if (verdict === AWAY) change(key, { isDoubtful: true });
    if (![ACCEPTED, REFUSED].includes(verdict)) break;
    const form = formOf(key);
    if (verdict === REFUSED) change(key, { state: "refused" });
    else forget(key, record.id);
    if (!form) verdict === ACCEPTED && sent.push({ key, record });
    else if (verdict === ACCEPTED && record.isSent) next = waitingHere.has(form) && to ? to : record.page;
    else say(form, verdict === ACCEPTED ? "sent" : "refused");
  }
  // Leaving would drop what the memory of the page still holds.
  return memory.size ? "" : next;
}

addEventListener("online", sendLater);
addEventListener("beforeunload", (event) => {
  if (memory.size && records("queued").length) event.preventDefault();
});

// Forms that htmx sends

const underway = new WeakMap();

document.addEventListener("htmx:beforeRequest", ({ target, detail }) => {
  if (!target.matches("form[data-keep]")) return;
  const { submitter } = detail.requestConfig.triggeringEvent ?? {};
  const go = submitter?.name ? [submitter.name, submitter.value] : null;
  const facts = "hxTrigger" in target.dataset ? {} : { go, isSent: true };
  underway.set(target, keep(target, facts).id);
});

function holdForLater({ target }) {
  if (!target.matches("form[data-keep]")) return;
  change(keyOf(target), { state: "queued", since: Date.now(), isDoubtful: true });
  waitingHere.add(target);
  say(target, isShared ? "held" : "queued");
  later();
}

document.addEventListener("htmx:sendError", holdForLater);
document.addEventListener("htmx:timeout", holdForLater);
// Before the answer takes the place of the form.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { target, detail } = event;
  if (!target.matches("form[data-keep], form[data-settles]")) return;
  if (PASSING_TROUBLE.includes(detail.xhr.status)) return holdForLater(event);
  const to = detail.xhr.getResponseHeader("HX-Redirect");
  const isSignIn = to && new URL(to, location).pathname === told.entry;
  if (detail.xhr.status >= 300 || isSignIn) return;
  settle(target, underway.get(target));
  hush(target);
});

// Keeping and restoring

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.matches("[data-keep]")) return;
  if (read(keyOf(form))?.isDoubtful) renewKey(form);
  keep(form, { isDoubtful: false });
});

const known = new WeakSet();

function restore(form) {
  if (known.has(form)) return;
  known.add(form);
  const key = keyOf(form);
  const record = read(key);
  if (!record || formOf(key) !== form) return;
  const before = valuesOf(form);
  if (shown(form, before) === shown(form, record.values)) {
    // The server has this text under a newer version: it arrived although the answer did not.
    if (versionIn(before) !== versionIn(record.values)) remove(key);
    return;
  }
  // With the version and the key of then: the server says if somebody wrote in the meantime.
  fill(form, record.values);
  for (let each = form; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
  for (const each of form.querySelectorAll("details")) each.open = true;
  const isChanged = versionIn(before) !== versionIn(record.values);
  say(form, isChanged ? "changed" : "restored", {
    at: record.at,
    discard() {
      remove(key);
      fill(form, before);
      hush(form);
      form.querySelector("textarea, input:not([type=hidden]), select")?.focus();
    },
  });
}

function restoreIn(place) {
  for (const form of place.querySelectorAll("form[data-keep]")) restore(form);
}

document.addEventListener("htmx:load", ({ target }) => restoreIn(target.parentElement ?? target));

// A month is long enough, whoever wrote it.
for (const key of keys(ALL)) if (!(Date.now() - read(key)?.at < A_MONTH)) remove(key);
for (const { key, record } of records("typed")) if (record.isAutomatic) change(key, { state: "queued" });
restoreIn(document);
for (const warning of document.querySelectorAll("[data-unsent]")) warning.hidden = !records().length;
showElsewhere();
sendLater();

// Signing out leaves nothing of anybody; browsers that heed Clear-Site-Data do it by themselves.
document.addEventListener("submit", ({ target }) => {
  if (navigator.onLine && addressOf(target) === told.exit) keys(ALL).forEach(remove);
});
