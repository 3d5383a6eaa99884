package io.boxstream.local.data;

import io.boxstream.cli.pack.FolderArchive;
import io.boxstream.local.LocalRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;

/** The labelled images of a run: a folder on disk. Ingest recognises its format. */
public final class DataFolder {

  private final FolderArchive archive;

  /**
   * A folder with images and annotations.
   *
   * @param excluded folders in it that are no data, such as the output of an earlier run
   * @throws LocalRunException if it has no files
   */
  public DataFolder(Path root, Set<Path> excluded) {
    this.archive = open(Objects.requireNonNull(root, "root"), excluded);
    if (archive.files().isEmpty()) {
      throw new LocalRunException(
          root + " has no files: --data wants a folder with images and annotations");
    }
  }

  /** All its files as one archive. */
  public FolderArchive archive() {
    return archive;
  }

  /** A hash that changes when a file comes, goes, or has another length. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      archive
          .files()
          .forEach(
              (path, size) ->
                  digest.update((path + " " + size + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static FolderArchive open(Path root, Set<Path> excluded) {
    try {
      return FolderArchive.of(root, excluded);
    } catch (NotDirectoryException | NoSuchFileException e) {
      throw new LocalRunException("there is no folder " + root);
    } catch (IOException e) {
      throw new LocalRunException("the folder " + root + " cannot be read: " + e);
    }
  }
}
