package io.boxstream.ingest.imports;

import io.boxstream.ingest.intake.Batch;
import io.boxstream.ingest.intake.ImageIntake;
import io.boxstream.ingest.intake.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Ingests the items of one archive and writes their results to the journal. */
final class ItemIntake {

  private final ItemReader reader;
  private final ImageIntake intake;
  private final Executor blocking;
  private final ImportProgress progress;
  private final ImportJournal journal;

  /** Results of items that could not be written to the journal yet. */
  private final Map<Integer, JournalEntry> unwritten = new ConcurrentHashMap<>();

  ItemIntake(
      ItemReader reader,
      ImageIntake intake,
      Executor blocking,
      ImportProgress progress,
      ImportJournal journal) {
    this.reader = reader;
    this.intake = intake;
    this.blocking = blocking;
    this.progress = progress;
    this.journal = journal;
  }

  /**
   * Starts an item. Completes when it is published or in quarantine, in the journal and counted.
   */
  CompletableFuture<Void> begin(int item) {
    JournalEntry known = unwritten.get(item);
    if (known != null) {
      record(known);
      return CompletableFuture.completedFuture(null);
    }
    ArchiveBatch batch = new ArchiveBatch();
    return reader
        .with(
            item, progress.isHoldingOut(), submission -> intake.begin(submission, batch, blocking))
        .whenComplete((outcome, failure) -> batch.ended(failure))
        .thenAccept(outcome -> record(entry(item, outcome)));
  }

  private JournalEntry entry(int item, Outcome outcome) {
    JournalEntry entry = JournalEntry.of(item, outcome);
    boolean own = entry.kind() == JournalEntry.Kind.DUPLICATE && progress.wasPublishing(entry.id());
    return own ? entry.asAccepted() : entry;
  }

  private void record(JournalEntry entry) {
    unwritten.put(entry.item(), entry);
    journal.write(entry);
    progress.count(entry);
    unwritten.remove(entry.item());
  }

  /** The batch of an item: its archive. */
  private final class ArchiveBatch implements Batch {

    private volatile String sent;

    @Override
    public Optional<String> importId() {
      return Optional.of(progress.importId());
    }

    @Override
    public boolean holds(String imageId) {
      return progress.holds(imageId);
    }

    @Override
    public void publishing(String imageId) {
      journal.write(JournalEntry.publishing(imageId));
      sent = imageId;
    }

    @Override
    public void add(String imageId) {
      progress.add(imageId);
    }

    void ended(Throwable failure) {
      if (failure != null && sent != null) {
        progress.unacknowledged(sent);
      }
    }
  }
}
