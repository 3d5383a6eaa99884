package io.boxstream.local.data;

import io.boxstream.images.voc.VocFolder;
import io.boxstream.local.LocalRunException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The labelled images of a run: a folder on disk that is packed up for ingest. */
public final class DataFolder {

  private final Path root;
  private final VocFolder files;

  /**
   * A folder with images and annotations.
   *
   * @param excluded folders in it that are no data, such as the output of an earlier run
   * @throws LocalRunException if it has no images or no annotations
   */
  public DataFolder(Path root, Set<Path> excluded) {
    this.root = Objects.requireNonNull(root, "root");
    this.files = open(root, excluded);
    if (files.items().stream().noneMatch(item -> item.image().isPresent())) {
      throw unusable("no images");
    }
    if (files.items().stream().noneMatch(item -> item.annotation().isPresent())) {
      throw unusable("no annotations");
    }
  }

  /**
   * Writes the folder as a zip while it is read: nothing is held but a buffer. The files come in
   * the same order every time.
   */
  public void zipTo(OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      // Images do not get smaller; labels are small anyway.
      zip.setLevel(Deflater.BEST_SPEED);
      for (String path : files.files()) {
        zip.putNextEntry(new ZipEntry(path));
        Files.copy(files.resolve(path), zip);
        zip.closeEntry();
      }
    }
  }

  /** A hash that changes when a file comes, goes, or has another length. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String path : files.files()) {
        String line = path + " " + Files.size(files.resolve(path)) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + root, e);
    }
  }

  private static VocFolder open(Path root, Set<Path> excluded) {
    try {
      return VocFolder.open(root, excluded);
    } catch (NotDirectoryException | NoSuchFileException e) {
      throw new LocalRunException("there is no folder " + root);
    } catch (IOException e) {
      throw new LocalRunException("the folder " + root + " cannot be read: " + e);
    }
  }

  private LocalRunException unusable(String fault) {
    return new LocalRunException(
        ("%s has %s: --data wants a folder with images (.jpg, .png) and, under the same names,"
                + " Pascal VOC annotations (.xml); docs/data.md lists the layouts")
            .formatted(root, fault));
  }
}
