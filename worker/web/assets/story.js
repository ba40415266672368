"use strict";
/* Draws one item. A text of the wire only ever becomes text: no markup is made of a string, no link of any but http(s). */

const TYPES = { person: "Person", organisation: "Organisation", place: "Place", event: "Event", product: "Product, work", other: "Other" };
const KINDS = {
  flash: "Flash", alert: "Alert", urgent: "Urgent", lead: "Lead", update: "Update", add: "Add",
  correction: "Correction", repeat: "Repeat", advisory: "Advisory", kill: "Kill",
};
const POINTS_MAX = 40000; // code points of one text that are drawn
const NAMES_MAX = 12; // entities of one type that are listed below a story
const OPEN_BLOCKS = 2; // paragraphs that stand open

function make(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== undefined && value !== "") node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/* What would be invisible, or would turn the letters beside it round, is shown in its place: one character for one. */
function visible(text) {
  return String(text)
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (found) => String.fromCharCode(0x2400 + found.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

function bdi(text, attributes) {
  return make("bdi", attributes, visible(text));
}

function safeLink(address) {
  try {
    const url = new URL(address);
    return ["https:", "http:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null; // no address at all
  }
}

function linked(text, address) {
  const href = address && safeLink(address);
  return href ? make("a", { href, rel: "noopener noreferrer", target: "_blank" }, bdi(text)) : bdi(text);
}

function geonames(number) {
  return Number.isInteger(number) ? `https://www.geonames.org/${number}` : null;
}

/* A text of the record with its mentions. Offsets count code points, which a JavaScript string does not. */
class Text {
  constructor(value, pointer, entities) {
    this.points = Array.from(value || "");
    this.mentions = [];
    for (const entity of entities || []) {
      for (const mention of entity.mentions || []) {
        if (mention.in === pointer) this.mentions.push({ start: mention.start, end: mention.end, entity });
      }
    }
    this.mentions.sort((one, other) => one.start - other.start || other.end - one.end);
  }

  plain(start, end) {
    return visible(this.points.slice(start, end).join(""));
  }

  nodes(start = 0, end = this.points.length) {
    const nodes = [];
    let at = start;
    for (const { start: from, end: to, entity } of this.mentions) {
      if (!(from >= at && to > from && to <= end)) continue; // elsewhere, or inside the one before
      const type = Object.hasOwn(TYPES, entity.type) ? entity.type : "other";
      nodes.push(this.plain(at, from));
      nodes.push(make("mark", { class: type, title: `${TYPES[type]}: ${visible(entity.name)}` }, this.plain(from, to)));
      at = to;
    }
    nodes.push(this.plain(at, end));
    return nodes;
  }
}

function blocksOf(record, body) {
  const placed = (record.wire.blocks || []).filter((block) => Number.isInteger(block.start) && block.end > block.start);
  const blocks = [];
  let at = 0;
  for (const { role, start, end } of placed) {
    if (start < at) continue;
    if (body.plain(at, start).trim()) blocks.push({ role: "paragraph", start: at, end: start });
    blocks.push({ role, start, end });
    at = end;
  }
  if (body.plain(at).trim()) blocks.push({ role: "paragraph", start: at, end: body.points.length });
  return blocks;
}

function drawBlock({ role, start, end }, body, lang) {
  const nodes = body.nodes(start, end);
  if (role === "subhead") return make("h4", { dir: "auto", lang }, ...nodes);
  if (role === "table") return make("pre", { class: "table", dir: "auto", tabindex: 0, "aria-label": "Table" }, ...nodes);
  return make(role === "quote" ? "blockquote" : "p", { dir: "auto", lang, class: role === "list" ? "list" : "" }, ...nodes);
}

function drawBody(record, open) {
  const value = record.bodies?.[0]?.value;
  if (!value) return [];
  const body = new Text(value, "/bodies/0/value", record.entities);
  const left = body.points.length - POINTS_MAX;
  if (left > 0) body.points.length = POINTS_MAX;
  const blocks = blocksOf(record, body)
    .map((block) => ({ ...block, end: Math.min(block.end, body.points.length) }))
    .filter((block) => block.start < block.end)
    .map((block) => drawBlock(block, body, record.language));
  if (left > 0) blocks.push(make("p", { class: "cut" }, `Cut here: ${count(left)} more characters are in the record.`));
  const head = make("div", { class: "body" }, ...(open ? blocks : blocks.slice(0, OPEN_BLOCKS)));
  const rest = open ? [] : blocks.slice(OPEN_BLOCKS);
  if (!rest.length) return [head];
  const words = record.bodies[0].wordCount;
  const more = make("summary", {}, "Read on", make("span", { class: "meta" }, words ? ` ${count(words)} words` : ""));
  return [head, make("details", { class: "body rest" }, more, ...rest)];
}

function count(number) {
  return new Intl.NumberFormat("en").format(number);
}

function field(name, label, ...children) {
  return make("p", { class: name }, make("span", { class: "label" }, label), " ", ...children);
}

function drawDateline(dateline) {
  if (!dateline) return null;
  const places = (dateline.places || []).flatMap((place, index) => [
    index ? ", " : "",
    linked(place.name, geonames(place.geonames)),
    place.country ? ` (${visible(place.country)})` : "",
  ]);
  return field("dateline", "Dateline", bdi(dateline.raw.replace(/[\s\u2010-\u2015-]+$/, ""), { class: "raw" }), ...(places.length ? [" → ", ...places] : []));
}

function drawSignOff(signOff) {
  if (!signOff) return null;
  const known = Object.fromEntries((signOff.people || []).map((person) => [person.id, person.name]));
  const named = (initials) => initials.map((one) => (Object.hasOwn(known, one) ? `${known[one]} (${one})` : one)).join(", ");
  const parts = [];
  if (signOff.writers) parts.push(`written by ${named(signOff.writers)}`);
  if (signOff.editors) parts.push(`edited by ${named(signOff.editors)}`);
  if (signOff.compiled) parts.push("several bureaux");
  return field("signoff", "Sign-off", bdi(signOff.raw, { class: "raw" }), parts.length ? " → " : "", bdi(parts.join(" · ")));
}

function drawNames(entities) {
  const rows = [];
  for (const [type, label] of Object.entries(TYPES)) {
    const found = (entities || []).filter((entity) => (Object.hasOwn(TYPES, entity.type) ? entity.type : "other") === type);
    if (!found.length) continue;
    found.sort((one, other) => (other.salience || 0) - (one.salience || 0));
    const names = found.slice(0, NAMES_MAX).map((entity) => {
      const links = entity.links || {};
      const address = geonames(links.geonames) || links.authority || (links.sameAs || [])[0];
      const times = (entity.mentions || []).length;
      return make("li", {}, linked(entity.name, address), times > 1 ? make("span", { class: "meta" }, ` ×${times}`) : null);
    });
    if (found.length > NAMES_MAX) names.push(make("li", { class: "meta" }, `and ${found.length - NAMES_MAX} more`));
    rows.push(make("div", {}, make("dt", {}, make("mark", { class: type }, label)), make("dd", {}, make("ul", {}, ...names))));
  }
  return rows.length ? make("dl", { class: "names" }, ...rows) : null;
}

function headlineOf(record) {
  if (record.headlines?.length) return new Text(record.headlines[0].value, "/headlines/0/value", record.entities).nodes();
  const words = (record.bodies?.[0]?.value || record.descriptions?.[0]?.value || record.slugline || "No words").split(/\s+/, 12);
  return [visible(`${words.join(" ").slice(0, 200)} …`)];
}

function drawStory(item, open) {
  const { record } = item;
  const { wire } = record;
  const kind = wire.version?.kind;
  const lang = record.language;
  const tag = Object.hasOwn(KINDS, kind || "") ? KINDS[kind] + (wire.version.number ? ` ${wire.version.number}` : "") : "";
  const facts = [wire.agency, lang, wire.format, record.urgency && `urgency ${record.urgency}`].filter(Boolean).map(visible);
  const title = `title-${item.number}`;
  const captions = (record.descriptions || []).map((description, index) =>
    make("figcaption", { dir: "auto", lang },
      make("span", { class: "label" }, description.role === "caption" ? "Caption" : "Summary"), " ",
      ...new Text(description.value, `/descriptions/${index}/value`, record.entities).nodes()));
  return make("article", { "aria-labelledby": title, "data-kind": kind },
    make("p", { class: "slugline" },
      tag ? make("strong", { class: "kind" }, tag) : null,
      record.slugline ? bdi(record.slugline, { class: "slug" }) : null,
      make("span", { class: "meta" }, facts.join(" · ")),
      clockOf(item.at, record.versionCreated)),
    make("h3", { id: title, dir: "auto", lang, class: record.headlines?.length ? "" : "untitled" }, ...headlineOf(record)),
    record.by ? make("p", { class: "byline", dir: "auto", lang }, visible(record.by)) : null,
    drawDateline(wire.dateline),
    record.edNote ? field("note", "Note", bdi(record.edNote, { lang })) : null,
    ...drawBody(record, open),
    captions.length ? make("figure", { class: "captions" }, ...captions) : null,
    drawSignOff(wire.signOff),
    drawNames(record.entities),
    wire.warnings ? field("warned", "Mended or left undone", wire.warnings.map((word) => visible(word).replaceAll("_", " ")).join(", ")) : null);
}

const NOTICES = {
  withheld: ["Withheld", "under an embargo: its slug alone is shown"],
  kill: ["Kill", "the item is withdrawn, and gone from this page"],
  large: ["Large", "too large to be shown here"],
};

function drawNotice(item) {
  const [tag, words] = NOTICES[item.show] || NOTICES.withheld;
  const title = `title-${item.number}`;
  return make("article", { "aria-labelledby": title, "data-kind": item.show, class: "notice" },
    make("p", { class: "slugline" },
      make("strong", { class: "kind" }, tag),
      make("span", { class: "meta" }, words),
      clockOf(item.at)),
    make("h3", { id: title, class: "slug", dir: "auto" }, visible(item.slug || (item.show === "large" ? `A record of ${count(item.bytes)} bytes` : "no slug"))));
}

/* When the item was published; of one in a file, the item's own time. */
function clockOf(milliseconds, stated) {
  if (!milliseconds) return stated ? make("time", {}, visible(stated)) : null;
  const date = new Date(milliseconds);
  return make("time", { datetime: date.toISOString() }, date.toLocaleTimeString("en-GB"));
}

function drawItem(item, open = false) {
  try {
    return make("li", { "data-number": item.number }, item.show === "story" ? drawStory(item, open) : drawNotice(item));
  } catch (error) {
    return make("li", { "data-number": item.number }, make("p", { class: "cut" }, `This item could not be drawn: ${visible(error)}`));
  }
}

function drawLegend(list) {
  list.replaceChildren(...Object.entries(TYPES).map(([type, label]) => make("li", {}, make("mark", { class: type }, label))));
}
