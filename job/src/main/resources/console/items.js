// Answers, alerts and monitors.

import { element, removal, snapshotOf } from "/cards.js";
import { clock, drawProbability } from "/timeline.js";

const SHOWN_EVIDENCE = 4;

/** question: as it was sent, or undefined if that was not seen */
export function answerItem(question, answer) {
  const item = element("li", "answer");
  item.append(element("p", "question", question?.text ?? `question ${answer.id}`));
  for (const entry of answer.answers ?? []) {
    item.append(entryOf(entry));
  }
  if (answer.timings?.total !== undefined) {
    item.append(element("p", "soft",
      `${answer.timings.total} ms, ${answer.timings.model} of them in the model`));
  }
  return item;
}

function entryOf(entry) {
  const part = element("div", "entry");
  const answered = entry.status === "answered" || entry.status === "stale";
  const probability =
    entry.probability === undefined ? "" : ` (yes: ${Math.round(100 * entry.probability)} %)`;
  const said = element("p", "said",
    answered ? `${entry.text}${probability}` : `${entry.status}: ${entry.reason ?? ""}`);
  if (!answered) {
    said.dataset.tone = "bad";
  }
  part.append(said, shots(entry), element("p", "soft", windowOf(entry)));
  return part;
}

/** The pictures of the frames that weighed most, where they are still kept. */
function shots(entry) {
  const strip = element("div", "shots");
  const heaviest = [...(entry.evidence ?? [])].sort((a, b) => b.weight - a.weight);
  for (const { time, weight } of heaviest.slice(0, SHOWN_EVIDENCE)) {
    const picture = new Image();
    picture.alt = `${entry.camera} at ${clock(time)}`;
    picture.title = `${clock(time)}, weighed ${Math.round(100 * weight)} %`;
    picture.onerror = () => picture.remove();
    picture.src = snapshotOf(entry.camera, time);
    strip.append(picture);
  }
  return strip;
}

function windowOf({ camera, status, window }) {
  if (!window?.from) {
    return camera;
  }
  const gaps = (window.gaps ?? []).map(
    (gap) => `; gap ${clock(gap.from)} to ${clock(gap.to)}: ${gap.reason}`);
  const late = status === "stale" ? ", newest frame is old" : "";
  return `${camera}, ${clock(window.from)} to ${clock(window.to)}, ${window.frames} of ${window.remembered} frames read${late}${gaps.join("")}`;
}

/** monitor: what was asked, or undefined if that is not known */
export function alertItem(alert, monitor) {
  const item = element("li", "alert");
  const head = element("div", "head");
  const pill = element("span", "pill", alert.state);
  pill.dataset.tone = alert.state === "raised" ? "warn" : "good";
  head.append(element("span", "name", monitor?.text ?? alert.monitor), pill);
  const why = alert.reason ? `, ${alert.reason}` : "";
  item.append(head, element("p", "soft",
    `${alert.camera}, ${clock(alert.at)}, ${Math.round(100 * alert.probability)} %${why}`));
  return item;
}

export function monitorCard(id) {
  const card = element("article", "monitor");
  card.dataset.monitor = id;
  const head = element("div", "head");
  head.append(element("span", "name", id), element("span", "soft rule"),
    removal("monitors", id, `Remove the monitor ${id}?`));
  card.append(head, element("div", "curves"));
  return card;
}

/** each: {monitor, curves: Map(camera -> [{at, probability}]), card} */
export function drawMonitor({ monitor, curves, card }) {
  card.querySelector(".name").textContent = monitor.text ?? monitor.id;
  const rule = [monitor.text ? monitor.id : null, monitor.every ? `every ${monitor.every.slice(2).toLowerCase()}` : null];
  card.querySelector(".rule").textContent = rule.filter(Boolean).join(", ");
  const places = card.querySelector(".curves");
  for (const [camera, points] of curves) {
    let place = [...places.children].find((each) => each.dataset.curve === camera);
    if (!place) {
      place = element("div", "curve-of");
      place.dataset.curve = camera;
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("class", "curve");
      place.append(element("p", "soft"), svg);
      places.append(place);
    }
    const last = points.at(-1);
    place.querySelector("p").textContent = last
      ? `${camera}: ${Math.round(100 * last.probability)} % at ${clock(last.at)}`
      : camera;
    drawProbability(place.querySelector("svg"), points, monitor);
  }
}
