/** A service, the broker or the console: its health, its process, and what to do about it. */
import { html, nothing } from 'lit';
import { styles } from '../component.js';
import { texts } from '../texts/operations.js';
import '../components/time.js';

const NEARLY_FULL = 0.9;

/**
 * @param {{name: string, health?: object, version?: string, vitals?: object, kafka?: object}} service kafka: of the broker
 */
export function serviceCard({ name, health, version, vitals, kafka }) {
  const advices = adviceFor(name, health, vitals);
  return html`<article class="card stack stack--tight operations__service">
    <div class="row row--apart">
      <h3>${texts.name(name)}</h3>
      ${health ? html`<span class="badge badge--${texts.kinds[health.state]}">${texts.states[health.state]}</span>` : nothing}
    </div>
    ${health
      ? html`<p class="muted small">${texts.since} <bx-time .value=${health.since}></bx-time></p>`
      : nothing}
    ${facts(version, vitals, kafka)}
    ${checks(health)}
    ${advices.length > 0
      ? html`<div class="notice notice--${health?.state === 'UP' ? 'warning' : 'bad'} small">
          <strong>${texts.advice}</strong>
          ${advices.map((advice) => html`<p>${advice}</p>`)}
        </div>`
      : nothing}
  </article>`;
}

/** What an operator does about the state of a service. */
export function adviceFor(name, health, vitals) {
  const advices = [];
  if (health?.state === 'AWAY') {
    advices.push(texts.advices.away(name));
  } else if (health?.state === 'DOWN') {
    advices.push(texts.advices.down(name));
  }
  if (vitals) {
    if (vitals.diskFreeBytes < (1 - NEARLY_FULL) * vitals.diskSizeBytes) {
      advices.push(texts.advices.disk);
    }
    if (vitals.heapUsedBytes > 0.95 * vitals.heapMaxBytes) {
      advices.push(texts.advices.heap);
    }
    if (vitals.refusedImages > 0) {
      advices.push(texts.advices.refusedImages(vitals.refusedImages));
    }
  }
  return advices;
}

function facts(version, vitals = {}, kafka = undefined) {
  const { facts: names } = texts;
  const { uptimeSeconds, processors, residentBytes, outsideJavaBytes, heapUsedBytes, heapMaxBytes, diskFreeBytes, diskSizeBytes, browsers } = vitals;
  const rows = [
    [names.version, version],
    [names.uptime, known(uptimeSeconds, texts.uptime)],
    [names.cpu, known(processors, texts.processors)],
    [names.resident, known(residentBytes, texts.bytes)],
    [names.heap, known(heapUsedBytes, (used) => texts.heap(used, heapMaxBytes)), heapUsedBytes / heapMaxBytes],
    [names.outside, known(outsideJavaBytes, texts.bytes)],
    [names.disk, known(diskFreeBytes, (free) => texts.disk(free, diskSizeBytes)), 1 - diskFreeBytes / diskSizeBytes],
    [names.browsers, known(browsers, texts.browsers)],
    ...kafkaFacts(kafka),
  ].filter(([, value]) => value);
  return html`<dl class="facts small">
    ${rows.map(([term, value, share]) => html`<dt>${term}</dt><dd>${value}${Number.isFinite(share) ? meter(share) : nothing}</dd>`)}
  </dl>`;
}

/** What is most worth knowing of Kafka; the tables say more. */
function kafkaFacts(kafka) {
  if (!kafka) {
    return [];
  }
  const { facts: names } = texts;
  const sum = (items, field) => items.reduce((total, item) => total + item[field], 0);
  const { nodes, topics, groups } = kafka;
  return [
    [names.nodes, texts.nodes(nodes)],
    [names.topics, texts.topics(topics.length, sum(topics, 'partitions'))],
    [names.unhealthy, texts.unhealthy(sum(topics, 'unhealthy'))],
    [names.written, texts.written(sum(topics, 'perSecond'))],
    [names.groups, texts.groups(groups.length, sum(groups, 'lag'))],
  ];
}

const known = (value, text) => (value === undefined ? undefined : text(value));

function meter(share) {
  const full = Math.min(1, Math.max(0, share));
  return html`<div class="meter" aria-hidden="true">
    <div class="meter__bar ${full > NEARLY_FULL ? 'operations__bar--full' : ''}" ${styles({ width: `${100 * full}%` })}></div>
  </div>`;
}

function checks(health) {
  if (!health || health.checks.length === 0) {
    return nothing;
  }
  const down = health.checks.filter(({ status }) => status !== 'UP');
  return html`
    ${down.map((check) => html`<p class="operations__down small"><span class="badge badge--bad">${texts.down}</span> ${texts.check(check)}</p>`)}
    <details class="small">
      <summary>${texts.checks(health.checks.length)}</summary>
      <ul class="operations__checks">
        ${health.checks.map((check) => html`<li class="muted">${texts.check(check)}</li>`)}
      </ul>
    </details>
  `;
}
