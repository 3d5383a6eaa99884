package io.boxstream.artifacts.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Samples;
import io.boxstream.artifacts.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The chain on any store. */
abstract class PromotionChainContract {
  private static final int WRITERS = 4;
  private static final int LINKS_EACH = 5;

  /** A store without promotions of the model "detector". */
  abstract ObjectStore freshStore();

  @Test
  void growsByOneGenerationAtATime() {
    PromotionChain chain = new PromotionChain(freshStore(), "detector");
    assertThat(chain.latest()).isEmpty();

    Promotion first = Samples.promotion(0, 5);
    Promotion second = Samples.promotion(1, 10);

    assertThat(chain.append(first)).isTrue();
    assertThat(chain.append(second)).isTrue();
    assertThat(chain.latest()).contains(second);
    assertThat(chain.history()).containsExactly(first, second);
    assertThat(chain.find(1)).contains(first);
  }

  @Test
  void givesAGenerationToOneWriterOnly() {
    PromotionChain chain = new PromotionChain(freshStore(), "detector");
    Promotion winner = Samples.promotion(0, 5);
    chain.append(winner);

    assertThat(chain.append(Samples.promotion(0, 10))).isFalse();
    assertThat(chain.history()).containsExactly(winner);
  }

  @Test
  void leavesNoHole() {
    PromotionChain chain = new PromotionChain(freshStore(), "detector");

    assertThat(chain.append(Samples.promotion(1, 5))).isFalse();
    assertThat(chain.history()).isEmpty();
  }

  @Test
  void recognisesItsOwnLinkAfterALostAnswer() {
    PromotionChain chain = new PromotionChain(freshStore(), "detector");
    Promotion promotion = Samples.promotion(0, 5);
    chain.append(promotion);

    assertThat(chain.append(promotion)).isTrue();
    assertThat(chain.history()).hasSize(1);
  }

  @Test
  void refusesAnotherModelsPromotion() {
    PromotionChain chain = new PromotionChain(freshStore(), "other");

    assertThatThrownBy(() -> chain.append(Samples.promotion(0, 5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void growsByEachRacingWritersLinksExactlyOnce() throws Exception {
    ObjectStore store = freshStore();
    ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
    List<Future<List<Promotion>>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int epoch = writer;
      Callable<List<Promotion>> appending = () -> appendLinks(store, epoch);
      writers.add(executor.submit(appending));
    }
    List<Promotion> appended = new ArrayList<>();
    for (Future<List<Promotion>> writer : writers) {
      appended.addAll(writer.get());
    }
    executor.shutdownNow();

    List<Promotion> history = new PromotionChain(store, "detector").history();
    assertThat(history).containsExactlyInAnyOrderElementsOf(appended);
    assertThat(history)
        .extracting(Promotion::generation)
        .isEqualTo(IntStream.rangeClosed(1, WRITERS * LINKS_EACH).boxed().toList());
  }

  private static List<Promotion> appendLinks(ObjectStore store, int epoch) {
    PromotionChain chain = new PromotionChain(store, "detector");
    List<Promotion> mine = new ArrayList<>();
    while (mine.size() < LINKS_EACH) {
      int generation = chain.latest().map(Promotion::generation).orElse(0);
      Promotion next = Samples.promotion(generation, epoch);
      if (chain.append(next)) {
        mine.add(next);
      }
    }
    return mine;
  }

  static String uniqueBucket() {
    return "chain-" + UUID.randomUUID();
  }
}
