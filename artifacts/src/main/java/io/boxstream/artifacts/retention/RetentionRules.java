package io.boxstream.artifacts.retention;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.store.ObjectStat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which documents are expendable. A pure function of what is in the store.
 *
 * <ul>
 *   <li>A <b>checkpoint</b> is kept if it is young, if it is in one of the latest generations of a
 *       chain or the challenger of a model's latest rollout, if it is the best or the last of one
 *       of the latest runs or of an unfinished run, if an unfinished run started from it, or if it
 *       was not decided about and its notification may still be on the log.
 *   <li>An <b>evaluation</b> (decision and reports) is kept if its checkpoint is kept, or if it is
 *       young.
 *   <li>The <b>record and outcome of a run</b> are kept if a checkpoint of it exists, if it is
 *       unfinished, one of the latest, or young.
 *   <li>The <b>promotion chain</b> and the rollouts are always kept.
 * </ul>
 */
final class RetentionRules {
  /** How long the notification of a checkpoint stays on the topic {@code checkpoints}. */
  static final Duration NOTIFICATION = Duration.ofDays(90);

  private final RetentionSettings settings;
  private final Function<CheckpointId, Optional<Double>> scores;

  /**
   * @param scores score of an evaluated checkpoint, higher is better; empty if there is none
   */
  RetentionRules(RetentionSettings settings, Function<CheckpointId, Optional<Double>> scores) {
    this.settings = requireNonNull(settings, "settings");
    this.scores = requireNonNull(scores, "scores");
  }

  /**
   * The expendable documents.
   *
   * @param checkpoints manifests
   * @param evaluations decisions, then reports
   * @param runs records, then outcomes: a record without an outcome would look unfinished
   */
  record Expendable(
      List<ObjectStat> checkpoints, List<ObjectStat> evaluations, List<ObjectStat> runs) {
    Expendable {
      checkpoints = List.copyOf(checkpoints);
      evaluations = List.copyOf(evaluations);
      runs = List.copyOf(runs);
    }
  }

  /**
   * Selects.
   *
   * @param now the time of the store
   */
  Expendable select(Inventory inventory, Instant now) {
    Set<String> latest = latestRuns(inventory);
    Set<CheckpointId> kept = new HashSet<>();
    List<ObjectStat> checkpoints = new ArrayList<>();
    inventory
        .runs()
        .forEach(
            (run, documents) -> {
              Set<CheckpointId> bestAndLast =
                  latest.contains(run) || documents.isUnfinished()
                      ? bestAndLast(run, documents)
                      : Set.of();
              documents
                  .checkpoints()
                  .forEach(
                      (epoch, manifest) -> {
                        CheckpointId id = new CheckpointId(run, epoch);
                        if (bestAndLast.contains(id) || isKept(id, manifest, inventory, now)) {
                          kept.add(id);
                        } else {
                          checkpoints.add(manifest);
                        }
                      });
            });
    return new Expendable(
        checkpoints, evaluations(inventory, kept, now), runs(inventory, latest, now));
  }

  private boolean isKept(CheckpointId id, ObjectStat manifest, Inventory inventory, Instant now) {
    return inventory.champions().contains(id)
        || inventory.parents().contains(id)
        || isYoung(manifest, settings.checkpoints(), now)
        || (!inventory.decisions().containsKey(id) && isYoung(manifest, NOTIFICATION, now));
  }

  private Set<CheckpointId> bestAndLast(String run, RunDocuments documents) {
    if (documents.checkpoints().isEmpty()) {
      return Set.of();
    }
    CheckpointId last = new CheckpointId(run, documents.checkpoints().lastKey());
    Set<CheckpointId> found = new HashSet<>(Set.of(last));
    documents.checkpoints().keySet().stream()
        .map(epoch -> new CheckpointId(run, epoch))
        .map(id -> Map.entry(id, scores.apply(id)))
        .filter(scored -> scored.getValue().isPresent())
        .max(
            Comparator.comparing(
                    (Map.Entry<CheckpointId, Optional<Double>> scored) ->
                        scored.getValue().orElseThrow())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .ifPresent(found::add);
    return found;
  }

  private List<ObjectStat> evaluations(Inventory inventory, Set<CheckpointId> kept, Instant now) {
    List<ObjectStat> expendable = new ArrayList<>();
    Stream.concat(inventory.decisions().keySet().stream(), inventory.reports().keySet().stream())
        .distinct()
        .sorted()
        .filter(id -> !kept.contains(id))
        .forEach(
            id -> {
              List<ObjectStat> documents =
                  Stream.concat(
                          Optional.ofNullable(inventory.decisions().get(id)).stream(),
                          inventory.reports().getOrDefault(id, List.of()).stream())
                      .toList();
              if (documents.stream()
                  .noneMatch(document -> isYoung(document, settings.evaluations(), now))) {
                expendable.addAll(documents);
              }
            });
    return expendable;
  }

  private List<ObjectStat> runs(Inventory inventory, Set<String> latest, Instant now) {
    List<ObjectStat> expendable = new ArrayList<>();
    inventory
        .runs()
        .forEach(
            (run, documents) -> {
              List<ObjectStat> both =
                  Stream.concat(documents.record().stream(), documents.outcome().stream()).toList();
              boolean kept =
                  latest.contains(run)
                      || documents.isUnfinished()
                      || !documents.checkpoints().isEmpty()
                      || both.stream()
                          .anyMatch(document -> isYoung(document, settings.evaluations(), now));
              if (!kept) {
                expendable.addAll(both);
              }
            });
    return expendable;
  }

  private Set<String> latestRuns(Inventory inventory) {
    List<String> ids = List.copyOf(inventory.runs().keySet());
    return Set.copyOf(ids.subList(Math.max(0, ids.size() - settings.runs()), ids.size()));
  }

  static boolean isYoung(ObjectStat object, Duration longest, Instant now) {
    return !object.modified().plus(longest).isBefore(now);
  }
}
