// The page: follows the server's events, keeps the latest of each thing, and draws at most twice a
// second. What comes from outside becomes text, never markup.

import { cameraCard, drawCard } from "/cards.js";
import { addCamera, addMonitor, ask, leave, use } from "/forms.js";
import { answerItem, alertItem, monitorCard, drawMonitor } from "/items.js";
import { attempt, drawCourse } from "/timeline.js";
import { bytes, span } from "/words.js";

const KEPT_ANSWERS = 50;
const KEPT_ALERTS = 100;
const KEPT_POINTS = 240;
const $ = (id) => document.getElementById(id);

const cameras = new Map(); // id -> {status, snapshot, evidence, card}
const questions = new Map(); // id -> question, until it is answered
const monitors = new Map(); // id -> {monitor, curves: Map(camera -> points), card}
const courses = { rate: [], latency: [], bytes: [] };
let dirty = true;

const heard = {
  status(id, status) {
    if (status === null) {
      cameras.get(id)?.card.remove();
      cameras.delete(id);
      document.querySelector(`#asked label[data-camera="${CSS.escape(id)}"]`)?.remove();
      document.querySelector(`#add-monitor option[value="${CSS.escape(id)}"]`)?.remove();
      return;
    }
    camera(id).status = status;
  },
  snapshot(id, message) {
    if (message !== null) {
      camera(id).snapshot = message.time;
    } else if (cameras.has(id)) {
      cameras.get(id).snapshot = null;
    }
  },
  question(id, question) {
    questions.set(id, question);
    if (questions.size > KEPT_ANSWERS) {
      questions.delete(questions.keys().next().value);
    }
  },
  answer(id, answer) {
    for (const entry of answer.answers ?? []) {
      if (cameras.has(entry.camera)) {
        cameras.get(entry.camera).evidence = entry.evidence;
      }
    }
    if (answer.timings?.total !== undefined) {
      keep(courses.latency, { at: Date.now(), value: answer.timings.total });
    }
    prepend($("answers"), answerItem(questions.get(id), answer), KEPT_ANSWERS);
    $("no-answers").hidden = true;
    questions.delete(id);
  },
  alert(id, alert) {
    prepend($("alerts"), alertItem(alert, monitors.get(alert.monitor)?.monitor), KEPT_ALERTS);
    $("no-alerts").hidden = true;
  },
  monitor(id, monitor) {
    if (monitor === null) {
      monitors.get(id)?.card.remove();
      monitors.delete(id);
    } else {
      watched(id).monitor = monitor;
    }
  },
  score(id, score) {
    const curves = watched(score.monitor).curves;
    if (!curves.has(score.camera)) {
      curves.set(score.camera, []);
    }
    keep(curves.get(score.camera),
      { at: Date.parse(score.at), probability: score.probability });
  },
};

function keep(points, point) {
  points.push(point);
  if (points.length > KEPT_POINTS) {
    points.shift();
  }
}

function prepend(list, item, most) {
  list.prepend(item);
  while (list.children.length > most) {
    list.lastChild.remove();
  }
}

/** The camera of this id, which comes into being when it is first heard of. */
function camera(id) {
  if (!cameras.has(id)) {
    const card = cameraCard(id);
    cameras.set(id, { status: null, snapshot: null, evidence: [], card });
    inOrder($("cameras"), card, id);
    inOrder($("asked"), chip(id), id);
    $("add-monitor").elements.camera.append(new Option(id, id));
  }
  return cameras.get(id);
}

function watched(id) {
  if (!monitors.has(id)) {
    const card = monitorCard(id);
    monitors.set(id, { monitor: { id }, curves: new Map(), card });
    inOrder($("monitors"), card, id);
  }
  return monitors.get(id);
}

function inOrder(parent, element, id) {
  const next = [...parent.children].find((each) => each.dataset.id > id);
  element.dataset.id = id;
  parent.insertBefore(element, next ?? null);
}

/** Chosen if it is the first one. */
function chip(id) {
  const label = document.createElement("label");
  label.dataset.camera = id;
  const box = document.createElement("input");
  box.type = "checkbox";
  box.name = "camera";
  box.value = id;
  box.checked = cameras.size === 1;
  label.append(box, ` ${id}`);
  return label;
}

function draw() {
  requestAnimationFrame(() => {
    if (dirty && !document.hidden) {
      dirty = false;
      cameras.forEach((each, id) => attempt(() => drawCard(id, each)));
      monitors.forEach((each) => attempt(() => drawMonitor(each)));
      $("no-cameras").hidden = cameras.size > 0;
      $("no-monitors").hidden = monitors.size > 0;
      attempt(figures);
    }
    setTimeout(draw, 500);
  });
}

function figures() {
  const all = [...cameras.values()].map((each) => each.status).filter(Boolean);
  const sum = (part) => all.reduce((total, status) => total + (part(status) ?? 0), 0);
  const held = sum((status) => status.memory?.bytes);
  const online = all.filter((status) => status.state?.toUpperCase() === "ONLINE").length;
  $("online").textContent = all.length ? `${online} of ${all.length}` : "–";
  $("frames").textContent = all.length ? sum((s) => s.memory?.frames).toLocaleString() : "–";
  $("bytes").textContent = all.length ? bytes(held) : "–";
  const times = courses.latency.map((point) => point.value).sort((a, b) => a - b);
  $("latency").textContent = times.length ? span(times[times.length >> 1]) : "–";
  drawCourse($("rate-chart"), courses.rate, (value) => `${value.toFixed(1)}/s`);
  drawCourse($("latency-chart"), courses.latency, span);
  drawCourse($("bytes-chart"), courses.bytes, bytes);
}

/** Every five seconds, as often as cameras tell how they are. */
function course(before) {
  const all = [...cameras.values()].map((each) => each.status).filter(Boolean);
  const total = (part) => all.reduce((sum, status) => sum + (part(status) ?? 0), 0);
  const now = { at: Date.now(), remembered: total((s) => s.counts?.remembered), of: all.length };
  if (before && before.of === now.of && now.of > 0 && now.remembered >= before.remembered) {
    const seconds = (now.at - before.at) / 1000;
    keep(courses.rate, { at: now.at, value: (now.remembered - before.remembered) / seconds });
  }
  if (now.of > 0) {
    keep(courses.bytes, { at: now.at, value: total((s) => s.memory?.bytes) });
  }
  dirty = true;
  setTimeout(() => course(now), 5000);
}

function follow() {
  const events = new EventSource("/api/events");
  const link = (state, words) => {
    $("link").dataset.state = state;
    $("link").textContent = words;
  };
  events.onopen = () => {
    // All that is kept comes again.
    for (const list of ["answers", "alerts"]) {
      $(list).replaceChildren();
    }
    cameras.forEach((each) => { each.snapshot = null; });
    monitors.forEach((each) => each.curves.clear());
    link("live", "live");
  };
  events.onerror = () => {
    link("lost", "connection lost, trying again");
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(again, 3000); // refused, and the browser does not try again
    }
  };
  events.onmessage = (event) => {
    const { kind, key, message } = JSON.parse(event.data);
    heard[kind]?.(key, message);
    dirty = true;
  };
}

/** Whoever may no longer come in gets to the way in; others follow on. */
async function again() {
  const session = await fetch("/api/session").catch(() => null);
  if (session?.status === 401) {
    location.replace("/");
  } else {
    follow();
  }
}

function on(id, act) {
  $(id).addEventListener("submit", (event) => {
    event.preventDefault();
    act(event.target);
  });
}

async function begin() {
  const session = await fetch("/api/session");
  if (!session.ok) {
    $("link").dataset.state = "lost";
    $("link").textContent = await session.text();
    return;
  }
  const { csrf, role, user } = await session.json();
  use({ csrf });
  document.body.dataset.role = role;
  if (user !== undefined) {
    $("leave").hidden = false;
    $("leave").title = `You are ${user}`;
    $("leave").addEventListener("click", leave);
  }
  on("ask", (form) => ask(form, (id, question) => questions.set(id, question)));
  on("add-camera", addCamera);
  on("add-monitor", addMonitor);
  $("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      $("ask").requestSubmit();
    }
  });
  follow();
  course(null);
  draw();
}

begin();
