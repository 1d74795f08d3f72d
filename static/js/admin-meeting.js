// Beside the times stands whose clock they follow. The server says it; here it follows the chosen stop.

document.addEventListener("DOMContentLoaded", () => {
  const stop = document.querySelector("#id_stop");
  if (!stop) {
    return;
  }
  stop.addEventListener("change", () => {
    for (const note of document.querySelectorAll(".office-zone")) {
      note.textContent = stop.selectedOptions[0].dataset.zone;
    }
  });
});
