// Times in another zone without loading the page anew, and marks on what happens now and next.
// The server stays the source of every word: the same page is asked for with ?tz=, and its parts marked
// data-zoned are swapped in. The control itself stays, so focus does too. See components/itinerary/zone_form.html.

const MEMORY = "time-zone"; // in localStorage: an IANA name, or "own" for wherever the device is
const PAUSE = 150; // milliseconds without a letter, before the server is asked
const control = document.querySelector("[data-zone-control]");
const words = control.dataset;
const find = (selector) => control.querySelector(selector);
const [field, list, found] = [find("[role=combobox]"), find("[role=listbox]"), find(".zone-choice__found")];
const detected = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
// What a browser says of a device whose zone it does not know: https://unicode.org/reports/tr35/
const own = detected === "Etc/Unknown" ? "" : JSON.parse(words.renamed)[detected] || detected;

// --- The choice, remembered on this device only ----------------------------------------------------

function remembered() {
  try {
    return localStorage.getItem(MEMORY) || "";
  } catch {
    return ""; // forbidden by the reader
  }
}

function remember(choice) {
  try {
    choice ? localStorage.setItem(MEMORY, choice) : localStorage.removeItem(MEMORY);
  } catch {
    // The choice then holds for this page.
  }
}

// --- Showing a zone; "" is each city's own ---------------------------------------------------------

let latest = 0;

function press() {
  find("[data-choose=city]").setAttribute("aria-pressed", !words.shown);
  find("[data-choose=own]").setAttribute("aria-pressed", words.shown !== "" && words.shown === own);
}

async function page(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function swap(fresh) {
  const parts = (tree) => [...tree.querySelectorAll("[data-zoned]")];
  const [old, swapped] = [parts(document), parts(fresh)];
  if (old.length !== swapped.length) throw new Error("another page");
  old.forEach((part, index) => part.replaceChildren(...swapped[index].childNodes));
  words.shown = fresh.querySelector("[data-zone-control]").dataset.shown;
}

async function show(zone, chosen) {
  const turn = ++latest;
  const url = new URL(location);
  zone ? url.searchParams.set("tz", zone) : url.searchParams.delete("tz");
  try {
    const fresh = await page(url);
    if (turn !== latest) return;
    swap(fresh);
    const refused = zone && !words.shown; // by the page itself: it is no zone
    if (refused) remember("");
    if (refused && zone === own) find("[data-choose=own]").hidden = true;
    find(".zone-remembered").hidden = chosen || refused;
    if (chosen) history.replaceState(history.state, "", url);
    press();
    mark();
  } catch (error) {
    if (turn === latest && chosen) location.assign(url);
  }
}

function choose(choice) {
  remember(choice === "city" ? "" : choice);
  show(choice === "city" ? "" : choice === "own" ? own : choice, true);
}

// --- Searching for a place (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/) ---------------------

let active = -1;
let waiting; // the timer of a question not yet asked
let stale = false; // the list does not yet answer what is in the field
let takeFirst = false; // "Enter" came before the answer

function close() {
  list.hidden = true;
  field.setAttribute("aria-expanded", false);
  activate(-1);
}

function activate(index) {
  active = index;
  [...list.children].forEach((option, each) => option.setAttribute("aria-selected", each === index));
  index < 0
    ? field.removeAttribute("aria-activedescendant")
    : field.setAttribute("aria-activedescendant", list.children[index].id);
}

function option([zone, name], index) {
  const item = document.createElement("li");
  const small = document.createElement("bdi");
  item.id = `zone-place-${index}`;
  item.setAttribute("role", "option");
  item.dataset.zone = zone;
  small.textContent = zone;
  item.append(name, " ", small);
  return item;
}

async function ask(text) {
  if (!text) return { found: 0, places: [] };
  const answer = await fetch(`${words.places}?q=${encodeURIComponent(text)}`);
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function search() {
  clearTimeout(waiting);
  const asked = field.value;
  try {
    const { found: count, places } = await ask(asked.trim());
    if (asked !== field.value) return;
    stale = false;
    list.replaceChildren(...places.map(option));
    found.classList.toggle("usa-sr-only", count > 0); // the list says it to those who see it
    found.textContent = asked.trim() && (count ? words.found.replace("{count}", count) : words.none);
    close();
    list.hidden = !count;
    field.setAttribute("aria-expanded", !list.hidden);
    if (takeFirst && count) take(list.children[0]);
  } catch {
    // No connection, or a strange one: the next letter asks again.
  }
  takeFirst = false;
}

function typed() {
  stale = true;
  takeFirst = false;
  clearTimeout(waiting);
  waiting = setTimeout(search, PAUSE);
}

function take(item) {
  field.value = "";
  found.textContent = "";
  close();
  choose(item.dataset.zone);
}

function key(event) {
  const open = !list.hidden;
  const count = list.children.length;
  if (event.key === "Enter") {
    event.preventDefault();
    if (stale) {
      takeFirst = true;
      search();
    } else if (open) take(list.children[Math.max(active, 0)]);
  } else if (event.key === "Escape") {
    if (!open) field.value = found.textContent = "";
    clearTimeout(waiting);
    stale = false;
    close();
  } else if (open && event.key === "ArrowDown") {
    event.preventDefault();
    activate((active + 1) % count);
  } else if (open && event.key === "ArrowUp") {
    event.preventDefault();
    activate((active <= 0 ? count : active) - 1);
  }
}

// --- Now and next, by the reader's clock -----------------------------------------------------------

function sameDay(iso, now) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(iso) || [0, "+", 0, 0];
  const offset = Number(`${sign}1`) * (hours * 60 + Number(minutes)) * 60000;
  return new Date(now + offset).toISOString().slice(0, 10) === iso.slice(0, 10);
}

function mark() {
  const now = Date.now();
  const timed = [...document.querySelectorAll("[data-happens]")].map((box) => {
    const [start, end] = [...box.querySelectorAll("time")].map((time) => time.dateTime);
    return { box, start, from: Date.parse(start), to: Date.parse(end) };
  });
  const later = timed.filter(({ start, from }) => from > now && sameDay(start, now));
  const soonest = Math.min(...later.map(({ from }) => from));
  for (const { box, from, to } of timed) {
    const word = from <= now && now < to ? words.now : from > now && from === soonest ? words.next : "";
    const old = box.querySelector(".meeting__mark");
    if ((old ? old.textContent : "") === word) continue;
    if (old) old.remove();
    const item = box.closest("li") || box;
    item.removeAttribute("aria-current");
    if (!word) continue;
    const tag = document.createElement("p");
    tag.className = "meeting__mark";
    tag.textContent = word;
    box.prepend(tag);
    if (word === words.now) item.setAttribute("aria-current", "time");
  }
}

// --- Start -----------------------------------------------------------------------------------------

find(".zone-form").hidden = true;
find(".zone-choice").hidden = false;
find(".zone-choice__name").textContent = own;
find("[data-choose=own]").hidden = !own;
control.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choose]");
  if (button) choose(button.dataset.choose);
});
field.addEventListener("input", typed);
field.addEventListener("keydown", key);
field.addEventListener("blur", close);
list.addEventListener("mousedown", (event) => event.preventDefault()); // focus stays in the field
list.addEventListener("click", (event) => {
  const item = event.target.closest("[role=option]");
  if (item) take(item);
});
press();
mark();
setInterval(mark, 20000);
document.addEventListener("visibilitychange", mark);

const before = remembered() === "own" ? own : remembered();
if (before && !new URL(location).searchParams.has("tz")) show(before, false);
