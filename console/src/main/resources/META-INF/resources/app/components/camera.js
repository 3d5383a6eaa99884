/** The camera: shows what it sees, and takes an image. Events: `take` (detail: a File) and `close`. */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { texts as all } from '../texts/try.js';

const texts = all.camera;
const QUALITY = 0.92;

class Camera extends Component {
  static properties = {
    failure: { state: true },
    ready: { state: true },
  };

  constructor() {
    super();
    this.failure = '';
    this.ready = false;
  }

  firstUpdated() {
    this.#start();
  }

  async #start() {
    if (!navigator.mediaDevices?.getUserMedia) {
      this.failure = texts.failures.insecure;
      return;
    }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const stop = () => stream.getTracks().forEach((track) => track.stop());
      if (!this.isConnected) {
        stop();
        return;
      }
      this.own(stop);
      const video = this.querySelector('video');
      video.srcObject = stream;
      await video.play();
      this.ready = true;
      await this.updateComplete;
      this.querySelector('.button--primary').focus();
    } catch (failure) {
      this.failure = texts.failures[failure.name] ?? texts.failures.other(failure.message);
    }
  }

  render() {
    return html`<section class="card stack" aria-label=${texts.title}>
      ${this.failure
        ? html`<p class="notice notice--bad" role="alert">${this.failure}</p>`
        : html`<video class="camera" muted playsinline aria-label=${texts.video}></video>`}
      <div class="row" role="status">
        ${this.failure || this.ready ? nothing : html`<span class="muted">${texts.starting}</span>`}
        ${this.failure
          ? nothing
          : html`<button class="button button--primary" ?disabled=${!this.ready} @click=${this.#take}>${texts.take}</button>`}
        <button class="button" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${texts.close}</button>
      </div>
    </section>`;
  }

  #take() {
    const video = this.querySelector('video');
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d').drawImage(video, 0, 0);
    canvas.toBlob(
      (blob) => this.dispatchEvent(new CustomEvent('take', { detail: new File([blob], texts.name, { type: blob.type }) })),
      'image/jpeg',
      QUALITY,
    );
  }
}

customElements.define('bx-camera', Camera);
