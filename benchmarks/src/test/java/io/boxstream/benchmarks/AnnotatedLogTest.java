package io.boxstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageContent;
import io.boxstream.events.Split;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class AnnotatedLogTest {

  private static final int IMAGES = 2000;

  @Test
  void eachImageIsAReadableJpegOfAKilobyteUnderItsHash() throws Exception {
    AnnotatedImage image = new AnnotatedLog().image(4711);

    byte[] bytes = ((ImageContent.Inline) image.image()).bytes();
    assertThat(bytes).hasSizeBetween(800, 1300);
    assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth()).isEqualTo(image.width());
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    assertThat(image.id()).isEqualTo(HexFormat.of().formatHex(hash));
  }

  @Test
  void imagesDifferAndAreSplitAsIngestServiceWould() throws Exception {
    AnnotatedLog log = new AnnotatedLog();

    List<AnnotatedImage> images = IntStream.range(0, IMAGES).mapToObj(log::image).toList();

    assertThat(images.stream().map(AnnotatedImage::id).distinct()).hasSize(IMAGES);
    Map<Split, Long> splits =
        images.stream()
            .collect(Collectors.groupingBy(AnnotatedImage::split, Collectors.counting()));
    assertThat(splits.get(Split.TRAIN)).isBetween(1300L, 1500L);
    assertThat(splits.get(Split.VAL)).isBetween(230L, 370L);
    assertThat(splits.get(Split.TEST)).isBetween(230L, 370L);
    assertThat(images).allMatch(image -> !image.boxes().isEmpty() && image.boxes().size() <= 3);
  }

  @Test
  void anImageIsTheSameEachTime() throws Exception {
    assertThat(new AnnotatedLog().image(7)).isEqualTo(new AnnotatedLog().image(7));
  }
}
