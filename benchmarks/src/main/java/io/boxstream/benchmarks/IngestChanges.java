package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Exports of the whole data set, and changes of many of its images: all in proportion to them. */
final class IngestChanges {

  private static final int CHUNK = 1 << 20;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final RunningService service;
  private final PageRequests requests;
  private final GrowthFigures figures;

  IngestChanges(RunningService service, GrowthFigures figures) {
    this.service = requireNonNull(service, "service");
    this.requests = new PageRequests(service.address());
    this.figures = requireNonNull(figures, "figures");
  }

  void run(int images) throws Exception {
    for (String format : List.of("coco", "voc")) {
      export(format, images);
    }
    rename();
    delete();
    dismiss();
  }

  /** Deletes the images of a class, a thousand with each request. */
  private void delete() throws Exception {
    long start = System.nanoTime();
    long deleted = 0;
    List<String> ids;
    do {
      ids = JsonIds.all(requests.body("/v1/images?class=renamed&limit=1000"));
      if (!ids.isEmpty()) {
        String list = ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(","));
        String unused = requests.post("/v1/images/delete", "{\"ids\":[" + list + "]}");
        deleted += ids.size();
      }
    } while (!ids.isEmpty());
    figures.add("delete", (System.nanoTime() - start) / 1e9, "s");
    figures.add("delete.rate", deleted * 1e9 / (System.nanoTime() - start), "images/s");
  }

  private void dismiss() throws Exception {
    long start = System.nanoTime();
    long dismissed = 0;
    String answer;
    do {
      answer =
          requests.post(
              "/v1/rejected-images/dismiss", "{\"source\":\"voc-archive\",\"limit\":1000}");
      dismissed += JsonIds.all(answer).size();
    } while (answer.contains("\"next\":\""));
    figures.add("dismiss", (System.nanoTime() - start) / 1e9, "s");
    figures.add("dismiss.rate", dismissed * 1e9 / (System.nanoTime() - start), "rejections/s");
  }

  private double used(Duration before) {
    return service.process().used().minus(before).toMillis() / 1e3;
  }

  private void export(String format, int images) throws Exception {
    Duration used = service.process().used();
    long start = System.nanoTime();
    HttpResponse<InputStream> answer =
        CLIENT.send(
            HttpRequest.newBuilder(service.address().resolve("/v1/export?format=" + format))
                .build(),
            BodyHandlers.ofInputStream());
    double memory = 0;
    long bytes = 0;
    double first = 0;
    try (InputStream in = answer.body()) {
      int count;
      do {
        count = in.readNBytes(CHUNK).length;
        first = bytes == 0 ? (System.nanoTime() - start) / 1e9 : first;
        bytes += count;
        memory = Math.max(memory, service.process().residentMegabytes());
      } while (count == CHUNK);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    figures.add("export." + format, seconds, "s");
    figures.add("export." + format + ".rate", images / seconds, "images/s");
    figures.add("export." + format + ".size", bytes / 1e6, "MB");
    figures.add("export." + format + ".first", first, "s");
    figures.add("export." + format + ".processor", used(used), "s");
    figures.add("export." + format + ".memory", memory, "MB");
  }

  private void rename() throws Exception {
    Duration used = service.process().used();
    long start = System.nanoTime();
    String answer = requests.post("/v1/classes/rename", "{\"from\":\"rare\",\"to\":\"renamed\"}");
    String id = JsonIds.first(answer);
    String status = answer;
    while (status.contains("\"RUNNING\"")) {
      Thread.sleep(200);
      status = requests.body("/v1/classes/renames/" + id);
    }
    figures.add("rename", (System.nanoTime() - start) / 1e9, "s");
    figures.add("rename.processor", used(used), "s");
    if (!status.contains("\"failed\":0")) {
      throw new IllegalStateException(status);
    }
  }
}
