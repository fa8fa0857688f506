"use strict";

// Numbers and times in words, as the reports have them: U+2212 for minus, a blank before units.

const SCALES = {
  ns: [[1e9, " s"], [1e6, " ms"], [1e3, " µs"], [1, " ns"]],
  B: [[1e9, " GB"], [1e6, " MB"], [1e3, " kB"], [1, " B"]],
  "B/s": [[1e9, " GB/s"], [1e6, " MB/s"], [1e3, " kB/s"], [1, " B/s"]],
  "items/s": [[1e9, " G/s"], [1e6, " M/s"], [1e3, " k/s"], [1, "/s"]],
  count: [[1, ""]],
  fraction: [[0.01, " %"]],
  ratio: [[1, "×"]],
  none: [[1, ""]],
};

const DAY = 24 * 60 * 60;

function scaleFor(value, unit) {
  const scales = SCALES[unit] || SCALES.none;
  return scales.find((scale) => Math.abs(value) >= scale[0]) || scales[scales.length - 1];
}

// Four significant digits, and no digit behind the point that says nothing.
function digitsFor(number) {
  const size = Math.abs(number);
  if (size === 0 || (Number.isInteger(number) && size < 1e6)) return 0;
  return Math.max(0, Math.min(6, 3 - Math.floor(Math.log10(size))));
}

function numberText(number, digits) {
  const text = number.toFixed(digits);
  return text.startsWith("-") ? "−" + text.slice(1) : text;
}

function quantityText(value, unit) {
  const [size, suffix] = scaleFor(value, unit);
  return numberText(value / size, digitsFor(value / size)) + suffix;
}

// On an axis: no more digits than it takes.
function axisText(value, unit) {
  const [size, suffix] = scaleFor(value, unit);
  const text = numberText(value / size, Math.max(digitsFor(value / size), 3));
  return (text.includes(".") ? text.replace(/\.?0+$/, "") : text) + suffix;
}

// All of them on one scale, so that they can be compared at a glance.
function intervalText(lower, upper, unit) {
  const [size, suffix] = scaleFor(upper, unit);
  const digits = digitsFor(upper / size);
  return `[${numberText(lower / size, digits)}, ${numberText(upper / size, digits)}]${suffix}`;
}

function signedNumber(percent) {
  const size = Math.abs(percent);
  const text = size >= 100 ? size.toFixed(0) : size >= 10 ? size.toFixed(1) : size.toFixed(2);
  if (Number(text) === 0) return "0";
  return (percent < 0 ? "−" : "+") + text;
}

// 1.123 is "+12.3 %".
function effectText(ratio) {
  return signedNumber((ratio - 1) * 100) + " %";
}

function effectInterval(lower, upper) {
  return `[${effectText(lower)}, ${effectText(upper)}]`;
}

// Times are those of UTC: a night is the same for all who look at it.
function dayText(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

// The day of a step, or that on which a drift began.
function sinceText(change) {
  return dayText(change.began === undefined ? change.moment : change.began);
}

function momentText(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ") + " UTC";
}

function agoText(seconds, now) {
  const minutes = Math.round((now - seconds) / 60);
  if (minutes < 2) return "just now";
  if (minutes < 120) return `${minutes} minutes ago`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} hours ago`;
  return `${Math.round(minutes / 60 / 24)} days ago`;
}

function countText(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

function shortCommit(commit) {
  return commit.slice(0, 12);
}

// Smaller changes than that are not looked for, and so never denied.
const DENIED_WORDS = "not confirmed: measured together, not shown to differ by more than the policy's limit";

function isDenied(change) {
  return Boolean(change.finding) && change.finding.answer === "not_confirmed";
}

// The word for a change, the sign before it, and its tone: never told by colour alone. Good or bad
// is only what is sure: what stands, and what measuring again did not deny.
function judge(change, unit, direction) {
  const timed = unit === "ns" || unit === "ratio";
  const word = direction === "neither" ? "changed" : change.worse ? (timed ? "slower" : "worse") : timed ? "faster" : "better";
  if (change.neutral) return { tone: "unclear", symbol: "~", word };
  if (!change.sure) return { tone: "unclear", symbol: "!", word };
  return change.worse ? { tone: "bad", symbol: "✗", word } : { tone: "good", symbol: "✓", word };
}

// What later changes left of a change, or all of it.
function present(change) {
  return change.remainder || change;
}

function effectOf(ratio, from, to, unit, kind) {
  if (kind === "exact" || !ratio) return `${quantityText(from, unit)} → ${quantityText(to, unit)}`;
  return effectText(ratio.point);
}

function changeEffect(change, unit, kind) {
  const { ratio, to } = present(change);
  return effectOf(ratio, change.from, to, unit, kind);
}

// What a change was before later ones took some of it back; empty for all others.
function reducedText(change, unit, kind) {
  if (!change.remainder) return "";
  return `reduced, was ${effectOf(change.ratio, change.from, change.to, unit, kind)}`;
}

function changeInterval(change, kind) {
  const { ratio } = present(change);
  if (kind === "exact" || !ratio || ratio.lower === undefined) return "";
  return effectInterval(ratio.lower, ratio.upper);
}

const STATE_WORDS = {
  recent: "recent: not sure yet",
  standing: "",
  went_away: "went away since",
};

// Why a change is not sure, or that it is no step; empty for a step that stands.
function stateText(change) {
  if (isDenied(change) && change.state !== "went_away") return "not confirmed";
  return STATE_WORDS[change.state] || (change.until === undefined ? "" : "a slow drift");
}
