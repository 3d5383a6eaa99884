package io.boxstream.benchmarks;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What it took until a page showed its content.
 *
 * @param page still open
 * @param paint ms from navigation to the first contentful paint
 * @param content ms from navigation to the frame that shows the content
 * @param kilobytes what was transferred
 * @param requests for the page and everything in it
 */
record PageLoad(Page page, double paint, double content, double kilobytes, double requests) {

  /** What is transferred after the content was there counts too. */
  private static final double LATER_MILLIS = 500;

  /** Looks in each frame; what is there in one is seen in the next. */
  private static final String NOTE =
      """
      (() => {
        const look = () => {
          if (%s) {
            requestAnimationFrame(() => { window.contentAt = performance.now(); });
          } else {
            requestAnimationFrame(look);
          }
        };
        requestAnimationFrame(look);
      })();
      """;

  private static final String RESULT =
      """
      () => {
        const loads = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
        return [
          performance.getEntriesByName('first-contentful-paint')[0].startTime,
          window.contentAt,
          loads.reduce((sum, entry) => sum + entry.transferSize, 0) / 1000,
          loads.length,
        ];
      }
      """;

  /** An address, and what is true in the page when its content is there, in JavaScript. */
  record Shown(String path, String condition) {}

  /** Opens a page in a profile that has opened none. */
  static PageLoad of(BrowserContext profile, Shown shown) {
    profile.addInitScript(NOTE.formatted(shown.condition()));
    Page page = profile.newPage();
    page.navigate(shown.path());
    page.waitForFunction("() => window.contentAt !== undefined");
    page.waitForTimeout(LATER_MILLIS);
    List<?> values = (List<?>) page.evaluate(RESULT);
    return new PageLoad(
        page, number(values, 0), number(values, 1), number(values, 2), number(values, 3));
  }

  /** The median of a figure of several visits. */
  static <T> double median(List<T> visits, ToDoubleFunction<T> value) {
    double[] sorted = visits.stream().mapToDouble(value).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double number(List<?> values, int index) {
    return ((Number) values.get(index)).doubleValue();
  }
}
