package io.boxstream.ingest.suspects;

import static java.util.Objects.requireNonNull;

import io.boxstream.dataset.quality.Suspect;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DismissedSuspect;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import io.boxstream.events.Topics;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.ListingCursor;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.intake.Acknowledgement;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The suspects of the data set: lists them, dismisses them and takes that back. Thread-safe. */
public final class Suspects {

  private final ImageCatalog catalog;
  private final SuspectList list;
  private final Dismissals dismissals;
  private final EventPublisher publisher;
  private final Duration acknowledgementTimeout;
  private final Clock clock;
  private final SuspectChecker checker;

  /**
   * @param file owned by the caller
   * @param catalog the images
   * @param findings what a model contradicts
   * @param dismissals what people have dismissed
   * @param publisher publishes dismissals
   * @param settings when images are near-duplicates, and how long a dismissal waits
   */
  public Suspects(
      IndexFile file,
      ImageCatalog catalog,
      FindingsIndex findings,
      Dismissals dismissals,
      EventPublisher publisher,
      SuspectSettings settings) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.dismissals = requireNonNull(dismissals, "dismissals");
    this.publisher = requireNonNull(publisher, "publisher");
    this.acknowledgementTimeout = settings.acknowledgementTimeout();
    this.clock = Clock.systemUTC();
    this.list = new SuspectList(file);
    this.checker =
        new SuspectChecker(
            file,
            catalog,
            new ImageChecks(catalog, findings, dismissals, settings.distance()),
            list);
  }

  /** Checks images in the background. The caller starts and closes it. */
  public SuspectChecker checker() {
    return checker;
  }

  /**
   * Returns a page of the suspects, the most likely first.
   *
   * @param after the {@link SuspectPage#next} of the previous page; empty for the first page
   * @param limit maximum number of suspects
   */
  public SuspectPage page(SuspectFilter filter, Optional<ListingCursor> after, int limit) {
    return list.page(filter, after, limit);
  }

  /** The number of suspects that a filter matches; empty if only a walk could tell. */
  public Optional<Long> count(SuspectFilter filter) {
    boolean walk =
        filter.dismissed()
            && (filter.reason().isPresent()
                || filter.label().isPresent()
                || filter.split().isPresent());
    List<String> facets = filter.facets();
    return walk || facets.size() > 1 ? Optional.empty() : Optional.of(list.count(facets.get(0)));
  }

  /** Finds a suspect. */
  public Optional<ListedSuspect> find(String id) {
    return list.find(id);
  }

  /**
   * Says that nothing is wrong, and returns when that is durable.
   *
   * @param caller name of the person
   * @return false if there is no such suspect
   * @throws io.boxstream.ingest.disk.DiskFullException while the index waits for space
   * @throws io.boxstream.ingest.intake.LogUnavailableException if Kafka does not acknowledge in
   *     time
   */
  public boolean dismiss(String id, Optional<String> caller) {
    catalog.requireRoom();
    Optional<ListedSuspect> known = list.find(id);
    known.ifPresent(
        listed -> {
          DismissedSuspect event = event(listed, caller);
          await(publisher.publish(id, event));
          dismissals.dismissed(event);
          checker.checkNow(event.imageId().orElse(SuspectList.NO_IMAGE));
        });
    return known.isPresent();
  }

  /**
   * Takes a dismissal back, and returns when that is durable.
   *
   * @return false if there is no such suspect
   * @throws io.boxstream.ingest.disk.DiskFullException while the index waits for space
   * @throws io.boxstream.ingest.intake.LogUnavailableException if Kafka does not acknowledge in
   *     time
   */
  public boolean restore(String id) {
    catalog.requireRoom();
    Optional<ListedSuspect> known = list.find(id);
    known.ifPresent(
        listed -> {
          await(publisher.publishTombstone(Topics.DISMISSED_SUSPECTS, id));
          dismissals.restored(id);
          checker.checkNow(listed.suspect().imageId().orElse(SuspectList.NO_IMAGE));
        });
    return known.isPresent();
  }

  private void await(CompletableFuture<?> published) {
    Acknowledgement.await(published, acknowledgementTimeout);
  }

  /** How much of the data set looks wrong. */
  public SuspectSummary summary() {
    Map<SuspectReason, Long> reasons = new EnumMap<>(SuspectReason.class);
    for (SuspectReason reason : SuspectReason.values()) {
      reasons.put(reason, count(reason));
    }
    Map<Split, SuspectSummary.Leak> leaks = new EnumMap<>(Split.class);
    for (Split split : List.of(Split.VAL, Split.TEST)) {
      leaks.put(split, new SuspectSummary.Leak(catalog.count(split), leaked(split)));
    }
    return new SuspectSummary(
        list.count(SuspectFilter.OPEN),
        reasons,
        list.count(SuspectFilter.DISMISSED),
        leaks,
        unchecked(),
        catalog.withoutHash());
  }

  /** The number of suspects for a reason that nobody has dismissed. */
  public long count(SuspectReason reason) {
    return list.count(SuspectFilter.of(reason));
  }

  /** The number of images of a split that are nearly the same as one of training. */
  public long leaked(Split split) {
    return list.count(SuspectFilter.leaking(split));
  }

  /** The number of images that wait for a check. */
  public long unchecked() {
    return catalog.changed().size();
  }

  private DismissedSuspect event(ListedSuspect listed, Optional<String> caller) {
    Suspect suspect = listed.suspect();
    List<LabelledBox> places =
        Stream.concat(
                suspect.boxes().stream(), suspect.proposals().stream().flatMap(Suspects::place))
            .toList();
    return new DismissedSuspect(
        listed.id(),
        suspect.reason(),
        suspect.imageId(),
        places,
        suspect.otherImageId(),
        suspect.classes(),
        caller,
        clock.instant());
  }

  private static Stream<LabelledBox> place(DetectedBox box) {
    return box.xMax() > box.xMin() && box.yMax() > box.yMin()
        ? Stream.of(
            new LabelledBox(box.label(), box.xMin(), box.yMin(), box.xMax(), box.yMax(), false))
        : Stream.empty();
  }
}
