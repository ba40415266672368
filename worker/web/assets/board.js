"use strict";
/* Draws the numbers. The worker sends counters and buckets as they stand; rates and quantiles are made here, of two looks. */

const HISTORY_MAX = 150; // looks, two seconds apart: five minutes
const RATE_LOOKS = 5; // so many back, for what is called "a second"
const SPARKS = 60;
const STATES = {
  claimed: "claimed", assigned: "being claimed", paused: "paused", gap: "gap", stuck: "stuck",
};
const byId = (id) => document.getElementById(id);

function say(id, text) {
  const node = byId(id);
  if (node.textContent !== text) node.textContent = text;
}

function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return "–";
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

function doneBy(overview) {
  return (overview.done.published || 0) + (overview.done.dead_lettered || 0);
}

/* A quantile of a Prometheus histogram's growth, straight between the bounds of its bucket; null where nothing grew. */
function quantile(before, after, share) {
  const bounds = Object.keys(after).map((bound) => [bound === "+Inf" ? Infinity : Number(bound), after[bound] - (before?.[bound] || 0)]);
  bounds.sort((one, other) => one[0] - other[0]);
  const total = bounds.length ? bounds[bounds.length - 1][1] : 0;
  if (!total) return null;
  let [floor, below] = [0, 0];
  for (const [bound, number] of bounds) {
    if (number >= share * total) {
      return bound === Infinity ? floor : floor + ((bound - floor) * (share * total - below)) / (number - below);
    }
    [floor, below] = [bound, number];
  }
  return floor;
}

class Board {
  constructor() {
    this.history = [];
  }

  forget() {
    this.history = [];
  }

  show(overview) {
    const last = this.history[this.history.length - 1];
    if (last && (overview.now < last.now || doneBy(overview) < doneBy(last))) this.forget();
    if (!last || overview.now > last.now) this.history.push(overview);
    if (this.history.length > HISTORY_MAX) this.history.shift();
    this.showVitals(overview);
    this.showHealth(overview);
    this.showPartitions(overview.partitions);
    this.showChildren(overview.pool);
    this.showDead(overview);
  }

  rateUntil(index, looks) {
    const [now, before] = [this.history[index], this.history[Math.max(0, index - looks)]];
    return now.now > before.now ? ((doneBy(now) - doneBy(before)) * 1000) / (now.now - before.now) : 0;
  }

  showVitals(overview) {
    const looks = this.history.length;
    const rate = this.rateUntil(looks - 1, RATE_LOOKS);
    say("rate", looks < 2 ? "–" : rate >= 100 ? count(Math.round(rate)) : rate.toFixed(1));
    const first = this.history[0];
    const grew = looks > 1 && quantile(first.latency, overview.latency, 0.5) !== null;
    const span = grew ? `last ${duration((overview.now - first.now) / 1000)}` : "since the start";
    for (const [id, share] of [["p50", 0.5], ["p99", 0.99]]) {
      const seconds = quantile(grew ? first.latency : null, overview.latency, share);
      say(id, duration(seconds));
      say(`${id}-window`, seconds === null ? "nothing yet" : span);
    }
    const lags = overview.partitions.map((partition) => partition.lag).filter((lag) => lag !== null);
    say("lag", lags.length ? count(lags.reduce((sum, lag) => sum + lag, 0)) : "–");
    say("in-flight", count(overview.inFlight));
    say("published", count(overview.done.published || 0));
    this.showSpark();
  }

  showSpark() {
    const rates = this.history.map((_, index) => (index ? this.rateUntil(index, 1) : 0)).slice(-SPARKS);
    const highest = Math.max(1, ...rates);
    const bars = rates.map((rate, index) => {
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const height = Math.max(rate > 0 ? 1.5 : 0.5, (rate / highest) * 27);
      const place = { x: 120 - (rates.length - index) * 2, y: 28 - height, width: 1.4, height };
      for (const [name, value] of Object.entries(place)) bar.setAttribute(name, value);
      return bar;
    });
    byId("spark").replaceChildren(...bars);
  }

  showHealth(overview) {
    const ready = !overview.problems.length;
    byId("health").dataset.state = ready ? "ready" : "troubled";
    say("health", ready ? "ready" : "not ready");
    say("version", overview.version);
    const problems = byId("problems");
    problems.hidden = ready;
    const told = overview.problems.join("\n");
    if (problems.dataset.told !== told) {
      problems.dataset.told = told;
      problems.replaceChildren(...overview.problems.map((problem) => make("li", {}, visible(problem))));
    }
  }

  showPartitions(partitions) {
    const ill = (partition) => (partition.state === "claimed" ? 1 : 0);
    const rows = [...partitions].sort((one, other) => ill(one) - ill(other)).map((partition) =>
      make("tr", {},
        make("th", { scope: "row" }, bdi(`${partition.topic} ${partition.number}`)),
        make("td", {}, make("span", { class: "state", "data-state": partition.state }, STATES[partition.state] || visible(partition.state)),
          partition.trouble ? make("span", { class: "trouble" }, visible(partition.trouble)) : null),
        make("td", { class: "number" }, partition.lag === null ? "–" : count(partition.lag)),
        make("td", { class: "number" }, partition.quiet === null ? "–" : duration(Math.floor(partition.quiet) || 0).replace(/^0 ms$/, "now"))));
    if (!rows.length) rows.push(make("tr", {}, make("td", { colspan: 4, class: "aside" }, "None is assigned to this worker.")));
    byId("partitions").replaceChildren(...rows);
  }

  showChildren(pool) {
    const rows = pool.children.map((child) => {
      const busy = child.deadline_seconds > 0;
      const state = busy ? "at work" : "idle";
      const spent = busy && child.at_it_seconds >= 1 ? ` ${duration(child.at_it_seconds)} of ${duration(child.deadline_seconds)}` : "";
      return make("tr", {},
        make("th", { scope: "row" }, String(child.pid)),
        make("td", {}, make("span", { class: "state", "data-state": busy ? "busy" : "idle" }, state), spent),
        make("td", { class: "number" }, count(child.items)),
        make("td", { class: "number" }, duration(child.age_seconds)));
    });
    for (let index = 0; index < pool.starting; index += 1) {
      rows.push(make("tr", {}, make("th", { scope: "row" }, "–"),
        make("td", { colspan: 3 }, make("span", { class: "state", "data-state": "assigned" }, "starting"))));
    }
    byId("children").replaceChildren(...rows);
    const ends = Object.entries(pool.restarts).map(([reason, number]) => `${visible(reason)} ${count(number)}`).join(", ");
    say("restarts", `${ends ? `Restarts: ${ends}.` : "No restarts."} ${count(pool.queued)} items wait for a child.`);
  }

  showDead(overview) {
    byId("breaker").dataset.state = overview.breaker ? "open" : "closed";
    say("breaker", overview.breaker ? `Breaker open: ${visible(overview.breaker)}` : "Breaker closed");
    const reasons = Object.entries(overview.deadLetters).sort((one, other) => other[1] - one[1]);
    byId("dead-table").hidden = !reasons.length;
    byId("no-dead").hidden = reasons.length > 0;
    byId("dead").replaceChildren(...reasons.map(([reason, number]) =>
      make("tr", {}, make("th", { scope: "row" }, visible(reason).replaceAll("_", " ")), make("td", { class: "number" }, count(number)))));
  }
}
