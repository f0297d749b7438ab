package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.process.Commands.Command;
import dev.vocostream.operators.decode.process.Message.Dropped;
import dev.vocostream.operators.decode.process.Message.Heartbeat;
import dev.vocostream.operators.decode.process.Message.Hello;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A decoder that keeps to the format, and never ends a stream: as if all hung in native code. */
final class StubbornDecoder {
  private static final Set<Integer> STREAMS = ConcurrentHashMap.newKeySet();

  private StubbornDecoder() {}

  static ProcessBuilder program() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classPath,
        StubbornDecoder.class.getName());
  }

  public static void main(String[] arguments) throws Exception {
    MessageWriter out = new MessageWriter(System.out);
    out.write(Wire.PROCESS, new Hello(Message.VERSION, ProcessHandle.current().pid()));
    ParentWatch.start(
        () -> {
          for (int stream : STREAMS) {
            out.writeIfIdle(stream, () -> List.of(Dropped.NONE, new Heartbeat(0, 0)));
          }
        });
    for (Command next = Commands.read(System.in); next != null; next = Commands.read(System.in)) {
      STREAMS.add(next.stream());
    }
  }
}
