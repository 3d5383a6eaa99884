package io.boxstream.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.util.HashMap;
import java.util.Map;

/**
 * What a page has in the memory of its browser after garbage collections.
 *
 * @param heap bytes of JavaScript objects
 * @param nodes of its document, and those that a script still holds
 * @param listeners for events
 */
record PageMemory(double heap, double nodes, double listeners) {

  private static final int COLLECTIONS = 3;

  /**
   * Collects garbage and looks.
   *
   * @param session with the page
   */
  static PageMemory of(CDPSession session) {
    // What the first one frees may hold more: nodes of a document, for example.
    for (int collection = 0; collection < COLLECTIONS; collection++) {
      session.send("HeapProfiler.collectGarbage");
    }
    session.send("Performance.enable");
    Map<String, Double> metrics = new HashMap<>();
    for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      JsonObject named = metric.getAsJsonObject();
      metrics.put(named.get("name").getAsString(), named.get("value").getAsDouble());
    }
    return new PageMemory(
        metrics.get("JSHeapUsedSize"), metrics.get("Nodes"), metrics.get("JSEventListeners"));
  }
}
