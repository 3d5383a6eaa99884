package io.boxstream.local.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.local.LocalCheckout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With {@code -Dconfiguration.write=true} it writes the document before it reads it. */
class ConfigurationReferenceTest {

  private static final Path DOCUMENT = LocalCheckout.HOME.resolve("docs/configuration.md");
  private static final int LEAST_DESCRIPTION = 15;

  private final ConfigurationReference reference = new ConfigurationReference(LocalCheckout.HOME);

  @Test
  void theDocumentIsThatOfTheSources() throws IOException {
    String expected = reference.document();
    if (Boolean.getBoolean("configuration.write")) {
      Files.writeString(DOCUMENT, expected);
    }

    assertThat(DOCUMENT)
        .as("run the command at the top of docs/configuration.md to write it anew")
        .content()
        .isEqualTo(expected);
  }

  @Test
  void everyMappingIsDescribed() throws IOException {
    assertThat(reference.mappings()).isEqualTo(ConfigurationReference.describedMappings());
  }

  @Test
  void everyKeyIsDescribedInASentence() throws IOException {
    assertThat(reference.keys())
        .hasSizeGreaterThan(60)
        .allSatisfy(
            key ->
                assertThat(key.description())
                    .as(key.name())
                    .hasSizeGreaterThan(LEAST_DESCRIPTION)
                    .endsWith("."));
  }

  @Test
  void readsTypesDefaultsConstraintsAndInheritedKeys() throws IOException {
    assertThat(reference.document())
        .contains(
            "| `boxstream.store.access-key`<br>`BOXSTREAM_STORE_ACCESS_KEY` | text, not blank |"
                + " **required** |")
        .contains(
            "| `boxstream.store.deadline`<br>`BOXSTREAM_STORE_DEADLINE` | duration, at least 1s |"
                + " `30s` |")
        .contains(
            "| `boxstream.ingest.inline-limit`<br>`BOXSTREAM_INGEST_INLINE_LIMIT` | size, at most"
                + " 1M | `512K` |")
        .contains(
            "| `boxstream.trainer.device`<br>`BOXSTREAM_TRAINER_DEVICE` | `automatic`, `cpu`, `gpu`"
                + " | `automatic` |")
        .contains(
            "| `boxstream.trainer.learning-rate`<br>`BOXSTREAM_TRAINER_LEARNING_RATE` | number,"
                + " above 0, at most 1 |  |")
        .contains("| `boxstream.ingest.classes`<br>`BOXSTREAM_INGEST_CLASSES` | list of text |  |");
  }
}
