package io.boxstream.ingest.app;

import io.boxstream.events.HardExampleReason;
import io.boxstream.ingest.hardexamples.ExampleQuery;
import io.boxstream.ingest.hardexamples.ExampleQuery.Order;
import io.boxstream.ingest.hardexamples.ExampleState;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters that select hard examples. */
public class HardExampleQueries {

  private static final String ANY = "any";

  @QueryParam("order")
  @DefaultValue("hardest")
  @Parameter(
      description = "hardest: by falling score. newest: by falling time",
      example = "hardest")
  String order;

  @QueryParam("state")
  @DefaultValue("open")
  @Parameter(description = "open, answered, dismissed or any", example = "open")
  String state;

  @QueryParam("reason")
  @Parameter(
      description =
          "Examples with this reason: low-confidence, many-near-threshold, conflicting-classes,"
              + " nothing-found, generations-disagree or drift",
      example = "generations-disagree")
  String reason;

  ExampleQuery query() {
    Order parsedOrder =
        switch (order) {
          case "hardest" -> Order.HARDEST;
          case "newest" -> Order.NEWEST;
          default ->
              throw ProblemException.invalidRequest(
                  "order is \"" + order + "\", not hardest or newest");
        };
    Optional<ExampleState> parsedState =
        state.equals(ANY)
            ? Optional.empty()
            : Optional.of(
                known("state", state, ExampleState::of, "open, answered, dismissed or any"));
    Optional<HardExampleReason> parsedReason =
        Optional.ofNullable(reason)
            .filter(text -> !text.isBlank())
            .map(text -> known("reason", text, HardExampleReason::of, "a reason of an example"));
    return new ExampleQuery(parsedOrder, parsedState, parsedReason);
  }

  private static <T> T known(
      String parameter, String text, Function<String, Optional<T>> parse, String expected) {
    return parse
        .apply(text)
        .orElseThrow(
            () ->
                ProblemException.invalidRequest(
                    "%s is \"%s\", not %s".formatted(parameter, text, expected)));
  }
}
