// Drawings: a camera's memory in time, a monitor's probability, and courses. All in SVG, all by
// attributes and classes, since the page's policy allows no inline style.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 300;

function shape(name, attributes, className, title) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  if (className) {
    element.setAttribute("class", className);
  }
  if (title) {
    const words = document.createElementNS(SVG, "title");
    words.textContent = title;
    element.append(words);
  }
  return element;
}

function label(x, y, words, anchor) {
  const element = shape("text", { x, y, "text-anchor": anchor });
  element.textContent = words;
  return element;
}

function sized(svg, height) {
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
  svg.setAttribute("preserveAspectRatio", "none");
}

/** What is not as the contract says keeps nothing else from being drawn. */
export function attempt(step) {
  try {
    step();
  } catch (fault) {
    console.warn(fault);
  }
}

export function clock(time) {
  return new Date(time).toLocaleTimeString([], { hour12: false });
}

/**
 * What a camera remembers: a bar from its oldest frame to now, with its gaps and where frames
 * were thinned out, and above it the frames that weighed most in the last answer.
 *
 * memory: {from, to, frames, gaps, thinned}, instants; evidence: [{time, weight}]
 */
export function drawTimeline(svg, memory, evidence) {
  svg.replaceChildren();
  sized(svg, 30);
  const from = Date.parse(memory.from);
  const to = Math.max(Date.parse(memory.to), from + 1000);
  const x = (time) => (WIDTH * (Math.min(Math.max(time, from), to) - from)) / (to - from);
  svg.append(shape("rect", { x: 0, y: 8, width: WIDTH, height: 8, rx: 2 }, "kept",
    `${memory.frames} frames, ${clock(from)} to ${clock(to)}`));
  const span = (part, className, words) => {
    const start = x(Date.parse(part.from));
    const width = Math.max(1.5, x(Date.parse(part.to)) - start);
    svg.append(shape("rect", { x: start, y: 8, width, height: 8 }, className,
      `${words} ${clock(part.from)} to ${clock(part.to)}${part.reason ? `: ${part.reason}` : ""}`));
  };
  (memory.thinned ?? []).forEach((part) => span(part, "thinned", "frames thinned out"));
  (memory.gaps ?? []).forEach((part) => span(part, "gap", "gap"));
  for (const frame of evidence ?? []) {
    const at = Date.parse(frame.time);
    if (at >= from && at <= to) {
      const height = 2 + 5 * frame.weight;
      svg.append(shape("rect", { x: x(at) - 1, y: 7 - height, width: 2, height }, "evidence",
        `${clock(at)} weighed ${Math.round(100 * frame.weight)} %`));
    }
  }
  svg.setAttribute("aria-label",
    `Memory from ${clock(from)} to ${clock(to)}, ${(memory.gaps ?? []).length} gaps`);
  svg.setAttribute("role", "img");
}

/** points: [{at, probability}] in order of time; bounds: the monitor's raiseAbove and clearBelow */
export function drawProbability(svg, points, bounds) {
  svg.replaceChildren();
  sized(svg, 74);
  const y = (probability) => 4 + 66 * (1 - probability);
  const { raiseAbove, clearBelow } = bounds;
  if (raiseAbove !== undefined && clearBelow !== undefined) {
    svg.append(shape("rect",
      { x: 0, y: y(raiseAbove), width: WIDTH, height: y(clearBelow) - y(raiseAbove) }, "band",
      `raised above ${raiseAbove}, cleared below ${clearBelow}`));
    for (const bound of [raiseAbove, clearBelow]) {
      svg.append(shape("line", { x1: 0, x2: WIDTH, y1: y(bound), y2: y(bound) }, "bound"));
    }
  }
  trace(svg, points.map((point) => [point.at, y(point.probability)]));
  const last = points.at(-1);
  svg.setAttribute("aria-label", last
    ? `Probability ${Math.round(100 * last.probability)} % at ${clock(last.at)}`
    : "No score yet");
  svg.setAttribute("role", "img");
}

/** points: [{at, value}] in order of time; name(value) says the largest */
export function drawCourse(svg, points, name) {
  svg.replaceChildren();
  const width = svg.clientWidth || WIDTH; // its own pixels: it is narrow, and its letters stay letters
  svg.setAttribute("viewBox", `0 0 ${width} 74`);
  svg.append(shape("line", { x1: 0, x2: width, y1: 72, y2: 72 }, "axis"));
  const most = Math.max(...points.map((point) => point.value), Number.MIN_VALUE);
  trace(svg, points.map((point) => [point.at, 72 - (58 * point.value) / most]), width);
  if (points.length === 0) {
    svg.append(label(0, 40, "nothing yet", "start"));
  } else {
    svg.append(label(0, 9, `most ${name(most)}, now ${name(points.at(-1).value)}`, "start"));
  }
  svg.setAttribute("preserveAspectRatio", "xMinYMid meet");
}

function trace(svg, spots, width = WIDTH) {
  if (spots.length === 0) {
    return;
  }
  const first = spots[0][0];
  const span = Math.max(1, spots.at(-1)[0] - first);
  const placed = spots.map(([at, y]) => [(width * (at - first)) / span, y]);
  const line = placed.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  svg.append(shape("path", { d: line }, "trace"));
  const [x, y] = placed.at(-1);
  svg.append(shape("circle", { cx: spots.length > 1 ? x : 2, cy: y, r: 2.4 }, "dot"));
}
