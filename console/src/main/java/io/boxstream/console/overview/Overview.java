package io.boxstream.console.overview;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.console.alerts.Alerts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the first page shows. What no service has answered is absent.
 *
 * @param at when it was put together
 * @param away services that did not answer, by name
 * @param dataSet images and labels
 * @param run the latest run, as trainer-service shows it, without its checkpoints
 * @param checkpoints how many the latest run has published
 * @param evaluation the latest
 * @param model that is served, as inference-service shows it; null if there is none yet
 * @param promotions the newest, newest first, as evaluator-service shows them
 * @param needs what needs a person, the most urgent first
 * @param alerts of Prometheus; absent if none is configured, before it was asked, or if the caller
 *     may not read metrics
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Overview(
    Instant at,
    Set<String> away,
    Optional<DataSet> dataSet,
    Optional<JsonNode> run,
    Optional<Integer> checkpoints,
    Optional<Evaluation> evaluation,
    Optional<JsonNode> model,
    List<JsonNode> promotions,
    List<Need> needs,
    Optional<Alerts> alerts) {

  public Overview {
    requireNonNull(at, "at");
    away = Set.copyOf(away);
    promotions = List.copyOf(promotions);
    needs = List.copyOf(needs);
    requireNonNull(alerts, "alerts");
  }

  /**
   * The data set.
   *
   * @param images in all
   * @param boxes in all
   * @param classes how many there are
   * @param train images for training
   * @param val images for validation
   * @param test images for tests
   * @param days the last days with new images, the oldest first
   */
  public record DataSet(
      long images, long boxes, int classes, long train, long val, long test, List<Day> days) {

    public DataSet {
      days = List.copyOf(days);
    }
  }

  /** New images of a day. */
  public record Day(String date, long images) {}

  /**
   * An evaluation.
   *
   * @param checkpoint that was evaluated
   * @param voc07 mAP; absent if nothing was scored
   * @param promoted whether it was promoted
   * @param reason of the decision
   * @param at when it was decided
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Evaluation(
      String checkpoint, Optional<Double> voc07, boolean promoted, String reason, String at) {}
}
