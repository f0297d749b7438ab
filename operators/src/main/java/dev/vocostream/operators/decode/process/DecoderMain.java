package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.child.VideoDecoder;
import dev.vocostream.operators.decode.process.Commands.Command;
import dev.vocostream.operators.decode.process.Message.Hello;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The child process: {@link Commands} on standard input, {@link Message}s on descriptor 3, which is
 * the parent's pipe, what people should know on standard error. Each stream has a thread of its
 * own. Ends with its parent.
 */
public final class DecoderMain {
  /** Where the parent's pipe is; standard output is standard error here, see ChildCommand. */
  private static final String MESSAGES = "/proc/self/fd/3";

  private final MessageWriter out;
  private final Map<Integer, DecodedStream> streams = new ConcurrentHashMap<>();

  private DecoderMain(MessageWriter out) {
    this.out = out;
  }

  /** Takes no arguments: those can be read by everybody. */
  public static void main(String[] arguments) {
    int status = 0;
    try {
      MessageWriter out = new MessageWriter(new FileOutputStream(MESSAGES));
      System.setOut(System.err);
      VideoDecoder.load(System.err::println); // most of what starting takes
      out.write(Wire.PROCESS, new Hello(Message.VERSION, ProcessHandle.current().pid()));
      DecoderMain decoder = new DecoderMain(out);
      ParentWatch.start(decoder::beat);
      decoder.serve(new FileInputStream(FileDescriptor.in));
    } catch (IOException | RuntimeException | LinkageError e) {
      System.err.println("decoder: " + e);
      status = 1;
    }
    Runtime.getRuntime().halt(status); // native code may be anywhere: nothing can be tidied up
  }

  /** Until the parent is gone. This thread does nothing that may wait for anything else. */
  private void serve(InputStream in) throws IOException {
    for (Command next = Commands.read(in); next != null; next = Commands.read(in)) {
      if (next.request() != null) {
        open(next.stream(), next.request());
      } else {
        DecodedStream stream = streams.get(next.stream());
        if (stream != null) {
          stream.cancel();
        }
      }
    }
  }

  private void open(int number, DecoderRequest request) {
    DecodedStream stream = new DecodedStream(number, request, out);
    streams.put(number, stream);
    Thread thread = new Thread(() -> run(number, stream), "stream " + number);
    thread.setDaemon(true);
    thread.start();
  }

  private void run(int number, DecodedStream stream) {
    try {
      stream.run();
    } catch (IOException e) {
      System.err.println("decoder: the pipe to the parent: " + e);
      Runtime.getRuntime().halt(1);
    } finally {
      streams.remove(number);
    }
  }

  private void beat() throws IOException {
    for (DecodedStream stream : streams.values()) {
      stream.beat();
    }
  }
}
