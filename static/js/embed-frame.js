// Inside the frame: tells the page around it how high the itinerary is. The height is no secret, and who may
// be around it is decided by the policy of this page, so it is sent to whoever is there.

const tell = () => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ type: "ivlp:height", height }, "*");
};

if (parent !== window) new ResizeObserver(tell).observe(document.body);
