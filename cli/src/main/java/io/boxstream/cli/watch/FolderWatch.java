package io.boxstream.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.cli.client.RefusedException;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.watch.LabelledFile.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Follows a folder by looking at it again and again, which works on network folders, too. An image
 * is sent with its annotation when both had the same size and time in two looks, so that no file is
 * read while it is written.
 */
public final class FolderWatch implements AutoCloseable {

  private final Path folder;
  private final ServiceClient ingest;
  private final Consumer<SentImage> results;
  private final SentFiles sent;
  private FolderLook before;

  private FolderWatch(
      Path folder, ServiceClient ingest, SentFiles sent, Consumer<SentImage> results)
      throws IOException {
    this.folder = folder;
    this.ingest = ingest;
    this.sent = sent;
    this.results = results;
    this.before = FolderLook.at(folder);
  }

  /**
   * Looks at a folder for the first time.
   *
   * @param state file that remembers what was sent
   * @param results is given the result of each image
   */
  public static FolderWatch begin(
      Path folder, Path state, ServiceClient ingest, Consumer<SentImage> results)
      throws IOException {
    Objects.requireNonNull(ingest, "ingest");
    Objects.requireNonNull(results, "results");
    return new FolderWatch(folder, ingest, SentFiles.open(state), results);
  }

  /**
   * Looks again and sends what is complete and was not sent before.
   *
   * @return what is left for later looks
   * @throws io.boxstream.cli.client.ServiceException if ingest-service cannot take images now; they
   *     are sent by a later look
   */
  public Left look() throws IOException {
    FolderLook now = FolderLook.at(folder);
    List<LabelledFile> complete = now.unchangedSince(before);
    before = now;
    List<LabelledFile> due = complete.stream().filter(pair -> !sent.has(pair)).toList();
    for (LabelledFile pair : due) {
      send(pair);
    }
    int unsent = (int) now.pairs().values().stream().filter(pair -> !sent.has(pair)).count();
    return new Left(unsent, now.alone());
  }

  private void send(LabelledFile pair) throws IOException {
    byte[] image;
    byte[] annotation;
    try {
      image = Files.readAllBytes(folder.resolve(pair.image().path()));
      annotation = Files.readAllBytes(folder.resolve(pair.annotation().path()));
      if (!isUnchanged(pair.image()) || !isUnchanged(pair.annotation())) {
        return;
      }
    } catch (IOException e) {
      // Gone or replaced since the look: the next one sees what there is.
      return;
    }
    SentImage result = send(pair, image, annotation);
    sent.add(pair);
    results.accept(result);
  }

  private SentImage send(LabelledFile pair, byte[] image, byte[] annotation) {
    String path = pair.image().path();
    ImageForm form =
        new ImageForm()
            .with("image", name(path), image)
            .with("annotation", name(pair.annotation().path()), annotation);
    try {
      JsonNode answer = ingest.send("/v1/images", form.content());
      return SentImage.taken(path, answer);
    } catch (RefusedException e) {
      if (e.problem().status() >= 500 || e.problem().status() == 429) {
        throw e;
      }
      return SentImage.rejected(path, e.problem());
    }
  }

  private boolean isUnchanged(Stamp stamp) throws IOException {
    BasicFileAttributes now =
        Files.readAttributes(folder.resolve(stamp.path()), BasicFileAttributes.class);
    return now.size() == stamp.size() && now.lastModifiedTime().toMillis() == stamp.modified();
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void close() throws IOException {
    sent.close();
  }

  /**
   * What a look leaves.
   *
   * @param unsent images with annotations that are new or have changed since the look before
   * @param alone images without an annotation
   */
  public record Left(int unsent, List<String> alone) {

    public Left {
      alone = List.copyOf(alone);
    }
  }
}
