/**
 * A line chart. `x` are the values of the horizontal axis, `series` are `{label, values, points}` with a value (or null)
 * for each x; `points` shows a point at each value. `xLabel` names the axis, `time` says that x are seconds since 1970,
 * `range` fixes the vertical axis, `log` makes it logarithmic. `markers` are `{x, label}`, drawn as vertical lines.
 * The legend shows the values under the pointer, else the last ones (unless `latest` is false), written by `format`.
 */
import { html } from 'lit';
import uPlot from 'uplot';
import { Component, styles, stylesheet } from '../component.js';
import { moment } from '../format.js';
import { themeChanges } from '../theme.js';

await stylesheet('/webjars/uplot/1.6.30/dist/uPlot.min.css');

const COLOURS = 6;
const LOGARITHMIC = 3;
const FEW = 40;
const DAY = 24 * 3600;

/** How times are written, by the seconds between ticks: the rule of each, and more at a new year, day and minute. */
const TIMES = [
  [365 * DAY, '{YYYY}', null, null, null, null, null, null, 1],
  [28 * DAY, '{MMM}', '\n{YYYY}', null, null, null, null, null, 1],
  [DAY, '{MMM} {D}', '\n{YYYY}', null, null, null, null, null, 1],
  [60, '{h}:{mm} {AA}', '\n{MMM} {D}, {YYYY}', null, '\n{MMM} {D}', null, null, null, 1],
  [0.001, ':{ss}', '\n{MMM} {D}, {YYYY} {h}:{mm} {AA}', null, '\n{MMM} {D} {h}:{mm} {AA}', null, '\n{h}:{mm} {AA}', null, 1],
];

class Chart extends Component {
  static properties = {
    x: { attribute: false },
    series: { attribute: false },
    range: { attribute: false },
    markers: { attribute: false },
    format: { attribute: false },
    latest: { attribute: false },
    label: {},
    xLabel: {},
    time: { type: Boolean },
    log: { type: Boolean },
    height: { type: Number },
  };

  #plot = null;
  #shape = '';

  constructor() {
    super();
    this.x = [];
    this.series = [];
    this.markers = [];
    this.format = significant;
    this.latest = true;
    this.height = 240;
    this.time = false;
    this.log = false;
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
            html`<span class="chart__entry">
              <span class="chart__swatch" ${styles({ background: `var(--series-${(index % COLOURS) + 1})` })}></span>${label}
              <span class="chart__value"></span>
            </span>`,
        )}
        <span class="chart__at muted"></span>
      </figcaption>
    </figure>`;
  }

  #frame() {
    return this.querySelector('.chart__frame');
  }

  #draw(anew) {
    const data = [this.x, ...this.series.map(({ values }) => (this.log ? values.map(positive) : values))];
    const shape = JSON.stringify([this.series.map(({ label, points }) => [label, points]), this.log, this.range]);
    if (this.#plot && !anew && shape === this.#shape) {
      this.#plot.setData(data);
    } else {
      this.#plot?.destroy();
      this.#shape = shape;
      this.#plot = new uPlot(this.#options(), data, this.#frame());
    }
    this.#read();
  }

  /** Writes the values at the pointer, or the last ones, into the legend. */
  #read() {
    const index = this.#plot?.cursor.idx ?? null;
    this.querySelectorAll('.chart__value').forEach((element, at) => {
      const values = this.series[at]?.values ?? [];
      const value = index === null ? this.latest && values.findLast(Number.isFinite) : values[index];
      element.textContent = Number.isFinite(value) ? this.format(value) : '';
    });
    const x = index === null ? undefined : this.x[index];
    this.querySelector('.chart__at').textContent =
      x === undefined ? '' : this.time ? moment(x * 1000) : `${this.xLabel ?? ''} ${significant(x)}`.trim();
  }

  #options() {
    const colour = (name) => resolved(this, name);
    const axis = { stroke: colour('--text-muted'), grid: { stroke: colour('--border'), width: 1 }, ticks: { stroke: colour('--border'), width: 1 } };
    return {
      width: Math.max(200, Math.floor(this.#frame().clientWidth)),
      height: this.height,
      legend: { show: false },
      cursor: { y: false },
      scales: {
        x: { time: this.time },
        y: { ...(this.log ? { distr: LOGARITHMIC } : {}), ...(this.range ? { range: this.range } : {}) },
      },
      axes: [
        { ...axis, label: this.xLabel, labelSize: this.xLabel ? 22 : 0, space: this.time ? 90 : 50, ...(this.time ? { values: TIMES } : {}) },
        { ...axis, size: 60, values: (plot, splits) => splits.map((value) => (value === null ? '' : significant(value))) },
      ],
      series: [
        {},
        ...this.series.map(({ label, points }, index) => ({
          label,
          stroke: colour(`--series-${(index % COLOURS) + 1}`),
          width: 2,
          spanGaps: true,
          points: { show: points ?? this.x.length < FEW },
        })),
      ],
      hooks: {
        setCursor: [() => this.#read()],
        draw: [(plot) => this.#mark(plot, colour('--text-muted'))],
      },
    };
  }

  #mark(plot, colour) {
    const { ctx, bbox } = plot;
    const pixels = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.lineWidth = pixels;
    ctx.font = `${11 * pixels}px ${getComputedStyle(this).fontFamily}`;
    ctx.textBaseline = 'top';
    ctx.textAlign = 'left';
    let taken = 0;
    for (const { x, label } of this.markers) {
      const left = Math.round(plot.valToPos(x, 'x', true));
      ctx.setLineDash([3 * pixels, 3 * pixels]);
      ctx.beginPath();
      ctx.moveTo(left, bbox.top);
      ctx.lineTo(left, bbox.top + bbox.height);
      ctx.stroke();
      const width = ctx.measureText(label).width + 4 * pixels;
      const start = left + width < bbox.left + bbox.width ? left + 4 * pixels : left - width;
      if (start >= taken) {
        ctx.fillText(label, start, bbox.top + 2 * pixels);
        taken = start + width;
      }
    }
    ctx.restore();
  }
}

const positive = (value) => (value > 0 ? value : null);

/** Four significant digits at most. */
function significant(value) {
  const size = Math.abs(value);
  return size > 0 && size < 0.001 ? Number(value.toPrecision(4)).toExponential() : String(Number(value.toPrecision(size < 10_000 ? 4 : 12)));
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
