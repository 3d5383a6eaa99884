package io.boxstream.local.data;

import io.boxstream.local.sample.SampleDataSet;
import io.boxstream.local.sample.SampleSettings;
import io.boxstream.local.settings.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The sample data set of a state folder, drawn once. */
public final class SampleFolder {

  /** Hidden: it is no data. */
  private static final String DONE = ".complete";

  private SampleFolder() {}

  /** The sample as a folder; drawn when it is not there yet, or not to its end. */
  public static DataFolder in(StateFolder state, SampleSettings settings) {
    Path folder = state.part("sample");
    Path done = folder.resolve(DONE);
    if (!Files.exists(done)) {
      new SampleDataSet(settings).write(folder);
      try {
        Files.writeString(done, settings + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException("could not write " + done, e);
      }
    }
    return new DataFolder(folder, Set.of());
  }
}
