// What a person sends: questions, and, where the link allows it, cameras and monitors.

let csrf = null;

/** The secret of this page's session, without which nothing is taken. */
export function use(session) {
  csrf = session.csrf;
}

/** What the server made of it; body undefined for a removal. */
async function send(method, path, body) {
  try {
    const reply = await fetch(path, {
      method,
      headers: { "Content-Type": "application/json", "X-Voco-Csrf": csrf },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { ok: reply.ok, words: await reply.text() };
  } catch {
    return { ok: false, words: "The console does not answer; is it still running?" };
  }
}

function say(form, words, tone) {
  const hint = form.querySelector("[role=status]");
  hint.textContent = words;
  hint.dataset.tone = tone;
}

/** Sends with the button at rest, and says how it went. */
async function submit(form, method, path, body, done) {
  const button = form.querySelector("button");
  button.disabled = true;
  const { ok, words } = await send(method, path, body);
  button.disabled = false;
  say(form, ok ? done : words, ok ? "soft" : "bad");
  return ok ? words : null;
}

/** sent(id, question) when Kafka has it. */
export async function ask(form, sent) {
  const data = new FormData(form);
  const question = {
    cameras: data.getAll("camera"),
    text: data.get("text").trim(),
    answer: data.get("answer"),
    last: data.get("last"),
  };
  if (question.cameras.length === 0 || question.text === "") {
    say(form, question.text === "" ? "Write a question first." : "Choose a camera first.", "bad");
    return;
  }
  const reply = await submit(form, "POST", "/api/questions", question,
    "Asked. The answer appears below, after a checkpoint.");
  if (reply !== null) {
    sent(JSON.parse(reply).id, question);
    form.elements.text.select();
  }
}

export async function addCamera(form) {
  const data = new FormData(form);
  const camera = { id: data.get("id").trim(), url: data.get("url").trim(), fps: Number(data.get("fps")) };
  if ((await submit(form, "PUT", `/api/cameras/${encodeURIComponent(camera.id)}`, camera,
    `Camera ${camera.id} is added; its card says how it is.`)) !== null) {
    form.reset();
  }
}

export async function addMonitor(form) {
  const data = new FormData(form);
  const camera = data.get("camera");
  const above = Number(data.get("above")) / 100;
  const monitor = {
    id: data.get("id").trim(),
    cameras: camera === "*" ? "*" : [camera],
    text: data.get("text").trim(),
    window: { last: data.get("last") },
    raiseAbove: above,
    clearBelow: Math.min(0.3, above),
  };
  if ((await submit(form, "PUT", `/api/monitors/${encodeURIComponent(monitor.id)}`, monitor,
    `Monitor ${monitor.id} is added; its curve begins with the next frame.`)) !== null) {
    form.reset();
  }
}

/** what: cameras or monitors */
export async function remove(what, id, warning) {
  if (window.confirm(warning)) {
    const { ok, words } = await send("DELETE", `/api/${what}/${encodeURIComponent(id)}`);
    if (!ok) {
      window.alert(words);
    }
  }
}

/** Ends the session; the page behind it is gone. */
export async function leave() {
  const { ok, words } = await send("DELETE", "/api/session");
  if (ok) {
    location.replace("/");
  } else {
    window.alert(words);
  }
}
