package dev.vocostream.model.training.data;

import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.training.BadExampleException;
import dev.vocostream.model.training.Example;
import dev.vocostream.model.training.ExampleSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Questions about videos, in the form of Video-ChatGPT's instruction file or as conversations; a
 * JSON array of
 *
 * <pre>
 *  {"video_id": "v_k_ZXmr8pmrs", "q": "What happens?", "a": "A man kicks a ball."}
 *  {"video_id": 7, "q": "What happens?", "a": "A man kicks a ball."}
 *  {"id": 7, "video": "kicks/7.mp4", "q": "What happens?", "a": "A man kicks a ball."}
 *  {"id": 7, "video": "kicks/7.mp4", "conversations": [{"from": "human", "value": ..}, ..]}
 * </pre>
 *
 * <p>Without {@code video}, the file is {@code video_id}, else {@code id}, with one of the endings
 * mp4, mkv, webm, avi, mov.
 */
public final class VideoExamples implements ExampleSource, Closeable {
  private static final List<String> ENDINGS = List.of("", ".mp4", ".mkv", ".webm", ".avi", ".mov");

  private final JsonArrayFile records;
  private final Path videos;
  private final VideoFrames frames;
  private final int most;

  private VideoExamples(JsonArrayFile records, Path videos, VideoFrames frames, int most) {
    this.records = records;
    this.videos = videos;
    this.frames = frames;
    this.most = most;
  }

  /**
   * Reads through the whole file once, to know where its records are.
   *
   * @param videos what the paths in the file are relative to; none may lead out of it
   * @param most frames of a video
   * @throws BadExampleException naming file and byte, if it is not a JSON array
   */
  public static VideoExamples open(Path json, Path videos, VideoFrames frames, int most)
      throws IOException {
    if (most < 1) {
      throw new IllegalArgumentException("most frames of a video must be positive, was " + most);
    }
    return new VideoExamples(JsonArrayFile.open(json), videos, frames, most);
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
    List<Turn> turns =
        record.has("conversations")
            ? Conversation.withVideo(record)
            : List.of(new Turn(record.text("q"), record.text("a")));
    return new Example(sample(record, video(record)), turns, false);
  }

  private Path video(ArrayElement record) {
    if (record.has("video")) {
      return record.path("video", videos);
    }
    String field = record.has("video_id") ? "video_id" : "id";
    String id = record.id(field);
    for (String ending : ENDINGS) {
      Path video = record.below(videos, id + ending);
      if (Files.isRegularFile(video)) {
        return video;
      }
    }
    String expected = "a video %s with one of the endings %s".formatted(id, ENDINGS);
    throw record.bad(expected, "none in " + videos);
  }

  private List<RgbImage> sample(ArrayElement record, Path video) {
    if (!Files.isRegularFile(video)) {
      throw record.bad("a video", "no file " + video);
    }
    List<RgbImage> sampled;
    try {
      sampled = frames.frames(video, most);
    } catch (IOException e) {
      throw record.bad("a video that can be read", video + ": " + e.getMessage(), e);
    }
    if (sampled.isEmpty() || sampled.size() > most) {
      String expected = "1 to %d frames of %s".formatted(most, video);
      throw record.bad(expected, "" + sampled.size());
    }
    return sampled;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
