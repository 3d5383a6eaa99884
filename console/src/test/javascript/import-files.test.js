import { dropped, isArchive, isData, packages } from '/app/imports/files.js';
import { sourceOf } from '/app/imports/source.js';
import { rateOver } from '/app/imports/uploads.js';
import { assert, test } from './testing.js';

const item = (path) => ({ path, file: new File(['1'], path.split('/').at(-1)) });

test('archives are recognised by their names', () => {
  assert.equal(
    ['a.zip', 'a.TAR', 'a.tar.gz', 'a.tgz', 'a.jpg', 'zip', 'a.gz'].map(isArchive),
    [true, true, true, true, false, false, false],
  );
});

test('what is hidden or made by operating systems is no data', () => {
  assert.equal(
    ['a/b.jpg', '.git/config', 'a/.DS_Store', '__MACOSX/a.jpg', 'a/Thumbs.db', 'a.b/c'].map(isData),
    [true, false, false, false, false, true],
  );
});

test('each archive is a package, and everything else together is one', () => {
  const found = packages(['one.zip', 'two.tar', 'site/a.jpg', 'site/a.xml', 'site/.DS_Store', 'site/old.zip'].map(item));

  assert.equal(
    found.map(({ name, archive, skipped, items }) => ({ name, archive, skipped, paths: items.map(({ path }) => path) })),
    [
      { name: 'one.zip', archive: true, skipped: 0, paths: ['one.zip'] },
      { name: 'two.tar', archive: true, skipped: 0, paths: ['two.tar'] },
      { name: 'site', archive: false, skipped: 1, paths: ['site/a.jpg', 'site/a.xml', 'site/old.zip'] },
    ],
  );
  assert.equal(packages([item('.DS_Store')]), []);
});

/** Entries of a drop, whose readers return two children at a time as browsers return a hundred. */
function folder(path, children) {
  return {
    isFile: false,
    fullPath: path,
    createReader() {
      let given = 0;
      return { readEntries: (resolve) => resolve(children.slice(given, (given += 2))) };
    },
  };
}

const leaf = (path) => ({ isFile: true, fullPath: path, file: (resolve) => resolve(new File(['1'], path)) });

test('a dropped folder is read to its end, in order', async () => {
  const tree = folder('/site', [leaf('/site/c'), leaf('/site/a'), folder('/site/d', [leaf('/site/d/1')]), leaf('/site/b'), leaf('/site/e')]);
  const counts = [];

  const items = await dropped({ items: [{ webkitGetAsEntry: () => tree }, { webkitGetAsEntry: () => null }] }, (count) => counts.push(count));

  assert.equal(
    items.map(({ path }) => path),
    ['site/a', 'site/b', 'site/c', 'site/d/1', 'site/e'],
  );
  assert.equal(counts.at(-1), 5);
});

test('a file that cannot be read ends the reading', async () => {
  const broken = { isFile: true, fullPath: '/a', file: (resolve, reject) => reject(new DOMException('a could not be found', 'NotFoundError')) };

  await assert.fails(() => dropped({ items: [{ webkitGetAsEntry: () => broken }] }), /could not be found/);
});

test('the rate is that of the last seconds', () => {
  let now = 0;
  const rate = rateOver(3, () => now);

  now = 1000;
  assert.equal(rate(100), 100);
  now = 10_000;
  assert.equal(rate(1000), 100);
  now = 11_000;
  assert.equal(rate(1500), 500);
});

test('the source of an import follows from its format', () => {
  assert.equal(sourceOf({ format: 'COCO, 2 files, splits train and val' }), 'coco-archive');
  assert.equal(sourceOf({ format: 'Pascal VOC, 3 annotations' }), 'voc-archive');
  assert.equal(sourceOf({ format: 'CVAT for images, 1 file' }), 'cvat-archive');
  assert.equal(sourceOf({ format: 'Label Studio JSON-MIN' }), 'label-studio-archive');
  assert.equal(sourceOf({ format: '' }), undefined);
});
