/** What was detected where something is labelled: a table, coloured by the share of a cell in its row. */
import { html } from 'lit';
import { Component, styles } from '../component.js';
import { integer, percent } from '../format.js';
import { confusionRows } from '../models/curves.js';
import { texts as all } from '../texts/models.js';

const texts = all.checkpoint;

class ConfusionMatrix extends Component {
  static properties = {
    confusion: { attribute: false },
  };

  render() {
    const { columns, rows } = confusionRows(this.confusion, texts);
    return html`<section class="stack stack--tight" aria-labelledby="confusion">
      <h2 id="confusion">${texts.confusion}</h2>
      <p class="muted" id="confusion-hint">${texts.confusionHint}</p>
      <div class="table-frame confusion__frame" tabindex="0" role="group" aria-labelledby="confusion">
        <table class="table confusion" aria-describedby="confusion-hint">
          <thead>
            <tr>
              <td></td>
              <th colspan=${columns.length} scope="colgroup">${texts.detected}</th>
            </tr>
            <tr>
              <th scope="col">${texts.labelled}</th>
              ${columns.map((name) => html`<th scope="col" class="confusion__name truncate" title=${name}>${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ name, cells }, at) => html`<tr>
                <th scope="row" class="confusion__name truncate" title=${name}>${name}</th>
                ${cells.map((cell, column) => this.#cell(cell, at === rows.length - 1 && column === cells.length - 1))}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #cell({ count, share, correct }, empty) {
    if (empty) {
      return html`<td class="number muted">${all.unknown}</td>`;
    }
    return html`<td class="number confusion__cell ${correct ? 'confusion__cell--correct' : ''}" ${styles({ '--share': share })}>
      ${integer(count)}
      <div class="small">${count > 0 ? percent(share, 0) : ''}</div>
    </td>`;
  }
}

customElements.define('bx-confusion-matrix', ConfusionMatrix);
