/** Detections as images with boxes, small and large. */
import { html, render } from 'lit';
import { styles } from '../component.js';
import { texts } from '../texts/live.js';
import '../components/boxes.js';
import '../components/time.js';

/** Width by height of the frame of a tile. */
const FRAME = 4 / 3;

/**
 * @param {object} item a detection
 * @param {{missing: boolean, score: number, open: () => void, only: () => void}} options missing: there is no image to
 *     show; score: boxes below it are left out
 */
export function tile(item, { missing, score, open, only }) {
  const key = item.key || texts.noKey;
  return html`<article class="live-tile">
    ${missing
      ? html`<div class="live-tile__frame"><p class="live-tile__missing muted small">${texts.missing}</p></div>`
      : html`<button class="live-tile__frame" aria-label=${texts.open(key)} @click=${open}>${boxes(item, score, true)}</button>`}
    <div class="live-tile__about">
      ${item.key
        ? html`<button class="live-tile__key truncate" title=${texts.onlyKey(key)} @click=${only}>${key}</button>`
        : html`<span class="muted">${key}</span>`}
      <bx-time class="muted small" .value=${item.at}></bx-time>
      <span class="muted small truncate">
        ${found(item, score)} · ${texts.generation(item.generation)} · ${texts.millis(item.millis)}
      </span>
    </div>
  </article>`;
}

/** Shows a detection over the page, with the boxes from a score. */
export function showLarge(item, score) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog live-large';
  dialog.setAttribute('aria-labelledby', 'live-large-title');
  dialog.addEventListener('close', () => dialog.remove());
  render(
    html`<div class="dialog__body">
      <div class="row row--apart">
        <h2 id="live-large-title" class="live-large__title">${item.key || texts.noKey}</h2>
        <button class="button" @click=${() => dialog.close()}>${texts.close}</button>
      </div>
      ${boxes(item, score, false)}
      <p class="muted small">
        <bx-time .value=${item.at}></bx-time> · ${found(item, score)} · ${item.model} ${texts.generation(item.generation)} ·
        ${texts.millis(item.millis)}
      </p>
    </div>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
}

const visible = (item, score) => item.boxes.filter((box) => box.score >= score);

function found(item, score) {
  const count = visible(item, score).length;
  const below = item.boxes.length + item.more - count;
  return below > 0 ? `${texts.boxes(count)}, ${texts.below(below)}` : texts.boxes(count);
}

function boxes(item, score, small) {
  const shownBoxes = visible(item, score);
  const shape = item.width / item.height;
  const width = small && shape < FRAME ? `${(100 * shape) / FRAME}%` : '100%';
  return html`<bx-boxes
    class="live-tile__boxes"
    ${styles({ width })}
    .src=${item.image}
    .alt=${texts.alt(item.key || texts.noKey, shownBoxes.length)}
    .width=${item.width}
    .height=${item.height}
    .boxes=${shownBoxes}
    ?plain=${small}
    loading=${small ? 'lazy' : 'eager'}
  ></bx-boxes>`;
}
