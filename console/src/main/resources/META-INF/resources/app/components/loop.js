/** The loop as a picture: what goes round, with numbers. `nodes` are the six stations by name, `back` the way back. */
import { html, nothing, svg } from 'lit';
import { Component } from '../component.js';
import { texts } from '../texts/overview.js';

/** The outline of each station's sign, drawn in a square of 24. */
const SIGNS = {
  intake: svg`<path d="M12 3v11m0 0 4-4m-4 4-4-4M4 15v5h16v-5" />`,
  dataSet: svg`<path d="M4 6c0-3 16-3 16 0v12c0 3-16 3-16 0zM4 6c0 3 16 3 16 0M4 12c0 3 16 3 16 0" />`,
  run: svg`<path d="M3 20h18M4 5c4 0 4 11 9 11h7" /><circle cx="13" cy="16" r="1.5" />`,
  checkpoints: svg`<path d="M6 21V4h11l-2.5 4L17 12H6" />`,
  model: svg`<path d="m12 3 8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9" />`,
  detections: svg`<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4" /><rect x="8" y="9" width="8" height="6" rx="1" />`,
};

/** In the order of the loop. */
const STATIONS = Object.keys(SIGNS);

class Loop extends Component {
  static properties = {
    nodes: { attribute: false },
    back: { attribute: false },
  };

  render() {
    return html`<ol class="loop">
      ${STATIONS.map((name, index) => this.#station(name, this.nodes[name], index))}
      <li class="loop__back">
        ${arrow('loop__arrow--back', false)}
        <a class="loop__back-link" href="/review/hard-examples">
          <span class="loop__name">${texts.nodes.hardExamples.name}</span>
          <span class="muted small">${this.back}</span>
        </a>
      </li>
    </ol>`;
  }

  #station(name, node, index) {
    return html`<li class="loop__station loop__station--${name}">
        <a class="loop__node ${node.bad ? 'loop__node--bad' : ''}" href=${node.href}>
          <span class="loop__head">
            <svg class="loop__sign" viewBox="0 0 24 24" aria-hidden="true">${SIGNS[name]}</svg>
            <span class="loop__name">${texts.nodes[name].name}</span>
            ${node.badge ? html`<span class="badge badge--${node.badge.kind}">${node.badge.text}</span>` : nothing}
          </span>
          <span class="loop__value">${node.value}</span>
          ${node.share === undefined ? nothing : html`<progress class="loop__progress" max="1" .value=${node.share} aria-hidden="true"></progress>`}
          ${node.days ? days(node.days) : nothing}
          ${node.lines.map((line) => html`<span class="loop__line muted small">${line}</span>`)}
        </a>
      </li>
      ${index < STATIONS.length - 1
        ? html`<li class="loop__link loop__link--${index + 1}" aria-hidden="true">${arrow('', node.flowing)}</li>`
        : nothing}`;
  }
}

function arrow(name, flowing) {
  return html`<svg class="loop__arrow ${name} ${flowing ? 'loop__arrow--flowing' : ''}" viewBox="0 0 48 24" aria-hidden="true">
    <path class="loop__shaft" d="M3 12h36" />
    <path class="loop__tip" d="m33 5 9 7-9 7" />
  </svg>`;
}

/** New images of the last days as small bars. */
function days(values) {
  const most = Math.max(1, ...values.map(({ images }) => images));
  const width = 7;
  return html`<svg
    class="loop__days"
    viewBox="0 0 ${values.length * width} 20"
    preserveAspectRatio="none"
    role="img"
    aria-label="${texts.nodes.dataSet.days}: ${values.map(texts.nodes.dataSet.day).join(', ')}"
  >
    ${values.map(({ images }, index) => {
      const height = Math.max(1, (20 * images) / most);
      return svg`<rect x=${index * width} y=${20 - height} width=${width - 2} height=${height} />`;
    })}
  </svg>`;
}

customElements.define('bx-loop', Loop);
