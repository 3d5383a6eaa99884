package io.boxstream.inference.hardexamples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestBufferTest {

  @Test
  void refusesWhatHasNoRoom() throws Exception {
    RequestBuffer buffer = new RequestBuffer(100);

    assertThat(buffer.offer(Requests.ofSize(60))).isTrue();
    assertThat(buffer.offer(Requests.ofSize(41))).isFalse();
    assertThat(buffer.offer(Requests.ofSize(40))).isTrue();
    assertThat(buffer.bytes()).isEqualTo(100);
    assertThat(buffer.poll(Duration.ZERO).orElseThrow().bytes()).isEqualTo(60);
    assertThat(buffer.bytes()).isEqualTo(40);
  }

  @Test
  void dropsTheOldestForANewOne() {
    RequestBuffer buffer = new RequestBuffer(100);

    buffer.push(Requests.ofSize(50));
    buffer.push(Requests.ofSize(40));
    buffer.push(Requests.ofSize(30));

    assertThat(buffer.bytes()).isEqualTo(70);
    assertThat(buffer.contains(request -> request.bytes() == 50)).isFalse();
    assertThat(buffer.contains(request -> request.bytes() == 40)).isTrue();
    buffer.push(Requests.ofSize(101));
    assertThat(buffer.bytes()).isZero();
    assertThat(buffer.contains(request -> true)).isFalse();
  }

  @Test
  void removesTheOldestOfAKind() {
    RequestBuffer buffer = new RequestBuffer(100);
    buffer.push(Requests.ofSize(10));
    buffer.push(Requests.ofSize(20));
    buffer.push(Requests.ofSize(30));

    assertThat(buffer.remove(request -> request.bytes() > 10).orElseThrow().bytes()).isEqualTo(20);
    assertThat(buffer.remove(request -> request.bytes() > 30)).isEmpty();

    assertThat(buffer.bytes()).isEqualTo(40);
  }

  @Test
  void anEmptyOneAnswersAfterTheWait() throws Exception {
    assertThat(new RequestBuffer(1).poll(Duration.ofMillis(1))).isEmpty();
  }
}
