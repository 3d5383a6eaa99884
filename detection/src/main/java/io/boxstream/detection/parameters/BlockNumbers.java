package io.boxstream.detection.parameters;

import java.util.List;

/**
 * How timm numbers the blocks of a network: by stage, and within the stage.
 *
 * @param stages blocks of each stage
 */
record BlockNumbers(List<Integer> stages) {
  BlockNumbers {
    stages = List.copyOf(stages);
  }

  /**
   * The stage and the number within it, such as {@code 3.0}.
   *
   * @param block counted from 0 across all stages
   */
  String name(int block) {
    int within = block;
    for (int stage = 0; stage < stages.size(); stage++) {
      if (within < stages.get(stage)) {
        return stage + "." + within;
      }
      within -= stages.get(stage);
    }
    throw new IllegalArgumentException("no block %d in stages of %s".formatted(block, stages));
  }
}
