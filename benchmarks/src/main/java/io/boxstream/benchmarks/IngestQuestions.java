package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lists, filters, searches and counts of ingest-service: none may depend on the number of images.
 */
final class IngestQuestions {

  private static final int WARM_UP = 100;
  private static final int REQUESTS = 200;
  private static final int DEEP_PAGES = 1000;

  private static final Map<String, String> QUESTIONS = questions();

  private final PageRequests requests;
  private final GrowthFigures figures;

  IngestQuestions(URI service, GrowthFigures figures) {
    this.requests = new PageRequests(service);
    this.figures = requireNonNull(figures, "figures");
  }

  private static Map<String, String> questions() {
    Map<String, String> questions = new LinkedHashMap<>();
    questions.put("first-page", "/v1/images");
    questions.put("large-page", "/v1/images?limit=1000");
    questions.put("statistics", "/v1/statistics");
    questions.put("common-class", "/v1/images?class=head");
    questions.put("rare-class", "/v1/images?class=rare&split=val");
    questions.put("never-together", "/v1/images?class=head&boxes=none");
    questions.put("text", "/v1/images?text=77.jpg");
    questions.put("text-nowhere", "/v1/images?text=nowhere");
    questions.put("suspects", "/v1/suspects");
    questions.put("suspects-summary", "/v1/suspects/summary");
    questions.put("quarantine", "/v1/rejected-images");
    questions.put("quarantine-reason", "/v1/rejected-images?reason=empty-box&source=voc-archive");
    questions.put("quarantine-import", "/v1/rejected-images?import=import-7");
    questions.put("quarantine-summary", "/v1/rejected-images/summary");
    questions.put("hard-examples", "/v1/hard-examples");
    questions.put("imports", "/v1/imports");
    questions.put("metrics", "/q/metrics");
    questions.put("health", "/q/health/ready");
    return questions;
  }

  void run() throws IOException, InterruptedException {
    for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
      PageRequests.Times times = requests.times(question.getValue(), WARM_UP, REQUESTS);
      figures.add(question.getKey(), times.median(), "ms");
      figures.add(question.getKey() + ".slowest", times.slowest(), "ms");
    }
    deep("deep-page", "/v1/images?limit=50");
    deep("quarantine-deep-page", "/v1/rejected-images?limit=50");
  }

  private void deep(String name, String path) throws IOException, InterruptedException {
    double[] pages = requests.walk(path, DEEP_PAGES);
    double[] last = Arrays.copyOfRange(pages, pages.length / 2, pages.length);
    Arrays.sort(last);
    figures.add(name, last[last.length / 2], "ms");
    figures.add(name + ".slowest", last[last.length - 1], "ms");
  }
}
