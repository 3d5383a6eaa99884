package io.boxstream.ingest.archive;

import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of zip entries: which are safe, and what their form are. */
final class EntryNames {

  private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);
  private static final int MAX_LENGTH = 1024;

  private EntryNames() {}

  /**
   * The name with forward slashes (archives made on Windows may have the others).
   *
   * @throws UnusableArchiveException where the name leaves the archive
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

  /** What tools of operating systems add to archives: nobody's images. */
  static boolean isLitter(String path) {
    String name = fileName(path);
    return path.startsWith("__MACOSX/")
        || path.contains("/__MACOSX/")
        || name.startsWith("._")
        || name.equals(".DS_Store")
        || name.equalsIgnoreCase("Thumbs.db");
  }

  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static boolean isImage(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jpg") || lower.endsWith(".jpeg") || lower.endsWith(".png");
  }

  static boolean isXml(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".xml");
  }

  static String withoutExtension(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }

  private static boolean hasControl(String path) {
    return path.chars().anyMatch(Character::isISOControl);
  }

  private static String quoted(String name) {
    String visible = name.replaceAll("\\p{Cntrl}", "?");
    return '"' + (visible.length() <= 120 ? visible : visible.substring(0, 120) + "...") + '"';
  }
}
