package io.boxstream.images.voc;

import io.boxstream.images.formats.DataFile;
import io.boxstream.images.formats.FileNames;
import io.boxstream.images.formats.SplitName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path means in a Pascal VOC folder.
 *
 * @param path of the file
 * @param root the folder that holds {@code Annotations} and its siblings, with a slash at its end;
 *     empty at the top
 * @param kind what lies there
 * @param id the path below its folder without extension, or the list's name
 */
record VocPath(String path, String root, Kind kind, String id) implements DataFile {

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
    String id = FileNames.withoutExtension(rest);
    Kind kind =
        switch (voc.group("folder").toLowerCase(Locale.ROOT)) {
          case "annotations" -> FileNames.isXml(rest) ? Kind.ANNOTATION : Kind.OTHER;
          case "imagesets/main" -> isList(rest) ? Kind.LIST : Kind.OTHER;
          default -> FileNames.isImage(rest) ? Kind.IMAGE : Kind.OTHER;
        };
    return Optional.of(new VocPath(path, voc.group("root"), kind, id));
  }

  /** The meaning of a path where no VOC folder exists: images and annotations in any folder. */
  static VocPath anywhere(String path) {
    if (FileNames.isImage(path)) {
      return new VocPath(path, "", Kind.IMAGE, FileNames.withoutExtension(path));
    }
    if (FileNames.isXml(path)) {
      return new VocPath(path, "", Kind.ANNOTATION, FileNames.withoutExtension(path));
    }
    String name = FileNames.fileName(path);
    return new VocPath(
        path, "", isList(name) ? Kind.LIST : Kind.OTHER, FileNames.withoutExtension(name));
  }

  private static boolean isList(String name) {
    return FileNames.isText(name) && SplitName.of(FileNames.withoutExtension(name)).isPresent();
  }
}
