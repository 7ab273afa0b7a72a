/**
 * What a moderator pasted, as comments to score. Pure: no page, no network.
 *
 * @typedef {object} Comment
 * @property {string} id
 * @property {string} text the text exactly as it will be sent and shown
 * @property {number} depth 0 for a comment, 1 for a reply to it, and so on
 * @property {number} parent index of the comment it answers, or -1
 * @property {string} parentText
 * @property {string} pageTitle
 * @property {string} language the sender's guess, or ""
 */

/** The pasted text cannot be read as comments; the message says why, in a sentence. */
export class UnreadableInput extends Error {}

/**
 * @param {string} input
 * @param {{whole?: boolean, pageTitle?: string}} [options] whole: one comment, however many lines
 * @returns {Comment[]} in the order pasted
 * @throws {UnreadableInput}
 */
export function readInput(input, { whole = false, pageTitle = "" } = {}) {
  const clean = wellFormed(input).replace(/\r\n?/g, "\n");
  const title = wellFormed(pageTitle).trim();
  if (!clean.trim()) throw new UnreadableInput("There is nothing to score yet: paste a comment first.");
  if (whole) return [comment({ text: clean.trim(), pageTitle: title }, 0)];
  const items = readJson(clean);
  return items ? items.map((item, at) => fromItem(item, at, title)) : readThread(clean, title);
}

/**
 * Comments are parted by empty lines; leading ">" signs give a reply's level.
 *
 * @param {string} input
 * @param {string} [pageTitle]
 * @returns {Comment[]}
 */
export function readThread(input, pageTitle = "") {
  /** @type {Comment[]} */
  const comments = [];
  for (const block of input.split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)) {
    const { text, depth } = readBlock(block);
    if (!text) continue;
    const parent = parentOf(comments, depth);
    const parentText = comments[parent]?.text ?? "";
    comments.push({ ...comment({ text, parentText, pageTitle }, comments.length), depth, parent });
  }
  if (!comments.length) throw new UnreadableInput("There are only “>” signs here and no comment.");
  return comments;
}

/** The request's form of a comment: words and context, nothing about who wrote them. */
export function toRequest({ id, text, parentText, pageTitle, language }) {
  const context = {};
  if (pageTitle) context.page_title = pageTitle;
  if (parentText) context.parent_text = parentText;
  const item = { id, text };
  if (Object.keys(context).length) item.context = context;
  if (language) item.language = language;
  return item;
}

/** Nearest earlier comment of one level less, or of any lower level where none has that. */
function parentOf(comments, depth) {
  if (depth === 0) return -1;
  const exact = comments.findLastIndex((earlier) => earlier.depth === depth - 1);
  return exact >= 0 ? exact : comments.findLastIndex((earlier) => earlier.depth < depth);
}

/** The ">" signs leave every line if all lines carry them, else only the first. */
function readBlock(block) {
  const lines = block.replace(/^\n+|\s+$/g, "").split("\n");
  const depth = level(lines[0]);
  const quoted = depth > 0 && lines.every((line) => level(line) >= depth);
  const text = lines.map((line, at) => (quoted || at === 0 ? dropLevels(line, depth) : line));
  return { text: text.join("\n").trim(), depth };
}

function level(line) {
  return (/^\s*(?:>\s*)*/.exec(line)?.[0].match(/>/g) ?? []).length;
}

function dropLevels(line, depth) {
  return depth ? line.replace(new RegExp(`^\\s*(?:>\\s*){${depth}}`), "") : line;
}

/** @returns {unknown[] | null} the items of a JSON array, {"comments": [...]} or JSONL; else null */
function readJson(input) {
  const first = input.trim()[0];
  if (first !== "[" && first !== "{") return null;
  const value = tryJson(input);
  if (Array.isArray(value)) return requireSome(value);
  if (Array.isArray(value?.comments)) return requireSome(value.comments);
  if (value !== undefined) return [value];
  const lines = input.split("\n").filter((line) => line.trim());
  const rows = lines.map(tryJson);
  if (rows.every((row) => row !== undefined)) return rows;
  const broken = rows.findIndex((row) => row === undefined);
  if (rows[0] !== undefined) {
    throw new UnreadableInput(`This looks like one JSON object a line, but line ${broken + 1} is not.`);
  }
  if (/^\s*(\{\s*"|\[\s*[{\]"])/.test(input)) {
    throw new UnreadableInput("This looks like JSON but does not parse. Choose “One comment” to score it as it stands.");
  }
  return null; // a comment may well begin with a bracket
}

function requireSome(items) {
  if (!items.length) throw new UnreadableInput("The JSON holds no comments.");
  return items;
}

function tryJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fromItem(item, at, pageTitle) {
  const fields = typeof item === "string" ? { text: item } : item;
  if (typeof fields?.text !== "string" || !fields.text.trim()) {
    throw new UnreadableInput(`Item ${at + 1} of the JSON has no “text”.`);
  }
  return comment(
    {
      id: asText(fields.id),
      text: fields.text,
      parentText: asText(fields.context?.parent_text),
      pageTitle: asText(fields.context?.page_title) || pageTitle,
      language: asText(fields.language),
    },
    at,
  );
}

/** @returns {Comment} */
function comment({ id = "", text, parentText = "", pageTitle = "", language = "" }, at) {
  const [body, parent, title] = [text, parentText, pageTitle].map(wellFormed);
  const name = wellFormed(id) || `c-${at + 1}`;
  return { id: name, text: body, depth: 0, parent: -1, parentText: parent, pageTitle: title, language };
}

function asText(value) {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Half a surrogate pair is no code point and cannot be sent; it becomes U+FFFD, one for one. */
function wellFormed(text) {
  return Array.from(text, (point) => (/^[\uD800-\uDFFF]$/.test(point) ? "\uFFFD" : point)).join("");
}
