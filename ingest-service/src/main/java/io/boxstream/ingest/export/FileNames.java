package io.boxstream.ingest.export;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.h2.mvstore.MVMap;

/**
 * Gives each image a file name without extension: that of its source if every file system and every
 * list can hold it and no other image has it, otherwise its id.
 */
final class FileNames {

  private static final int LONGEST = 100;
  private static final Pattern SAFE = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_.+-]*");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final MVMap<String, String> owners;

  FileNames(ExportWorkspace workspace) {
    this.owners = workspace.store().openMap("file-names");
  }

  /**
   * The name of an image.
   *
   * @param source name of its file where it came from, may have folders
   */
  String of(String id, String source) {
    String path = source.replace('\\', '/');
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    String stem =
        Normalizer.normalize(dot > 0 ? file.substring(0, dot) : file, Normalizer.Form.NFC);
    return isSafe(stem) && isFree(stem, id) ? stem : id;
  }

  private static boolean isSafe(String stem) {
    return stem.length() <= LONGEST
        && SAFE.matcher(stem).matches()
        && !stem.endsWith(".")
        && !ID.matcher(stem).matches();
  }

  /** Some file systems do not tell upper from lower case. */
  private boolean isFree(String stem, String id) {
    String owner = owners.putIfAbsent(stem.toLowerCase(Locale.ROOT), id);
    return owner == null || owner.equals(id);
  }
}
