"use strict";

// Numbers and times that the page cannot be given as text: of the point under the mouse, of two
// points compared, of an axis. Everything else is finished words in the data, from the same hand as
// the reports. U+2212 for minus, a blank before units.

const DAY = 24 * 60 * 60;

function scaleFor(value, unit) {
  const scales = summary.scales[unit] || summary.scales.none;
  return scales.filter((scale) => Math.abs(value) >= scale[0]).pop() || scales[0];
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
  const text = size.toFixed(size >= 99.5 ? 0 : size >= 0.995 ? 1 : 2);
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
