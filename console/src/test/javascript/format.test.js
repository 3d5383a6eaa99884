import { ago, bytes, classColour, decimal, duration, integer, names, percent, rate, short, shortId } from '/app/format.js';
import { assert, test } from './testing.js';

test('numbers have separators, and short ones a letter', () => {
  assert.equal(integer(12345), '12,345');
  assert.equal(short(12345), '12.3K');
  assert.equal(decimal(0.37449), '0.374');
  assert.equal(percent(0.374), '37.4 %');
});

test('what is no number is a dash', () => {
  [decimal, percent, rate, duration].forEach((format) => assert.equal(format(undefined), '–'));
  assert.equal(decimal(NaN), '–');
});

test('a rate has a digit after the point while it is small', () => {
  assert.equal(rate(0.41), '0.4');
  assert.equal(rate(340.4), '340');
});

test('sizes are in powers of a thousand', () => {
  assert.equal(bytes(999), '999 B');
  assert.equal(bytes(1400), '1.4 kB');
  assert.equal(bytes(300_000), '300 kB');
  assert.equal(bytes(8_500_000_000_000_000), '8500 TB');
});

test('durations have two units at most', () => {
  assert.equal(duration(4.26), '4.3 s');
  assert.equal(duration(42), '42 s');
  assert.equal(duration(200), '3 min 20 s');
  assert.equal(duration(7500), '2 h 5 min');
});

test('a duration is never sixty of a unit', () => {
  assert.equal(duration(59.7), '1 min 0 s');
  assert.equal(duration(119.8), '2 min 0 s');
  assert.equal(duration(3599.9), '1 h 0 min');
  assert.equal(duration(7199), '2 h 0 min');
});

test('moments are relative to now', () => {
  const now = Date.parse('2026-11-29T12:00:00Z');
  assert.equal(ago('2026-11-29T11:59:57Z', now), 'now');
  assert.equal(ago('2026-11-29T11:59:18Z', now), '42 seconds ago');
  assert.equal(ago('2026-11-29T11:57:00Z', now), '3 minutes ago');
  assert.equal(ago('2026-11-28T12:00:00Z', now), 'yesterday');
});

test('a class has one colour, whatever its name', () => {
  assert.equal(classColour('hat'), classColour('hat'));
  ['', 'person', '<img src=x onerror=alert(1)>', '👷'].forEach((label) => assert.ok(/^#[0-9a-f]{6}$/.test(classColour(label))));
});

test('long ids are cut', () => {
  assert.equal(shortId('0123456789abcdef'), '0123456789ab');
  assert.equal(shortId('short'), 'short');
});

test('of many names the first are shown, and how many more there are', () => {
  assert.equal(names(['a', 'b', 'c'], 3), 'a, b, c');
  assert.equal(names(['a', 'b', 'c', 'd'], 2), 'a, b and 2 more');
});
