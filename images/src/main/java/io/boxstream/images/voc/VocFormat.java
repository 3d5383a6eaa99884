package io.boxstream.images.voc;

import io.boxstream.images.formats.AnnotationText;
import io.boxstream.images.formats.DataSet;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DataSetFormat;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.Descriptions;
import io.boxstream.images.formats.FileNames;
import io.boxstream.images.formats.ItemLabels;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.images.formats.RecognisedDataSet;
import io.boxstream.images.formats.XmlFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Pascal VOC: an XML file for each image. Recognised by an image and an XML file that belong
 * together, or by XML whose root is {@code annotation}.
 */
public final class VocFormat implements DataSetFormat {

  private static final int LONGEST_LIST = 64 * 1024 * 1024;
  private static final int EXAMINED = 50;

  @Override
  public String summary() {
    return "Pascal VOC (an XML file for each image)";
  }

  @Override
  public Optional<RecognisedDataSet> recognise(DataSetFiles files) {
    if (files.paths().stream().noneMatch(FileNames::isXml)) {
      return Optional.empty();
    }
    List<LabelledItem> items =
        VocLayout.of(
                files.paths(),
                list -> new String(files.read(list, LONGEST_LIST), StandardCharsets.UTF_8))
            .items();
    boolean paired =
        items.stream().anyMatch(item -> item.image().isPresent() && item.annotation().isPresent());
    return paired || hasAnnotation(files)
        ? Optional.of(new Recognised(files, items))
        : Optional.empty();
  }

  private static boolean hasAnnotation(DataSetFiles files) {
    return files.paths().stream()
        .filter(FileNames::isXml)
        .limit(EXAMINED)
        .anyMatch(path -> XmlFiles.root(files, path).equals(Optional.of("annotation")));
  }

  private record Recognised(DataSetFiles files, List<LabelledItem> items)
      implements RecognisedDataSet {

    @Override
    public String format() {
      return "voc";
    }

    @Override
    public String description() {
      long annotations = items.stream().filter(item -> item.annotation().isPresent()).count();
      return Descriptions.withSplits(
          "Pascal VOC, " + Descriptions.count(annotations, "annotation"), items);
    }

    @Override
    public DataSet open(Path directory) {
      return new VocDataSet(files, description(), items);
    }
  }

  private record VocDataSet(DataSetFiles files, String description, List<LabelledItem> items)
      implements DataSet {

    @Override
    public ItemLabels labels(int item, Supplier<DeclaredSize> size) {
      LabelledItem labelled = items.get(item);
      if (labelled.ambiguity().isPresent()) {
        return new ItemLabels.Conflicting(labelled.ambiguity().get());
      }
      return labelled
          .annotation()
          .<ItemLabels>map(
              path -> new ItemLabels.Document(files.read(path, AnnotationText.MAX_BYTES)))
          .orElseGet(
              () ->
                  new ItemLabels.Missing(
                      "there is an image but no annotation with this name; add one, without"
                          + " objects if the image shows none"));
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
