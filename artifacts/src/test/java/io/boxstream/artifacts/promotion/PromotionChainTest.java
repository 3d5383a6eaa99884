package io.boxstream.artifacts.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.Samples;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectStore;
import org.junit.jupiter.api.Test;

class PromotionChainTest extends PromotionChainContract {
  @Override
  ObjectStore freshStore() {
    return new InMemoryObjectStore();
  }

  @Test
  void namesTheModelsThatWereEverPromoted() {
    ObjectStore store = freshStore();
    new PromotionChain(store, "detector").append(Samples.promotion(0, 1));

    assertThat(PromotionChain.models(store)).containsExactly("detector");
  }
}
