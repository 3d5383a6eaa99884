package io.boxstream.images.labelstudio;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.export.ExportFiles;
import io.boxstream.images.export.JsonText;
import io.boxstream.images.export.Numbers;
import io.boxstream.images.export.PredictedBox;
import io.boxstream.images.export.PredictedImage;
import io.boxstream.images.export.Spool;
import io.boxstream.images.export.TaskWriter;
import io.boxstream.images.export.XmlText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes tasks of Label Studio with predictions (<a
 * href="https://labelstud.io/guide/predictions">format</a>): {@code tasks.json} to import, {@code
 * interface.xml} for the labelling interface that it fits, and {@code images}. Coordinates are in
 * per cent of the image. Label Studio orders tasks by the score of the prediction, the lowest
 * first, so it is 1 minus the score of the image.
 */
public final class LabelStudioTaskWriter implements TaskWriter {

  private static final int PERCENT = 100;

  private final ExportFiles files;
  private final UnaryOperator<String> addresses;
  private final Spool tasks;
  private final Set<String> labels = new TreeSet<>();

  /**
   * @param files receives the files
   * @param addresses where Label Studio finds the image of a file name
   */
  public LabelStudioTaskWriter(ExportFiles files, UnaryOperator<String> addresses)
      throws IOException {
    this.files = requireNonNull(files, "files");
    this.addresses = requireNonNull(addresses, "addresses");
    this.tasks = Spool.open(files);
  }

  @Override
  public void add(PredictedImage image, byte[] bytes) throws IOException {
    files.add("images/" + image.fileName(), bytes);
    image.boxes().forEach(box -> labels.add(box.label()));
    tasks.append((tasks.isEmpty() ? "\n" : ",\n") + task(image));
  }

  private String task(PredictedImage image) {
    String regions =
        IntStream.range(0, image.boxes().size())
            .mapToObj(index -> region(image, index))
            .collect(Collectors.joining(","));
    return ("{\"data\":{\"image\":%s,\"score\":%s,\"reasons\":%s},"
            + "\"predictions\":[{\"model_version\":%s,\"score\":%s,\"result\":[%s]}]}")
        .formatted(
            JsonText.quoted(addresses.apply(image.fileName())),
            Numbers.text(image.score()),
            JsonText.quoted(String.join(", ", image.reasons())),
            JsonText.quoted(image.model()),
            Numbers.text(1 - image.score()),
            regions);
  }

  private static String region(PredictedImage image, int index) {
    PredictedBox box = image.boxes().get(index);
    return ("{\"id\":\"box-%d\",\"type\":\"rectanglelabels\",\"from_name\":\"label\","
            + "\"to_name\":\"image\",\"original_width\":%d,\"original_height\":%d,"
            + "\"image_rotation\":0,\"score\":%s,\"value\":{\"x\":%s,\"y\":%s,\"width\":%s,"
            + "\"height\":%s,\"rotation\":0,\"rectanglelabels\":[%s]}}")
        .formatted(
            index + 1,
            image.width(),
            image.height(),
            Numbers.text(box.score()),
            percent(box.xMin(), image.width()),
            percent(box.yMin(), image.height()),
            percent(box.xMax() - box.xMin(), image.width()),
            percent(box.yMax() - box.yMin(), image.height()),
            JsonText.quoted(box.label()));
  }

  private static String percent(double pixels, int side) {
    return Numbers.text(PERCENT * pixels / side);
  }

  @Override
  public void finish() throws IOException {
    Path document = files.temporaryFile();
    try (OutputStream out = Files.newOutputStream(document)) {
      out.write('[');
      tasks.copyTo(out);
      out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
    }
    files.add("tasks.json", document);
    files.add("interface.xml", labellingInterface().getBytes(StandardCharsets.UTF_8));
  }

  private String labellingInterface() {
    String options =
        labels.stream()
            .map(label -> "    <Label value=\"" + XmlText.escaped(label) + "\"/>\n")
            .collect(Collectors.joining());
    return """
        <View>
          <Image name="image" value="$image"/>
          <RectangleLabels name="label" toName="image">
        %s  </RectangleLabels>
        </View>
        """
        .formatted(options);
  }

  @Override
  public void close() throws IOException {
    tasks.close();
  }
}
