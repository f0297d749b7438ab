package dev.vocostream.model.training.data;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.training.BadExampleException;
import dev.vocostream.model.training.Example;
import dev.vocostream.model.training.ExampleSource;
import dev.vocostream.model.vision.ImageFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * LLaVA's training files, tuning ({@code llava_v1_5_mix665k.json}) as well as pre-training: a JSON
 * array of
 *
 * <pre>
 *  {"id": "000000033471", "image": "coco/train2017/000000033471.jpg",
 *   "conversations": [{"from": "human", "value": "&lt;image&gt;\nWhat colour is the bus?"},
 *                     {"from": "gpt", "value": "White and red."}, ..]}
 * </pre>
 *
 * <p>A record without {@code image} is text alone. The form is that of the LLaVA repository's
 * {@code docs/Finetune_Custom_Data.md}.
 */
public final class LlavaExamples implements ExampleSource, Closeable {
  private final JsonArrayFile records;
  private final Path images;

  private LlavaExamples(JsonArrayFile records, Path images) {
    this.records = records;
    this.images = images;
  }

  /**
   * Reads through the whole file once, to know where its records are.
   *
   * @param images what the paths in the file are relative to; none may lead out of it
   * @throws BadExampleException naming file and byte, if it is not a JSON array
   */
  public static LlavaExamples open(Path json, Path images) throws IOException {
    return new LlavaExamples(JsonArrayFile.open(json), images);
  }

  @Override
  public long size() {
    return records.size();
  }

  /**
   * @throws BadExampleException naming file, id, place, what was expected and what was found
   */
  @Override
  public Example get(long number) {
    ArrayElement record = ArrayElement.of(records, Math.toIntExact(number));
    if (!record.has("image")) {
      return new Example(List.of(), Conversation.ofText(record), false);
    }
    Path image = record.path("image", images);
    return new Example(List.of(read(record, image)), Conversation.withImage(record), false);
  }

  private static RgbImage read(ArrayElement record, Path image) {
    try {
      return ImageFiles.read(image);
    } catch (IOException e) {
      throw record.bad("an image that can be read", e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
