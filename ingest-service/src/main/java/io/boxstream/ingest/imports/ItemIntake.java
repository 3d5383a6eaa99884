package io.boxstream.ingest.imports;

import io.boxstream.ingest.intake.Batch;
import io.boxstream.ingest.intake.ImageIntake;
import io.boxstream.ingest.intake.Outcome;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Takes the items of one archive in, and writes into its journal what becomes of each. */
final class ItemIntake {

  private final ItemReader reader;
  private final ImageIntake intake;
  private final Executor blocking;
  private final ImportProgress progress;
  private final ImportJournal journal;

  /** What became of items and could not be written into the journal. */
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

  /** Looks at an item; ends when it is on the log or in quarantine, in the journal and counted. */
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

  /** The archive as one of its items sees it. */
  private final class ArchiveBatch implements Batch {

    private volatile String sent;

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
