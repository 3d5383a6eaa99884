package io.boxstream.images.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.boxstream.images.formats.MemoryFiles;
import io.boxstream.images.yolo.YoloFormat;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/** The configuration and, after a byte 0, the labels of an image. */
@Tag("fuzz")
class YoloFuzzTest {

  private static final FuzzedDataSet DATA_SET = new FuzzedDataSet(new YoloFormat());

  @FuzzTest(maxDuration = "1m")
  void readsOrRefuses(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != 0) {
      end++;
    }
    byte[] configuration = Arrays.copyOf(input, end);
    byte[] labels = Arrays.copyOfRange(input, Math.min(input.length, end + 1), input.length);
    DATA_SET.read(
        new MemoryFiles()
            .with("data.yaml", configuration)
            .with("labels/a.txt", labels)
            .withImages("images/a.jpg", "images/b.png"));
  }
}
