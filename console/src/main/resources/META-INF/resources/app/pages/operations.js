/** Health of the services, lag, memory, queues, disk, versions, and what an operator does about each. */
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Component, stylesheet } from '../component.js';
import { integer } from '../format.js';
import { live } from '../live.js';
import { kafkaTables } from '../operations/kafka-tables.js';
import { serviceCard } from '../operations/service-card.js';
import { Resource, shown } from '../resource.js';
import { texts } from '../texts/operations.js';

await stylesheet('/style/pages/operations.css');

const EVERY = 5000;
const NOTABLE_LAG = 100;

class OperationsPage extends Component {
  #operations = new Resource(this, (signal) => api.get('/api/operations', { signal }));

  connectedCallback() {
    super.connectedCallback();
    this.own(live.on('health', () => this.#operations.reload()));
    const timer = setInterval(() => document.hidden || this.#operations.reload(), EVERY);
    this.own(() => clearInterval(timer));
  }

  render() {
    return html`<div class="page operations">
      <h1>${texts.title}</h1>
      <p class="page__lead">${texts.lead}</p>
      ${shown(this.#operations, (operations) => this.#content(operations))}
    </div>`;
  }

  #content(operations) {
    const { services, broker, kafka, console: own, measured } = operations;
    return html`
      ${measured ? nothing : html`<p class="notice">${texts.notMeasured}</p>`}
      <section class="stack" aria-labelledby="services">
        <h2 id="services">${texts.services}</h2>
        <div class="operations__services">
          ${services.map(serviceCard)} ${serviceCard({ name: 'broker', health: broker, kafka })}
          ${serviceCard({ name: 'console', version: own.version, vitals: own })}
        </div>
      </section>
      ${measured ? html`${this.#lag(services)} ${kafkaTables(kafka)} ${this.#queues(services)}` : nothing} ${this.#dashboards(operations.dashboards)}
      <p class="muted small">${texts.more}</p>
    `;
  }

  #lag(services) {
    const rows = services.flatMap(({ name, vitals }) => lagRows(name, vitals));
    const late = rows.some(({ lag }) => lag > NOTABLE_LAG);
    const dead = rows.some(({ deadLetters }) => deadLetters > 0);
    const { columns } = texts;
    return html`<section class="stack" aria-labelledby="lag">
      <h2 id="lag">${texts.lag}</h2>
      ${late ? html`<p class="notice notice--warning small">${texts.advices.lag}</p>` : nothing}
      ${dead ? html`<p class="notice notice--warning small">${texts.advices.deadLetters}</p>` : nothing}
      ${rows.length === 0
        ? html`<p class="muted">${texts.noLag}</p>`
        : html`<div class="table-frame" tabindex="0" role="region" aria-label=${texts.lagTable}>
            <table class="table">
              <thead>
                <tr>
                  <th>${columns.topic}</th>
                  <th>${columns.service}</th>
                  <th class="number">${columns.lag}</th>
                  <th class="number">${columns.deadLetters}</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  ({ topic, service, lag, deadLetters }) => html`<tr>
                    <td>${topic}</td>
                    <td>${texts.name(service)}</td>
                    <td class="number">${lag > NOTABLE_LAG ? html`<span class="badge badge--warning">${integer(lag)}</span>` : lag === undefined ? texts.lagUnknown : integer(lag)}</td>
                    <td class="number">${deadLetters > 0 ? html`<span class="badge badge--warning">${integer(deadLetters)}</span>` : integer(0)}</td>
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>`}
    </section>`;
  }

  #queues(services) {
    const rows = services.flatMap(({ name, vitals }) => (vitals?.queues ?? []).map((queue) => ({ service: name, ...queue })));
    return html`<section class="stack" aria-labelledby="queues">
      <h2 id="queues">${texts.queues}</h2>
      ${rows.length === 0
        ? html`<p class="muted">${texts.noQueues}</p>`
        : html`<div class="table-frame" tabindex="0" role="region" aria-label=${texts.queuesTable}>
            <table class="table">
              <thead>
                <tr>
                  <th>${texts.columns.queue}</th>
                  <th>${texts.columns.service}</th>
                  <th class="number">${texts.columns.waiting}</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  ({ name, service, value }) => html`<tr>
                    <td>${texts.queueNames[name] ?? name}</td>
                    <td>${texts.name(service)}</td>
                    <td class="number">${integer(value)}</td>
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>`}
    </section>`;
  }

  #dashboards(dashboards) {
    const links = Object.entries(dashboards);
    return html`<section class="stack" aria-labelledby="dashboards">
      <h2 id="dashboards">${texts.dashboards}</h2>
      ${links.length === 0
        ? html`<p class="muted">${texts.noDashboards}</p>`
        : html`<ul class="operations__links">
            ${links.map(([name, address]) => html`<li><a class="button" href=${address} target="_blank" rel="noopener noreferrer">${name}</a></li>`)}
          </ul>`}
    </section>`;
  }
}

/** Lag and dead letters of a service, by topic. */
function lagRows(service, vitals) {
  const topics = new Map();
  const row = (topic) => {
    if (!topics.has(topic)) {
      topics.set(topic, { topic, service, lag: undefined, deadLetters: 0 });
    }
    return topics.get(topic);
  };
  vitals?.lag.forEach(({ name, value }) => {
    row(name).lag = value;
  });
  vitals?.deadLetters.forEach(({ name, value }) => {
    row(name).deadLetters = value;
  });
  return [...topics.values()];
}

customElements.define('page-operations', OperationsPage);
