package io.boxstream.images.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.boxstream.images.cvat.CvatFormat;
import io.boxstream.images.formats.MemoryFiles;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class CvatXmlFuzzTest {

  private static final FuzzedDataSet DATA_SET = new FuzzedDataSet(new CvatFormat());

  @FuzzTest(maxDuration = "1m")
  void readsOrRefuses(byte[] annotations) {
    DATA_SET.read(
        new MemoryFiles().with("annotations.xml", annotations).withImages("a.jpg", "images/b.png"));
  }
}
