package io.boxstream.images.voc;

import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.FileNames;
import io.boxstream.images.formats.SplitName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The four lists of a Pascal VOC folder, {@code ImageSets/Main/{train,val,trainval,test}.txt}.
 *
 * <p>A line is the name of an image, which may contain spaces. A column of labels behind it (as in
 * VOC's lists per class) and a file extension are taken off when only the rest names an image. Like
 * file names, a line may have another spelling than the image, or leave out the image's folder.
 */
final class VocLists {

  private static final Pattern LABEL_COLUMN = Pattern.compile("^(.*?\\S)\\s+[+-]?\\d$");

  /** The first of these lists that names an image decides. */
  private static final List<SplitName> ORDER =
      List.of(SplitName.TEST, SplitName.VAL, SplitName.TRAIN, SplitName.TRAINVAL);

  private final Map<VocPath, Assignment> assignments = new HashMap<>();
  private final Map<String, Assignment> unknown = new LinkedHashMap<>();
  private final Map<VocPath, String> ambiguities = new HashMap<>();
  private final Map<String, Set<VocPath>> byId;
  private final Map<String, Set<VocPath>> bySpelling;
  private final Map<String, Set<VocPath>> byName;

  /**
   * Reads lists.
   *
   * @param lists the paths of the lists
   * @param files every image and annotation that a list may name
   * @param textOf text of a list, by its path
   */
  VocLists(Collection<VocPath> lists, Collection<VocPath> files, UnaryOperator<String> textOf) {
    this.byId = index(files, VocPath::id);
    this.bySpelling = index(files, file -> FileNames.canonical(file.id()));
    this.byName = index(files, file -> FileNames.canonical(file.name()));
    Map<SplitName, List<String>> lines = new EnumMap<>(SplitName.class);
    for (VocPath list : lists) {
      lines
          .computeIfAbsent(SplitName.of(list.name()).orElseThrow(), split -> new ArrayList<>())
          .addAll(linesOf(textOf.apply(list.path())));
    }
    for (SplitName split : ORDER) {
      lines.getOrDefault(split, List.of()).forEach(line -> read(line, split));
    }
  }

  /** True where no list names an image: then the folder has no lists. */
  boolean isEmpty() {
    return assignments.isEmpty() && unknown.isEmpty() && ambiguities.isEmpty();
  }

  /** What the lists say about a file; empty where none names it. */
  Optional<Assignment> assignmentOf(VocPath file) {
    return Optional.ofNullable(assignments.get(file));
  }

  /** Why it is unknown which file a line names; empty where it is known. */
  Optional<String> ambiguityOf(VocPath file) {
    return Optional.ofNullable(ambiguities.get(file));
  }

  /** The names in lists of which there is no file. */
  Map<String, Assignment> unknownNames() {
    return unknown;
  }

  private void read(String line, SplitName split) {
    Matcher column = LABEL_COLUMN.matcher(line);
    String bare = column.matches() ? column.group(1) : line;
    Set<String> candidates = new LinkedHashSet<>(List.of(line, bare));
    candidates.addAll(List.of(withoutExtension(line), withoutExtension(bare)));
    for (String candidate : candidates) {
      Set<VocPath> named = byId.getOrDefault(candidate, Set.of());
      if (!named.isEmpty()) {
        named.forEach(file -> assignments.putIfAbsent(file, split.assignment()));
        return;
      }
    }
    for (String candidate : candidates) {
      Set<VocPath> named = inOtherForm(FileNames.canonical(candidate));
      if (!named.isEmpty()) {
        assign(line, named, split);
        return;
      }
    }
    unknown.putIfAbsent(bare, split.assignment());
  }

  private Set<VocPath> inOtherForm(String name) {
    Set<VocPath> named = bySpelling.getOrDefault(name, Set.of());
    return named.isEmpty() ? byName.getOrDefault(FileNames.fileName(name), Set.of()) : named;
  }

  private void assign(String line, Set<VocPath> named, SplitName split) {
    List<VocPath> images =
        named.stream().filter(file -> file.kind() == VocPath.Kind.IMAGE).toList();
    if (images.size() > 1) {
      String reason =
          "the list %s names \"%s\", which may be any of %s; write the path of the image below its folder"
              .formatted(
                  split.name().toLowerCase(Locale.ROOT),
                  line,
                  String.join(", ", images.stream().map(VocPath::path).sorted().toList()));
      images.forEach(image -> ambiguities.putIfAbsent(image, reason));
    }
    named.forEach(file -> assignments.putIfAbsent(file, split.assignment()));
  }

  private static Map<String, Set<VocPath>> index(
      Collection<VocPath> files, Function<VocPath, String> form) {
    Map<String, Set<VocPath>> index = new HashMap<>();
    files.forEach(
        file -> index.computeIfAbsent(form.apply(file), name -> new LinkedHashSet<>()).add(file));
    return index;
  }

  private static List<String> linesOf(String text) {
    return text.replace("\uFEFF", "")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String withoutExtension(String name) {
    return FileNames.isImage(name) || FileNames.isXml(name)
        ? FileNames.withoutExtension(name)
        : name;
  }
}
