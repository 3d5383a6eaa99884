/** Import of folders and archives: what is sent, what the service makes of it, and earlier imports. */
import { html, nothing } from 'lit';
import { Component, stylesheet } from '../component.js';
import { session } from '../session.js';
import { texts } from '../texts/import.js';
import { uploads } from '../imports/uploads.js';
import '../imports/drop-zone.js';
import '../imports/import-list.js';
import '../imports/upload-list.js';

await stylesheet('/style/pages/import.css');

class Import extends Component {
  render() {
    const may = session.may('label');
    return html`<div class="page">
      <div class="page__head"><h1>${texts.title}</h1></div>
      <p class="page__lead">${texts.lead}</p>
      ${may ? nothing : html`<p class="notice">${texts.needsScope}</p>`}
      <bx-drop-zone ?disabled=${!may} @chosen=${(event) => event.detail.packages.forEach((content) => uploads.add(content))}></bx-drop-zone>
      <bx-upload-list></bx-upload-list>
      <bx-import-list></bx-import-list>
    </div>`;
  }
}

customElements.define('page-import', Import);
