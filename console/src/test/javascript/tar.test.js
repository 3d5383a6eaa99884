import { tarOf } from '/app/imports/tar.js';
import { assert, test } from './testing.js';

const BLOCK = 512;

/** Reads the regular files of a tar, with what their extended headers say. */
async function entriesOf(tar) {
  const bytes = new Uint8Array(await tar.arrayBuffer());
  const text = (from, length) => new TextDecoder().decode(bytes.subarray(from, from + length)).replace(/\0.*$/s, '');
  const entries = [];
  let extended = {};
  for (let at = 0; bytes[at] !== 0; ) {
    const size = parseInt(text(at + 124, 12), 8);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    const sum = bytes.subarray(at, at + BLOCK).reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
    assert.equal(parseInt(text(at + 148, 8), 8), sum, 'checksum');
    if (text(at + 156, 1) === 'x') {
      extended = records(content);
    } else {
      entries.push({ path: extended.path ?? text(at, 100), size, modified: parseInt(text(at + 136, 12), 8), content });
      extended = {};
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  assert.equal(bytes.length % BLOCK, 0);
  assert.ok(bytes.subarray(-2 * BLOCK).every((byte) => byte === 0));
  return entries;
}

/** `LENGTH KEY=VALUE\n`, each length in bytes. */
function records(bytes) {
  const found = {};
  for (let at = 0; at < bytes.length; ) {
    const rest = new TextDecoder().decode(bytes.subarray(at));
    const length = parseInt(rest, 10);
    const [key, ...value] = new TextDecoder().decode(bytes.subarray(at, at + length)).replace(/^\d+ /, '').replace(/\n$/, '').split('=');
    found[key] = value.join('=');
    at += length;
  }
  return found;
}

test('a tar has the names, contents and times of its files', async () => {
  const entries = await entriesOf(
    await tarOf([
      { path: 'site/a.txt', file: new Blob(['hello']), modified: 1_790_000_000_123 },
      { path: 'site/empty', file: new Blob([]) },
      { path: 'site/block', file: new Blob([new Uint8Array(BLOCK).fill(7)]) },
    ]),
  );

  assert.equal(
    entries.map(({ path, size }) => [path, size]),
    [
      ['site/a.txt', 5],
      ['site/empty', 0],
      ['site/block', BLOCK],
    ],
  );
  assert.equal(new TextDecoder().decode(entries[0].content), 'hello');
  assert.equal(entries[0].modified, 1_790_000_000);
  assert.ok(entries[2].content.every((byte) => byte === 7));
});

test('names of any length and script are kept', async () => {
  const paths = ['x/'.repeat(48) + 'abc', 'x/'.repeat(49) + 'abc', 'ß.jpg', 'helmets/дорога 3.jpg', `${'長'.repeat(80)}.xml`, '<img src=x onerror=alert(1)>.jpg'];

  const entries = await entriesOf(await tarOf(paths.map((path) => ({ path, file: new Blob(['1']) }))));

  assert.equal(
    entries.map(({ path }) => path),
    paths,
  );
});

test('files are not read to be packed', async () => {
  class Unreadable extends Blob {
    arrayBuffer() {
      throw new Error('read');
    }
    stream() {
      throw new Error('read');
    }
  }

  const tar = await tarOf([{ path: 'a', file: new Unreadable(['12345']) }]);

  assert.equal(tar.size, 4 * BLOCK);
  assert.equal(tar.type, 'application/x-tar');
});

test('a tar of nothing is valid', async () => {
  assert.equal(await entriesOf(await tarOf([])), []);
});

test('many files are packed in order, with progress, until that is given up', async () => {
  const files = Array.from({ length: 250 }, (_, index) => ({ path: `a/${index}`, file: new Blob([String(index)]) }));
  const progress = [];

  const entries = await entriesOf(await tarOf(files, { onProgress: (packed) => progress.push(packed) }));

  assert.equal([entries.length, entries[249].path, new TextDecoder().decode(entries[249].content)], [250, 'a/249', '249']);
  assert.equal(progress, [100, 200, 250]);
  const controller = new AbortController();
  const failure = await assert.fails(() => tarOf(files, { signal: controller.signal, onProgress: () => controller.abort() }));
  assert.equal(failure.name, 'AbortError');
});
