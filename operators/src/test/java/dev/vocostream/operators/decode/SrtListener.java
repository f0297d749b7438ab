package dev.vocostream.operators.decode;

import dev.vocostream.operators.decode.child.VideoDecoder;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * FFmpeg as an encrypted SRT camera, in a process of its own: its library leaves threads behind
 * that wait for callers, which only the end of a process ends.
 */
final class SrtListener implements AutoCloseable {
  private static final String PASSPHRASE = "SRT_PASSPHRASE";

  private final int port;
  private final Process process;

  private SrtListener(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  static SrtListener start(String passphrase) throws IOException {
    int port = freePort();
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SrtListener.class.getName(),
            "" + port);
    program.environment().put(PASSPHRASE, passphrase);
    program.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return new SrtListener(port, program.start());
  }

  static int freePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Listens for one caller after the other until its input ends. */
  public static void main(String[] arguments) throws Exception {
    VideoDecoder.load();
    Map<String, String> options = Map.of("passphrase", System.getenv(PASSPHRASE), "pbkeylen", "16");
    FilmedStream.srt(Integer.parseInt(arguments[0]), options, WatchedCameras.FPS, 10);
    while (System.in.read() >= 0) {}
    Runtime.getRuntime().halt(0);
  }

  String url() {
    return "srt://127.0.0.1:" + port;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
