package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.cli.client.ServiceClient;
import java.util.function.Supplier;

/** A list that a service answers page by page. */
final class PagedList {

  private static final int LONGEST_PAGE = 200;

  private PagedList() {}

  /** Shows a page. */
  interface Page {

    /**
     * Shows its items.
     *
     * @param first whether it is the first page
     */
    void show(JsonNode items, boolean first);
  }

  /**
   * Shows the first items of a list.
   *
   * @param filters makes the parameters of each request, but for limit and page
   * @param limit most items
   */
  static void show(
      ServiceClient service, String path, Supplier<Queries> filters, int limit, Page page) {
    String after = null;
    int left = limit;
    boolean first = true;
    do {
      Queries queries =
          filters.get().with("limit", Math.min(left, LONGEST_PAGE)).with("after", after);
      JsonNode answer = service.get(path + queries);
      JsonNode items = answer.path("items");
      page.show(items, first);
      left -= items.size();
      after = answer.path("next").asText(null);
      first = false;
    } while (left > 0 && after != null);
  }
}
