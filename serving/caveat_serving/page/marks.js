/**
 * Evidence spans laid over a comment. Pure: gives a tree, draws nothing.
 *
 * Offsets count code points, end exclusive, as the API does; a JavaScript string counts UTF-16
 * units, so all cutting is done on an array of code points.
 *
 * @typedef {{label: string, kind: string, start: number, end: number, text: string, score: number}} Span
 * @typedef {{text: string} | Mark} Piece
 * @typedef {object} Mark
 * @property {Span} span the whole span, as answered
 * @property {number} index its place in the answer: pieces of one span share it
 * @property {boolean} last whether the span ends with this piece
 * @property {Piece[]} children
 */

/**
 * A span inside another becomes its child; one that crosses another's end is cut there and goes
 * on behind it. Joining the text of all pieces gives the comment back, whatever the spans.
 *
 * @param {string} text
 * @param {Span[]} spans
 * @returns {{pieces: Piece[], unplaced: number}} unplaced: spans that do not fit this text
 */
export function markText(text, spans) {
  const points = Array.from(text);
  const whole = spans.map((span, index) => ({ span, index, start: span.start, end: span.end }));
  const placed = whole.filter(({ span }) => fits(points, span));
  return {
    pieces: layer(points, 0, points.length, placed),
    unplaced: spans.length - placed.length,
  };
}

function fits(points, { start, end, text }) {
  if (!Number.isInteger(start) || !Number.isInteger(end)) return false;
  if (start < 0 || start >= end || end > points.length) return false;
  return typeof text !== "string" || points.slice(start, end).join("") === text;
}

/** The pieces of `points[from, to)`; every range in `ranges` lies within it. */
function layer(points, from, to, ranges) {
  const pieces = [];
  let at = from;
  let rest = ranges;
  while (rest.length) {
    const [head, ...others] = rest.toSorted(outerFirst);
    const { inside, after } = divide(others, head.end);
    pieces.push(...plain(points, at, head.start), {
      span: head.span,
      index: head.index,
      last: head.end === head.span.end,
      children: layer(points, head.start, head.end, inside),
    });
    at = head.end;
    rest = after;
  }
  return [...pieces, ...plain(points, at, to)];
}

function outerFirst(a, b) {
  return a.start - b.start || b.end - a.end || a.index - b.index;
}

/** Ranges before `cut`, and those (or the parts of them) behind it. */
function divide(ranges, cut) {
  const inside = ranges.filter((range) => range.start < cut).map((range) => ({ ...range, end: Math.min(range.end, cut) }));
  const after = ranges.filter((range) => range.end > cut).map((range) => ({ ...range, start: Math.max(range.start, cut) }));
  return { inside, after };
}

function plain(points, from, to) {
  return from < to ? [{ text: points.slice(from, to).join("") }] : [];
}
