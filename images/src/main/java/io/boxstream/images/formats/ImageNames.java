package io.boxstream.images.formats;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the image that an annotation file means. The exact path goes first, below the folder of the
 * annotation file or below the top. Then images of the same file name are compared: the one that
 * has most folders in common with the reference is meant, then the one that lies nearest to the
 * annotation file. Images in the folder of another split are never meant.
 */
public final class ImageNames {

  private final Set<String> paths;
  private final Map<String, List<String>> byName = new HashMap<>();

  /**
   * @param images paths of all images
   */
  public ImageNames(Collection<String> images) {
    this.paths = new HashSet<>(images);
    for (String image : images) {
      byName.computeIfAbsent(key(image), name -> new ArrayList<>(1)).add(image);
    }
  }

  /**
   * The images that a reference may mean: none, one, or several that fit equally well.
   *
   * @param paths of the images, sorted
   */
  public record Match(List<String> paths) {

    /** Copies the paths. */
    public Match {
      paths = List.copyOf(paths);
    }

    /** The image, if there is exactly one. */
    public Optional<String> image() {
      return paths.size() == 1 ? Optional.of(paths.get(0)) : Optional.empty();
    }

    /** Of several images those in a folder of the split, if there are any; otherwise all. */
    public Match preferring(Assignment split) {
      List<String> preferred =
          paths.stream()
              .filter(path -> SplitName.ofFolders(path).equals(Optional.of(split)))
              .toList();
      return preferred.isEmpty() ? this : new Match(preferred);
    }

    /** Whether several images fit. */
    public boolean isAmbiguous() {
      return paths.size() > 1;
    }
  }

  /**
   * Finds an image.
   *
   * @param reference a path or name as a tool wrote it
   * @param from path of the file that holds the reference
   */
  public Match find(String reference, String from) {
    String wanted = normalised(requireNonNull(reference, "reference"));
    String folder = folder(from);
    for (String exact : List.of(folder + wanted, wanted)) {
      if (paths.contains(exact)) {
        return new Match(List.of(exact));
      }
    }
    return best(wanted, from);
  }

  /** The images below a folder, at any depth; of all images for the top folder. */
  public List<String> below(String folder) {
    String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
    return paths.stream().filter(path -> path.startsWith(prefix)).sorted().toList();
  }

  /** A path with forward slashes and without empty, {@code .} and {@code ..} segments. */
  public static String normalised(String path) {
    StringBuilder clean = new StringBuilder(path.length());
    for (String segment : path.replace('\\', '/').split("/", -1)) {
      if (!segment.isEmpty() && !segment.equals(".") && !segment.equals("..")) {
        clean.append(clean.isEmpty() ? "" : "/").append(segment);
      }
    }
    return clean.toString();
  }

  /** The folder of a file with a slash at its end; empty at the top. */
  public static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private Match best(String wanted, String from) {
    Comparator<String> nearness =
        Comparator.comparingInt((String path) -> commonEnd(path, wanted))
            .thenComparingInt(path -> commonStart(path, from));
    List<String> best = new ArrayList<>();
    for (String path : byName.getOrDefault(key(wanted), List.of())) {
      if (!sameSplit(path, wanted) || !sameSplit(path, from)) {
        continue;
      }
      int order = best.isEmpty() ? 0 : nearness.compare(path, best.get(0));
      if (order > 0) {
        best.clear();
      }
      if (order >= 0) {
        best.add(path);
      }
    }
    best.sort(Comparator.naturalOrder());
    return new Match(best);
  }

  private static boolean sameSplit(String one, String other) {
    Optional<Assignment> first = SplitName.ofFolders(one);
    Optional<Assignment> second = SplitName.ofFolders(other);
    return first.isEmpty() || second.isEmpty() || first.equals(second);
  }

  private static String key(String path) {
    return FileNames.canonical(FileNames.fileName(path));
  }

  private static int commonEnd(String one, String other) {
    String[] first = one.split("/", -1);
    String[] second = other.split("/", -1);
    int common = 0;
    while (common < Math.min(first.length, second.length)
        && FileNames.canonical(first[first.length - 1 - common])
            .equals(FileNames.canonical(second[second.length - 1 - common]))) {
      common++;
    }
    // Of two spellings of one name, the one that is written is meant.
    return 2 * common + (first[first.length - 1].equals(second[second.length - 1]) ? 1 : 0);
  }

  private static int commonStart(String one, String other) {
    String[] first = one.split("/", -1);
    String[] second = other.split("/", -1);
    int common = 0;
    while (common < Math.min(first.length, second.length) - 1
        && first[common].equals(second[common])) {
      common++;
    }
    return common;
  }
}
