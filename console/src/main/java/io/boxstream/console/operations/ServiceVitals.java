package io.boxstream.console.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.console.Service;
import io.boxstream.console.answers.Question;
import io.boxstream.console.answers.Reply;
import io.boxstream.console.answers.SharedAnswers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks the services for their metrics and versions. */
public final class ServiceVitals {
  private static final Duration KEEP_METRICS = Duration.ofSeconds(5);
  private static final Duration KEEP_VERSION = Duration.ofMinutes(1);

  private final SharedAnswers answers;
  private final Map<Service, Question<Vitals>> metrics = new EnumMap<>(Service.class);
  private final Map<Service, Question<String>> versions = new EnumMap<>(Service.class);

  public ServiceVitals(SharedAnswers answers, ObjectMapper mapper) {
    this.answers = requireNonNull(answers, "answers");
    for (Service service : Service.values()) {
      metrics.put(
          service,
          new Question<>(
              service, "/q/metrics", KEEP_METRICS, body -> Vitals.of(new String(body, UTF_8))));
      versions.put(
          service,
          new Question<>(
              service,
              "/q/openapi?format=json",
              KEEP_VERSION,
              body -> mapper.readTree(body).path("info").path("version").asText()));
    }
  }

  /**
   * The metrics of a service.
   *
   * @param authorization of a caller who may read metrics
   */
  public CompletableFuture<Reply<Vitals>> vitals(Service service, Optional<String> authorization) {
    return answers.ask(metrics.get(service), authorization);
  }

  /** The version of a service. */
  public CompletableFuture<Reply<String>> version(Service service, Optional<String> authorization) {
    return answers.ask(versions.get(service), authorization);
  }
}
