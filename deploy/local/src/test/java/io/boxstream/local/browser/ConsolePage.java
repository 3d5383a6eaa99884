package io.boxstream.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of the console.
 *
 * @param name as in {@code app/pages.js}
 * @param path with {@code :parameters}
 */
record ConsolePage(String name, String path) {
  private static final Pattern ENTRY = Pattern.compile("page\\('(/[^']*)', '([a-z-]+)'");

  /** All pages that {@code app/pages.js} lists. */
  static List<ConsolePage> all() {
    List<ConsolePage> pages =
        ENTRY
            .matcher(ConsoleFiles.source("app/pages.js"))
            .results()
            .map(entry -> new ConsolePage(entry.group(2), entry.group(1)))
            .toList();
    assertThat(pages).hasSizeGreaterThan(10);
    return pages;
  }

  @Override
  public String toString() {
    return name;
  }
}
