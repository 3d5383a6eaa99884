package io.boxstream.images.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.boxstream.images.coco.CocoFormat;
import io.boxstream.images.createml.CreateMlFormat;
import io.boxstream.images.formats.MemoryFiles;
import io.boxstream.images.labelstudio.LabelStudioFormat;
import org.junit.jupiter.api.Tag;

/** COCO, Label Studio and Create ML: one file with the labels of many images. */
@Tag("fuzz")
class JsonLabelsFuzzTest {

  private static final FuzzedDataSet DATA_SET =
      new FuzzedDataSet(new CocoFormat(), new LabelStudioFormat(), new CreateMlFormat());

  @FuzzTest(maxDuration = "1m")
  void readsOrRefuses(byte[] labels) {
    DATA_SET.read(
        new MemoryFiles().with("labels.json", labels).withImages("a.jpg", "images/b.png"));
  }
}
