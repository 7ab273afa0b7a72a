/**
 * Everything the page says about a result, in plain words. Pure: values in, sentences out.
 * A sentence names the words and the test they meet, never a motive, never the writer.
 */

export const RISKS = { clinic_promotion: "Clinic promotion", overclaiming: "Overclaiming" };

/** Evidence kinds: the risk they speak for, a name, and what "the words" do. */
export const KINDS = {
  target: { risk: "clinic_promotion", name: "target", does: "name someone or something a reader can reach" },
  steer: { risk: "clinic_promotion", name: "steer", does: "urge or invite the reader to go there" },
  offer: { risk: "clinic_promotion", name: "offer", does: "make an offer (price, places, code or contact)" },
  efficacy: { risk: "overclaiming", name: "effect", does: "state an effect as fact" },
  cure: { risk: "overclaiming", name: "cure", does: "speak of a cure or a sure recovery" },
  safety: { risk: "overclaiming", name: "safety", does: "call it harmless" },
  status: { risk: "overclaiming", name: "status", does: "use approval, legality or a success rate as proof" },
  replace_care: { risk: "overclaiming", name: "replaces care", does: "tell readers to stop or swap effective treatment" },
  suppression: { risk: "overclaiming", name: "suppression", does: "say that a cure is being hidden" },
};

export const RECOMMENDATIONS = {
  hold: "Hold",
  review: "Review",
  context_note: "Context note",
  allow: "No action",
};

/** A signal is shown from this value on; `contact_details` is yes or no. */
export const SIGNAL_FROM = 0.5;

export const SIGNALS = {
  access_seeking: "asks for access",
  testimonial: "own story",
  caution: "caution",
  contact_details: "contact details",
};

/** Signals of a result that are on, in the order of `SIGNALS`. */
export function signalsOn(result) {
  const value = (name) => Number(result.signals?.[name] ?? 0);
  return Object.keys(SIGNALS).filter((name) => value(name) >= SIGNAL_FROM);
}

/**
 * The recommendation's plain-words reason, in one to three sentences.
 *
 * @param {object} result
 * @param {boolean} [answersSeeker] whether the comment replies to one that asks for access
 */
export function reason(result, answersSeeker = false) {
  const say = { hold, review, context_note: contextNote, allow }[result.recommendation];
  if (!say) return "The service gave a recommendation this page does not know. Read it yourself.";
  const first = answersSeeker && result.scores?.clinic_promotion?.flagged;
  return first ? `${say(result)} It answers someone who asks for help, so read it first.` : say(result);
}

function hold(result) {
  return `Keep it back until a person has read it: ${because(result)} Look for copies of it elsewhere on the site.`;
}

function review(result) {
  const promotes = result.scores?.clinic_promotion?.flagged;
  const next = promotes
    ? result.signals?.contact_details ? " Hide the contact details while it waits." : ""
    : " Add a context note at once.";
  return `Put it in the review queue: ${because(result)}${next}`;
}

function contextNote(result) {
  return `Leave it up and add a context note: ${because(result)}`;
}

function allow(result) {
  const on = signalsOn(result);
  const mask = on.includes("contact_details") ? " It holds contact details: you can offer to mask them." : "";
  if (on.includes("access_seeking")) return `It asks for help, and asking is never penalised. You can point to a trial search or a charity helpline.${mask}`;
  if (on.includes("caution")) return `It warns, doubts or states limits. Leave it where it is.${mask}`;
  if (on.includes("testimonial")) return `It tells what happened to someone. Leave it where it is.${mask}`;
  return `Neither score reaches its line.${mask}`;
}

/** "the words do this and that." from the reasons of the flagged risks. */
function because(result) {
  const flagged = Object.values(result.scores ?? {}).filter((risk) => risk.flagged);
  const kinds = flagged.flatMap((risk) => risk.reasons ?? []).filter((kind) => Object.hasOwn(KINDS, kind));
  if (kinds.length) return `the words ${listed([...new Set(kinds)].map((kind) => KINDS[kind].does))}.`;
  const names = Object.keys(RISKS).filter((name) => result.scores?.[name]?.flagged);
  return names.length ? `the score for ${listed(names.map((name) => RISKS[name].toLowerCase()))} is over its line.` : "a score is over its line.";
}

export function listed(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

const ABSTAINED = {
  too_short: "Too short to say anything. Read it with the comment it answers.",
  unsupported_language: "Not a language the model reads. It needs a person who does.",
  out_of_distribution: "Unlike anything the model has learnt from, so a score would be a guess. Read it yourself.",
  deadline: "The service ran out of time on this one. Score it again, alone if it is long.",
};

export function whyAbstained(code) {
  return ABSTAINED[code] ?? `The model gives no opinion${code ? ` (${code})` : ""}. Read it yourself.`;
}

/** "French (fr)", or the code alone. */
export function languageName(code) {
  try {
    const name = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" }).of(code);
    return name ? `${name} (${code})` : code;
  } catch {
    return code;
  }
}

const NEXT_STEP = {
  0: "Check that it is running, then score again.",
  400: "Check what was pasted, then score again.",
  401: "Sign in to whatever guards this service, then score again.",
  403: "You may not score here. Ask whoever runs the service.",
  404: "The model or policy is not loaded. Whoever runs the service can load it.",
  413: "Shorten the comment or paste fewer at a time.",
  422: "Check what was pasted, then score again.",
};

/** One thing wrong with what was sent: "/comments/3/text: too_large (limit 20480, here 21004)" */
export function fault({ pointer, code, limit, actual }) {
  const sizes = limit == null ? "" : ` (limit ${limit}${actual == null ? "" : `, here ${actual}`})`;
  return `${[pointer, code].filter(Boolean).join(": ")}${sizes}`;
}

/** What to do about a problem; the pasted text stays in the box whatever happens. */
export function nextStep({ status, retryAfter }) {
  const wait = /^\d+$/.test(retryAfter ?? "") ? `${retryAfter} s` : "a moment";
  if (status === 429 || status === 503) return `The service is busy. Wait ${wait}, then score again.`;
  return NEXT_STEP[status] ?? "Score again; if it stays, tell whoever runs the service.";
}

/** "12 comments scored, 2 for review, 1 without an opinion" */
export function summary(counts) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const parts = [
    [counts.hold, "to hold"],
    [counts.review, "for review"],
    [counts.context_note, "for a context note"],
    [counts.none, "without an opinion"],
  ].filter(([count]) => count);
  const said = parts.map(([count, words]) => `${count} ${words}`);
  return [`${total} comment${total === 1 ? "" : "s"} scored`, ...(said.length ? said : ["no action needed"])].join(", ");
}
