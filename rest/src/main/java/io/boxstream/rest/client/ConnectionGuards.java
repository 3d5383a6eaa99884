package io.boxstream.rest.client;

import io.boxstream.rest.config.HttpConfiguration;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;

/**
 * Gives every connection a guard. The server has no hook for the connections that it accepts, so
 * the first request shows where they come from: connections that are accepted before it get their
 * guard with their first request.
 */
@Singleton
public class ConnectionGuards {
  private static final int BEFORE_EVERYTHING = 1000;

  private final MinimumRate minimumRate;
  private final long headNanos;
  private final Acceptor acceptor = new Acceptor();

  ConnectionGuards(HttpConfiguration configuration) {
    this.minimumRate = MinimumRate.of(configuration);
    this.headNanos = configuration.headTimeout().toNanos();
  }

  void register(@Observes Filters filters) {
    filters.register(this::follow, BEFORE_EVERYTHING);
  }

  private void follow(RoutingContext context) {
    Channel channel = ((ConnectionBase) context.request().connection()).channel();
    watchAcceptor(channel.parent());
    ConnectionGuard guard = guard(channel);
    if (context.request().version() == HttpVersion.HTTP_2) {
      HttpServerResponse response = context.response();
      // A response that has ended has no queue and throws.
      BooleanSupplier stuck = () -> !response.ended() && response.writeQueueFull();
      guard.streamBegan(stuck);
      context.addEndHandler(ended -> channel.eventLoop().execute(() -> guard.streamEnded(stuck)));
    } else {
      guard.requestBegan();
      context.addEndHandler(ended -> channel.eventLoop().execute(guard::requestEnded));
    }
    context.next();
  }

  private synchronized void watchAcceptor(Channel server) {
    if (server != null && server.pipeline().get(Acceptor.class) == null) {
      server.pipeline().addFirst(acceptor);
    }
  }

  private ConnectionGuard guard(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    ConnectionGuard present = pipeline.get(ConnectionGuard.class);
    if (present != null) {
      return present;
    }
    ConnectionGuard added = newGuard();
    pipeline.addFirst(added);
    return added;
  }

  private ConnectionGuard newGuard() {
    return new ConnectionGuard(minimumRate, headNanos, System::nanoTime);
  }

  /** Sees the connections of a server before they are registered. */
  @Sharable
  private final class Acceptor extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Channel accepted) {
        accepted.pipeline().addFirst(newGuard());
      }
      context.fireChannelRead(message);
    }
  }
}
