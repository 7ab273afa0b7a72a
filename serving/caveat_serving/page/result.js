/** One result as elements. Comment text becomes text nodes and nothing else. */

import { abstainCode } from "./api.js";
import { markText } from "./marks.js";
import { toRequest } from "./thread.js";
import * as words from "./words.js";

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] false and null leave an attribute out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child || child === 0));
  return node;
}

/**
 * @typedef {object} Entry
 * @property {import("./thread.js").Comment} comment
 * @property {object} result
 * @property {object} model
 * @property {object} policy
 * @property {boolean} answersSeeker whether the comment it replies to asks for access
 */

/** Under which heading of the summary a result counts. */
export function standing(result) {
  return result.status === "ok" ? result.recommendation : "none";
}

/**
 * @param {Entry} entry
 * @param {number} at its index in the list
 * @returns {HTMLLIElement}
 */
export function resultItem(entry, at) {
  const { comment, result } = entry;
  const marked = markText(comment.text, result.spans ?? []);
  const item = element(
    "li",
    { class: "row result", id: `result-${at + 1}`, "data-standing": standing(result), "data-depth": Math.min(comment.depth, 4) },
    element(
      "div",
      { class: "measure" },
      heading(comment, result, at),
      element("p", { class: "text", dir: "auto", lang: languageOf(result) }, ...marked.pieces.map((piece) => drawn(piece))),
      element("p", { class: "reason" }, sentence(entry)),
      marked.unplaced > 0 && element("p", { class: "help" }, `Evidence that could not be placed in the text: ${marked.unplaced}.`),
      ...(result.notes ?? []).map(known),
    ),
    element("div", { class: "margin" }, ...riskMeters(result), signals(result), ...remarks(result), footer(entry)),
  );
  return /** @type {HTMLLIElement} */ (item);
}

function languageOf({ language }) {
  return language && language.detected !== "und" ? language.detected : null;
}

/** A sample of a mark, for the legend. */
export function sampleMark(kind) {
  return element("mark", { "data-kind": kind, "data-risk": words.KINDS[kind].risk }, words.KINDS[kind].name);
}

function heading(comment, result, at) {
  const reply = comment.parent >= 0 ? `in reply to ${comment.parent + 1}` : comment.parentText ? "a reply" : "";
  const own = comment.id !== `c-${at + 1}` && comment.id;
  return element(
    "h2",
    { class: "place" },
    element("span", { class: "number" }, element("span", { class: "unseen" }, "Comment "), `${at + 1}`),
    chip(result),
    reply && element("span", { class: "aside" }, reply),
    own && element("code", { class: "aside" }, own),
  );
}

function chip(result) {
  const name = standing(result);
  const said = { abstained: "No opinion", error: "Not scored" }[result.status] ?? words.RECOMMENDATIONS[name] ?? name;
  return element("span", { class: "chip", "data-recommendation": name }, said);
}

function sentence({ result, answersSeeker }) {
  if (result.status === "ok") return words.reason(result, answersSeeker);
  if (result.status === "abstained") return words.whyAbstained(abstainCode(result));
  const { title, detail, errors = [] } = result.error ?? {};
  return ["This one could not be scored.", title && `${title}.`, detail, errors.map(words.fault).join("; ")].filter(Boolean).join(" ");
}

/** @param {import("./marks.js").Piece} piece */
function drawn(piece, depth = 1) {
  if ("text" in piece) return document.createTextNode(piece.text);
  const { span, index, last, children } = piece;
  const known = words.KINDS[span.kind];
  const attributes = {
    "data-kind": span.kind,
    "data-risk": span.label,
    "data-span": index,
    "data-name": last && (known?.name ?? span.kind),
    "data-depth": Math.min(depth, 3),
    title: `${words.RISKS[span.label] ?? span.label}: ${known ? `the words ${known.does}` : span.kind}`,
  };
  return element("mark", attributes, ...children.map((child) => drawn(child, depth + 1)));
}

function riskMeters(result) {
  const scores = result.status === "ok" ? result.scores : {};
  return Object.keys(words.RISKS).filter((name) => scores?.[name]).map((name) => riskMeter(name, scores[name]));
}

function riskMeter(name, { score, severity, threshold, flagged }) {
  const line = `${flagged ? "over" : "under"} the line at ${threshold.toFixed(2)}`;
  const meter = element(
    "div",
    { class: "meter", role: "meter", title: line, "aria-label": `${words.RISKS[name]} score`, "aria-valuemin": 0, "aria-valuemax": 1, "aria-valuenow": score.toFixed(2), "aria-valuetext": `${score.toFixed(2)}, ${line}` },
    element("span", { class: "fill" }),
    element("span", { class: "tick" }),
  );
  meter.style.setProperty("--score", String(score));
  meter.style.setProperty("--line", String(threshold));
  return element(
    "div",
    { class: "risk", "data-risk": name, "data-flagged": Boolean(flagged) },
    element("p", { class: "risk-name" }, element("span", {}, words.RISKS[name]), element("span", { class: "figure" }, score.toFixed(2))),
    meter,
    element("p", { class: "risk-foot" }, element("span", {}, flagged ? line : `line ${threshold.toFixed(2)}`), element("span", { class: "severity" }, `severity ${severity.toFixed(1)} of 3`, pips(severity))),
  );
}

/** Three small cells, filled up to the severity. */
function pips(severity) {
  const cells = [0, 1, 2].map((grade) => {
    const cell = element("span", {});
    cell.style.setProperty("--fill", String(Math.max(0, Math.min(1, severity - grade))));
    return cell;
  });
  return element("span", { class: "pips", "aria-hidden": "true" }, ...cells);
}

function signals(result) {
  const on = words.signalsOn(result);
  if (!on.length) return null;
  const chips = on.map((name) => element("li", { "data-signal": name, title: signalTitle(result.signals[name]) }, words.SIGNALS[name]));
  return element("ul", { class: "signals", "aria-label": "Signals" }, ...chips);
}

function signalTitle(value) {
  return typeof value === "number" ? `probability ${value.toFixed(2)}; never raises or lowers the recommendation` : "found by rule; never raises or lowers the recommendation";
}

function remarks({ language, input }) {
  const said = [];
  if (language && language.validated === false) {
    said.push(`Looks like ${words.languageName(language.detected)}. Scores have not been measured in this language.`);
  }
  if (input?.truncated) said.push(`Too long to read whole: ${input.tokens} tokens in ${input.windows} windows were read.`);
  return said.map((text) => element("p", { class: "help" }, text));
}

/** What is known about a treatment that a comment speaks of, with its sources. */
function known(note) {
  const about = [note.intervention, note.condition].filter(Boolean).join(" for ");
  const status = [note.status, note.date].filter(Boolean).join(", ");
  return element(
    "aside",
    { class: "known", "aria-label": "What is known" },
    element("p", { class: "known-about" }, about, status && element("span", { class: "aside" }, status)),
    element("p", {}, note.statement ?? ""),
    element("p", { class: "sources" }, ...(note.sources ?? []).map(source)),
  );
}

function source(name) {
  const address = /^doi:10\./i.test(name) ? `https://doi.org/${encodeURI(name.slice(4))}` : /^https:\/\//.test(name) ? name : "";
  if (!address) return element("span", {}, name);
  return element("a", { href: address, rel: "noreferrer noopener", target: "_blank" }, name);
}

function footer(entry) {
  const context = entry.result.input?.context_used && element("span", { class: "help" }, "read with its context");
  return element("p", { class: "footer" }, copyButton(entry), context);
}

function copyButton(entry) {
  const button = element("button", { type: "button", class: "quiet", "aria-live": "polite" }, "Copy as JSON");
  button.addEventListener("click", async () => {
    button.textContent = (await copied(asJson(entry))) ? "Copied" : "Copying was refused";
    setTimeout(() => (button.textContent = "Copy as JSON"), 2000);
  });
  return button;
}

/** What was sent, what came back, and who says so. */
function asJson({ comment, result, model, policy }) {
  return JSON.stringify({ comment: toRequest(comment), result, model, policy }, null, 2);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
}

/** Where the page is not served over https, browsers keep the clipboard interface back. */
function copiedByHand(text) {
  const box = element("textarea", { class: "unseen", "aria-hidden": "true" });
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}
