package io.boxstream.artifacts.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.Samples;
import io.boxstream.artifacts.store.FaultyStore;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectStore;
import org.junit.jupiter.api.Test;

class PromotionChainTest extends PromotionChainContract {
  @Override
  ObjectStore freshStore() {
    return new InMemoryObjectStore();
  }

  @Test
  void isListedOnceHoweverLongItIs() {
    FaultyStore store = new FaultyStore(freshStore());
    PromotionChain writer = new PromotionChain(store, "detector");
    writer.append(Samples.promotion(0, 1));
    PromotionChain chain = new PromotionChain(store, "detector");
    assertThat(chain.latest()).map(Promotion::generation).contains(1);
    int before = store.calls();

    assertThat(chain.latest()).map(Promotion::generation).contains(1);

    assertThat(store.calls()).isEqualTo(before + 1); // is there a second link?
    writer.append(Samples.promotion(1, 2));
    writer.append(Samples.promotion(2, 3));
    assertThat(chain.latest()).map(Promotion::generation).contains(3);
    assertThat(chain.history()).hasSize(3);
  }

  @Test
  void namesTheModelsThatWereEverPromoted() {
    ObjectStore store = freshStore();
    new PromotionChain(store, "detector").append(Samples.promotion(0, 1));

    assertThat(PromotionChain.models(store)).containsExactly("detector");
  }
}
