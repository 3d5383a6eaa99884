package io.boxstream.console.overview;

import static io.boxstream.console.overview.Need.Urgency.NOW;
import static io.boxstream.console.overview.Need.Urgency.SOON;
import static io.boxstream.console.overview.Need.Urgency.WHENEVER;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.console.Service;
import io.boxstream.console.health.Health;
import io.boxstream.console.health.HealthState;
import io.boxstream.console.operations.Vitals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what needs a person, from what the services answered. */
final class Needs {

  /** As the alert BoxstreamConsumerLagGrowing. */
  private static final double NOTABLE_LAG = 100;

  /** As the alert BoxstreamDiskNearlyFull. */
  private static final double SMALLEST_FREE_SHARE = 0.1;

  /** A swap of the model takes seconds. */
  private static final Duration SWAP = Duration.ofMinutes(1);

  private final Clock clock;

  Needs(Clock clock) {
    this.clock = clock;
  }

  /** All needs, the most urgent first. */
  List<Need> of(Facts facts, Map<String, Health> health) {
    List<Need> needs = new ArrayList<>();
    health.forEach((name, state) -> unhealthy(name, state).ifPresent(needs::add));
    needs.addAll(ofWork(facts));
    leaks(facts, needs);
    failedRun(facts).ifPresent(needs::add);
    servedBehind(facts).ifPresent(needs::add);
    facts.vitals().forEach((service, vitals) -> measured(service, vitals, needs));
    needs.sort(Comparator.comparing(Need::urgency));
    return needs;
  }

  /** Work that waits for a person: what the badges of the navigation count. */
  static List<Need> ofWork(Facts facts) {
    List<Need> needs = new ArrayList<>();
    facts
        .of(Fact.REJECTED)
        .map(page -> page.path("total").asLong())
        .filter(total -> total > 0)
        .ifPresent(total -> needs.add(Need.count(NeedKind.QUARANTINE, WHENEVER, total)));
    facts
        .of(Fact.SUSPECTS)
        .map(summary -> summary.path("total").asLong())
        .filter(total -> total > 0)
        .ifPresent(total -> needs.add(Need.count(NeedKind.SUSPECTS, WHENEVER, total)));
    facts
        .of(Fact.HARD_EXAMPLES)
        .map(summary -> summary.path("total").asLong())
        .filter(total -> total > 0)
        .ifPresent(total -> needs.add(Need.count(NeedKind.HARD_EXAMPLES, WHENEVER, total)));
    return needs;
  }

  private static Optional<Need> unhealthy(String name, Health health) {
    return switch (health.state()) {
      case UP -> Optional.empty();
      case AWAY -> Optional.of(Need.about(NeedKind.AWAY, NOW, name, Optional.empty()));
      case DOWN -> Optional.of(Need.about(NeedKind.DOWN, NOW, name, downChecks(health)));
    };
  }

  private static Optional<String> downChecks(Health health) {
    return health.checks().stream()
        .filter(check -> !check.status().equals(HealthState.UP.name()))
        .map(check -> check.name() + (check.data().isEmpty() ? "" : " " + check.data()))
        .reduce((one, other) -> one + "; " + other);
  }

  private static void leaks(Facts facts, List<Need> needs) {
    facts
        .of(Fact.SUSPECTS)
        .ifPresent(
            summary -> {
              for (Map.Entry<String, JsonNode> split : summary.path("leaks").properties()) {
                long leaked = split.getValue().path("leaked").asLong();
                if (leaked > 0) {
                  needs.add(Need.count(NeedKind.LEAKS, SOON, split.getKey(), leaked));
                }
              }
            });
  }

  private static Optional<Need> failedRun(Facts facts) {
    return facts
        .latestRun()
        .filter(run -> run.path("state").asText().equals("FAILED"))
        .map(
            run ->
                Need.about(
                    NeedKind.RUN_FAILED,
                    SOON,
                    run.path("id").asText(),
                    Optional.of(run.path("detail").asText()).filter(text -> !text.isEmpty())));
  }

  private Optional<Need> servedBehind(Facts facts) {
    Optional<JsonNode> model = facts.of(Fact.MODEL);
    return facts
        .latestPromotion()
        .filter(
            promotion ->
                model.isPresent()
                    && promotion.path("generation").asLong()
                        != model.get().path("generation").asLong()
                    && isLongAgo(promotion.path("decidedAt").asText()))
        .map(
            promotion ->
                Need.about(
                    NeedKind.SERVED_BEHIND,
                    SOON,
                    promotion.path("generation").asText(),
                    Optional.empty()));
  }

  private boolean isLongAgo(String instant) {
    try {
      return Instant.parse(instant).plus(SWAP).isBefore(clock.instant());
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static void measured(Service service, Vitals vitals, List<Need> needs) {
    for (Vitals.Count lag : vitals.lag()) {
      if (lag.value() > NOTABLE_LAG) {
        needs.add(Need.count(NeedKind.LAG, SOON, lag.name(), Math.round(lag.value())));
      }
    }
    for (Vitals.Count letters : vitals.deadLetters()) {
      needs.add(
          Need.count(NeedKind.DEAD_LETTERS, SOON, letters.name(), Math.round(letters.value())));
    }
    double refused = vitals.refusedImages().orElse(0);
    if (refused > 0) {
      needs.add(Need.count(NeedKind.REFUSED_IMAGES, SOON, service.code(), Math.round(refused)));
    }
    if (vitals.diskFreeBytes().isPresent()
        && vitals.diskFreeBytes().getAsDouble()
            < SMALLEST_FREE_SHARE * vitals.diskSizeBytes().orElse(0)) {
      needs.add(Need.about(NeedKind.DISK, NOW, service.code(), Optional.empty()));
    }
  }
}
