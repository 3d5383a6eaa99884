package io.boxstream.artifacts.retention;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.document.CondemnedDocuments;
import io.boxstream.artifacts.document.CondemnedDocuments.Condemned;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.artifacts.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes from the store what is no longer needed, beside running writers. A sweep can be killed at
 * any point; the next one does what is left.
 *
 * <p>Documents are removed in two phases. A sweep publishes the keys of expendable documents
 * ({@link CondemnedDocuments}). A later sweep, when the grace period has passed, selects again and
 * removes those that are still expendable. Nobody begins to refer to a document on the list, and
 * whoever began before has finished within the grace period, so that the second selection sees it.
 *
 * <p>Blobs are removed when no document refers to them and they are older than the grace period. No
 * writer refers to a copy that another one wrote ({@link Blobs}), so an old copy without a
 * reference never gets one. The blobs are listed before the documents.
 */
public final class Retention {
  private static final int LISTED_AT_ONCE = 1000;

  private final ObjectStore store;
  private final RetentionSettings settings;
  private final RetentionRules rules;
  private final CondemnedDocuments condemned;
  private final DocumentReferences documents;
  private final RetentionListener listener;
  private final LongSupplier nanoTime;

  /**
   * @param listener called for each object that a sweep removes
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public Retention(
      ObjectStore store,
      RetentionSettings settings,
      RetentionListener listener,
      LongSupplier nanoTime) {
    this.store = requireNonNull(store, "store");
    this.settings = requireNonNull(settings, "settings");
    EvaluationReports reports = new EvaluationReports(store);
    this.rules = new RetentionRules(settings, id -> reports.decision(id).flatMap(score(reports)));
    this.condemned = new CondemnedDocuments(store);
    this.documents = new DocumentReferences(store);
    this.listener = requireNonNull(listener, "listener");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  /**
   * Removes what may be removed now.
   *
   * @throws io.boxstream.artifacts.store.ArtifactException if the store does not respond, or a
   *     document cannot be read; what was removed until then stays removed, and nothing is lost
   */
  public RetentionReport sweep() {
    return new Pass(false).run();
  }

  /** Says what would be removed if the grace period had passed for everything. Removes nothing. */
  public RetentionReport preview() {
    return new Pass(true).run();
  }

  /** The time of the store, which the ages of objects are measured with. */
  private Instant storeTime() {
    String key = CondemnedDocuments.FOLDER + "time";
    store.put(key, new byte[0]);
    return store.stat(key).orElseThrow().modified();
  }

  private static Function<EvaluationDecision, Optional<Double>> score(EvaluationReports reports) {
    return decision ->
        reports
            .find(decision.checkpoint(), decision.validationSet())
            .flatMap(EvaluationReport::voc07);
  }

  /** One sweep or preview. */
  private final class Pass {
    private final boolean preview;
    private final long began = nanoTime.getAsLong();
    private final Tally tally = new Tally();

    Pass(boolean preview) {
      this.preview = preview;
    }

    RetentionReport run() {
      Instant now = storeTime();
      List<ObjectStat> blobs = store.listStats(Blobs.MODELS);
      Inventory inventory = new InventoryReader(store, settings.generations()).read();
      RetentionRules.Expendable expendable = rules.select(inventory, now);
      Optional<Condemned> list = condemned.read();
      boolean due =
          list.filter(
                  published ->
                      !published.keys().isEmpty()
                          && !published.since().plus(settings.grace()).isBefore(now))
              .isEmpty();
      Set<String> removable = removable(expendable, list, due);
      References references =
          References.of(documents, inventory, removable, settings.checkpoints(), now);
      List<ObjectStat> snapshots =
          inventory.snapshots().stream()
              .filter(snapshot -> !references.snapshots().contains(hash(snapshot)))
              .filter(snapshot -> !RetentionRules.isYoung(snapshot, settings.grace(), now))
              .toList();
      Set<String> removableSnapshots = removable(snapshots.stream(), list, due);

      documents(Category.CHECKPOINTS, checkpoints(inventory), expendable.checkpoints(), removable);
      documents(Category.EVALUATIONS, evaluations(inventory), expendable.evaluations(), removable);
      documents(Category.RUNS, runs(inventory), expendable.runs(), removable);
      documents(Category.SNAPSHOTS, inventory.snapshots(), snapshots, removableSnapshots);
      blobs(blobs, references, now);
      quarantine(now);
      if (due && !preview) {
        condemn(
            Stream.of(
                    expendable.checkpoints(),
                    expendable.evaluations(),
                    expendable.runs(),
                    snapshots)
                .flatMap(List::stream)
                .map(ObjectStat::key)
                .filter(key -> !removable.contains(key) && !removableSnapshots.contains(key))
                .toList());
      }
      Duration took = Duration.ofNanos(nanoTime.getAsLong() - began);
      return new RetentionReport(now, took, tally.counts(), tally.removed());
    }

    private Set<String> removable(
        RetentionRules.Expendable expendable, Optional<Condemned> list, boolean due) {
      return removable(
          Stream.of(expendable.checkpoints(), expendable.evaluations(), expendable.runs())
              .flatMap(List::stream),
          list,
          due);
    }

    private Set<String> removable(
        Stream<ObjectStat> expendable, Optional<Condemned> list, boolean due) {
      Set<String> listed =
          due ? list.map(Condemned::keys).map(Set::copyOf).orElse(Set.of()) : Set.of();
      return expendable
          .map(ObjectStat::key)
          .filter(key -> preview || listed.contains(key))
          .collect(Collectors.toSet());
    }

    /** The list counts from a time after the selection, so its members had their whole grace. */
    private void condemn(List<String> keys) {
      condemned.publish(storeTime(), keys);
    }

    private void documents(
        Category category,
        List<ObjectStat> all,
        List<ObjectStat> expendable,
        Set<String> removable) {
      Set<String> keys = expendable.stream().map(ObjectStat::key).collect(Collectors.toSet());
      all.stream()
          .filter(document -> !keys.contains(document.key()))
          .forEach(document -> tally.kept(category, document));
      for (ObjectStat document : expendable) {
        if (removable.contains(document.key())) {
          remove(category, document);
        } else {
          tally.waiting(category, document);
        }
      }
    }

    private void blobs(List<ObjectStat> blobs, References references, Instant now) {
      for (ObjectStat blob : blobs) {
        if (references.blobs().contains(blob.key())) {
          tally.kept(Category.BLOBS, blob);
        } else if (RetentionRules.isYoung(blob, settings.grace(), now)) {
          tally.waiting(Category.BLOBS, blob);
        } else {
          remove(Category.BLOBS, blob);
        }
      }
    }

    /** In parts, because a single import may reject very many images. */
    private void quarantine(Instant now) {
      String last = "";
      List<ObjectStat> part;
      do {
        part = store.listStats(Blobs.QUARANTINE, last, LISTED_AT_ONCE);
        for (ObjectStat original : part) {
          if (RetentionRules.isYoung(original, settings.quarantine(), now)) {
            tally.kept(Category.QUARANTINE, original);
          } else {
            remove(Category.QUARANTINE, original);
          }
          last = original.key();
        }
      } while (part.size() == LISTED_AT_ONCE);
    }

    private void remove(Category category, ObjectStat object) {
      if (!preview) {
        requireTime();
        listener.removing(category, object);
        store.delete(object.key());
        listener.removed(category, object);
      }
      tally.removed(category, object);
    }

    /** What a sweep found out is not true for ever; the next sweep finds it out again. */
    private void requireTime() {
      Duration longest = settings.grace().dividedBy(2);
      if (nanoTime.getAsLong() - began > longest.toNanos()) {
        throw new SweepTooLongException("a sweep took longer than " + longest);
      }
    }
  }

  private static List<ObjectStat> checkpoints(Inventory inventory) {
    return inventory.runs().values().stream()
        .flatMap(run -> run.checkpoints().values().stream())
        .toList();
  }

  private static List<ObjectStat> evaluations(Inventory inventory) {
    return Stream.concat(
            inventory.decisions().values().stream(),
            inventory.reports().values().stream().flatMap(List::stream))
        .toList();
  }

  private static List<ObjectStat> runs(Inventory inventory) {
    return inventory.runs().values().stream()
        .flatMap(run -> Stream.concat(run.record().stream(), run.outcome().stream()))
        .toList();
  }

  private static String hash(ObjectStat snapshot) {
    String key = snapshot.key();
    return key.substring(key.indexOf('/') + 1, key.length() - ".json".length());
  }
}
