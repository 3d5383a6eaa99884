package io.boxstream.console.overview;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.console.Service;
import io.boxstream.console.answers.Reply;
import io.boxstream.console.operations.Vitals;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the services answered.
 *
 * @param replies by what was asked; not everything need be asked
 * @param promotions of the served model, oldest first
 * @param vitals by service; empty if the caller may not read metrics
 */
record Facts(
    Map<Fact, Reply<JsonNode>> replies, Reply<JsonNode> promotions, Map<Service, Vitals> vitals) {

  Facts {
    replies = Map.copyOf(replies);
    vitals = Map.copyOf(vitals);
  }

  /** The answer, if there is one. */
  Optional<JsonNode> of(Fact fact) {
    return Optional.ofNullable(replies.get(fact)).flatMap(Reply::value);
  }

  /** Services that were asked and did not answer, by name. */
  Set<String> away() {
    Set<String> away = new TreeSet<>();
    replies.forEach(
        (fact, reply) -> {
          if (reply.isAway()) {
            away.add(fact.service().code());
          }
        });
    return away;
  }

  /** The latest run; empty if there is none. */
  Optional<JsonNode> latestRun() {
    return of(Fact.RUNS).map(list -> list.path(0)).filter(JsonNode::isObject);
  }

  /** The latest evaluation; empty if there is none. */
  Optional<JsonNode> latestEvaluation() {
    return of(Fact.EVALUATIONS)
        .map(page -> page.path("evaluations").path(0))
        .filter(JsonNode::isObject);
  }

  /** The newest promotion; empty if there is none. */
  Optional<JsonNode> latestPromotion() {
    return promotions
        .value()
        .map(chain -> chain.path("promotions"))
        .filter(chain -> !chain.isEmpty())
        .map(chain -> chain.get(chain.size() - 1));
  }
}
