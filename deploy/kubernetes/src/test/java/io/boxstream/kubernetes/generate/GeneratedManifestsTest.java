package io.boxstream.kubernetes.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.kubernetes.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With {@code -Dmanifests.write=true} it writes the files before it reads them. */
class GeneratedManifestsTest {

  @Test
  void theFilesAreThoseOfTheCode() throws IOException {
    Map<Path, String> texts = GeneratedManifests.of(Checkout.HOME);
    assertThat(texts).hasSize(3);
    for (Map.Entry<Path, String> text : texts.entrySet()) {
      if (Boolean.getBoolean("manifests.write")) {
        Files.writeString(text.getKey(), text.getValue());
      }

      assertThat(text.getKey())
          .as("run the command at the top of the file to write it anew")
          .content()
          .isEqualTo(text.getValue());
    }
  }
}
