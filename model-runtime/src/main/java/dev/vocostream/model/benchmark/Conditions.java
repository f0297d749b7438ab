package dev.vocostream.model.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Compute;
import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.config.VisionConfig;
import dev.vocostream.model.config.VocoLlamaConfig;

/** What a figure depends on, beside the code. */
record Conditions(LoadedCheckpoint checkpoint, int rounds) {
  ObjectNode toJson() {
    ObjectNode conditions = new ObjectMapper().createObjectNode();
    VocoLlamaConfig config = checkpoint.config();
    Compute compute = checkpoint.weights().backend().compute();
    conditions.put("model", config.name()).put("fingerprint", checkpoint.fingerprint());
    conditions.put("tower", tower(config.vision())).put("decoder", decoder(config.decoder()));
    conditions.put("voco_tokens", config.tokens().vocoTokens());
    conditions.put("device", compute.device()).put("compute", compute.dtype().name());
    conditions.put("threads", compute.threads()).put("rounds", rounds);
    int together = ModelBenchmark.FRAMES_A_THREAD * compute.threads();
    conditions.put("frames_at_once", together);
    conditions.put("question_tokens", ModelBenchmark.QUESTION_TOKENS);
    conditions.put("prompt_head_tokens", checkpoint.answering().template().head().length);
    conditions.put("answer_tokens", ModelBenchmark.ANSWER_TOKENS);
    conditions.put("activations", "32-bit, in memory; windows hot");
    conditions.put("libtorch", MachineConditions.version("pytorch"));
    conditions.put("openblas", MachineConditions.version("openblas"));
    MachineConditions.addTo(conditions);
    for (String name : new String[] {"OMP_NUM_THREADS", "OMP_WAIT_POLICY", "OPENBLAS_CORETYPE"}) {
      conditions.put(name.toLowerCase(), System.getenv(name));
    }
    return conditions;
  }

  private static String tower(VisionConfig v) {
    return "%d of its layers, width %d, %d heads, MLP %d, %d px, %d vision tokens"
        .formatted(
            v.runLayers(),
            v.hiddenSize(),
            v.heads(),
            v.intermediateSize(),
            v.imageSize(),
            v.tokens());
  }

  private static String decoder(DecoderConfig d) {
    return "%d layers, width %d, %d heads (%d for keys) of %d, MLP %d, vocabulary %d"
        .formatted(
            d.layers(),
            d.hiddenSize(),
            d.heads(),
            d.kvHeads(),
            d.headDim(),
            d.intermediateSize(),
            d.vocabSize());
  }
}
