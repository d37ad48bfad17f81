package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.Main;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks blocks of commands, and runs those that only call the emulator. */
final class Commands {

    private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");
    private static final Pattern TESTS = Pattern.compile("-Dtest=(\\w+)");
    private static final Pattern OURS = Pattern.compile("io\\.github\\.whatsapp360[:/]([\\w-]+)[:/](\\d[\\w.-]*)");
    private static final Pattern FILES = Pattern.compile("(?<![\\w/.-])(?:examples|samples|docs|\\.ci)/[\\w./-]+");
    private static final Pattern OPTIONS = Pattern.compile("(?<=\\s)--[a-z-]+");

    /** The goals of a command: phases, and goals of plugins that our poms or Spring Boot's and Quarkus' have. */
    private static final Pattern GOAL =
            Pattern.compile("clean|validate|compile|process-classes|test|package|verify|deploy"
                    + "|exec:(exec|java)|spring-boot:run|quarkus:dev|spotless:apply"
                    + "|[\\w.-]+:[\\w-]+-maven-plugin:[\\d.]+:[\\w-]+|[\\w.]+:maven-[\\w-]+-plugin:[\\d.]+:[\\w-]+");

    /** The messages that the reader has sent before. */
    private static final String SENT =
            """
            content='{"messaging_product":"whatsapp","to":"4915112345678","type":"document"'
            file=$(curl http://127.0.0.1:3600/media -H 'D360-API-KEY: emulator-key' -F messaging_product=whatsapp \\
              -F 'file=@invoice.pdf;type=application/pdf' | tr -dc 0-9)
            curl http://127.0.0.1:3600/messages -H 'D360-API-KEY: emulator-key' -H 'Content-Type: application/json' \\
              -d "$content"',"document":{"id":"'$file'","filename":"invoice.pdf"}}'
            """;

    private final Poms poms;
    private final Whatsapp360Emulator emulator;

    Commands(Poms poms, Whatsapp360Emulator emulator) {
        this.poms = poms;
        this.emulator = emulator;
    }

    void check(Block block) throws Exception {
        run("bash -n", List.of("bash", "-n"), block.text());
        String commands = block.text().replaceAll("\\\\\n\\s*", "");
        commands.lines().forEach(this::checkLine);
        if (commands.contains("curl ") && commands.contains("://127.0.0.1:3600")) {
            if (commands.contains("--hosting on-premise")) {
                try (Whatsapp360Emulator other = Whatsapp360Emulator.builder()
                        .hosting(EmulatedHosting.ON_PREMISE)
                        .start()) {
                    call(block, commands, other);
                }
            } else {
                call(block, SENT + commands, emulator);
            }
        }
    }

    private void checkLine(String line) {
        OURS.matcher(line).results().forEach(ours -> poms.checkOurs(ours.group(1), ours.group(2)));
        FILES.matcher(line)
                .results()
                .map(MatchResult::group)
                // what a build or the reader puts there
                .filter(file -> !file.contains("/target/") && !file.endsWith("/"))
                .forEach(file -> assertThat(Block.ROOT.resolve(file)).exists());
        if (line.matches(".*\\bmvn .*")) {
            checkMaven(line);
        }
        if (line.matches(".*camel-whatsapp360-emulator(-app)?\\.jar .*|podman run .*")) {
            String help = help();
            String options = line.replaceFirst("^podman run .*? whatsapp360-emulator", "");
            assertThat(OPTIONS.matcher(options).results().map(MatchResult::group))
                    .allSatisfy(option -> assertThat(help).contains("  " + option + " "));
        }
    }

    private void checkMaven(String line) {
        String command = line.replaceFirst(".*?\\bmvn ", "").replaceFirst("( \\|\\|| &&|;| >| &).*", "");
        MODULES.matcher(command)
                .results()
                .flatMap(modules -> Stream.of(modules.group(1).split(",")))
                .forEach(poms::checkModule);
        TESTS.matcher(command).results().forEach(test -> assertThat(isClass(test.group(1)))
                .as("a test %s", test.group(1))
                .isTrue());
        List<String> goals = Stream.of(MODULES.matcher(command)
                        .replaceAll("")
                        .replaceFirst("-T \\d+", "")
                        .split("\\s+"))
                .filter(word -> !word.isEmpty() && !word.startsWith("-"))
                .toList();
        assertThat(goals).isNotEmpty().allSatisfy(goal -> assertThat(goal).matches(GOAL));
    }

    private static boolean isClass(String name) {
        try (Stream<Path> files = Files.walk(Block.ROOT, 12)) {
            return files.anyMatch(file -> file.endsWith(name + ".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Runs commands against an emulator; an answer that is an error fails. */
    private static void call(Block block, String commands, Whatsapp360Emulator emulator) throws Exception {
        Path good = Path.of(System.getProperty("samples.dir"), "good");
        Files.createDirectories(Path.of("samples/good"));
        for (String file : List.of("photo.jpg", "invoice.pdf")) {
            if (!Files.exists(Path.of(file))) {
                Files.copy(good.resolve(file), Path.of(file));
                Files.copy(good.resolve(file), Path.of("samples/good", file));
            }
        }
        String script = "curl() { command curl -sS --fail-with-body \"$@\"; }\n" + commands;
        run(block.toString(), List.of("bash", "-e"), script.replace("http://127.0.0.1:3600", emulator.baseUrl()));
    }

    private static String help() {
        java.io.PrintStream before = System.out;
        java.io.ByteArrayOutputStream help = new java.io.ByteArrayOutputStream();
        System.setOut(new java.io.PrintStream(help, true));
        try {
            Main.main(new String[] {"--help"});
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            System.setOut(before);
        }
        return help.toString();
    }

    private static void run(String what, List<String> command, String input) throws Exception {
        Path script = Files.writeString(Files.createTempFile("block", ".sh"), input);
        Path output = Files.createTempFile("block", ".log");
        Process process = new ProcessBuilder(Stream.concat(command.stream(), Stream.of(script.toString()))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor())
                .as("%s\n%s", what, Files.readString(output))
                .isZero();
    }
}
