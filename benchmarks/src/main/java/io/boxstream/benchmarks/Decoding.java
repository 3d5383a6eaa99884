package io.boxstream.benchmarks;

import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.decode.Decoder;

/**
 * The heads of one image made into detections. The scores are noise, so that most classes of most
 * anchors pass the threshold.
 *
 * @param preset whose anchors
 */
record Decoding(String preset) implements Benchmark {

  @Override
  public void run(Measurements figures) throws Exception {
    DetectorPreset detector = Presets.named(preset);
    Samples samples = new Samples();
    float[] logits = samples.values(detector.anchorCount() * (Samples.CLASSES + 1));
    float[] offsets = samples.values(detector.anchorCount() * 4);
    Decoder decoder = new Decoder(Anchors.of(detector), Samples.CLASSES, DecodeSettings.defaults());
    double seconds = Repetition.OF_CALCULATIONS.seconds(() -> decoder.decode(logits, offsets, 0));
    figures.add(1000 * seconds, "ms");
  }
}
