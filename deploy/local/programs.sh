# Sourced by the scripts that start Boxstream's programs, in a checkout and in the distribution. POSIX shell; needs
# nothing but a JDK. Before a function is called the script sets:
#   program     how the user called it, for messages
#   home        the checkout, or the folder of the distribution
#   class_path  the launcher, or the command line, with everything that it needs

fail() { echo "$program: $*" >&2; exit 1; }

# Sets java and java_version, or ends with the reason.
find_java() {
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" >/dev/null || fail "Java is missing: install a JDK 17 or newer, or set JAVA_HOME"
  java_version=$(release_of_java)
  if [ -z "$java_version" ]; then
    java_version=$("$java" -XshowSettings:properties -version 2>&1)
    java_version=${java_version#*java.specification.version = }
    java_version=${java_version%%[!0-9]*}
  fi
  [ "$java_version" -ge 17 ] 2>/dev/null || fail "Java 17 or newer is needed, $java is ${java_version:-unknown}"
}

# The major version in the file that a JDK has beside its programs, which is read faster than Java starts; or nothing.
release_of_java() {
  folder=$(dirname "$(dirname "$(readlink -f "$(command -v "$java")")")")
  [ -r "$folder/release" ] || return 0
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value#\"}
      echo "${value%%[!0-9]*}"
    fi
  done <"$folder/release"
}

# start_command [argument...]: the command line, instead of this shell. Short-lived: it is compiled quickly, not well.
start_command() {
  find_java
  set -- -cp "$class_path" io.boxstream.cli.Main "$@"
  if [ -t 2 ]; then set -- "-Dboxstream.columns=$(tput cols 2>/dev/null || echo 100)" "$@"; fi
  exec "$java" -Xmx384m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.awt.headless=true "$@"
}

# start_launcher BUILD-SECONDS [option...]: the program behind "run", instead of this shell.
start_launcher() {
  seconds=$1
  shift
  find_java
  set -- -cp "$class_path" io.boxstream.local.Launcher "$@"
  if [ -t 1 ]; then set -- "-Dboxstream.columns=$(tput cols 2>/dev/null || echo 100)" "$@"; fi
  [ "$java_version" -lt 22 ] || set -- --enable-native-access=ALL-UNNAMED "$@"
  [ "$java_version" -lt 24 ] || set -- --sun-misc-unsafe-memory-access=allow "$@"
  exec "$java" -Xmx384m -XX:CompileThresholdScaling=4 -Djava.awt.headless=true "-Dboxstream.home=$home" \
    "-Dboxstream.build.seconds=$seconds" "$@"
}

# start_sample [option...]: draws the sample data set.
start_sample() {
  find_java
  exec "$java" -Xmx384m -Djava.awt.headless=true "-Dboxstream.home=$home" -cp "$class_path" \
    io.boxstream.local.sample.DrawSample "$@"
}

kafka_usage() {
  cat <<END
Usage: $program TOOL [option...]

Kafka's console tools for the local broker. Without --bootstrap-server they talk to 127.0.0.1:9092;
with --port-base N the broker listens on N+5.

  topics             list and describe topics
  console-consumer   print records:
                       $program console-consumer --topic detections --from-beginning
  console-producer   send records; images are read from the files named on standard input:
                       echo photo.jpg | $program console-producer \\
                         --topic detection-requests --line-reader io.boxstream.local.console.ImageFiles
  consumer-groups    groups and how far they have read
  get-offsets        where topics begin and end
  configs            settings of topics and of the broker

TOOL --help explains a tool's options.
END
}

# start_kafka_tool TOOL [option...]: one of Kafka's console tools.
start_kafka_tool() {
  case ${1:-} in
    topics) class=org.apache.kafka.tools.TopicCommand ;;
    console-consumer) class=org.apache.kafka.tools.consumer.ConsoleConsumer ;;
    console-producer) class=org.apache.kafka.tools.ConsoleProducer ;;
    consumer-groups) class=org.apache.kafka.tools.consumer.group.ConsumerGroupCommand ;;
    get-offsets) class=org.apache.kafka.tools.GetOffsetShell ;;
    configs) class=kafka.admin.ConfigCommand ;;
    '' | -h | --help) kafka_usage; exit 0 ;;
    *) kafka_usage >&2; fail "there is no tool $1" ;;
  esac
  shift
  find_java
  local_broker=yes
  for argument in "$@"; do
    case $argument in --bootstrap-server | --bootstrap-server=* | --help | --version) local_broker='' ;; esac
  done
  [ -z "$local_broker" ] || set -- --bootstrap-server 127.0.0.1:9092 "$@"
  exec "$java" -Xmx256m -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$class_path" "$class" "$@"
}
