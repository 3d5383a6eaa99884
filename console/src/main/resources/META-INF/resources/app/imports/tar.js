/**
 * Packs files into a tar without reading them: a Blob that is made of headers and files refers to the files on disk.
 * Names that are long or not ASCII, and sizes from 8 GiB, are in extended headers (POSIX.1-2001, pax).
 */
const BLOCK = 512;
const NAME_LENGTH = 100;
const LARGEST_SIZE = 8 ** 11 - 1;
const REGULAR = '0';
const EXTENDED = 'x';
/** A Blob of many files takes the browser long to make: in pieces, the page can be used meanwhile. */
const FILES_AT_ONCE = 100;
const encoder = new TextEncoder();

/**
 * @param {{path: string, file: Blob, modified?: number}[]} files path with /; modified in milliseconds since 1970
 * @param {{signal?: AbortSignal, onProgress?: (packed: number) => void}} [options]
 * @returns {Promise<Blob>} of the type application/x-tar
 */
export async function tarOf(files, { signal, onProgress = () => {} } = {}) {
  const pieces = [];
  for (let start = 0; start < files.length; start += FILES_AT_ONCE) {
    pieces.push(new Blob(files.slice(start, start + FILES_AT_ONCE).flatMap(entry)));
    onProgress(Math.min(files.length, start + FILES_AT_ONCE));
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  }
  return new Blob([...pieces, new Uint8Array(2 * BLOCK)], { type: 'application/x-tar' });
}

function entry({ path, file, modified = 0 }) {
  return [joined(headers(path, file.size, modified)), file, new Uint8Array(padded(file.size))];
}

function headers(path, size, modified) {
  const name = encoder.encode(path);
  const extended = {};
  if (name.length > NAME_LENGTH || name.length !== path.length) {
    extended.path = path;
  }
  if (size > LARGEST_SIZE) {
    extended.size = String(size);
  }
  const seconds = Math.max(0, Math.floor(modified / 1000));
  const own = header(name, Math.min(size, LARGEST_SIZE), seconds, REGULAR);
  if (Object.keys(extended).length === 0) {
    return [own];
  }
  const records = joined(Object.entries(extended).map(([key, value]) => record(key, value)));
  return [
    header(encoder.encode('pax-header'), records.length, seconds, EXTENDED),
    records,
    new Uint8Array(padded(records.length)),
    own,
  ];
}

function header(name, size, seconds, type) {
  const block = new Uint8Array(BLOCK);
  block.set(name.subarray(0, NAME_LENGTH), 0);
  text(block, 100, octal(0o644, 7));
  text(block, 108, octal(0, 7));
  text(block, 116, octal(0, 7));
  text(block, 124, octal(size, 11));
  text(block, 136, octal(seconds, 11));
  text(block, 148, '        ');
  text(block, 156, type);
  text(block, 257, 'ustar\0' + '00');
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  text(block, 148, `${octal(checksum, 6)}\0 `);
  return block;
}

/** `LENGTH KEY=VALUE\n`, where the length counts itself. */
function record(key, value) {
  const rest = encoder.encode(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) {
    length = String(length).length + rest.length;
  }
  return joined([encoder.encode(String(length)), rest]);
}

const octal = (value, digits) => value.toString(8).padStart(digits, '0');

const padded = (size) => (BLOCK - (size % BLOCK)) % BLOCK;

function text(block, offset, value) {
  block.set(encoder.encode(value), offset);
}

function joined(arrays) {
  const whole = new Uint8Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const array of arrays) {
    whole.set(array, offset);
    offset += array.length;
  }
  return whole;
}
