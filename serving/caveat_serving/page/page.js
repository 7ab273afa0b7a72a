/** Wires the moderator's page: box → comments → service → results. */

import { loadedModel, score } from "./api.js";
import { PAGE_TITLE, THREAD } from "./example.js";
import { element, resultItem, sampleMark, standing } from "./result.js";
import { readInput, UnreadableInput } from "./thread.js";
import * as words from "./words.js";

const at = (id) => document.getElementById(id);
const page = {
  form: at("composer"), comments: at("comments"), title: at("page-title"),
  score: at("score"), example: at("example"), problem: at("problem"), results: at("results"), summary: at("summary"),
  tools: at("tools"), filters: at("filters"), legend: at("legend"), list: at("list"), kinds: at("kinds"), madeBy: at("made-by"),
};

let busy = false;
/** What the example took the place of, until it is brought back. @type {{text: string, title: string} | null} */
let putAside = null;

page.form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
page.example.addEventListener("click", swapExample);
drawLegend();
loadedModel().then((model) => showMadeBy(model));

/** Score what is in the box; results appear request by request. */
async function run() {
  if (busy) return;
  clear();
  setBusy(true);
  const entries = [];
  let comments = [];
  try {
    comments = readInput(page.comments.value, { whole: page.form.elements.form.value === "whole", pageTitle: page.title.value });
    page.summary.textContent = progress(0, comments.length);
    for await (const { first, answer } of score(comments)) {
      const { model, policy } = answer;
      answer.results.forEach((result, place) => add(entries, { comment: comments[first + place], result, model, policy }));
      page.summary.textContent = progress(entries.length, comments.length);
      showMadeBy(model, policy);
    }
  } catch (error) {
    showProblem(error, entries.length, comments.length);
  } finally {
    setBusy(false);
    finish(entries);
  }
}

function progress(done, all) {
  return `Scoring ${all} comment${all === 1 ? "" : "s"}${done ? `, ${done} done` : ""}…`;
}

function add(entries, entry) {
  const parent = entries[entry.comment.parent]?.result;
  const answersSeeker = Boolean(parent) && words.signalsOn(parent).includes("access_seeking");
  page.list.append(resultItem({ ...entry, answersSeeker }, entries.length));
  entries.push(entry);
}

function clear() {
  page.list.replaceChildren();
  page.tools.hidden = true;
  page.problem.hidden = true;
  page.problem.replaceChildren();
}

function setBusy(value) {
  busy = value;
  page.score.setAttribute("aria-disabled", String(value));
  page.results.setAttribute("aria-busy", String(value));
}

function finish(entries) {
  page.summary.textContent = entries.length ? words.summary(countsOf(entries)) : "";
  page.tools.hidden = !entries.length;
  if (!entries.length) return;
  drawFilters(countsOf(entries));
  const marked = new Set(entries.flatMap(({ result }) => (result.spans ?? []).map(({ kind }) => kind)));
  for (const item of page.legend.querySelectorAll("[data-legend]")) item.hidden = !marked.has(item.dataset.legend);
  for (const group of page.legend.children) group.hidden = !group.querySelector("[data-legend]:not([hidden])");
  bringIntoView();
}

function countsOf(entries) {
  const counts = {};
  for (const { result } of entries) counts[standing(result)] = (counts[standing(result)] ?? 0) + 1;
  return counts;
}

function bringIntoView() {
  if (page.summary.getBoundingClientRect().bottom < innerHeight * 0.8) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  page.results.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
}

function drawFilters(counts) {
  const names = { all: "All", ...words.RECOMMENDATIONS, none: "No opinion" };
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const present = Object.keys(names).filter((name) => name === "all" || counts[name]);
  const buttons = present.map((name) => {
    const button = element("button", { type: "button", class: "filter" }, names[name], element("span", { class: "figure" }, String(counts[name] ?? total)));
    button.setAttribute("aria-pressed", String(name === "all"));
    button.addEventListener("click", () => show(name, button));
    return button;
  });
  page.filters.replaceChildren(...buttons);
}

function show(name, chosen) {
  for (const button of page.filters.children) button.setAttribute("aria-pressed", String(button === chosen));
  for (const item of page.list.children) item.hidden = name !== "all" && item.dataset.standing !== name;
}

function drawLegend() {
  for (const [risk, name] of Object.entries(words.RISKS)) {
    const kinds = Object.keys(words.KINDS).filter((kind) => words.KINDS[kind].risk === risk);
    const samples = kinds.map((kind) => element("dd", { "data-legend": kind, title: `the words ${words.KINDS[kind].does}` }, sampleMark(kind)));
    page.legend.append(element("div", {}, element("dt", {}, name), ...samples));
    const meanings = kinds.map((kind) => element("dd", {}, sampleMark(kind), element("span", {}, `The words ${words.KINDS[kind].does}.`)));
    page.kinds.append(element("div", {}, element("dt", {}, `Marked for ${name.toLowerCase()}`), ...meanings));
  }
}

/** @param {unknown} error what stopped the run; anything not foreseen is shown by its message */
function showProblem(error, done, all) {
  const known = error instanceof UnreadableInput ? { title: error.message, status: null } : { ...error, title: error.message };
  const lines = [
    known.detail,
    ...(known.errors ?? []).slice(0, 5).map(words.fault),
    done > 0 && `${done} of ${all} comments were scored before this.`,
    known.status !== null && `${words.nextStep(known)} Your text is still in the box.`,
    known.instance && `Request ${known.instance}`,
  ];
  page.problem.replaceChildren(element("strong", {}, known.title), ...lines.filter(Boolean).map((line) => element("p", {}, line)));
  page.problem.hidden = false;
  page.problem.scrollIntoView({ block: "nearest" });
}

/** The example takes the place of the box's text; the same button brings that text back. */
function swapExample() {
  const { text, title } = putAside ?? { text: THREAD, title: PAGE_TITLE };
  const before = { text: page.comments.value, title: page.title.value };
  putAside = putAside || !before.text.trim() || before.text === THREAD ? null : before;
  page.comments.value = text;
  page.title.value = title;
  page.form.elements.form.value = "thread";
  page.example.textContent = putAside ? "Back to my text" : "Example";
  page.comments.focus();
  page.comments.setSelectionRange(0, 0);
  page.comments.scrollTop = 0;
}

function showMadeBy(model, policy) {
  const parts = [
    model?.version && `${model.name ?? "caveat"} ${model.version}`,
    model?.digest && `${model.digest.replace(/^sha256:/, "").slice(0, 12)}`,
    policy?.version != null && `policy ${policy.id ?? "default"} ${policy.version}`,
    model?.policy_labels && `labels ${model.policy_labels}`,
  ].filter(Boolean);
  page.madeBy.textContent = parts.length ? parts.join(" · ") : "No model has answered yet";
  if (model?.digest) page.madeBy.title = model.digest;
}
