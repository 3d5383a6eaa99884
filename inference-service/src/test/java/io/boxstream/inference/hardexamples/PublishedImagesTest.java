package io.boxstream.inference.hardexamples;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.images.PerceptualHash;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PublishedImagesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final PerceptualHash SCENE = new PerceptualHash(0x5a5a_1234_9876_0ff0L);
  private static final PerceptualHash ALIKE = new PerceptualHash(SCENE.bits() ^ 0b111111);
  private static final PerceptualHash OTHER = new PerceptualHash(SCENE.bits() ^ 0b1111111);
  private static final byte[] IMAGE = {1, 2, 3};
  private static final byte[] ANOTHER = {1, 2, 4};

  private final PublishedImages published = new PublishedImages();

  @Test
  void anImageThatLooksTheSameIsKnownForAnHour() {
    published.add(IMAGE, SCENE, NOW);

    assertThat(published.contain(ANOTHER, ALIKE, NOW.plusSeconds(3599))).isTrue();
    assertThat(published.contain(ANOTHER, OTHER, NOW.plusSeconds(3599))).isFalse();
    assertThat(published.contain(ANOTHER, ALIKE, NOW.plusSeconds(3600))).isFalse();
  }

  @Test
  void theSameFileIsKnownForADay() {
    published.add(IMAGE, SCENE, NOW);

    assertThat(published.contain(IMAGE, SCENE, NOW.plus(Duration.ofHours(23)))).isTrue();
    assertThat(published.contain(IMAGE, SCENE, NOW.plus(Duration.ofHours(24)))).isFalse();
  }
}
