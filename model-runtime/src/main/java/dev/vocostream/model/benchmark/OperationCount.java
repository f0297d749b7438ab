package dev.vocostream.model.benchmark;

import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.config.VisionConfig;
import dev.vocostream.model.config.VocoLlamaConfig;

/**
 * Floating-point operations by the shapes of a model: two per multiplication and addition, products
 * only. Causal attention counts the half that is read; what this runtime saves is not counted.
 *
 * @param separator tokens between a frame's vision tokens and its VoCo tokens
 */
record OperationCount(VocoLlamaConfig config, int separator) {
  static OperationCount of(LoadedCheckpoint checkpoint) {
    int separator = checkpoint.answering().template().behindFrame(0).length;
    return new OperationCount(checkpoint.config(), separator);
  }

  /**
   * Stage 1 of one frame: tower, projector, and the decoder with the savings of its last layers.
   */
  double compressFrame() {
    return tower() + projector() + encode(config.tokens().vocoTokens());
  }

  /** Stage 1 with all rows kept, and so with fewer savings. */
  double keepWholeFrame() {
    return tower() + projector() + encode(rowsOfFrame());
  }

  /** Rows of a frame behind its start token. */
  int rowsOfFrame() {
    return config.vision().tokens() + separator + config.tokens().vocoTokens();
  }

  /**
   * A question's own rows behind a window that is there.
   *
   * @param window rows that every row reads, the constant beginning of the prompt among them
   * @param prompt rows of the question
   * @param words of the answer
   */
  double answer(int window, int prompt, int words) {
    DecoderConfig d = config.decoder();
    double rows = prompt + words - 1.0; // the last word is not read
    double read = rows * window + rows * (rows + 1) / 2;
    double head = 2.0 * d.hiddenSize() * d.vocabSize() * words;
    double lastLayerSaved = (prompt - 1) * (2.0 * perRow() - keysAndValues());
    return d.layers() * (rows * 2 * perRow() + attention(read)) + head - lastLayerSaved;
  }

  private double tower() {
    VisionConfig v = config.vision();
    double rows = 1.0 + v.patches();
    double width = v.hiddenSize();
    double perRow = 4 * width * width + 2 * width * v.intermediateSize();
    double patches = 2.0 * v.patches() * width * 3 * v.patchSize() * v.patchSize();
    return patches + v.runLayers() * (2 * rows * perRow + 4 * rows * rows * width);
  }

  private double projector() {
    double out = config.decoder().hiddenSize();
    double in = config.vision().hiddenSize();
    int layers = config.projector().layers();
    double weights = layers == 0 ? 0 : in * out + (layers - 1) * out * out;
    return 2.0 * config.vision().tokens() * weights;
  }

  private double encode(int kept) {
    int rows = rowsOfFrame();
    double all = 2.0 * rows * perRow() + attention(rows * (rows + 1) / 2.0);
    double secondLast =
        rows * keysAndValues()
            + kept * (2.0 * perRow() - keysAndValues())
            + attention((double) kept * rows);
    double last = kept * keysAndValues();
    return (config.decoder().layers() - 2) * all + secondLast + last;
  }

  /** Weights that a row meets in a layer. */
  private double perRow() {
    DecoderConfig d = config.decoder();
    double query = 2.0 * d.hiddenSize() * d.heads() * d.headDim();
    return query + keysAndValues() / 2 + 3.0 * d.hiddenSize() * d.intermediateSize();
  }

  private double keysAndValues() {
    DecoderConfig d = config.decoder();
    return 2 * 2.0 * d.hiddenSize() * d.kvHeads() * d.headDim();
  }

  /**
   * @param pairs of a row that reads and a row that is read
   */
  private double attention(double pairs) {
    return 4 * pairs * config.decoder().heads() * config.decoder().headDim();
  }
}
