package dev.vocostream.operators.decode;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What this process has started and should have ended. */
final class Offspring {
  private static final List<String> OURS =
      List.of("decoder ", "camera-proxy-", "camera-feed", "camera '");

  private Offspring() {}

  /** Processes of decoders. */
  static Set<Long> decoders() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("DecoderMain"))
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  /** Names of threads that belong to a camera. */
  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> OURS.stream().anyMatch(name::startsWith))
        .toList();
  }

  static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }
}
