// Runs in the page of images; used by GridScroll.
() => {
  const LONGEST_WAIT = 5000;
  const LONGEST_WITHOUT_PAGE = 20_000;

  /** The tiles are looked at in one frame of so many: that costs a layout. */
  const LOOK_EVERY = 12;

  const grid = () => document.querySelector('.image-grid');
  const frame = () => new Promise(requestAnimationFrame);
  const go = (top) => scrollTo({ top, behavior: 'instant' });
  const far = () => document.documentElement.scrollHeight - innerHeight;
  const isWhole = () => grid().getAttribute('aria-rowcount') !== '-1';

  let failed = 0;
  document.addEventListener('error', ({ target }) => (failed += target.matches?.('.image-grid__image') ? 1 : 0), true);

  /** Tiles in sight that have an image, and those of them whose thumbnail is not there. */
  const tiles = () => {
    const seen = [...document.querySelectorAll('.image-grid__row:not([hidden]) .image-grid__cell:not(.image-grid__cell--empty)')].filter((cell) => {
      const { top, bottom } = cell.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    const blank = seen.filter((cell) => !cell.querySelector('.image-grid__image--there'));
    return { seen: seen.length, blank: blank.length };
  };

  const median = (values) => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

  class Recording {
    intervals = [];
    waits = [];
    #seen = 0;
    #blank = 0;
    #missing = 0;
    #failedBefore = failed;
    #last = undefined;

    async next() {
      const now = await frame();
      if (this.#last !== undefined) {
        this.intervals.push(now - this.#last);
      }
      this.#last = now;
      if (this.intervals.length % LOOK_EVERY === 0) {
        const { seen, blank } = tiles();
        this.#seen += seen;
        this.#blank += blank;
      }
      return now;
    }

    /** Waits for the thumbnails in sight. */
    async settle() {
      const start = performance.now();
      let state = tiles();
      while ((state.seen === 0 || state.blank > 0) && performance.now() - start < LONGEST_WAIT) {
        await this.next();
        state = tiles();
      }
      this.waits.push((performance.now() - start) / 1000);
      this.#missing += state.blank;
    }

    get result() {
      return {
        intervals: this.intervals,
        images: document.querySelector('bx-image-grid').list.items.length,
        seconds: median(this.waits),
        blank: this.#seen === 0 ? 0 : this.#blank / this.#seen,
        missing: this.#missing,
        failed: failed - this.#failedBefore,
      };
    }
  }

  window.gridScroll = {
    async readToEnd() {
      const recording = new Recording();
      const { list } = document.querySelector('bx-image-grid');
      let read = 0;
      let grown = performance.now();
      while (!isWhole() && performance.now() - grown < LONGEST_WITHOUT_PAGE) {
        go(far());
        const now = await recording.next();
        if (list.items.length > read) {
          read = list.items.length;
          grown = now;
        }
        if (list.failure) {
          failed += 1;
          list.more();
        }
      }
      go(far());
      await recording.settle();
      return recording.result;
    },

    async scroll(pixels, millis) {
      const recording = new Recording();
      let step = scrollY > far() / 2 ? -pixels : pixels;
      const end = (await recording.next()) + millis;
      while ((await recording.next()) < end) {
        if (scrollY + step < 0 || scrollY + step > far()) {
          step = -step;
        }
        go(scrollY + step);
      }
      const moving = recording.intervals;
      recording.intervals = [];
      await recording.settle();
      return { ...recording.result, intervals: moving };
    },

    async jump(times) {
      const recording = new Recording();
      for (let number = 1; number <= times; number += 1) {
        // The golden ratio: each place is far from those before it. The last one is the end.
        go(number === times ? far() : far() * ((number * 0.618034) % 1));
        await recording.next();
        await recording.settle();
      }
      return recording.result;
    },
  };
}
