package io.boxstream.detection.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.boxstream.detection.parameters.SafetensorsReader;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class SafetensorsFuzzTest {

  private static final FuzzedFile FILE = new FuzzedFile();

  @FuzzTest(maxDuration = "1m")
  void readsOrRefuses(byte[] file) throws IOException {
    FILE.read(file, SafetensorsReader::open);
  }
}
