package io.boxstream.ingest.rename;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.LabelledBox;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.ImageFilter;
import io.boxstream.ingest.catalog.ImagePage;
import io.boxstream.ingest.catalog.ListingCursor;
import io.boxstream.ingest.imports.RetryPolicy;
import io.boxstream.ingest.intake.Relabelling;
import io.boxstream.ingest.intake.UnknownImageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Renames a class in all images that have it, a page of images at a time. An image that was changed
 * leaves the list of the class, so a rename that is interrupted goes on with what is left.
 */
final class RenameWorker {

  private static final Logger LOG = System.getLogger(RenameWorker.class.getName());
  private static final int PAGE = 100;

  private final ImageCatalog catalog;
  private final Relabelling relabelling;
  private final Executor blocking;
  private final RetryPolicy retries;
  private final RenameFiles files;

  RenameWorker(
      ImageCatalog catalog,
      Relabelling relabelling,
      Executor blocking,
      RetryPolicy retries,
      RenameFiles files) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.relabelling = requireNonNull(relabelling, "relabelling");
    this.blocking = requireNonNull(blocking, "blocking");
    this.retries = requireNonNull(retries, "retries");
    this.files = requireNonNull(files, "files");
  }

  /**
   * Renames until no image has the class, but those whose labels cannot be changed.
   *
   * @throws RetryPolicy.StoppedException if the service stops before
   */
  void run(ClassRename rename, RenameCounts counts) {
    long before;
    do {
      before = counts.images();
      counts.forgetFailures();
      pass(rename, counts);
      // Images that came or were changed meanwhile may have the class again.
    } while (counts.images() > before);
  }

  /** Whether an image has no box of the class. */
  boolean isRenamed(String imageId, String from) {
    return catalog.find(imageId).map(image -> !has(image, from)).orElse(true);
  }

  private void pass(ClassRename rename, RenameCounts counts) {
    ImageFilter filter = ImageFilter.ofClass(rename.from());
    Optional<ListingCursor> after = Optional.empty();
    do {
      ImagePage page = catalog.page(filter, after, PAGE);
      Page work = new Page(rename, counts);
      retries.until(() -> work.change(page.images()));
      after = page.next();
    } while (after.isPresent());
  }

  private static boolean has(CatalogImage image, String label) {
    return image.boxes().stream().anyMatch(box -> box.label().equals(label));
  }

  /** The images that are changed at the same time. */
  private final class Page {

    private final ClassRename rename;
    private final RenameCounts counts;
    private final Set<String> begun = new HashSet<>();
    private final Set<String> hopeless = new HashSet<>();

    private Page(ClassRename rename, RenameCounts counts) {
      this.rename = rename;
      this.counts = counts;
    }

    /** Changes the images that are not changed yet. May be called again after a failure. */
    private void change(List<CatalogImage> images) {
      List<CompletableFuture<Void>> changes =
          images.stream()
              .filter(image -> !hopeless.contains(image.id()))
              .map(image -> CompletableFuture.supplyAsync(() -> begin(image), blocking))
              .map(change -> change.thenCompose(Function.identity()))
              .toList();
      RuntimeException retriable = null;
      for (int index = 0; index < changes.size(); index++) {
        try {
          changes.get(index).join();
        } catch (CompletionException e) {
          retriable = e.getCause() instanceof RuntimeException failure ? failure : e;
        }
      }
      if (retriable != null) {
        throw retriable;
      }
    }

    private CompletableFuture<Void> begin(CatalogImage image) {
      long boxes = image.boxes().stream().filter(box -> box.label().equals(rename.from())).count();
      boolean[] changed = {false};
      return relabelling
          .change(
              image.id(),
              version -> true,
              current -> {
                changed[0] = has(current, rename.from());
                if (changed[0]) {
                  note(image.id(), boxes);
                }
                return current.boxes().stream().map(this::renamed).toList();
              },
              rename.caller())
          .handle((done, failure) -> ended(image.id(), changed[0] ? boxes : 0, failure));
    }

    private synchronized void note(String imageId, long boxes) {
      if (begun.add(imageId)) {
        files.begin(rename.id(), imageId, boxes);
      }
    }

    private Void ended(String imageId, long boxes, Throwable thrown) {
      if (thrown == null) {
        if (boxes > 0) {
          counts.renamed(boxes);
        }
        return null;
      }
      Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
      if (failure instanceof UnknownImageException) {
        return null; // it was removed meanwhile
      }
      if (failure instanceof RuntimeException known && RetryPolicy.passes(known)) {
        throw known;
      }
      LOG.log(Level.ERROR, "the class of image " + imageId + " cannot be renamed", failure);
      giveUp(imageId);
      return null;
    }

    private synchronized void giveUp(String imageId) {
      hopeless.add(imageId);
      counts.gaveUp();
    }

    private LabelledBox renamed(LabelledBox box) {
      return box.label().equals(rename.from())
          ? new LabelledBox(
              rename.to(), box.xMin(), box.yMin(), box.xMax(), box.yMax(), box.difficult())
          : box;
    }
  }
}
