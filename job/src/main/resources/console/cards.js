// A camera's card: its newest picture, how it is and why, and what it remembers.

import { drawTimeline, clock } from "/timeline.js";
import { remove } from "/forms.js";
import { bytes } from "/words.js";

const TONES = {
  ONLINE: "good", STARTING: "warn", STALLED: "warn", PAUSED: "soft", ENDED: "soft",
  OFFLINE: "bad", REFUSED: "bad", BLOCKED: "bad",
};

const NO_PICTURE = "no picture";

export function element(name, className, words) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  if (words !== undefined) {
    made.textContent = words;
  }
  return made;
}

/** A button for who may use it. */
export function removal(what, id, warning) {
  const button = element("button", "admin removal", "remove");
  button.type = "button";
  button.setAttribute("aria-label", `remove ${id}`);
  button.addEventListener("click", () => remove(what, id, warning));
  return button;
}

export function cameraCard(id) {
  const card = element("article", "card");
  card.dataset.camera = id;
  const view = element("div", "view", NO_PICTURE);
  const head = element("div", "head");
  head.append(element("span", "name", id), element("span", "pill", "not heard yet"),
    removal("cameras", id, `Remove the camera ${id}, and erase all that it remembers? (One of voco.yaml is removed there.)`));
  const timeline = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  timeline.setAttribute("class", "timeline");
  card.append(view, head, element("p", "soft reason"), timeline, element("p", "soft memory"));
  return card;
}

/** each: {status, snapshot, evidence, card} */
export function drawCard(id, { status, snapshot, evidence, card }) {
  drawView(card.querySelector(".view"), id, snapshot);
  if (!status) {
    return;
  }
  const state = status.state?.toUpperCase() ?? "";
  const pill = card.querySelector(".pill");
  pill.textContent = state.toLowerCase();
  pill.dataset.tone = TONES[state] ?? "soft";
  const off = status.clockOffsetMillis; // cameras are seldom right to the second
  pill.title = (status.since ? `since ${clock(status.since)}` : "") + (Math.abs(off) >= 1000 ? `; its clock is ${off > 0 ? "at most" : "at least"} ${Math.round(Math.abs(off) / 1000)} s ${off > 0 ? "behind" : "ahead"}` : "");
  const reason = card.querySelector(".reason");
  reason.textContent = status.reason ?? "";
  reason.hidden = !status.reason;
  const memory = status.memory ?? {};
  const timeline = card.querySelector(".timeline");
  timeline.toggleAttribute("hidden", !memory.frames);
  if (memory.frames) {
    drawTimeline(timeline, memory, evidence);
  }
  card.querySelector(".memory").textContent = memory.frames
    ? `${memory.frames} frames, ${bytes(memory.bytes)}, from ${clock(memory.from)} to ${clock(memory.to)}`
    : "remembers nothing yet";
}

/**
 * A new picture takes the old one's place when it is there, so that nothing flickers; one that is
 * kept no more is taken down.
 */
function drawView(view, id, time) {
  if (view.dataset.time === (time ?? undefined)) {
    return;
  }
  if (!time) {
    delete view.dataset.time;
    view.replaceChildren(NO_PICTURE);
    return;
  }
  view.dataset.time = time;
  const picture = new Image();
  picture.alt = `newest picture of ${id}, ${clock(time)}`;
  picture.onload = () => view.dataset.time && view.replaceChildren(picture);
  picture.src = snapshotOf(id, time);
}

export function snapshotOf(camera, time) {
  return `/api/snapshots?camera=${encodeURIComponent(camera)}&time=${encodeURIComponent(time)}`;
}
