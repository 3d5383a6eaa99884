package io.boxstream.ingest.archive;

import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Which image of an archive belongs to which annotation and which list.
 *
 * <p>An archive may hold one or several VOC folders at any depth ({@code Annotations}, {@code
 * JPEGImages}, {@code ImageSets/Main} beside each other), or images and annotations in any other
 * order of folders. An image and an annotation belong together when their names are equal up to the
 * extension; the {@code filename} inside an annotation is not asked, because data sets that were
 * renamed or converted lie there.
 */
public final class VocLayout {

  private static final String FLAT = "";

  private final List<ArchiveItem> items;

  private VocLayout(List<ArchiveItem> items) {
    this.items = List.copyOf(items);
  }

  /**
   * Sorts out an archive's paths.
   *
   * @param paths safe paths of all files
   * @param textOf text of a list, by its path
   * @throws UnusableArchiveException where there is neither an image nor an annotation
   */
  public static VocLayout of(Collection<String> paths, UnaryOperator<String> textOf) {
    Map<String, Folder> folders = new TreeMap<>();
    for (String path : paths) {
      VocPath.parse(path).ifPresent(found -> folderOf(folders, found.root()).add(found, path));
    }
    if (folders.values().stream().noneMatch(Folder::hasBoth)) {
      folders.clear();
      paths.forEach(path -> folderOf(folders, FLAT).add(VocPath.flat(path), path));
    }
    List<ArchiveItem> items = new ArrayList<>();
    folders.values().forEach(folder -> items.addAll(folder.items(textOf)));
    if (items.isEmpty()) {
      throw new UnusableArchiveException(
          Fault.NO_IMAGES, "the archive has no images and no annotations");
    }
    items.sort(Comparator.comparing(ArchiveItem::assignment).thenComparing(ArchiveItem::name));
    return new VocLayout(items);
  }

  /** Every image, those of the test list first, then validation, then training. */
  public List<ArchiveItem> items() {
    return items;
  }

  private static Folder folderOf(Map<String, Folder> folders, String root) {
    return folders.computeIfAbsent(root, ignored -> new Folder());
  }

  /** The files of one VOC folder by image id. */
  private static final class Folder {

    private final Map<String, Set<String>> images = new TreeMap<>();
    private final Map<String, String> annotations = new TreeMap<>();
    private final Map<String, String> lists = new TreeMap<>();

    void add(VocPath found, String path) {
      String id = Normalizer.normalize(found.id(), Normalizer.Form.NFC);
      switch (found.kind()) {
        case IMAGE -> images.computeIfAbsent(id, ignored -> new TreeSet<>()).add(path);
        case ANNOTATION -> annotations.putIfAbsent(id, path);
        case LIST -> lists.put(id, path);
        case OTHER -> {
          // masks, licences and read-me files say nothing about boxes
        }
      }
    }

    boolean hasBoth() {
      return !images.isEmpty() && !annotations.isEmpty();
    }

    List<ArchiveItem> items(UnaryOperator<String> textOf) {
      Set<String> ids = new TreeSet<>(images.keySet());
      ids.addAll(annotations.keySet());
      ImageSets sets = ImageSets.read(texts(textOf), ids);
      ids.addAll(sets.ids());
      List<ArchiveItem> items = new ArrayList<>();
      for (String id : ids) {
        addItems(id, sets.assignmentOf(id), items);
      }
      return items;
    }

    private void addItems(String id, Assignment assignment, List<ArchiveItem> items) {
      Optional<String> annotation = Optional.ofNullable(annotations.get(id));
      Set<String> candidates = images.getOrDefault(id, Set.of());
      if (candidates.isEmpty()) {
        items.add(new ArchiveItem(id, assignment, Optional.empty(), annotation));
      }
      // Two images of one name, a.jpg and a.png: the annotation is the first one's only.
      for (String image : candidates) {
        String name = EntryNames.fileName(image);
        items.add(new ArchiveItem(name, assignment, Optional.of(image), annotation));
        annotation = Optional.empty();
      }
    }

    private ImageSets.Lists texts(UnaryOperator<String> textOf) {
      return new ImageSets.Lists(
          text("train", textOf),
          text("val", textOf),
          text("trainval", textOf),
          text("test", textOf));
    }

    private String text(String list, UnaryOperator<String> textOf) {
      String path = lists.get(list);
      return path == null
          ? ""
          : Normalizer.normalize(textOf.apply(path), Normalizer.Form.NFC).replace("\uFEFF", "");
    }
  }
}
