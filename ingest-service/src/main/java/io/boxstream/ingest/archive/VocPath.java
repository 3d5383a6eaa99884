package io.boxstream.ingest.archive;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path means in a Pascal VOC folder.
 *
 * @param root the folder that holds {@code Annotations} and its siblings, with a slash at its end;
 *     empty at the archive's top
 * @param kind what lies there
 * @param id the image's id (the path below its folder without extension) or the list's name
 */
record VocPath(String root, Kind kind, String id) {

  private static final Set<String> LISTS = Set.of("train", "val", "trainval", "test");
  private static final Pattern VOC =
      Pattern.compile(
          "^(?<root>(?:.*/)?)(?<folder>annotations|jpegimages|images|imagesets/main)/(?<rest>.+)$",
          Pattern.CASE_INSENSITIVE);

  /** What a file can be. */
  enum Kind {
    IMAGE,
    ANNOTATION,
    LIST,
    OTHER
  }

  /** The meaning of a path with one of VOC's folders in it; empty without one. */
  static Optional<VocPath> parse(String path) {
    Matcher voc = VOC.matcher(path);
    if (!voc.matches()) {
      return Optional.empty();
    }
    String rest = voc.group("rest");
    String id = EntryNames.withoutExtension(rest);
    Kind kind =
        switch (voc.group("folder").toLowerCase(Locale.ROOT)) {
          case "annotations" -> EntryNames.isXml(rest) ? Kind.ANNOTATION : Kind.OTHER;
          case "imagesets/main" ->
              LISTS.contains(id) && rest.endsWith(".txt") ? Kind.LIST : Kind.OTHER;
          default -> EntryNames.isImage(rest) ? Kind.IMAGE : Kind.OTHER;
        };
    return Optional.of(new VocPath(voc.group("root"), kind, id));
  }

  /** The meaning of a path where no VOC folder exists: the file's name alone counts. */
  static VocPath flat(String path) {
    String name = EntryNames.fileName(path);
    String id = EntryNames.withoutExtension(name);
    if (EntryNames.isImage(name)) {
      return new VocPath("", Kind.IMAGE, id);
    }
    if (EntryNames.isXml(name)) {
      return new VocPath("", Kind.ANNOTATION, id);
    }
    boolean list = LISTS.contains(id) && name.endsWith(".txt");
    return new VocPath("", list ? Kind.LIST : Kind.OTHER, id);
  }
}
