package io.boxstream.ingest.suspects;

import static java.util.Objects.requireNonNull;

import io.boxstream.dataset.quality.NearDuplicates.Neighbour;
import io.boxstream.dataset.quality.SimilarNames;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ChangedImages.Change;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.ImageFilter;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.statistics.StatisticsReport;
import io.boxstream.ingest.statistics.StatisticsReport.ClassCounts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.h2.mvstore.MVMap;

/**
 * Checks images in the background as they come and change, on a thread of low priority. An image
 * stays in the queue until what was found is in the list, so that a kill loses nothing.
 *
 * <p>What is usual for a class changes as images come. All images are therefore checked again
 * whenever the data set has grown by a quarter, which adds a constant number of checks per image.
 */
public final class SuspectChecker implements AutoCloseable {

  private static final Logger LOG = System.getLogger(SuspectChecker.class.getName());

  /** Images whose neighbours are looked for together. */
  private static final int BATCH = 5000;

  private static final long PAUSE_MILLIS = 200;
  private static final double GROWTH = 1.25;
  private static final String WALKED = "walked";
  private static final long CLOSE_MILLIS = 5000;

  private final ImageCatalog catalog;
  private final ImageChecks checks;
  private final SuspectList list;
  private final MVMap<String, Long> state;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private Map<String, Long> namedClasses = Map.of();
  private Optional<String> walk = Optional.empty();

  /** Whether an image was checked since the class names were. */
  private boolean changed = true;

  SuspectChecker(IndexFile file, ImageCatalog catalog, ImageChecks checks, SuspectList list) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.checks = requireNonNull(checks, "checks");
    this.list = requireNonNull(list, "list");
    this.state = file.store().openMap("suspect-state");
    this.thread = new Thread(this::run, "suspects");
    this.thread.setDaemon(true);
    this.thread.setPriority(Thread.MIN_PRIORITY);
  }

  /** Starts checking. */
  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (stop.getCount() > 0) {
        if (!step()) {
          stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean step() throws InterruptedException {
    try {
      return checkSome();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a check of the data set failed and is tried again", e);
      stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      return false;
    }
  }

  /**
   * Checks some images.
   *
   * @return false if there was nothing to do
   */
  boolean checkSome() {
    List<Change> changes = catalog.changed().next(BATCH);
    checkAll(changes);
    if (changes.isEmpty()) {
      if (changed) {
        checkClassNames();
        changed = false;
      }
      return walkSome();
    }
    changed = true;
    return true;
  }

  /**
   * Checks an image now, because someone waits for the result.
   *
   * @param imageId {@link SuspectList#NO_IMAGE} for the class names
   */
  synchronized void checkNow(String imageId) {
    if (imageId.equals(SuspectList.NO_IMAGE)) {
      namedClasses = Map.of();
      checkClassNames();
    } else {
      Optional<CatalogImage> image = catalog.find(imageId);
      relist(imageId, image, image.map(checks::neighbours).orElse(List.of()));
    }
  }

  /** What changes meanwhile is in the queue again, and so are its neighbours after its check. */
  private void checkAll(List<Change> changes) {
    List<List<Neighbour>> neighbours = checks.neighbours(changes.stream().map(Change::id).toList());
    for (int index = 0; index < changes.size() && stop.getCount() > 0; index++) {
      check(changes.get(index), neighbours.get(index));
    }
  }

  private synchronized void check(Change change, List<Neighbour> neighbours) {
    if (change.id().equals(SuspectList.NO_IMAGE)) {
      namedClasses = Map.of();
      catalog.changed().checked(change);
      return;
    }
    Optional<CatalogImage> image = catalog.find(change.id());
    relist(change.id(), image, neighbours);
    if (change.isOfImage()) {
      list.suspectBecauseOf(change.id()).forEach(catalog.changed()::recheck);
      image.ifPresent(
          found -> checks.suspectBecauseOf(found, neighbours).forEach(catalog.changed()::recheck));
    }
    catalog.changed().checked(change);
  }

  private void relist(String imageId, Optional<CatalogImage> image, List<Neighbour> neighbours) {
    List<ListedSuspect> suspects =
        image.map(found -> checks.suspects(found, neighbours)).orElse(List.of());
    list.replace(imageId, suspects);
    catalog.markSuspect(imageId, suspects.stream().anyMatch(suspect -> !suspect.dismissed()));
  }

  private synchronized void checkClassNames() {
    StatisticsReport statistics = catalog.statistics();
    Map<String, Long> boxes =
        statistics.classes().stream()
            .collect(Collectors.toMap(ClassCounts::name, ClassCounts::boxes));
    if (boxes.equals(namedClasses)) {
      return;
    }
    list.replace(
        SuspectList.NO_IMAGE,
        SimilarNames.among(boxes.keySet(), boxes::get).stream()
            .map(suspect -> checks.listed(suspect, Optional.empty()))
            .toList());
    namedClasses = boxes;
  }

  private boolean walkSome() {
    long images = catalog.count(ImageFilter.ALL).orElse(0L);
    if (walk.isEmpty()) {
      long walked = state.getOrDefault(WALKED, 0L);
      boolean due = images > GROWTH * walked || images < walked / GROWTH;
      if (!due) {
        return false;
      }
      walk = Optional.of("");
    }
    List<String> ids = catalog.ids(walk.get(), BATCH);
    if (ids.isEmpty()) {
      state.put(WALKED, images);
      walk = Optional.empty();
      return false;
    }
    ids.forEach(catalog.changed()::recheck);
    walk = Optional.of(ids.get(ids.size() - 1));
    return true;
  }
}
