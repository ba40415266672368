"use strict";
/* Asks the worker what is new, and keeps the page to what it answers: what it shows no more goes from here, too. */

const ASK_MS = 2000;
const LOST_ASK_MS_MAX = 10000;
const ANSWER_MS_MAX = 5000;
const TELL_MS = 15000; // between two announcements to a screen reader

const board = new Board();
const shown = new Map(); // the items by their numbers
let run = "";
let number = 0;
let paused = false;
let failures = 0;
let heard = 0; // when there was an answer last
let timer = 0;
let untold = 0;
let told = 0;

async function ask() {
  clearTimeout(timer);
  if (paused || document.hidden) return;
  try {
    const answer = await fetch(`now?since=${run}.${number}`, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    if (!answer.ok) throw new Error(`the worker answered ${answer.status}`);
    const found = await answer.json();
    if (paused) return;
    failures = 0;
    heard = Date.now();
    take(found);
  } catch {
    failures += 1;
  }
  showLink();
  clearTimeout(timer);
  timer = setTimeout(ask, failures ? Math.min(ASK_MS * 2 ** (failures - 1), LOST_ASK_MS_MAX) : ASK_MS);
}

function take(found) {
  const feed = byId("feed");
  const first = found.run !== run;
  if (first) {
    feed.replaceChildren(); // another process: what it does not know, it could not take back
    shown.clear();
    board.forget();
    run = found.run;
    number = 0;
  }
  const kept = new Set(found.kept);
  for (const [old, node] of shown) {
    if (!kept.has(old)) {
      node.remove();
      shown.delete(old);
    }
  }
  const fresh = found.items.filter((item) => item.number > number).sort((one, other) => one.number - other.number);
  for (const item of fresh) {
    const node = drawItem(item);
    if (!first) node.classList.add("fresh");
    shown.set(item.number, node);
    feed.prepend(node);
    number = Math.max(number, item.number);
  }
  byId("empty").hidden = shown.size > 0;
  board.show(found.overview);
  document.title = `${found.overview.problems.length ? "not ready – " : ""}wire-worker`;
  if (!first) tell(fresh.length);
}

function tell(more) {
  untold += more;
  if (!untold || Date.now() - told < TELL_MS) return;
  say("news", `${count(untold)} new ${untold === 1 ? "item" : "items"}`); // no headline: a kill would have to find it here, too
  told = Date.now();
  untold = 0;
}

function showLink() {
  const lost = failures > 0 && !paused;
  document.body.dataset.link = paused ? "paused" : lost ? "lost" : "live";
  const since = heard ? new Date(heard).toLocaleTimeString("en-GB") : "";
  if (paused) say("link", `paused, as of ${since}`);
  else if (lost) say("link", since ? `connection lost; as of ${since}, trying again` : "the worker does not answer; trying again");
  else say("link", "live");
  if (lost) byId("health").dataset.state = "unknown";
  if (lost) say("health", "not known");
}

byId("pause").addEventListener("click", () => {
  paused = !paused;
  say("pause", paused ? "Resume" : "Pause");
  showLink();
  ask();
});
document.addEventListener("visibilitychange", ask);
drawLegend(byId("legend"));
ask();
