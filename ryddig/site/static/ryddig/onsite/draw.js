/* A signature drawn with a finger: strokes as points in a field of 600 × 200, written when the finger is lifted. */
(function () {
  "use strict";
  const WIDE = 600;
  const HIGH = 200;

  function show(canvas, value) {
    const pen = canvas.getContext("2d");
    pen.clearRect(0, 0, WIDE, HIGH);
    pen.lineWidth = 3;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(canvas).color;
    for (const stroke of value ? value.split(";") : []) {
      const points = stroke.split(" ").map((point) => point.split(",").map(Number));
      pen.beginPath();
      pen.moveTo(...points[0]);
      for (const point of points.length > 1 ? points : [points[0], points[0]]) pen.lineTo(...point);
      pen.stroke();
    }
  }

  function draw(canvas, written) {
    let stroke = null;
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      const x = Math.round(((event.clientX - box.left) / box.width) * WIDE);
      const y = Math.round(((event.clientY - box.top) / box.height) * HIGH);
      return `${Math.min(Math.max(x, 0), WIDE)},${Math.min(Math.max(y, 0), HIGH)}`;
    };
    const value = () => canvas.dataset.value || "";
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      stroke = [at(event)];
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!stroke) return;
      const point = at(event);
      if (point !== stroke[stroke.length - 1]) stroke.push(point);
      show(canvas, [value(), stroke.join(" ")].filter(Boolean).join(";"));
    });
    const lift = () => {
      if (!stroke) return;
      canvas.dataset.value = [value(), stroke.join(" ")].filter(Boolean).join(";");
      stroke = null;
      show(canvas, value());
      written(value());
    };
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);
  }

  window.RyddigDraw = { draw, show };
})();
