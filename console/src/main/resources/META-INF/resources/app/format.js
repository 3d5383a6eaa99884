/** Numbers, sizes, times and colours as people read them. */
const LOCALE = 'en';
const integers = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto', style: 'long' });
const exact = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'medium' });

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 12,345 */
export const integer = (value) => integers.format(value);

/** 12.3K */
export const short = (value) => compact.format(value);

/** 0.374, with `digits` after the point; – if there is none. */
export const decimal = (value, digits = 3) => (Number.isFinite(value) ? value.toFixed(digits) : '–');

/** 37.4 % of a share from 0 to 1; – if there is none. */
export const percent = (value, digits = 1) => (Number.isFinite(value) ? `${(100 * value).toFixed(digits)} %` : '–');

/** A rate: 0.4, 12.5 or 340. */
export const rate = (value) => (Number.isFinite(value) ? value.toFixed(value < 100 ? 1 : 0) : '–');

/** 1.4 MB */
export function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? size.toFixed(0) : size.toFixed(1)} ${units[unit]}`;
}

/** 42 s, 3 min 20 s, 2 h 5 min */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) {
    return '–';
  }
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  if (whole < MINUTE) {
    return `${whole} s`;
  }
  if (whole < HOUR) {
    return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
  }
  const minutes = Math.round(seconds / MINUTE);
  return `${Math.floor(minutes / MINUTE)} h ${minutes % MINUTE} min`;
}

/** 3 minutes ago */
export function ago(instant, now = Date.now()) {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 10) {
    return relative.format(0, 'second');
  }
  if (size < MINUTE) {
    return relative.format(Math.round(seconds), 'second');
  }
  if (size < HOUR) {
    return relative.format(Math.round(seconds / MINUTE), 'minute');
  }
  if (size < DAY) {
    return relative.format(Math.round(seconds / HOUR), 'hour');
  }
  return relative.format(Math.round(seconds / DAY), 'day');
}

/** The date and time in full. */
export const moment = (instant) => exact.format(new Date(instant));

/** Names with commas between them; of many the first `atMost`, and how many more there are. */
export const names = (values, atMost = 12) =>
  values.length > atMost ? `${values.slice(0, atMost).join(', ')} and ${integer(values.length - atMost)} more` : values.join(', ');

/** Texts of the services begin with small letters; sentences do not. */
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The first characters of an id. */
export const shortId = (id) => (id.length > 12 ? id.slice(0, 12) : id);

const CLASS_COLOURS = ['#ffd166', '#4cc9f0', '#f78fb3', '#80ed99', '#ffa94d', '#b197fc', '#63e6be', '#ff8787', '#a9e34b', '#e599f7'];

/** The colour of a class over images: the same everywhere, readable under black text. */
export function classColour(label) {
  let hash = 7;
  for (const character of label) {
    hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  }
  return CLASS_COLOURS[hash % CLASS_COLOURS.length];
}
