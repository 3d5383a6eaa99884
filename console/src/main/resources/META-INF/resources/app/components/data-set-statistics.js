/** Class balance and growth of the data set. `statistics` is the answer of GET /v1/statistics. Event: `rename` (detail `{name}`). */
import { html, nothing } from 'lit';
import { Component, styles } from '../component.js';
import { integer, percent } from '../format.js';
import { session } from '../session.js';
import { texts } from '../texts/images.js';
import './chart.js';

const FIRST = 12;
const DAY = 86_400;
const { statistics: words } = texts;

class DataSetStatistics extends Component {
  static properties = {
    statistics: { attribute: false },
    all: { state: true },
  };

  constructor() {
    super();
    this.all = false;
  }

  render() {
    return html`<div class="data-set">
      <section class="card" aria-labelledby="balance-title">
        <div class="card__head">
          <h2 id="balance-title">${words.balance}</h2>
          <span class="muted small">${words.withoutBoxes(withoutBoxes(this.statistics))}</span>
        </div>
        ${this.#balance()}
      </section>
      <section class="card" aria-labelledby="growth-title">
        <div class="card__head"><h2 id="growth-title">${words.growth}</h2></div>
        ${this.#growth()}
      </section>
    </div>`;
  }

  #balance() {
    const { classes, boxes } = this.statistics;
    if (classes.length === 0) {
      return html`<p class="muted">${words.none}</p>`;
    }
    const sorted = [...classes].sort((one, other) => other.boxes - one.boxes);
    const shown = this.all ? sorted : sorted.slice(0, FIRST);
    return html`<div class="table-frame" tabindex="0" role="region" aria-label=${words.table}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">${words.class}</th>
              <th scope="col" class="number">${words.images}</th>
              <th scope="col" class="number">${words.boxes}</th>
              <th scope="col">${words.share}</th>
              ${session.may('label') ? html`<td></td>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${shown.map((entry) => this.#class(entry, boxes, sorted[0].boxes))}
          </tbody>
        </table>
      </div>
      ${shown.length < sorted.length
        ? html`<button class="button button--quiet button--small" @click=${() => (this.all = true)}>${words.all(sorted.length)}</button>`
        : nothing}`;
  }

  #class({ name, images, boxes }, allBoxes, most) {
    return html`<tr>
      <th scope="row" class="data-set__class truncate" title=${name}>${name}</th>
      <td class="number">${integer(images)}</td>
      <td class="number">${integer(boxes)}</td>
      <td>
        <div class="data-set__share">
          <div class="meter" aria-hidden="true"><div class="meter__bar" ${styles({ width: `${(100 * boxes) / most}%` })}></div></div>
          <span class="small">${percent(boxes / allBoxes)}</span>
        </div>
      </td>
      ${session.may('label')
        ? html`<td class="number">
            <button class="button button--quiet button--small" aria-label=${words.renameLabel(name)} @click=${() => this.#rename(name)}>
              ${words.rename}
            </button>
          </td>`
        : nothing}
    </tr>`;
  }

  #growth() {
    const { days, images } = this.statistics;
    const grown = growth(days, images);
    return html`<bx-chart
      .x=${grown.map(({ at }) => at)}
      .series=${[{ label: words.images, values: grown.map(({ images: number }) => number) }]}
      .time=${true}
      .format=${integer}
      height="240"
      label=${words.growthLabel}
    ></bx-chart>`;
  }

  #rename(name) {
    this.dispatchEvent(new CustomEvent('rename', { detail: { name }, bubbles: true }));
  }
}

/** Images of the data set at the end of each day, and before the first. */
function growth(days, images) {
  let sum = images - days.reduce((total, day) => total + day.images, 0);
  const seconds = (date) => Date.parse(`${date}T00:00:00Z`) / 1000;
  const points = days.length > 0 ? [{ at: seconds(days[0].date), images: sum }] : [];
  for (const day of days) {
    sum += day.images;
    points.push({ at: seconds(day.date) + DAY, images: sum });
  }
  return points;
}

function withoutBoxes({ splits }) {
  return Object.values(splits).reduce((sum, split) => sum + split.withoutBoxes, 0);
}

customElements.define('bx-data-set-statistics', DataSetStatistics);
