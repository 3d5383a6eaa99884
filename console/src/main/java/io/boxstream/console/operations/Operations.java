package io.boxstream.console.operations;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.console.Service;
import io.boxstream.console.answers.Caller;
import io.boxstream.console.answers.Reply;
import io.boxstream.console.broker.BrokerState;
import io.boxstream.console.health.Health;
import io.boxstream.console.health.HealthWatch;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Puts together what the page of operations shows. */
public final class Operations {
  private final HealthWatch health;
  private final ServiceVitals services;
  private final Supplier<Optional<BrokerState>> kafka;
  private final Supplier<ConsoleVitals> console;
  private final Map<String, URI> dashboards;
  private final Clock clock;

  /**
   * @param kafka what is known of its topics and groups
   * @param dashboards links, by name
   */
  public Operations(
      HealthWatch health,
      ServiceVitals services,
      Supplier<Optional<BrokerState>> kafka,
      Supplier<ConsoleVitals> console,
      Map<String, URI> dashboards,
      Clock clock) {
    this.health = requireNonNull(health, "health");
    this.services = requireNonNull(services, "services");
    this.kafka = requireNonNull(kafka, "kafka");
    this.console = requireNonNull(console, "console");
    this.dashboards = Map.copyOf(dashboards);
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Everything.
   *
   * @param at when it was put together
   * @param measured whether the caller may read metrics; otherwise services have none here
   * @param broker absent until it is known
   * @param kafka topics and consumer groups; absent until they are known, or if the caller may not
   *     read metrics
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record View(
      Instant at,
      boolean measured,
      List<ServiceView> services,
      Optional<Health> broker,
      Optional<BrokerState> kafka,
      ConsoleVitals console,
      Map<String, URI> dashboards) {}

  /**
   * A service.
   *
   * @param health absent until it is known
   * @param version absent if it does not answer
   * @param vitals absent if it does not answer, or the caller may not read metrics
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ServiceView(
      String name, Optional<Health> health, Optional<String> version, Optional<Vitals> vitals) {}

  /**
   * The console itself.
   *
   * @param version of its software
   * @param uptimeSeconds since its start
   * @param heapUsedBytes objects of Java, garbage included
   * @param heapMaxBytes the most that Java may use for objects
   * @param browsers that listen
   */
  public record ConsoleVitals(
      String version, double uptimeSeconds, long heapUsedBytes, long heapMaxBytes, int browsers) {}

  /** The view of a caller. Does not fail. */
  public CompletableFuture<View> view(Caller caller) {
    List<CompletableFuture<ServiceView>> views = new ArrayList<>();
    Map<String, Health> known = health.health();
    for (Service service : Service.values()) {
      views.add(view(service, Optional.ofNullable(known.get(service.code())), caller));
    }
    return CompletableFuture.allOf(views.toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                new View(
                    clock.instant(),
                    caller.mayMeasure(),
                    views.stream().map(CompletableFuture::join).toList(),
                    Optional.ofNullable(known.get("broker")),
                    caller.mayMeasure() ? kafka.get() : Optional.empty(),
                    console.get(),
                    dashboards));
  }

  private CompletableFuture<ServiceView> view(
      Service service, Optional<Health> known, Caller caller) {
    CompletableFuture<Reply<Vitals>> vitals =
        caller.mayMeasure()
            ? services.vitals(service, caller.authorization())
            : CompletableFuture.completedFuture(Reply.none());
    return services
        .version(service, caller.authorization())
        .thenCombine(
            vitals,
            (version, measured) ->
                new ServiceView(service.code(), known, version.value(), measured.value()));
  }
}
