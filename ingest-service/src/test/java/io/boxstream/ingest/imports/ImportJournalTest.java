package io.boxstream.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.Split;
import io.boxstream.ingest.intake.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportJournalTest {

  @TempDir private Path directory;

  @Test
  void ignoresALineThatEndsWithinACharacterAndGoesOnAfterIt() throws IOException {
    // Given
    Path file = directory.resolve("journal.jsonl");
    JournalEntry first = accepted(0);
    JournalEntry second = accepted(1);
    try (ImportJournal journal = ImportJournal.open(file, entry -> {})) {
      journal.write(first);
      journal.write(second);
    }
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.UTF_8);
    int kept = text.substring(0, text.lastIndexOf("帽")).getBytes(StandardCharsets.UTF_8).length + 1;
    Files.write(file, Arrays.copyOf(bytes, kept));

    // When
    List<JournalEntry> read = new ArrayList<>();
    try (ImportJournal journal = ImportJournal.open(file, read::add)) {
      journal.write(second);
    }

    // Then
    assertThat(read).containsExactly(first);
    ImportJournal.open(file, read::add).close();
    assertThat(read).containsExactly(first, first, second);
  }

  private static JournalEntry accepted(int item) {
    return JournalEntry.of(
        item,
        new Outcome.Accepted(
            "%064x".formatted(item), Split.TRAIN, false, Set.of("帽子"), 0, false, Optional.empty()));
  }
}
