package io.boxstream.images.yolo;

import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.ImageNames;
import io.boxstream.images.formats.UnusableDataSetException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The YAML file of a YOLO data set, with class names and splits.
 *
 * @param file path of the YAML file
 * @param names class names by number
 * @param root the value of {@code path}, empty if there is none
 * @param splits folders and lists by split, as they are written
 * @param keypoints whether the labels have keypoints behind the box
 */
record YoloConfiguration(
    String file,
    Map<Integer, String> names,
    String root,
    Map<Assignment, List<String>> splits,
    boolean keypoints) {

  /** Largest YAML file in bytes. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final int MAX_NESTING = 20;
  private static final int MAX_ALIASES = 50;
  private static final int EXAMINED = 100;
  private static final List<String> USUAL_NAMES = List.of("data.yaml", "dataset.yaml", "data.yml");

  /**
   * The configuration of a data set; empty if no YAML file has class names.
   *
   * @throws UnusableDataSetException if two files contradict each other
   */
  static Optional<YoloConfiguration> find(DataSetFiles files) {
    List<YoloConfiguration> found =
        files.paths().stream()
            .filter(YoloConfiguration::isYaml)
            .filter(path -> files.size(path) <= MAX_BYTES)
            .sorted(
                Comparator.comparingInt(YoloConfiguration::rank)
                    .thenComparingInt(path -> path.split("/", -1).length)
                    .thenComparing(path -> path))
            .limit(EXAMINED)
            .flatMap(path -> read(files, path).stream())
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    YoloConfiguration first = found.get(0);
    for (YoloConfiguration other : found) {
      if (rank(other.file()) == rank(first.file()) && !other.names().equals(first.names())) {
        throw new UnusableDataSetException(
            "%s and %s have different class names; send one data set at a time"
                .formatted(first.file(), other.file()));
      }
    }
    return Optional.of(first);
  }

  /** The folder of the YAML file, with a slash at its end; empty at the top. */
  String folder() {
    return ImageNames.folder(file);
  }

  private static Optional<YoloConfiguration> read(DataSetFiles files, String path) {
    String text = new String(files.read(path, MAX_BYTES), StandardCharsets.UTF_8);
    Object document;
    try {
      document = yaml().load(text);
    } catch (RuntimeException e) {
      // Besides YAMLException: a tag such as !!int before a text lets other exceptions out.
      if (rank(path) < USUAL_NAMES.size()) {
        throw new UnusableDataSetException(path + " cannot be read as YAML: " + firstLine(e), e);
      }
      return Optional.empty();
    }
    if (!(document instanceof Map<?, ?> map) || !map.containsKey("names")) {
      return Optional.empty();
    }
    Map<Integer, String> names = names(path, map.get("names"));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new YoloConfiguration(
                path,
                names,
                map.get("path") instanceof String root ? root : "",
                splits(map),
                map.containsKey("kpt_shape")));
  }

  /** Every scalar is a text: a class may be named {@code no} or {@code 1e3}. */
  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setNestingDepthLimit(MAX_NESTING);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setAllowRecursiveKeys(false);
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options), new Representer(unused), unused, options, new TextResolver());
  }

  private static final class TextResolver extends Resolver {

    @Override
    protected void addImplicitResolvers() {
      // none
    }
  }

  private static Map<Integer, String> names(String path, Object value) {
    Map<Integer, String> names = new TreeMap<>();
    if (value instanceof List<?> list) {
      for (Object name : list) {
        names.put(names.size(), name(path, name));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((number, name) -> names.put(number(path, number), name(path, name)));
    }
    return names;
  }

  private static String name(String path, Object name) {
    if (name instanceof String text && !text.isBlank()) {
      return text.strip();
    }
    // Not shown: a collection may hold itself, or itself many times over.
    throw new UnusableDataSetException(
        path + " has a class name that is " + (name instanceof String ? "empty" : "not a text"));
  }

  private static int number(String path, Object number) {
    if (!(number instanceof String text)) {
      throw new UnusableDataSetException(path + " has a class number in names that is no number");
    }
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new UnusableDataSetException(
          path + " has the class number \"" + text + "\" in names, which is not a number", e);
    }
  }

  private static Map<Assignment, List<String>> splits(Map<?, ?> map) {
    Map<Assignment, List<String>> splits = new EnumMap<>(Assignment.class);
    splits.put(Assignment.TEST, texts(map.get("test")));
    List<String> val = texts(map.get("val"));
    splits.put(Assignment.VAL, val.isEmpty() ? texts(map.get("valid")) : val);
    splits.put(Assignment.TRAIN, texts(map.get("train")));
    return splits;
  }

  /** A text, or a list of texts. Lists in lists may be endless, and no tool writes them. */
  private static List<String> texts(Object value) {
    List<?> values = value instanceof List<?> list ? list : Stream.ofNullable(value).toList();
    return values.stream()
        .filter(String.class::isInstance)
        .map(each -> String.class.cast(each).strip())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static int rank(String path) {
    int usual = USUAL_NAMES.indexOf(path.substring(path.lastIndexOf('/') + 1));
    return usual < 0 ? USUAL_NAMES.size() : usual;
  }

  private static boolean isYaml(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml");
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
