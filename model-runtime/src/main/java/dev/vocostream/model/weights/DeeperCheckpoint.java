package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.DType;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.weights.SafetensorsWriter.Elements;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a checkpoint that has more layers behind those of another one and says what that one says,
 * to be trained on (Chen, Goodfellow, Shlens, Net2Net: Accelerating Learning via Knowledge
 * Transfer, 2016). Each new layer is a copy of one of the last, but that what it adds to its rows
 * is zero.
 *
 * <pre>
 *   0 1 2 3 4 5   →   0 1 2 3 4 5 4' 5'
 * </pre>
 */
public final class DeeperCheckpoint {
  private static final String LAYERS = "num_hidden_layers";
  private static final String TEXT = "text_config";

  private final Path from;
  private final VocoLlamaConfig before;

  public DeeperCheckpoint(Path from) {
    this.from = from;
    this.before = VocoLlamaConfig.read(from);
  }

  /**
   * @param to must not exist, or be empty
   * @param layers of the decoder, at most twice as many as there are
   * @param settings go into config.json, over what is there
   * @throws IllegalArgumentException if that many layers cannot be made of those there are
   */
  public void write(Path to, int layers, ObjectNode settings) throws IOException {
    int had = before.decoder().layers();
    if (layers <= had || layers > 2 * had) {
      throw new IllegalArgumentException(
          "%s has %d layers: with more it must have %d to %d, not %d"
              .formatted(from, had, had + 1, 2 * had, layers));
    }
    Map<String, String> copies = new TreeMap<>();
    Set<String> nothing = new HashSet<>();
    try (Checkpoint checkpoint = Checkpoint.open(from)) {
      for (int layer = had; layer < layers; layer++) {
        String source = prefix(layer - (layers - had));
        for (String name : checkpoint.names()) {
          if (name.startsWith(source)) {
            String copy = prefix(layer) + name.substring(source.length());
            copies.put(copy, name);
            if (adds(name)) {
              nothing.add(copy);
            }
          }
        }
      }
    }
    say(layers, settings);
    Elements zero = (name, start, into) -> Arrays.fill(into, 0);
    new TrainedCheckpoint(from, DType.FP32).write(to, copies, nothing, zero, settings);
  }

  /** llava-hf says what its decoder is like in a section of its own. */
  private void say(int layers, ObjectNode settings) throws IOException {
    settings.put(LAYERS, layers);
    if (JsonFile.read(from.resolve("config.json")).get(TEXT) instanceof ObjectNode text) {
      settings.set(TEXT, text.put(LAYERS, layers));
    }
  }

  private static String prefix(int layer) {
    return "model.layers." + layer + ".";
  }

  /** What attention and MLP add to their rows comes out of these. */
  private static boolean adds(String name) {
    return name.contains(".self_attn.o_proj.") || name.contains(".mlp.down_proj.");
  }
}
