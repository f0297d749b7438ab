package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.child.VideoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decoders of live cameras, several in a process. A process costs more memory than a camera, and
 * one that crashes takes all of its cameras down; so a camera whose decoder has crashed is decoded
 * alone the next time. For all threads.
 */
public final class DecoderPool {
  /** So that the limits of a process, such as its open files, are enough for all. */
  public static final int MOST_IN_A_PROCESS = 32;

  private final int camerasPerProcess;
  private final List<Shared> hosts = new ArrayList<>();

  private record Shared(DecoderHost host, int frameSize) {}

  /**
   * @param camerasPerProcess 1 to {@link #MOST_IN_A_PROCESS}
   */
  public DecoderPool(int camerasPerProcess) {
    if (camerasPerProcess < 1 || camerasPerProcess > MOST_IN_A_PROCESS) {
      throw new IllegalArgumentException(
          "cameras per process must be 1 to %d, were %d"
              .formatted(MOST_IN_A_PROCESS, camerasPerProcess));
    }
    this.camerasPerProcess = camerasPerProcess;
  }

  /**
   * Starts a decoder in the first process that has room, otherwise in a new one, for which it may
   * have to wait until others have started. A frame that was not taken is replaced by a newer one.
   *
   * @param alone whether it must be a process of its own
   * @throws VideoException if no process can be started
   */
  public DecoderProcess start(DecoderRequest request, Deadlines deadlines, boolean alone)
      throws VideoException, InterruptedException {
    return alone || camerasPerProcess == 1
        ? DecoderProcess.start(request, deadlines, true)
        : startShared(request, deadlines);
  }

  private DecoderProcess startShared(DecoderRequest request, Deadlines deadlines)
      throws VideoException, InterruptedException {
    Optional<DecoderProcess> found = join(request, deadlines);
    return found.isPresent() ? found.get() : joinOrStart(request, deadlines, Starts.SHARED.take());
  }

  /** Waiting for the turn, somebody else may have started one with room. */
  private synchronized DecoderProcess joinOrStart(
      DecoderRequest request, Deadlines deadlines, Starts.Turn turn) throws VideoException {
    Optional<DecoderProcess> found = join(request, deadlines);
    if (found.isPresent()) {
      turn.over();
      return found.get();
    }
    DecoderHost host = DecoderHost.start(request.frameSize(), camerasPerProcess, turn);
    hosts.add(new Shared(host, request.frameSize()));
    return DecoderProcess.in(host, request, deadlines, true).orElseThrow();
  }

  private synchronized Optional<DecoderProcess> join(DecoderRequest request, Deadlines deadlines)
      throws VideoException {
    hosts.removeIf(shared -> shared.host().isOver());
    for (Shared shared : hosts) {
      if (shared.frameSize() == request.frameSize()) {
        Optional<DecoderProcess> found = DecoderProcess.in(shared.host(), request, deadlines, true);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
