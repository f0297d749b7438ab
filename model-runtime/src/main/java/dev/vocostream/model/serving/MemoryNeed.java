package dev.vocostream.model.serving;

import com.sun.management.OperatingSystemMXBean;
import dev.vocostream.model.Compute;
import dev.vocostream.model.InsufficientMemoryException;
import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.config.VisionConfig;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a model will hold on its device, summed up from its configuration before anything is loaded:
 * a sum that does not fit is told in a second, and not by the system that ends the process.
 */
public record MemoryNeed(List<Item> items) {
  /** A device's runtime, its libraries' workspaces, and what is lost between blocks. */
  private static final long CUDA_RESERVE = 1L << 30;

  /** What the Java heap, RocksDB and libtorch's own pools may still grow by. */
  private static final long CPU_RESERVE = 512L << 20;

  /** BOS and the separators of a frame's sequence, rounded up. */
  private static final int EXTRA_ROWS = 8;

  private static final Path MEMINFO = Path.of("/proc/meminfo");

  public MemoryNeed {
    items = List.copyOf(items);
  }

  /** A part of the sum. */
  public record Item(String what, long bytes) {}

  /**
   * @param framesAtOnce frames that pass stage 1 together
   * @param openRows answers that are decoded together; each may fill the model's positions
   * @param hotBytes of windows that are kept on the device
   */
  public static MemoryNeed of(
      VocoLlamaConfig config, Compute compute, int framesAtOnce, int openRows, long hotBytes) {
    int size = compute.dtype().bytes();
    DecoderConfig decoder = config.decoder();
    long context = decoder.maxPositions() * bytesPerPosition(decoder, size);
    return new MemoryNeed(
        List.of(
            new Item(
                "decoder",
                (ParameterCount.decoderWithoutEmbedding(decoder) + packedHead(decoder, compute))
                    * size),
            new Item("embedding", ParameterCount.embedding(decoder) * size),
            new Item("vision tower", ParameterCount.tower(config.vision()) * size),
            new Item("projector", ParameterCount.projector(config) * size),
            new Item(
                "%d frames at once".formatted(framesAtOnce), framesAtOnce * stage1(config, size)),
            new Item(
                "K/V of %d answers of %d positions".formatted(openRows, decoder.maxPositions()),
                openRows * context),
            new Item("hot windows", hotBytes),
            new Item("reserve", compute.isCuda() ? CUDA_RESERVE : CPU_RESERVE)));
  }

  /** On a CPU a head that is the embedding is there once more, packed for products. */
  private static long packedHead(DecoderConfig decoder, Compute compute) {
    return decoder.tiedHead() && !compute.isCuda() ? ParameterCount.embedding(decoder) : 0;
  }

  /** K and V of one position in every layer. */
  private static long bytesPerPosition(DecoderConfig config, int size) {
    return 2L * config.layers() * config.kvHeads() * config.headDim() * size;
  }

  /** One frame's bytes in the wider of the two networks, and its pixels. */
  private static long stage1(VocoLlamaConfig config, int size) {
    VisionConfig vision = config.vision();
    DecoderConfig decoder = config.decoder();
    long patches = 1L + vision.patches();
    long rows = (long) vision.tokens() + config.tokens().vocoTokens() + EXTRA_ROWS;
    long pixels = 3L * vision.imageSize() * vision.imageSize() * Float.BYTES;
    long tower =
        layer(patches, vision.hiddenSize(), vision.intermediateSize()) * size
            + scores(patches, vision.heads());
    long language =
        layer(rows, decoder.hiddenSize(), decoder.intermediateSize()) * size
            + scores(rows, decoder.heads());
    return pixels + Math.max(tower, language);
  }

  /**
   * Numbers alive at a layer's peak: the row itself, its norm, q, k, v and their mixture, then up
   * to three of the feed-forward's width.
   */
  private static long layer(long rows, long width, long inner) {
    return rows * (6 * width + 3 * inner);
  }

  /** Where attention is not fused, scores and their softmax are there in 32 bits. */
  private static long scores(long rows, long heads) {
    return 2 * heads * rows * rows * Float.BYTES;
  }

  public long bytes() {
    return items.stream().mapToLong(Item::bytes).sum();
  }

  /**
   * @param device as people know it, for the message
   * @param freeBytes there; negative where nobody says, and then nothing is required
   * @throws InsufficientMemoryException with the sum and the remedy, if it is less
   */
  public void requireWithin(String model, String device, long freeBytes) {
    if (freeBytes >= 0 && bytes() > freeBytes) {
      throw new InsufficientMemoryException(
          ("model '%s' needs %s of memory on %s, %s are free: %s. Compute in 16 bits"
                  + " (model.compute), lower model.hot-bytes if it is set, end other programs, or"
                  + " take a larger device")
              .formatted(model, inMib(bytes()), device, inMib(freeBytes), this));
    }
  }

  /** The sum: {@code decoder 12352 MiB + embedding 250 MiB + .. = 14000 MiB}. */
  @Override
  public String toString() {
    List<String> parts = items.stream().map(i -> i.what() + " " + inMib(i.bytes())).toList();
    return String.join(" + ", parts) + " = " + inMib(bytes());
  }

  /** Rounded up, so that nothing needs 0 MiB but what is not there. */
  private static String inMib(long bytes) {
    return (bytes + (1 << 20) - 1) / (1 << 20) + " MiB";
  }

  /**
   * Bytes that this process may still take without anything being swapped out; -1 where the system
   * does not say. A container's limit counts, what else is in the container does not.
   */
  public static long freeOnCpu() {
    long available = available(MEMINFO);
    if (available >= 0
        && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      return Math.min(available, system.getTotalMemorySize());
    }
    return available;
  }

  /** {@code MemAvailable} of a file like Linux's /proc/meminfo; -1 if it is not there. */
  static long available(Path meminfo) {
    if (!Files.isReadable(meminfo)) {
      return -1;
    }
    try {
      return Files.readAllLines(meminfo).stream()
          .filter(line -> line.matches("MemAvailable:\\s*\\d+ kB"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
