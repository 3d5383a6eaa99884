package io.boxstream.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Sends the requests of many pages to the console and counts them. Thread-safe. */
final class PageClient implements AutoCloseable {

  private static final String EVENT = "event: ";
  private static final String GZIP = "gzip";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final URI console;

  PageClient(URI console) {
    this.console = requireNonNull(console, "console");
  }

  /** Of what pages do later or again. */
  ScheduledExecutorService timer() {
    return timer;
  }

  /** Requests that were sent, without streams. */
  long requests() {
    return requests.get();
  }

  /** Events that were received, of all streams together. */
  long events() {
    return events.get();
  }

  /** Requests that were not answered with a success. */
  long failures() {
    return failures.get();
  }

  /**
   * Asks for something.
   *
   * @return what was answered; empty text if it was no success
   */
  CompletableFuture<String> get(String path) {
    requests.incrementAndGet();
    return client
        .sendAsync(
            request(path).header("Accept-Encoding", GZIP).build(), BodyHandlers.ofByteArray())
        .thenApply(PageClient::text)
        .exceptionally(
            failure -> {
              failures.incrementAndGet();
              return "";
            });
  }

  private static String text(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer + ": " + answer.statusCode());
    }
    boolean compressed = answer.headers().firstValue("Content-Encoding").equals(Optional.of(GZIP));
    try (InputStream bytes = new ByteArrayInputStream(answer.body());
        InputStream in = compressed ? new GZIPInputStream(bytes) : bytes) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Listens to the stream of events.
   *
   * @param heard gets the kind of each
   * @return ends it when it is cancelled
   */
  CompletableFuture<?> listen(Consumer<String> heard) {
    return client.sendAsync(
        request("/api/events").build(),
        answer -> BodySubscribers.fromLineSubscriber(new Lines(line -> take(line, heard))));
  }

  private void take(String line, Consumer<String> heard) {
    if (line.startsWith(EVENT)) {
      events.incrementAndGet();
      heard.accept(line.substring(EVENT.length()));
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(console.resolve(path));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Gives on each line as it comes. */
  private record Lines(Consumer<String> line) implements Flow.Subscriber<String> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String next) {
      line.accept(next);
    }

    @Override
    public void onError(Throwable failure) {
      // The page was closed.
    }

    @Override
    public void onComplete() {
      // The console ends streams that are a quarter of an hour old.
    }
  }
}
