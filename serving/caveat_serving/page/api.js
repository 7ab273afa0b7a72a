/** The service's own interface as the page uses it: what is asked, and what can go wrong. */

import { toRequest } from "./thread.js";

export const MAX_COMMENTS = 64;
const MAX_CHARS = 600_000; // of JSON in one request; at 3 bytes a character still below 2 MB
const PATIENCE_MS = 60_000;

/** An answer other than a score: the problem as the server told it, or as the page met it. */
export class Problem extends Error {
  /** @param {{status?: number, title: string, detail?: string, errors?: object[], instance?: string, retryAfter?: string}} fields */
  constructor(fields) {
    super(fields.title);
    Object.assign(this, { status: 0, detail: "", errors: [], instance: "", retryAfter: "" }, fields);
  }
}

/** The loaded model as `GET /version` names it; null where none is loaded or nothing answers. */
export async function loadedModel() {
  try {
    const body = await (await fetch("version", { signal: AbortSignal.timeout(PATIENCE_MS) })).json();
    return body.model_version ? { name: "caveat", version: body.model_version, digest: body.model_digest } : null;
  } catch {
    return null;
  }
}

/**
 * Score comments in as many requests as the limits ask for, in order.
 *
 * @param {import("./thread.js").Comment[]} comments
 * @yields {{first: number, answer: object}} one answer a request; first: index of its first comment
 * @throws {Problem} what was yielded before stands
 */
export async function* score(comments) {
  let first = 0;
  for (const group of inRequests(comments.map(toRequest))) {
    yield { first, answer: await scoreInTime(group) };
    first += group.length;
  }
}

/** Groups of at most 64 comments and of a size that one request may have. */
export function inRequests(items) {
  const groups = [];
  let size = Infinity;
  for (const item of items) {
    const length = JSON.stringify(item).length;
    if (size + length > MAX_CHARS || groups.at(-1)?.length === MAX_COMMENTS) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1).push(item);
    size += length;
  }
  return groups;
}

/**
 * Score one group. Where the server ran out of time for some items, those are asked again while
 * their number falls; where it finished none, the group is halved.
 */
async function scoreInTime(items) {
  let answer;
  try {
    answer = await post(items);
  } catch (problem) {
    if (problem.status !== 504 || items.length === 1) throw problem;
    return scoreHalves(items);
  }
  const late = items.flatMap((_, at) => (abstainCode(answer.results[at]) === "deadline" ? [at] : []));
  if (!late.length || items.length === 1) return answer;
  if (late.length === items.length) return scoreHalves(items);
  const again = await scoreInTime(late.map((at) => items[at]));
  late.forEach((at, place) => (answer.results[at] = again.results[place]));
  return answer;
}

async function scoreHalves(items) {
  const half = Math.ceil(items.length / 2);
  const before = await scoreInTime(items.slice(0, half));
  const after = await scoreInTime(items.slice(half));
  return { ...after, results: [...before.results, ...after.results] };
}

/** Why the model gave no opinion on an item, or "". */
export function abstainCode(result) {
  if (result?.status !== "abstained") return "";
  return result.abstained?.code ?? "";
}

async function post(comments) {
  const headers = { "content-type": "application/json", accept: "application/json" };
  const body = JSON.stringify({
    comments,
    labels: ["clinic_promotion", "overclaiming"],
    policy: "default",
    explain: "spans",
  });
  const response = await reach({ method: "POST", headers, body });
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Problem(asProblem(response, answer));
  if (answer?.results?.length !== comments.length) {
    throw new Problem({ title: "The answer does not match the question", detail: `${comments.length} comments were sent, ${answer?.results?.length ?? 0} results came back.` });
  }
  return answer;
}

async function reach(request) {
  try {
    return await fetch("v1/score", { ...request, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    const late = error?.name === "TimeoutError";
    throw new Problem({
      title: late ? "No answer after a minute" : "The service cannot be reached",
      detail: late ? "The service took the request but did not answer." : `Nothing answers at ${location.origin}.`,
    });
  }
}

function asProblem(response, body) {
  const known = body && typeof body.title === "string" ? body : {};
  return {
    status: response.status,
    title: known.title ?? `The service answered ${response.status} ${response.statusText}`.trim(),
    detail: known.detail ?? "",
    errors: Array.isArray(known.errors) ? known.errors : [],
    instance: known.instance ?? "",
    retryAfter: response.headers.get("retry-after") ?? "",
  };
}
