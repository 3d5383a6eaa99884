package io.boxstream.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.images.crash.CrashGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that decodes tells the guard. */
class GuardedReadersTest {

  private static final ImageLimits LIMITS = ImageLimits.defaults();

  private final byte[] image = TestImages.png(64, 48);
  private final List<String> events = new ArrayList<>();

  enum Reader {
    STORED((guard, bytes) -> new ImageDecoder(LIMITS, guard).decode(bytes)),
    UPRIGHT((guard, bytes) -> new ImageDecoder(LIMITS, guard).decodeUpright(bytes)),
    CANONICAL((guard, bytes) -> new CanonicalImages(LIMITS, guard).canonicalize(bytes)),
    HASH((guard, bytes) -> new PerceptualHashes(LIMITS, guard).hash(bytes)),
    THUMBNAIL((guard, bytes) -> new Thumbnails(LIMITS, guard).jpeg(bytes, 10));

    private final BiConsumer<CrashGuard, byte[]> read;

    Reader(BiConsumer<CrashGuard, byte[]> read) {
      this.read = read;
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesTheImageInHandAndPutsItDown(Reader reader) {
    reader.read.accept(this::take, image);

    assertThat(events).containsExactly("take " + ContentHash.of(image), "put down");
  }

  @ParameterizedTest
  @EnumSource
  void readsNothingThatTheGuardRefuses(Reader reader) {
    CrashGuard refusing =
        hash -> {
          throw new CrashedImageException(hash, 2);
        };

    assertThatThrownBy(() -> reader.read.accept(refusing, image))
        .isInstanceOf(CrashedImageException.class);
  }

  @Test
  void putsDownAnImageThatItsDecoderRefuses() {
    byte[] cut = TestImages.cutInside(TestImages.jpeg(64, 48));

    assertThatThrownBy(() -> new CanonicalImages(LIMITS, this::take).canonicalize(cut))
        .isInstanceOf(UnreadableImageException.class);

    assertThat(events).containsExactly("take " + ContentHash.of(cut), "put down");
  }

  private CrashGuard.InHand take(String hash) {
    events.add("take " + hash);
    return () -> events.add("put down");
  }
}
