package io.boxstream.ingest.archive;

import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import java.util.List;
import java.util.regex.Pattern;

/** Validates the names of zip entries. */
final class EntryNames {

  private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);
  private static final int MAX_LENGTH = 1024;

  private EntryNames() {}

  /**
   * Returns the name with forward slashes (archives from Windows may contain backslashes).
   *
   * @throws UnusableArchiveException if the name points outside the archive
   */
  static String safe(String name) {
    String path = name.replace('\\', '/');
    boolean climbs = List.of(path.split("/", -1)).contains("..");
    boolean odd = path.isEmpty() || path.length() > MAX_LENGTH || hasControl(path);
    if (climbs || odd || path.startsWith("/") || DRIVE.matcher(path).matches()) {
      throw new UnusableArchiveException(
          Fault.UNSAFE_ENTRY_NAME, "the archive has an entry with the unsafe name " + quoted(name));
    }
    return path;
  }

  private static boolean hasControl(String path) {
    return path.chars().anyMatch(Character::isISOControl);
  }

  private static String quoted(String name) {
    String visible = name.replaceAll("\\p{Cntrl}", "?");
    return '"' + (visible.length() <= 120 ? visible : visible.substring(0, 120) + "...") + '"';
  }
}
