package io.boxstream.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** What a browser has to fetch before it shows the console for the first time. */
@BrowserTest
class FirstView {
  private static final int MOST_BYTES = 300_000;

  /** Bytes of everything that came, with headers. */
  private static final String TRANSFERRED =
      """
      () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .reduce((sum, entry) => sum + entry.transferSize, 0)
      """;

  @Test
  void isSmall(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.ANNA)) {
      Page page = visit.open("/");
      visit.settle();

      Number bytes = (Number) page.evaluate(TRANSFERRED);
      assertThat(bytes.intValue()).isBetween(10_000, MOST_BYTES);
      assertThat(visit.faults()).isEmpty();
    }
  }
}
