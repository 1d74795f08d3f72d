// Times in another zone without loading the page anew, and marks on what happens now and next.
// The server stays the source of every word: the same page is asked for with ?tz=, and its parts marked
// data-zoned are swapped in. The control itself stays, so focus does too. See components/itinerary/zone_form.html.

const MEMORY = "time-zone"; // in localStorage: an IANA name, or "own" for wherever the device is
const SHOWN_AT_MOST = 8;
const control = document.querySelector("[data-zone-control]");
const words = control.dataset;
const find = (selector) => control.querySelector(selector);
const [field, list, found] = [find("[role=combobox]"), find("[role=listbox]"), find(".zone-choice__found")];
const detected = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
const own = JSON.parse(words.renamed)[detected] || detected;

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
    find(".zone-remembered").hidden = chosen;
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

let places;
let active = -1;

const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[_/,-]+/g, " ");

async function load() {
  const { places: rows } = await (await fetch(words.places)).json();
  return rows.map(([zone, place, country]) => ({
    zone,
    name: country ? `${place}, ${country}` : place,
    key: ` ${plain(place)} ${plain(country)} ${plain(zone)}`,
  }));
}

function rank(key, wanted) {
  return key.startsWith(` ${wanted}`) ? 0 : key.includes(` ${wanted}`) ? 1 : key.includes(wanted) ? 2 : 3;
}

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

function option({ zone, name }, index) {
  const item = document.createElement("li");
  const small = document.createElement("bdi");
  item.id = `zone-place-${index}`;
  item.setAttribute("role", "option");
  item.dataset.zone = zone;
  small.textContent = zone;
  item.append(name, " ", small);
  return item;
}

async function search() {
  const asked = field.value;
  try {
    places = places || load();
    const all = await places;
    if (asked !== field.value) return;
    const wanted = plain(asked).trim();
    const hits = wanted
      ? all.map((place) => [rank(place.key, wanted), place]).filter(([order]) => order < 3)
      : [];
    hits.sort(([one], [other]) => one - other);
    list.replaceChildren(...hits.slice(0, SHOWN_AT_MOST).map(([, place], index) => option(place, index)));
    found.classList.toggle("usa-sr-only", hits.length > 0); // the list says it to those who see it
    found.textContent = wanted && (hits.length ? words.found.replace("{count}", hits.length) : words.none);
    close();
    list.hidden = !hits.length;
    field.setAttribute("aria-expanded", !list.hidden);
  } catch {
    places = undefined; // no connection: the next letter tries again
  }
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
    if (open) take(list.children[Math.max(active, 0)]);
  } else if (event.key === "Escape") {
    if (!open) field.value = found.textContent = "";
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
field.addEventListener("focus", () => (places = places || load().catch(() => (places = undefined))));
field.addEventListener("input", search);
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

const before = remembered();
if (before && !new URL(location).searchParams.has("tz")) show(before === "own" ? own : before, false);
