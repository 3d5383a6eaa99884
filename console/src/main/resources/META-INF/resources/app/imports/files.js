/** What someone has dropped or chosen: folders are read to their ends, and what is no data is left out. */

/** @typedef {{path: string, file: File}} Item */

const AT_ONCE = 64;
const ARCHIVE = /\.(zip|tar|tar\.gz|tgz)$/i;
const OF_THE_SYSTEM = new Set(['__MACOSX', 'Thumbs.db', 'desktop.ini']);

/** Whether a file is an archive by its name. */
export const isArchive = (name) => ARCHIVE.test(name);

/** Whether a path is hidden, or made by an operating system. */
export const isData = (path) => !path.split('/').some((part) => part.startsWith('.') || OF_THE_SYSTEM.has(part));

/**
 * Reads a drop. The entries must be taken before the handler of the event ends, so this is to be called at once.
 *
 * @param {DataTransfer} transfer
 * @param {(count: number) => void} [onProgress]
 * @returns {Promise<Item[]>}
 */
export async function dropped(transfer, onProgress = () => {}) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [];
  for (const entry of entries) {
    await collect(entry, files, onProgress);
  }
  return inOrder(files);
}

/**
 * @param {FileList} list of an input
 * @returns {Item[]}
 */
export function chosen(list) {
  return inOrder([...list].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/**
 * What is to be sent: each archive by itself, everything else as one package.
 *
 * @param {Item[]} items
 * @returns {{name: string, items: Item[], archive: boolean, skipped: number}[]}
 */
export function packages(items) {
  const archives = items.filter(({ path }) => !path.includes('/') && isArchive(path));
  const others = items.filter((item) => !archives.includes(item));
  const data = others.filter(({ path }) => isData(path));
  const sent = archives.map((item) => ({ name: item.path, items: [item], archive: true, skipped: 0 }));
  if (data.length > 0) {
    sent.push({ name: nameOf(data), items: data, archive: false, skipped: others.length - data.length });
  }
  return sent;
}

/** The folder that all files are in, or the first of several. */
function nameOf(items) {
  const tops = [...new Set(items.map(({ path }) => path.split('/')[0]))];
  return tops.length === 1 ? tops[0] : `${tops[0]}, …`;
}

async function collect(entry, files, onProgress) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    files.push({ path: entry.fullPath.replace(/^\/+/, ''), file });
    onProgress(files.length);
    return;
  }
  const reader = entry.createReader();
  // A reader returns some of the entries at each call, and none at the end.
  for (let some = await batch(reader); some.length > 0; some = await batch(reader)) {
    for (let start = 0; start < some.length; start += AT_ONCE) {
      await Promise.all(some.slice(start, start + AT_ONCE).map((child) => collect(child, files, onProgress)));
      // Without a pause nothing else is done until thousands of files have been read.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
}

const batch = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));

const inOrder = (files) => files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
