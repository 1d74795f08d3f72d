// The reader's language: remembered in this browser only, and offered on pages in another one. Nobody is sent
// anywhere: the page stays what its address says.

const KEY = "language";

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser that keeps nothing still shows every language.
  }
}

const links = [...document.querySelectorAll(".languages__link")];
const wanted = [remembered(), ...navigator.languages]
  .filter(Boolean)
  .map((language) => language.toLowerCase().split("-")[0]);
const language = wanted.find((each) => links.some((link) => link.hreflang === each));
const own = links.find((link) => link.hreflang === language);

function followed(event) {
  const link = event.currentTarget;
  remember(link.hreflang);
  if (!new URL(link.href).searchParams.has("lang")) {
    link.search = location.search; // a zone that was chosen by now stays chosen
  }
}

if (own && own.hreflang !== document.documentElement.lang) {
  own.classList.add("languages__link--yours");
  const offer = own.cloneNode();
  offer.className = "languages__offered";
  offer.textContent = own.dataset.offer;
  document.querySelector(".languages__offer").append(offer);
  links.push(offer);
}

for (const link of links) {
  link.addEventListener("click", followed);
}
