// Select2's fields in words: Django's admin gives them no name, and puts the chosen value in a text box
// without one. A field is read as "National Program Agency, Meridian International Center".

function wordsOf(select) {
  const label = select.labels[0] ? select.labels[0].textContent.trim().replace(/:$/, "") : "";
  return select.getAttribute("aria-label") || label;
}

function nameField(container) {
  const select = container.previousElementSibling;
  const box = container.querySelector("[role=combobox]");
  if (!(select instanceof HTMLSelectElement) || !box || box.hasAttribute("aria-label")) {
    return;
  }
  const words = wordsOf(select);
  const described = select.getAttribute("aria-describedby");
  box.setAttribute("aria-label", words);
  if (described) {
    box.setAttribute("aria-describedby", described);
  }
  const value = container.querySelector("[role=textbox]");
  if (value) {
    value.removeAttribute("role");
    value.removeAttribute("aria-readonly");
    box.id = `${value.id}-box`;
    box.setAttribute("aria-labelledby", `${box.id} ${value.id}`);
  }
  nameParts(container, words);
}

// While it is open, a combo box must say which list it controls.
function nameList(box) {
  const list = box.getAttribute("aria-owns");
  if (list && box.getAttribute("aria-controls") !== list) {
    box.setAttribute("aria-controls", list);
  }
}

function nameParts(container, words) {
  for (const part of container.querySelectorAll(".select2-search__field, [role=listbox]")) {
    part.setAttribute("aria-label", words);
  }
}

function nameAll() {
  document.querySelectorAll(".select2-container").forEach(nameField);
  document.querySelectorAll(".select2-container [role=combobox][aria-owns]").forEach(nameList);
  const open = document.querySelector(".select2-container--open [role=combobox][aria-label]");
  for (const dropdown of document.querySelectorAll(".select2-dropdown")) {
    nameParts(dropdown, open ? open.getAttribute("aria-label") : "");
  }
}

new MutationObserver(nameAll).observe(document.documentElement, {
  attributeFilter: ["aria-owns"],
  childList: true,
  subtree: true,
});
nameAll();
