// On a host's page: <script src=".../js/embed.js" data-address=".../embed/programs/x/" data-title="..." async>
// puts the itinerary where the script stands, as high as it needs to be. No cookies, no tracking.
// Instead of data-address, data-program may name the program; data-tz may name a time zone (IANA).

(() => {
  const script = document.currentScript;
  const { address, program, title, tz } = script.dataset;
  const url = new URL(address || `/embed/programs/${encodeURIComponent(program)}/`, script.src);
  if (tz) url.searchParams.set("tz", tz);
  const frame = document.createElement("iframe");
  frame.src = url;
  frame.title = title || program || "";
  frame.loading = "lazy";
  frame.height = 700; // until the frame says better
  frame.style.border = "0";
  frame.style.width = "100%";
  window.addEventListener("message", ({ data, origin, source }) => {
    if (source !== frame.contentWindow || origin !== url.origin || !data || data.type !== "ivlp:height") return;
    const height = Number(data.height);
    if (height > 0 && height < 100000) frame.height = Math.ceil(height);
  });
  script.after(frame);
})();
