/** Kafka's topics and consumer groups. */
import { html, nothing } from 'lit';
import { integer } from '../format.js';
import { texts } from '../texts/operations.js';
import '../components/time.js';

const NOTABLE_LAG = 100;

/** @param {{answers: boolean, at: string, topics: object[], groups: object[], moreGroups: number}} [kafka] */
export function kafkaTables(kafka) {
  if (!kafka) {
    return html`<section class="stack" aria-labelledby="topics">
      <h2 id="topics">${texts.topicsTitle}</h2>
      <p class="muted">${texts.kafkaUnknown}</p>
    </section>`;
  }
  return html`
    <section class="stack" aria-labelledby="topics">
      <h2 id="topics">${texts.topicsTitle}</h2>
      ${outdated(kafka)} ${table(texts.topicsTitle, texts.topicColumns, kafka.topics.map(topicCells))}
    </section>
    <section class="stack" aria-labelledby="groups">
      <h2 id="groups">${texts.groupsTitle}</h2>
      ${kafka.groups.length === 0 ? html`<p class="muted">${texts.noGroups}</p>` : table(texts.groupsTitle, texts.groupColumns, kafka.groups.map(groupCells))}
      ${kafka.moreGroups > 0 ? html`<p class="muted small">${texts.moreGroups(kafka.moreGroups)}</p>` : nothing}
    </section>
  `;
}

function outdated({ answers, at }) {
  return answers ? nothing : html`<p class="notice notice--warning">${texts.kafkaAway} <bx-time .value=${at}></bx-time>.</p>`;
}

function topicCells({ name, partitions, unhealthy, records, end, perSecond }) {
  return [
    name,
    unhealthy > 0 ? html`<span class="badge badge--bad">${texts.partitions(partitions, unhealthy)}</span>` : integer(partitions),
    integer(records),
    integer(end),
    texts.perSecond(perSecond),
  ];
}

/** A group that nobody reads in, but that is not behind, has done its work: that is no warning. */
function groupCells({ name, state, members, lag }) {
  const kind = state === 'Empty' && lag <= NOTABLE_LAG ? '' : texts.groupKinds[state] ?? '';
  return [
    name,
    html`<span class="badge ${kind}">${texts.groupStates[state] ?? state}</span>`,
    integer(members),
    lag > NOTABLE_LAG ? html`<span class="badge badge--warning">${integer(lag)}</span>` : integer(lag),
  ];
}

/** The first column is text, and so is a column of badges; the others are numbers. */
function table(label, columns, rows) {
  const isNumber = (index) => index > 0 && columns[index].number;
  return html`<div class="table-frame" tabindex="0" role="region" aria-label=${label}>
    <table class="table">
      <thead>
        <tr>
          ${columns.map(({ name }, index) => html`<th class=${isNumber(index) ? 'number' : ''}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((cells) => html`<tr>${cells.map((cell, index) => html`<td class=${isNumber(index) ? 'number' : ''}>${cell}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`;
}
