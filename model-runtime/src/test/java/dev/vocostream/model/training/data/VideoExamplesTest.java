package dev.vocostream.model.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.training.BadExampleException;
import dev.vocostream.model.training.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoExamplesTest {
  @TempDir Path directory;

  /** As many frames as the file has bytes. */
  private final VideoFrames frames =
      (video, most) -> {
        int count = (int) Math.min(most, Files.size(video));
        return Collections.nCopies(count, new RgbImage(1, 1, new byte[] {1, 2, 3}));
      };

  @BeforeEach
  void writeVideos() throws IOException {
    Files.write(Files.createDirectory(directory.resolve("kicks")).resolve("7.mp4"), new byte[5]);
    Files.write(directory.resolve("v_1.mkv"), new byte[2]);
    Files.write(directory.resolve("8.mkv"), new byte[2]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'video_id': 'v_1', 'q': 'What?', 'a': 'A kick.'}",
        "{'id': 'v_1', 'q': 'What?', 'a': 'A kick.'}",
        "{'video_id': 8, 'q': 'What?', 'a': 'A kick.'}",
        "{'id': 8, 'q': 'What?', 'a': 'A kick.'}",
        "{'id': 3, 'video': 'v_1.mkv', 'q': 'What?', 'a': 'A kick.'}",
        "{'video': 'v_1.mkv', 'conversations': [{'from': 'human', 'value': 'What?\\n<video>'},"
            + " {'from': 'gpt', 'value': 'A kick.'}]}",
        "{'video': 'v_1.mkv', 'conversations': [{'from': 'human', 'value': '<image>\\nWhat?'},"
            + " {'from': 'gpt', 'value': 'A kick.'}]}",
        "{'video': 'v_1.mkv', 'conversations': [{'from': 'human', 'value': 'What?'},"
            + " {'from': 'gpt', 'value': 'A kick.'}]}"
      })
  void readsEveryFormOfAQuestionAboutAVideo(String record) throws IOException {
    Example example = only(record);

    assertThat(example.turns()).containsExactly(new Turn("What?", "A kick."));
    assertThat(example.frames()).hasSize(2);
    assertThat(example.independent()).isFalse();
  }

  @Test
  void asksForNoMoreFramesThanWanted() throws IOException {
    Example example = only("{'video': 'kicks/7.mp4', 'q': 'What?', 'a': 'A kick.'}");

    assertThat(example.frames()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id':'a','video':'none.mp4','q':'q','a':'a'} | id a | a video, found no file",
        "{'id':'a','video':'../x','q':'q','a':'a'} | id a | found ../x",
        "{'id':'a','q':'q','a':'a'} | id a | a video a with one of the endings",
        "{'video_id':'v_2','q':'q','a':'a'} | id v_2 | a video v_2 with one of the endings",
        "{'q':'q','a':'a'} | element 0, byte 1 | id to be a text, found nothing",
        "{'id':'a','video':'v_1.mkv','a':'a'} | id a | q to be a text, found nothing",
        "{'id':'a','video':'v_1.mkv','q':'q','a':' '} | id a | a to be a text, found",
        "{'id':'a','video':'v_1.mkv','q':'q','a':null} | id a | a to be a text, found null",
        "{'id':'a','video':['v_1.mkv','x'],'q':'q','a':'a'} | id a | path of one file, found 2",
        "7 | element 0, byte 1 | an object, found 7"
      })
  void refusesOneBadRecordByFileAndId(String record, String name, String problem) {
    assertThatThrownBy(() -> only(record))
        .isInstanceOf(BadExampleException.class)
        .hasMessageStartingWith(directory.resolve("qa.json") + ": " + name)
        .hasMessageContaining(problem);
  }

  @Test
  void refusesAVideoThatGivesNoFrames() throws IOException {
    Files.write(directory.resolve("empty.mp4"), new byte[0]);

    assertThatThrownBy(() -> only("{'id': 1, 'video': 'empty.mp4', 'q': 'q', 'a': 'a'}"))
        .isInstanceOf(BadExampleException.class)
        .hasMessageContaining("id 1 (element 0, byte 1): expected 1 to 4 frames of ")
        .hasMessageEndingWith("empty.mp4, found 0");
  }

  @Test
  void saysWhichVideoDoesNotDecode() {
    VideoFrames broken =
        (video, most) -> {
          throw new IOException("moov atom not found");
        };

    assertThatThrownBy(() -> only("{'id': 1, 'video': 'v_1.mkv', 'q': 'q', 'a': 'a'}", broken))
        .isInstanceOf(BadExampleException.class)
        .hasMessageEndingWith("v_1.mkv: moov atom not found");
  }

  @Test
  void refusesToTakeNoFrames() {
    assertThatThrownBy(() -> VideoExamples.open(directory.resolve("x"), directory, frames, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("most frames of a video must be positive, was 0");
  }

  private Example only(String record) throws IOException {
    return only(record, frames);
  }

  private Example only(String record, VideoFrames sampler) throws IOException {
    Path json = directory.resolve("qa.json");
    Files.write(json, List.of("[" + record.replace('\'', '"') + "]"));
    try (VideoExamples examples = VideoExamples.open(json, directory, sampler, 4)) {
      return examples.get(0);
    }
  }
}
