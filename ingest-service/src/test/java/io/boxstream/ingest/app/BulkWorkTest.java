package io.boxstream.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.ingest.app.BulkAnswer.Result;
import io.boxstream.ingest.app.BulkRequest.Selection;
import io.boxstream.rest.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkWorkTest {

  private static final List<String> IDS =
      IntStream.range(0, 200).mapToObj(Integer::toString).toList();

  private final BulkWork bulk = new BulkWork();

  @Test
  void hasAResultForEachInTheOrderOfTheRequest() {
    BulkAnswer answer =
        bulk.waiting(
            new Selection(IDS, Optional.of("n")),
            Optional.empty(),
            id -> {
              if (id.endsWith("7")) {
                throw ProblemException.of(404, "not-found", "no " + id);
              }
              return Result.done(id);
            });

    assertThat(answer.results()).extracting(Result::id).containsExactlyElementsOf(IDS);
    assertThat(answer.results().get(7).status()).isEqualTo(404);
    assertThat(answer.results().get(7).code()).contains("not-found");
    assertThat(answer.succeeded()).isEqualTo(180);
    assertThat(answer.failed()).isEqualTo(20);
    assertThat(answer.next()).contains("n");
  }

  @Test
  void waitsForSeveralAtATime() {
    CyclicBarrier both = new CyclicBarrier(2);

    BulkAnswer answer =
        bulk.waiting(
            new Selection(List.of("a", "b"), Optional.empty()),
            Optional.empty(),
            id -> {
              try {
                both.await(20, TimeUnit.SECONDS);
                return Result.done(id);
              } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(answer.succeeded()).isEqualTo(2);
  }

  @Test
  void doesNotTryTheRestWhenTheStoreIsAway() {
    AtomicInteger tried = new AtomicInteger();

    BulkAnswer answer =
        bulk.waiting(
            new Selection(IDS, Optional.empty()),
            Optional.empty(),
            id -> {
              tried.incrementAndGet();
              throw new StoreUnavailableException("away", new IOException("refused"));
            });

    assertThat(answer.results()).extracting(Result::status).containsOnly(503);
    assertThat(tried.get()).isLessThanOrEqualTo(16);
  }

  @Test
  void refusesRequestsThatNameNothingBothOrTooMany() {
    assertRefused(null);
    assertRefused(request(null, null));
    assertRefused(request(List.of(), null));
    assertRefused(request(List.of("a", " "), null));
    assertRefused(request(List.of("a"), "empty-box"));
    assertRefused(request(IDS, null));
    assertThat(BulkRequest.select(request(List.of("a", "b", "a"), null), 100, one -> null).ids())
        .containsExactly("a", "b");
  }

  private static void assertRefused(BulkRequest request) {
    assertThatThrownBy(() -> BulkRequest.select(request, 100, one -> null))
        .isInstanceOf(ProblemException.class);
  }

  private static BulkRequest request(List<String> ids, String reason) {
    return new BulkRequest(ids, reason, null, null, null, null, null);
  }
}
