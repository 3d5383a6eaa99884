package io.boxstream.trainer.fake;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.dataset.DataSetView;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Small images of coloured squares, and a view of them without a log. */
public final class TestDataSet implements AutoCloseable {

  private static final int SIDE = 96;

  private final EventCodec codec = EventCodec.forService("test");
  private final DataSetView view;
  private long offset;

  /**
   * @param directory of the view
   */
  public TestDataSet(Path directory) {
    view = DataSetView.open(directory, new Blobs(new InMemoryObjectStore()));
  }

  /** The view. */
  public DataSetView view() {
    return view;
  }

  /** Adds images of one split, with the labels {@code square} and {@code disc}. */
  public TestDataSet with(Split split, int count, int firstSeed) {
    for (int seed = firstSeed; seed < firstSeed + count; seed++) {
      apply(image(split, seed));
    }
    return this;
  }

  /** Adds or replaces an image. */
  public void apply(AnnotatedImage image) {
    apply(codec.toRecord(Topics.ANNOTATED_IMAGES, image.id(), image, Instant.EPOCH));
  }

  /** Removes an image. */
  public void remove(String id) {
    apply(codec.tombstone(Topics.ANNOTATED_IMAGES, id, Instant.EPOCH, Optional.empty()));
  }

  @Override
  public void close() {
    view.close();
  }

  /** An image with one square and one disc on noise, determined by its seed. */
  public static AnnotatedImage image(Split split, int seed) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      image.setRGB(pixel % SIDE, pixel / SIDE, 0x404040 + random.nextInt(0x202020));
    }
    Graphics2D graphics = image.createGraphics();
    LabelledBox square = box("square", random, 0);
    graphics.setColor(Color.RED);
    graphics.fillRect((int) square.xMin(), (int) square.yMin(), size(square), size(square));
    LabelledBox disc = box("disc", random, SIDE / 2);
    graphics.setColor(Color.GREEN);
    graphics.fillOval((int) disc.xMin(), (int) disc.yMin(), size(disc), size(disc));
    graphics.dispose();
    byte[] bytes = png(image);
    return new AnnotatedImage(
        Sha256.of(bytes),
        ImageEncoding.PNG,
        SIDE,
        SIDE,
        split,
        List.of(square, disc),
        new ImageContent.Inline(bytes),
        new ImageSource("test", seed + ".png"));
  }

  private static LabelledBox box(String label, Random random, int left) {
    int size = 20 + random.nextInt(20);
    int x = left + random.nextInt(SIDE / 2 - size);
    int y = random.nextInt(SIDE - size);
    return new LabelledBox(label, x, y, x + size - 1.0, y + size - 1.0, false);
  }

  private static int size(LabelledBox box) {
    return (int) (box.xMax() - box.xMin()) + 1;
  }

  private static byte[] png(BufferedImage image) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void apply(ProducerRecord<byte[], byte[]> record) {
    ConsumerRecord<byte[], byte[]> consumed =
        new ConsumerRecord<>(record.topic(), 0, offset++, record.key(), record.value());
    record.headers().forEach(consumed.headers()::add);
    view.apply(consumed);
  }
}
