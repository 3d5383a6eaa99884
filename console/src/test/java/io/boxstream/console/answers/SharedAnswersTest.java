package io.boxstream.console.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.console.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
  private static final Optional<String> ANNA = Optional.of("Bearer anna");
  private static final Optional<String> BEN = Optional.of("Bearer ben");
  private static final Question<String> RUNS =
      new Question<>(
          Service.TRAINER, "/v1/runs", Duration.ofSeconds(2), body -> new String(body, UTF_8));

  private final List<Optional<String>> askedAs = new ArrayList<>();
  private final List<CompletableFuture<ServiceAnswer>> pending = new ArrayList<>();
  private long now = 3;
  private final SharedAnswers answers = new SharedAnswers(this::get, () -> now);

  private CompletableFuture<ServiceAnswer> get(
      Service service, String target, Optional<String> authorization, Duration timeout) {
    askedAs.add(authorization);
    CompletableFuture<ServiceAnswer> answer = new CompletableFuture<>();
    pending.add(answer);
    return answer;
  }

  @Test
  void asksOnceForManyCallers() {
    // When
    List<CompletableFuture<Reply<String>>> replies = new ArrayList<>();
    for (int browser = 0; browser < 50; browser++) {
      replies.add(answers.ask(RUNS, browser % 2 == 0 ? ANNA : BEN));
    }
    answer(0, 200, "[]");
    replies.add(answers.ask(RUNS, BEN));

    // Then
    assertThat(replies).allMatch(reply -> reply.join().equals(new Reply<>(200, Optional.of("[]"))));
    assertThat(askedAs).containsExactly(ANNA);
  }

  @Test
  void asksAgainWhenTheAnswerIsOld() {
    // Given
    answers.ask(RUNS, ANNA);
    answer(0, 200, "old");

    // When
    now += TimeUnit.SECONDS.toNanos(2);
    CompletableFuture<Reply<String>> reply = answers.ask(RUNS, ANNA);
    answer(1, 200, "new");

    // Then
    assertThat(reply.join().value()).contains("new");
  }

  @Test
  void doesNotShareWhatIsAboutTheCaller() {
    // Given
    CompletableFuture<Reply<String>> annas = answers.ask(RUNS, ANNA);
    CompletableFuture<Reply<String>> bens = answers.ask(RUNS, BEN);

    // When
    answer(0, 403, "");
    answer(1, 200, "for ben");

    // Then
    assertThat(annas.join()).isEqualTo(new Reply<>(403, Optional.empty()));
    assertThat(bens.join().value()).contains("for ben");
    assertThat(askedAs).containsExactly(ANNA, BEN);
  }

  @Test
  void saysThatAServiceIsAway() {
    // When
    CompletableFuture<Reply<String>> reply = answers.ask(RUNS, ANNA);
    pending.get(0).completeExceptionally(new IllegalStateException("refused"));

    // Then
    assertThat(reply.join().isAway()).isTrue();
  }

  @Test
  void takesWhatCannotBeReadForNoAnswer() {
    // Given
    Question<Integer> number =
        new Question<>(
            Service.INGEST,
            "/number",
            Duration.ofSeconds(2),
            body -> Integer.valueOf(new String(body, UTF_8)));

    // When
    CompletableFuture<Reply<Integer>> reply = answers.ask(number, ANNA);
    answer(0, 200, "<html>");

    // Then
    assertThat(reply.join().isAway()).isTrue();
  }

  private void answer(int request, int status, String body) {
    pending.get(request).complete(new ServiceAnswer(status, body.getBytes(UTF_8)));
  }
}
