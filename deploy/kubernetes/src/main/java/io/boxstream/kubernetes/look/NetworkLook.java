package io.boxstream.kubernetes.look;

import io.boxstream.kubernetes.code.Connections;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import io.boxstream.kubernetes.network.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Network policies admit the connections of the architecture, and no other. */
public final class NetworkLook implements Look {
  private static final int DNS = 53;

  /**
   * Ports that nobody listens on: a rule without ports would open them. The last two are beside
   * those that Linux chooses itself.
   */
  private static final List<Integer> OTHERS = List.of(1, 22, 80, 443, 8000, 10250, 32767, 61000);

  private final Connections connections;

  public NetworkLook(Connections connections) {
    this.connections = connections;
  }

  @Override
  public String statement() {
    return "network policies admit the connections of the architecture, and no other";
  }

  @Override
  public List<String> findings(Rendered rendered) {
    World world = new World(rendered);
    Set<Integer> ports = new TreeSet<>(OTHERS);
    connections.all().forEach(connection -> ports.add(connection.port()));
    rendered.workloads().stream()
        .map(Workload::namedPorts)
        .forEach(named -> ports.addAll(named.values()));
    List<String> findings = new ArrayList<>();
    world
        .pairs()
        .forEach(
            pair -> {
              for (int port : ports) {
                compare(world, pair, port, findings);
              }
            });
    world
        .inside()
        .forEach(
            pod -> {
              boolean asks =
                  world
                      .pairs()
                      .filter(pair -> pair.from().equals(pod) && pair.to().name().equals("dns"))
                      .allMatch(pair -> world.policies().allow(pair.from(), pair.to(), DNS, "UDP"));
              if (!asks) {
                findings.add(pod.name() + " cannot ask for names");
              }
            });
    return findings;
  }

  private void compare(World world, World.Pair pair, int port, List<String> findings) {
    boolean expected =
        connections.all().stream()
            .anyMatch(
                known ->
                    known.port() == port
                        && world.means(known.from(), pair.from())
                        && world.means(known.to(), pair.to()));
    boolean allowed = world.policies().allow(pair.from(), pair.to(), port);
    if (expected != allowed) {
      findings.add(
          "%s %s connect to %s on port %d"
              .formatted(
                  pair.from().name(), allowed ? "must not" : "cannot", pair.to().name(), port));
    }
  }
}
