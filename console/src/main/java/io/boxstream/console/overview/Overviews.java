package io.boxstream.console.overview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.console.Service;
import io.boxstream.console.alerts.Alerts;
import io.boxstream.console.alerts.ConsoleAlerts;
import io.boxstream.console.answers.Caller;
import io.boxstream.console.answers.Question;
import io.boxstream.console.answers.Reply;
import io.boxstream.console.answers.SharedAnswers;
import io.boxstream.console.health.HealthWatch;
import io.boxstream.console.operations.ServiceVitals;
import io.boxstream.console.operations.Vitals;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Puts together what the first page shows, and what the badges of the navigation count. */
public final class Overviews {
  private static final Duration KEEP_PROMOTIONS = Duration.ofSeconds(2);
  private static final Set<Fact> WORK =
      EnumSet.of(Fact.REJECTED, Fact.SUSPECTS, Fact.HARD_EXAMPLES);
  private static final int MOST_PROMOTIONS = 5;
  private static final int MOST_DAYS = 14;

  private final SharedAnswers answers;
  private final ServiceVitals vitals;
  private final HealthWatch health;
  private final ConsoleAlerts alerts;
  private final ObjectMapper mapper;
  private final Clock clock;
  private final Needs needs;

  public Overviews(
      SharedAnswers answers,
      ServiceVitals vitals,
      HealthWatch health,
      ConsoleAlerts alerts,
      ObjectMapper mapper,
      Clock clock) {
    this.answers = requireNonNull(answers, "answers");
    this.vitals = requireNonNull(vitals, "vitals");
    this.health = requireNonNull(health, "health");
    this.alerts = requireNonNull(alerts, "alerts");
    this.mapper = requireNonNull(mapper, "mapper");
    this.clock = requireNonNull(clock, "clock");
    this.needs = new Needs(clock);
  }

  /** Work that waits for a person. Does not fail. */
  public CompletableFuture<List<Need>> work(Caller caller) {
    return ask(WORK, caller)
        .thenApply(replies -> Needs.ofWork(new Facts(replies, Reply.none(), Map.of())));
  }

  /** The overview. Does not fail. */
  public CompletableFuture<Overview> overview(Caller caller) {
    CompletableFuture<Map<Service, Vitals>> measured = measure(caller);
    return ask(EnumSet.allOf(Fact.class), caller)
        .thenCompose(
            replies ->
                promotions(new Facts(replies, Reply.none(), Map.of()), caller)
                    .thenCombine(
                        measured, (promotions, values) -> new Facts(replies, promotions, values)))
        .thenApply(
            facts -> overview(facts, caller.mayMeasure() ? alerts.present() : Optional.empty()));
  }

  private CompletableFuture<Map<Fact, Reply<JsonNode>>> ask(Set<Fact> facts, Caller caller) {
    Map<Fact, CompletableFuture<Reply<JsonNode>>> asked = new EnumMap<>(Fact.class);
    for (Fact fact : facts) {
      asked.put(fact, ask(fact.service(), fact.target(), fact.keep(), caller.authorization()));
    }
    return all(asked.values())
        .thenApply(
            done -> {
              Map<Fact, Reply<JsonNode>> replies = new EnumMap<>(Fact.class);
              asked.forEach((fact, reply) -> replies.put(fact, reply.join()));
              return replies;
            });
  }

  private CompletableFuture<Reply<JsonNode>> ask(
      Service service, String target, Duration keep, Optional<String> authorization) {
    return answers.ask(new Question<>(service, target, keep, mapper::readTree), authorization);
  }

  /** Those of the model that is served, or was evaluated last. */
  private CompletableFuture<Reply<JsonNode>> promotions(Facts facts, Caller caller) {
    return facts
        .of(Fact.MODEL)
        .or(facts::latestEvaluation)
        .map(known -> known.path("model").asText())
        .filter(model -> !model.isEmpty())
        .map(
            model ->
                ask(
                    Service.EVALUATOR,
                    "/v1/models/%s/promotions".formatted(URLEncoder.encode(model, UTF_8)),
                    KEEP_PROMOTIONS,
                    caller.authorization()))
        .orElseGet(() -> CompletableFuture.completedFuture(Reply.none()));
  }

  private CompletableFuture<Map<Service, Vitals>> measure(Caller caller) {
    Map<Service, CompletableFuture<Reply<Vitals>>> asked = new EnumMap<>(Service.class);
    if (caller.mayMeasure()) {
      for (Service service : Service.values()) {
        asked.put(service, vitals.vitals(service, caller.authorization()));
      }
    }
    return all(asked.values())
        .thenApply(
            done -> {
              Map<Service, Vitals> values = new EnumMap<>(Service.class);
              asked.forEach(
                  (service, reply) ->
                      reply.join().value().ifPresent(value -> values.put(service, value)));
              return values;
            });
  }

  private static CompletableFuture<Void> all(Collection<? extends CompletableFuture<?>> asked) {
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
  }

  private Overview overview(Facts facts, Optional<Alerts> firing) {
    return new Overview(
        clock.instant(),
        facts.away(),
        facts.of(Fact.STATISTICS).map(Overviews::dataSet),
        facts.latestRun().map(run -> ((ObjectNode) run.deepCopy()).without("checkpoints")),
        facts.latestRun().map(run -> run.path("checkpoints").size()),
        facts.latestEvaluation().map(Overviews::evaluation),
        facts.of(Fact.MODEL),
        newest(facts.promotions()),
        needs.of(facts, health.health()),
        firing);
  }

  private static Overview.DataSet dataSet(JsonNode statistics) {
    JsonNode splits = statistics.path("splits");
    List<Overview.Day> days = new ArrayList<>();
    for (JsonNode day : statistics.path("days")) {
      days.add(new Overview.Day(day.path("date").asText(), day.path("images").asLong()));
    }
    return new Overview.DataSet(
        statistics.path("images").asLong(),
        statistics.path("boxes").asLong(),
        statistics.path("classes").size(),
        splits.path("train").path("images").asLong(),
        splits.path("val").path("images").asLong(),
        splits.path("test").path("images").asLong(),
        days.subList(Math.max(0, days.size() - MOST_DAYS), days.size()));
  }

  private static Overview.Evaluation evaluation(JsonNode evaluation) {
    JsonNode decision = evaluation.path("decision");
    return new Overview.Evaluation(
        evaluation.path("checkpoint").asText(),
        Optional.of(evaluation.path("voc07")).filter(JsonNode::isNumber).map(JsonNode::asDouble),
        decision.path("promoted").asBoolean(),
        decision.path("reason").asText(),
        decision.path("decidedAt").asText());
  }

  private static List<JsonNode> newest(Reply<JsonNode> promotions) {
    JsonNode chain = promotions.value().map(known -> known.path("promotions")).orElse(null);
    List<JsonNode> newest = new ArrayList<>();
    if (chain != null) {
      for (int index = chain.size() - 1; index >= 0 && newest.size() < MOST_PROMOTIONS; index--) {
        newest.add(chain.get(index));
      }
    }
    return newest;
  }
}
