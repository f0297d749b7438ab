// The form in front of the page: takes name and password, and goes to the page when they are right.

const form = document.getElementById("login");
const hint = form.querySelector("[role=status]");
const { name, password } = form.elements;

function say(words, tone) {
  hint.textContent = words;
  hint.dataset.tone = tone;
}

async function enter() {
  try {
    const reply = await fetch("/api/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: name.value.trim(), password: password.value }),
    });
    return { ok: reply.ok, words: await reply.text() };
  } catch {
    return { ok: false, words: "The console does not answer; is it still running?" };
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  say("One moment.", "soft");
  const { ok, words } = await enter();
  if (ok) {
    location.replace("/");
    return;
  }
  button.disabled = false;
  say(words, "bad");
  password.focus();
  password.select();
});
