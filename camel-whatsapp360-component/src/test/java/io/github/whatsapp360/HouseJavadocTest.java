package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The summaries of Javadoc comments, tags included: each begins with a verb or a noun, not with a question word. And
 * the length of comments, which the formatter leaves alone.
 */
class HouseJavadocTest {

    private static final Pattern QUESTION =
            Pattern.compile("(?i)(?:/\\*\\*|@param\\s+\\S+|@return)[\\s*]+((?:What|Whether|How|Where|Who(?:ever|se|m)?|"
                    + "Which|When|Why|The\\s+same)\\b[^\\n*]*)");

    /** Returns the sources of all modules, which are at most two folders deep. */
    static Stream<Path> sources() throws IOException {
        Stream.Builder<Path> sources = Stream.builder();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module.resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.toString().contains("generated"))
                        .filter(file -> !file.endsWith("HouseJavadocTest.java")) // it has examples of wrong summaries
                        .forEach(sources);
            }
        }
        return sources.build();
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.find(
                Path.of(".."),
                2,
                (folder, attributes) ->
                        Files.exists(folder.resolve("pom.xml")) && Files.isDirectory(folder.resolve("src")))) {
            List<Path> modules = folders.toList();
            assertThat(modules).hasSizeGreaterThan(16);
            return modules;
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void noSummaryBeginsWithAQuestionWord(Path source) throws IOException {
        String text = Files.readString(source);
        assertThat(questions(text)
                        .map(question -> source + ":" + line(text, question.start(1)) + ": " + question.group(1)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void noLineOfACommentIsLongerThanTheCodes(Path source) throws IOException {
        assertThat(Files.readString(source).lines().filter(HouseJavadocTest::isLongComment))
                .as(source.toString())
                .isEmpty();
    }

    @Test
    void aLongCommentIsSeen() {
        String text = "x".repeat(117);
        assertThat(isLongComment(" * " + text)).isFalse();
        assertThat(isLongComment("  // " + text)).isTrue();
        assertThat(isLongComment("    /** " + text)).isTrue();
        assertThat(isLongComment("    code(\"" + text)).isFalse();
    }

    private static boolean isLongComment(String line) {
        return line.length() > 120 && line.matches("\\s*(\\*|/\\*|//).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/** What it does. */",
                "/**\n     * The same with\n     * a name.\n     */",
                "/** Sends. @param text whether it is sent */",
                "/**\n * Sends.\n *\n * @return how many were sent\n */",
            })
    void aQuestionWordIsSeen(String comment) {
        assertThat(questions(comment)).hasSize(1);
    }

    @Test
    void wordsThatBeginLikeAQuestionAreNone() {
        assertThat(questions("/** Whole messages. @param to the recipient, which is checked @return wholesale */"))
                .isEmpty();
    }

    private static Stream<MatchResult> questions(String text) {
        return QUESTION.matcher(text).results();
    }

    private static long line(String text, int at) {
        return text.substring(0, at).lines().count();
    }
}
