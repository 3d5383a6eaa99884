package io.boxstream.images.formats;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Collects the labels of a data set from files that hold those of many images. Boxes go to a file
 * on disk; memory grows with the number of images only.
 *
 * <p>A file names an image once ({@link #image}) and gets a number for it, under which it adds
 * boxes. Several files may name the same image.
 */
public final class LabelCollector implements AutoCloseable {

  /** Most times that annotation files may name images of the data set. */
  static final int MAX_NAMINGS = 1_000_000;

  /** Most names without an image that are reported one by one. */
  static final int MAX_MISSING = 1000;

  /** What {@link #image} returns for an image that is not in the data set. */
  public static final int ABSENT = -1;

  private static final String FILE = "labels.index";

  private final List<String> images;
  private final ImageNames names;
  private final BoxIndex boxes;
  private final List<Naming> namings = new ArrayList<>();
  private final Map<String, Assignment> missing = new TreeMap<>();
  private final Map<String, String> ambiguities = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private long missingNames;

  /**
   * One file's statement about one image.
   *
   * @param file that names the image
   * @param image path of the image
   * @param size according to the file
   * @param split according to the file, may be null
   * @param unlabelled why the file does not say what the image shows, null if it does
   */
  record Naming(
      String file, String image, DeclaredSize size, Assignment split, String unlabelled) {}

  /**
   * Collects a data set.
   *
   * @param files of the data set
   * @param directory for the file of the boxes, which is removed if reading fails
   * @param reader reads the files and ends with {@link #dataSet}
   */
  public static DataSet collect(
      DataSetFiles files, Path directory, Function<LabelCollector, DataSet> reader) {
    LabelCollector labels = new LabelCollector(files.images(), directory);
    try {
      return reader.apply(labels);
    } catch (RuntimeException e) {
      labels.close();
      throw e;
    }
  }

  private LabelCollector(List<String> images, Path directory) {
    this.images = List.copyOf(images);
    this.names = new ImageNames(images);
    this.boxes = BoxIndex.create(requireNonNull(directory, "directory").resolve(FILE));
  }

  /** The images of the data set by name. */
  public ImageNames names() {
    return names;
  }

  /**
   * Names an image.
   *
   * @param reference path or name of the image as the tool wrote it
   * @param file path of the annotation file
   * @param size of the image according to the file
   * @param split according to the file; empty if it says nothing
   * @return the number to add boxes under, or {@link #ABSENT}
   */
  public int image(String reference, String file, DeclaredSize size, Optional<Assignment> split) {
    return image(names.find(reference, file), reference, file, size, split);
  }

  /** The same, for a reference that the format has looked up in its own way. */
  public int image(
      ImageNames.Match found,
      String reference,
      String file,
      DeclaredSize size,
      Optional<Assignment> split) {
    ImageNames.Match match = split.map(found::preferring).orElse(found);
    if (match.isAmbiguous()) {
      String reason =
          "%s names \"%s\", which may be any of %s; write the path of the image into the file"
              .formatted(file, shortened(reference), String.join(", ", some(match.paths())));
      match.paths().forEach(path -> ambiguities.putIfAbsent(path, reason));
      return ABSENT;
    }
    if (match.image().isEmpty()) {
      noteMissing(ImageNames.normalised(reference), split);
      return ABSENT;
    }
    if (namings.size() >= MAX_NAMINGS) {
      throw new UnusableDataSetException(
          file + " names images more than " + MAX_NAMINGS + " times; split the data set");
    }
    namings.add(new Naming(file, match.image().get(), size, split.orElse(null), null));
    return namings.size() - 1;
  }

  /** Corrects the size of an image, where the file says it after naming the image. */
  public void size(int number, DeclaredSize size) {
    Naming naming = namings.get(number);
    namings.set(
        number,
        new Naming(naming.file(), naming.image(), size, naming.split(), naming.unlabelled()));
  }

  /** Receives what a tool says about an image. */
  public ImageLabels labelsOf(int number) {
    return new ImageLabels() {
      @Override
      public void size(DeclaredSize size) {
        LabelCollector.this.size(number, size);
      }

      @Override
      public void add(RawBox box) {
        LabelCollector.this.add(number, box);
      }

      @Override
      public void refuse(String reason) {
        LabelCollector.this.refuse(number, reason);
      }
    };
  }

  /** Adds a box. */
  public void add(int number, RawBox box) {
    boxes.add(number, box);
  }

  /** Says why the labels of an image cannot be used. The image is rejected with the reason. */
  public void refuse(int number, String reason) {
    boxes.refuse(number, reason);
  }

  /** Forgets boxes and refusals of an image, because later labels replace them. */
  public void clear(int number) {
    boxes.clear(number);
    unlabelled(number, null);
  }

  /** Says why an image that the file names has no labels; null if it has. */
  public void unlabelled(int number, String reason) {
    Naming naming = namings.get(number);
    namings.set(
        number, new Naming(naming.file(), naming.image(), naming.size(), naming.split(), reason));
  }

  /** Reports something that concerns more than one image. */
  public void warn(String warning) {
    warnings.add(warning);
  }

  /**
   * Ends collecting.
   *
   * @param description of the format and its files
   * @throws UnusableDataSetException if the files name no image that is there
   */
  public DataSet dataSet(String description) {
    if (namings.isEmpty() && ambiguities.isEmpty()) {
      throw new UnusableDataSetException(
          images.isEmpty()
              ? description + ": there are labels but no images; export the images with the labels"
              : description
                  + ": the labels name "
                  + Descriptions.count(missingNames, "image")
                  + ", none of which is there"
                  + (missing.isEmpty() ? "" : ", for example " + missing.keySet().iterator().next())
                  + "; the first image is "
                  + images.get(0));
    }
    if (missingNames > missing.size()) {
      warn(
          ("The labels name %d images that are not there; the first %d are reported as"
                  + " missing-image")
              .formatted(missingNames, missing.size()));
    }
    boxes.seal();
    return CollectedDataSet.of(description, this);
  }

  List<String> images() {
    return images;
  }

  List<Naming> namings() {
    return namings;
  }

  Map<String, Assignment> missing() {
    return missing;
  }

  Map<String, String> ambiguities() {
    return ambiguities;
  }

  List<String> warnings() {
    return warnings;
  }

  List<RawBox> boxes(int number) {
    return boxes.read(number);
  }

  @Override
  public void close() {
    boxes.close();
  }

  private void noteMissing(String name, Optional<Assignment> split) {
    missingNames++;
    String shown = shortened(name.isEmpty() ? "(no name)" : name);
    if (missing.size() < MAX_MISSING && !missing.containsKey(shown)) {
      missing.put(shown, split.or(() -> SplitName.ofFolders(shown)).orElse(Assignment.BY_IDENTITY));
    }
  }

  private static List<String> some(List<String> paths) {
    return paths.size() <= 5 ? paths : paths.subList(0, 5);
  }

  private static String shortened(String text) {
    String visible = text.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= 300 ? visible : visible.substring(0, 300) + "...";
  }
}
