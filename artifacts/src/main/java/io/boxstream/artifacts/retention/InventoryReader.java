package io.boxstream.artifacts.retention;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.promotion.PromotionChain;
import io.boxstream.artifacts.rollout.Rollout;
import io.boxstream.artifacts.rollout.Rollouts;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.run.Runs;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.artifacts.store.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists the documents in the store. Objects with other keys are left alone. */
final class InventoryReader {
  private static final Pattern RUN =
      Pattern.compile("runs/([^/]+)/(run|outcome|checkpoints/(\\d{6}))\\.json");
  private static final Pattern DECISION = Pattern.compile("decisions/([^/]+-\\d{6})\\.json");
  private static final Pattern REPORT =
      Pattern.compile("evaluations/([^/]+-\\d{6})/[0-9a-f]{64}\\.json");
  private static final Pattern SNAPSHOT = Pattern.compile("snapshots/[0-9a-f]{64}\\.json");

  private final ObjectStore store;
  private final int generations;

  /**
   * @param generations how many of the latest generations of each chain to read
   */
  InventoryReader(ObjectStore store, int generations) {
    this.store = requireNonNull(store, "store");
    this.generations = generations;
  }

  Inventory read() {
    SortedMap<String, RunDocuments> runs = runs();
    Map<CheckpointId, ObjectStat> decisions = new HashMap<>();
    matching("decisions/", DECISION)
        .forEach((key, stat) -> decisions.put(CheckpointId.parse(key.group(1)), stat));
    Map<CheckpointId, List<ObjectStat>> reports = new HashMap<>();
    matching("evaluations/", REPORT)
        .forEach(
            (key, stat) ->
                reports
                    .computeIfAbsent(CheckpointId.parse(key.group(1)), id -> new ArrayList<>())
                    .add(stat));
    return new Inventory(
        runs,
        decisions,
        reports,
        champions(),
        parents(runs),
        List.copyOf(matching("snapshots/", SNAPSHOT).values()));
  }

  private SortedMap<String, RunDocuments> runs() {
    Map<String, ObjectStat> records = new HashMap<>();
    Map<String, ObjectStat> outcomes = new HashMap<>();
    Map<String, TreeMap<Integer, ObjectStat>> checkpoints = new TreeMap<>();
    matching("runs/", RUN)
        .forEach(
            (key, stat) -> {
              String run = key.group(1);
              TreeMap<Integer, ObjectStat> manifests =
                  checkpoints.computeIfAbsent(run, id -> new TreeMap<>());
              switch (key.group(2)) {
                case "run" -> records.put(run, stat);
                case "outcome" -> outcomes.put(run, stat);
                default -> manifests.put(Integer.parseInt(key.group(3)), stat);
              }
            });
    SortedMap<String, RunDocuments> runs = new TreeMap<>();
    checkpoints.forEach(
        (run, manifests) ->
            runs.put(
                run,
                new RunDocuments(
                    Optional.ofNullable(records.get(run)),
                    Optional.ofNullable(outcomes.get(run)),
                    manifests)));
    return runs;
  }

  private Set<CheckpointId> champions() {
    Set<CheckpointId> champions = new HashSet<>();
    for (String model : PromotionChain.models(store)) {
      PromotionChain chain = new PromotionChain(store, model);
      int latest = chain.latest().map(Promotion::generation).orElse(0);
      for (int generation = latest; generation > Math.max(0, latest - generations); generation--) {
        chain.find(generation).map(Promotion::checkpoint).ifPresent(champions::add);
      }
      // The challenger of a rollout that has ended may still have to be promoted.
      Rollouts rollouts = new Rollouts(store, model);
      rollouts.find(rollouts.latest()).map(Rollout::checkpoint).ifPresent(champions::add);
    }
    return champions;
  }

  private Set<CheckpointId> parents(Map<String, RunDocuments> runs) {
    Set<CheckpointId> parents = new HashSet<>();
    Runs records = new Runs(store);
    runs.forEach(
        (id, documents) -> {
          if (documents.isUnfinished()) {
            records.find(id).flatMap(RunRecord::parent).ifPresent(parents::add);
          }
        });
    return parents;
  }

  private Map<Matcher, ObjectStat> matching(String prefix, Pattern keys) {
    Map<Matcher, ObjectStat> found = new LinkedHashMap<>();
    for (ObjectStat stat : store.listStats(prefix)) {
      Matcher matcher = keys.matcher(stat.key());
      if (matcher.matches()) {
        found.put(matcher, stat);
      }
    }
    return found;
  }
}
