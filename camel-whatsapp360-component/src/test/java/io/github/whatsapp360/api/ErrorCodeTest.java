package io.github.whatsapp360.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about the codes in the documentation, which the messages of the exceptions name. */
class ErrorCodeTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "error-codes.md");

    private static final String HEAD =
            """
            # Error codes

            `ErrorCodeTest` writes this page from `ErrorCode`. Source: Meta, "Cloud API error codes" and its public copies. Meta
            does not say for each code when it helps to try again; that is our reading of it.

            The message of an exception ends with the address of its section on this page. The code of a refused request is in
            `ApiException.getCode()`. The code of a message that was accepted and failed later is in
            `DeliveryFailedException.getCode()`, with the option [`confirm`](../guide/events.md#delivery-confirmation).

            | try again? | meaning | `isRetryable()` |
            |---|---|---|
            | soon | The error may be over within seconds. The component tries again by itself, up to `maxRetries` times | `true` |
            | later | Seconds do not help. The exchange ends with the exception at once | `true` |
            | no | The service will refuse the same request again | `false` |

            [Errors](../guide/errors.md) describes the exceptions, and answers without a code.

            | code | name | means | try again? |
            |---|---|---|---|
            """;

    /** The words of the page about a code that the code itself does not have; see error-codes.txt. */
    private record Words(int code, String title, String reason) {

        static Words of(String line) {
            String[] parts = line.split("\\|", -1);
            assertThat(parts).as(line).hasSize(3);
            return new Words(Integer.parseInt(parts[0]), parts[1], parts[2]);
        }
    }

    @Test
    void thePageInTheDocumentationIsMadeOfTheCodes() throws Exception {
        Map<Integer, Words> words = Files.readAllLines(Path.of("src", "test", "resources", "error-codes.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Words::of)
                .collect(Collectors.toMap(Words::code, Function.identity()));
        List<ErrorCode> codes = Arrays.stream(ErrorCode.values())
                .sorted(Comparator.comparingInt(ErrorCode::code))
                .toList();
        assertThat(words.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        codes.stream().map(ErrorCode::code).toList());

        String made = HEAD
                + codes.stream().map(ErrorCodeTest::row).collect(Collectors.joining())
                + codes.stream()
                        .map(code -> section(code, words.get(code.code())))
                        .collect(Collectors.joining());
        Files.writeString(Path.of("target", "error-codes.md"), made);
        assertThat(made)
                .as("docs/reference/error-codes.md; if the change is meant, copy target/error-codes.md there")
                .isEqualTo(Files.readString(PAGE));
    }

    @Test
    void theAddressOfEachCodeLeadsToItsSection() throws Exception {
        Matcher project = Pattern.compile("<url>(.*?)</url>").matcher(Files.readString(Path.of("..", "pom.xml")));
        assertThat(project.find()).isTrue();
        String page = Files.readString(PAGE);
        assertThat(ErrorCode.values()).allSatisfy(code -> {
            String anchor = code.page().replace(project.group(1) + "/blob/main/docs/reference/error-codes.md#", "");
            assertThat(anchor).isEqualTo("error-" + code.code());
            assertThat(page).containsOnlyOnce("<a id=\"" + anchor + "\"></a>");
        });
    }

    private static String row(ErrorCode code) {
        return "| [%1$d](#error-%1$d) | `%2$s` | %3$s | %4$s |%n"
                .formatted(code.code(), code, code.meaning(), again(code, "soon", "later", "no"));
    }

    private static String section(ErrorCode code, Words words) {
        return "%n<a id=\"error-%1$d\"></a>%n%n## %1$d `%2$s`%n%n%3$s.%n%n".formatted(code.code(), code, code.meaning())
                + (words.title().isEmpty() ? "" : "- **The service says:** \"%s\"%n".formatted(words.title()))
                + (words.reason().isEmpty() ? "" : "- **Why:** %s%n".formatted(words.reason()))
                + "- **What to do:** %s%n".formatted(sentence(code.advice()))
                + "- **Retried:** %s%n"
                        .formatted(again(
                                code,
                                "Yes, up to `maxRetries` times.",
                                "Not by the component. Your route may try again later.",
                                "No."))
                + (code.affectsNumber()
                        ? "- **Concerns:** The whole number. The next message will probably fail in the same way, and the"
                                + " health checks report it.%n".formatted()
                        : "")
                + "- **Exception:** %s%n"
                        .formatted(
                                isOfMessages(code.code())
                                        ? "`ApiException`, or `DeliveryFailedException` if a status reports it later."
                                        : "`ApiException`.");
    }

    private static String again(ErrorCode code, String soon, String later, String no) {
        return code.isTransient() ? soon : code.isRetryable() ? later : no;
    }

    private static String sentence(String advice) {
        return Character.toUpperCase(advice.charAt(0)) + advice.substring(1) + ".";
    }

    /** Returns whether a message can fail so after its acceptance: all but registration, groups, calls and so on. */
    private static boolean isOfMessages(int code) {
        boolean isGroup = code == 131044 || code == 131059 || code >= 131200 && code < 131300;
        boolean isRegistration = code >= 133000 && code < 134000 && code != 133004 && code != 133010;
        boolean isOther = code >= 138000 && code < 140000;
        return !isGroup && !isRegistration && !isOther;
    }
}
