/**
 * A line chart. `x` are the values of the horizontal axis, `series` are `{label, values}` with a value (or null) for
 * each x. `xLabel` names the axis, `time` says that x are seconds since 1970, `range` fixes the vertical axis.
 */
import { html } from 'lit';
import uPlot from 'uplot';
import { Component, styles, stylesheet } from '../component.js';
import { themeChanges } from '../theme.js';

await stylesheet('/webjars/uplot/1.6.30/dist/uPlot.min.css');

const COLOURS = 6;

class Chart extends Component {
  static properties = {
    x: { attribute: false },
    series: { attribute: false },
    range: { attribute: false },
    label: {},
    xLabel: {},
    time: { type: Boolean },
    height: { type: Number },
  };

  #plot = null;
  #shape = '';

  constructor() {
    super();
    this.x = [];
    this.series = [];
    this.height = 240;
    this.time = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(themeChanges, 'change', () => this.#draw(true));
    this.requestUpdate();
    this.#followWidth();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#plot?.destroy();
    this.#plot = null;
  }

  async #followWidth() {
    await this.updateComplete;
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry.contentRect.width);
      if (width > 0 && this.#plot && width !== this.#plot.width) {
        this.#plot.setSize({ width, height: this.height });
      }
    });
    observer.observe(this.#frame());
    this.own(() => observer.disconnect());
  }

  updated() {
    if (this.isConnected) {
      this.#draw(false);
    }
  }

  render() {
    return html`<figure class="chart">
      <div class="chart__frame" role="img" aria-label=${this.label ?? ''} ${styles({ 'min-height': `${this.height}px` })}></div>
      <figcaption class="chart__legend">
        ${this.series.map(
          ({ label }, index) =>
            html`<span class="chart__entry"><span class="chart__swatch" ${styles({ background: `var(--series-${(index % COLOURS) + 1})` })}></span>${label}</span>`,
        )}
      </figcaption>
    </figure>`;
  }

  #frame() {
    return this.querySelector('.chart__frame');
  }

  #draw(anew) {
    const data = [this.x, ...this.series.map(({ values }) => values)];
    const shape = this.series.map(({ label }) => label).join('\n');
    if (this.#plot && !anew && shape === this.#shape) {
      this.#plot.setData(data);
      return;
    }
    this.#plot?.destroy();
    this.#shape = shape;
    this.#plot = new uPlot(this.#options(), data, this.#frame());
  }

  #options() {
    const colour = (name) => resolved(this, name);
    const axis = { stroke: colour('--text-muted'), grid: { stroke: colour('--border'), width: 1 }, ticks: { stroke: colour('--border'), width: 1 } };
    return {
      width: Math.max(200, Math.floor(this.#frame().clientWidth)),
      height: this.height,
      legend: { show: false },
      cursor: { y: false },
      scales: { x: { time: this.time }, y: this.range ? { range: this.range } : {} },
      axes: [{ ...axis, label: this.xLabel, labelSize: this.xLabel ? 22 : 0 }, { ...axis, size: 56 }],
      series: [
        {},
        ...this.series.map(({ label }, index) => ({
          label,
          stroke: colour(`--series-${(index % COLOURS) + 1}`),
          width: 2,
          spanGaps: true,
          points: { show: this.x.length < 40 },
        })),
      ],
    };
  }
}

/** A colour as a canvas takes it: `light-dark()` is resolved only where it is used. */
function resolved(element, name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

customElements.define('bx-chart', Chart);
