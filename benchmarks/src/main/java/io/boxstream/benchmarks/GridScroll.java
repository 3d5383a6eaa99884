package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Scrolls the grid of the page of images by a script in the page, and counts frames meanwhile. */
final class GridScroll {

  private static final String SCRIPT = "grid-scroll.js";
  private static final int SCROLL_MILLIS = 20_000;
  private static final int JUMPS = 40;

  private final Page page;

  GridScroll(Page page) {
    this.page = requireNonNull(page, "page");
    page.evaluate(read());
  }

  /**
   * What happened.
   *
   * @param frames while it moved
   * @param images that the list has now
   * @param seconds from the end of a movement until all thumbnails in sight were there: the median
   * @param blank the part of the tiles in sight whose thumbnail was not there, while it moved
   * @param missing thumbnails in sight that were not there five seconds after a movement
   * @param failed thumbnails and pages of the list that were answered with an error
   */
  record Result(
      Frames frames, double images, double seconds, double blank, double missing, double failed) {}

  /** Goes to the end of what has been read, until everything is. */
  Result readToEnd() {
    return result(page.evaluate("() => gridScroll.readToEnd()"));
  }

  /**
   * Scrolls up and down, from where it is.
   *
   * @param pixels a frame
   */
  Result scroll(int pixels) {
    return result(
        page.evaluate(
            "([pixels, millis]) => gridScroll.scroll(pixels, millis)",
            List.of(pixels, SCROLL_MILLIS)));
  }

  /** Jumps to places far from each other, each time until the thumbnails are there. */
  Result jump() {
    return result(page.evaluate("(times) => gridScroll.jump(times)", JUMPS));
  }

  private static Result result(Object answer) {
    Map<?, ?> values = (Map<?, ?>) answer;
    double[] intervals =
        ((List<?>) values.get("intervals"))
            .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
    return new Result(
        new Frames(intervals),
        number(values, "images"),
        number(values, "seconds"),
        number(values, "blank"),
        number(values, "missing"),
        number(values, "failed"));
  }

  private static double number(Map<?, ?> values, String name) {
    return ((Number) values.get(name)).doubleValue();
  }

  private static String read() {
    try (InputStream in = GridScroll.class.getResourceAsStream(SCRIPT)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
