package io.boxstream.local.data;

import io.boxstream.local.LocalRunException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A Pascal VOC folder on disk. Only its three sub-folders are read: {@code Annotations}, {@code
 * JPEGImages}, {@code ImageSets}.
 */
public final class VocFolder {

  private static final List<String> REQUIRED = List.of("Annotations", "JPEGImages");
  private static final String LISTS = "ImageSets";

  private final Path root;

  /**
   * A folder that is there and looks like Pascal VOC.
   *
   * @throws LocalRunException if it is not
   */
  public VocFolder(Path root) {
    this.root = Objects.requireNonNull(root, "root");
    if (!Files.isDirectory(root)) {
      throw new LocalRunException("there is no folder " + root);
    }
    for (String name : REQUIRED) {
      if (!Files.isDirectory(root.resolve(name))) {
        throw new LocalRunException(root + " is not a Pascal VOC folder: it has no folder " + name);
      }
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
      visit(
          file -> {
            zip.putNextEntry(new ZipEntry(entryName(file)));
            Files.copy(file, zip);
            zip.closeEntry();
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A hash that changes when a file comes, goes, or has another length. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      visit(
          file -> {
            String line = entryName(file) + " " + Files.size(file) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + root, e);
    }
  }

  private void visit(FileAction action) throws IOException {
    for (String name : List.of(LISTS, REQUIRED.get(0), REQUIRED.get(1))) {
      Path folder = root.resolve(name);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
          Iterator<Path> sorted = files.filter(Files::isRegularFile).sorted().iterator();
          while (sorted.hasNext()) {
            action.accept(sorted.next());
          }
        }
      }
    }
  }

  private String entryName(Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  /** What is done with each file. */
  private interface FileAction {
    void accept(Path file) throws IOException;
  }
}
