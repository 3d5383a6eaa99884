package io.boxstream.rest.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A guard whose heads take 10 s at most, and whose answers 100 bytes a second over 4 s. */
class ConnectionGuardTest {
  private static final int HEAD_SECONDS = 10;
  private static final int WINDOW_SECONDS = 4;
  private static final int RATE = 100;

  private final AtomicLong now = new AtomicLong();
  private final ConnectionGuard guard =
      new ConnectionGuard(
          new MinimumRate(RATE, TimeUnit.SECONDS.toNanos(WINDOW_SECONDS)),
          TimeUnit.SECONDS.toNanos(HEAD_SECONDS),
          now::get);

  /** How many of the bytes that are written the client takes. */
  private int takes = Integer.MAX_VALUE;

  private final EmbeddedChannel channel = channel();

  @Test
  void aConnectionWithoutARequestIsClosed() {
    pass(HEAD_SECONDS - 1);
    assertThat(channel.isOpen()).isTrue();

    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void bytesThatAreNoCompleteHeadDoNotHelp() {
    for (int second = 0; second < HEAD_SECONDS; second++) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[1]));
      pass(1);
    }
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aRequestMayTakeAsLongAsItNeedsAndTheNextOneHasItsTimeAgain() {
    guard.requestBegan();
    pass(100 * HEAD_SECONDS);
    assertThat(channel.isOpen()).isTrue();

    guard.requestEnded();
    pass(HEAD_SECONDS - 1);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aRequestThatFollowsOnTheAnswerStopsTheTime() {
    guard.requestBegan();
    guard.requestBegan();
    guard.requestEnded();
    pass(100 * HEAD_SECONDS);

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void anAnswerThatIsHardlyTakenIsCutOff() {
    guard.requestBegan();
    takes = 0;
    channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[10_000]));
    pass(WINDOW_SECONDS - 1);
    assertThat(channel.isOpen()).isTrue();

    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void anAnswerThatIsTakenFastEnoughIsNot() {
    guard.requestBegan();
    takes = 0;
    channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[100_000]));
    for (int second = 0; second < 5 * WINDOW_SECONDS; second++) {
      takes = 2 * RATE;
      channel.flush();
      takes = 0;
      pass(1);
    }
    assertThat(channel.isOpen()).isTrue();

    pass(2 * WINDOW_SECONDS);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void anAnswerThatTheServiceMakesSlowlyIsNot() {
    guard.requestBegan();
    for (int second = 0; second < 5 * WINDOW_SECONDS; second++) {
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1]));
      pass(1);
    }
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aStreamThatIsHardlyTakenIsCutOff() {
    BooleanSupplier stuck = () -> true;
    guard.streamBegan(stuck);
    for (int second = 0; second < 5 * WINDOW_SECONDS; second++) {
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[2 * RATE]));
      pass(1);
    }
    assertThat(channel.isOpen()).isTrue();

    pass(2 * WINDOW_SECONDS);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aStreamThatWaitsForTheServiceIsNot() {
    BooleanSupplier stuck = () -> false;
    guard.streamBegan(stuck);
    pass(10 * WINDOW_SECONDS);
    assertThat(channel.isOpen()).isTrue();

    guard.streamEnded(stuck);
    pass(HEAD_SECONDS);
    assertThat(channel.isOpen()).isFalse();
  }

  private void pass(int seconds) {
    for (int second = 0; second < seconds; second++) {
      now.addAndGet(TimeUnit.SECONDS.toNanos(1));
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  private EmbeddedChannel channel() {
    EmbeddedChannel embedded =
        new EmbeddedChannel() {
          @Override
          protected void doWrite(ChannelOutboundBuffer out) {
            while (out.current() instanceof ByteBuf bytes && takes > 0) {
              int taken = Math.min(takes, bytes.readableBytes());
              takes -= taken;
              out.removeBytes(taken);
            }
          }
        };
    embedded.freezeTime();
    embedded.pipeline().addFirst(guard);
    return embedded;
  }
}
